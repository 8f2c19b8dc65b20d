using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace YongAi.Edge.Bench;

/// <summary>What was measured, and on what machine: a figure without its machine says nothing.</summary>
internal sealed record Report(ImmutableArray<(string What, string Is)> Where, ImmutableArray<Figure> Figures)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How the programs were built: <c>Release</c> or <c>Debug</c>.</summary>
    public static string Build { get; } =
        typeof(Report).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "unknown";

    public static ImmutableArray<(string What, string Is)> Machine(string folder) =>
    [
        ("processor", $"{Environment.ProcessorCount} x {Processor()}"),
        ("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
        ("kernel", RuntimeInformation.OSDescription),
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("build", Build),
        ("file system", $"{new DriveInfo(folder).DriveFormat} at {folder}"),
        ("load before", File.ReadAllText("/proc/loadavg").Trim()),
    ];

    public string Text()
    {
        var width = Figures.Max(figure => figure.Name.Length);
        var lines = Where.Select(fact => $"{fact.What,-12} {fact.Is}")
            .Append("")
            .Append($"{"figure".PadRight(width)} {"unit",-6} {"n",4} {"minimum",9} {"median",9} {"99th pct",9} {"maximum",9}")
            .Concat(Figures.Select(figure => $"{figure.Name.PadRight(width)} {figure.Unit,-6} {figure.Samples.Length,4} "
                + $"{Short(figure.Minimum),9} {Short(figure.Median),9} {Short(figure.Percentile99),9} {Short(figure.Maximum),9}"));
        return string.Join('\n', lines);
    }

    public string Json() => JsonSerializer.Serialize(new
    {
        machine = Where.ToDictionary(fact => fact.What.Replace(' ', '_'), fact => fact.Is),
        figures = Figures.Select(figure => new
        {
            name = figure.Name, unit = figure.Unit, samples = figure.Samples.Length,
            minimum = figure.Minimum, median = figure.Median, percentile_99 = figure.Percentile99, maximum = figure.Maximum,
            values = figure.Samples,
        }),
    }, Readable);

    private static string Short(double number) =>
        number.ToString(number >= 1000 || number == Math.Floor(number) ? "0" : "0.00", CultureInfo.InvariantCulture);

    // Not every architecture names its model here.
    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "unnamed";
}

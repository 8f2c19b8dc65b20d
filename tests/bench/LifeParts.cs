using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace YongAi.Edge.Bench;

/// <summary>
/// Where a life's time goes, part by part: <c>perf</c> looks some hundred times a second which method runs. A sample belongs to the
/// innermost method that is of one of the parts, so the runtime's work is with whom it is done for.
/// </summary>
internal static class LifeParts
{
    private const int SamplesPerSecond = 499;

    /// <summary>Which methods are whose; the first that fits.</summary>
    private static readonly ImmutableArray<(string Part, string Methods)> Parts =
    [
        ("deadline search", @"Life::Next|get_NextDeadline|get_NextReturn|\.Deadlines::|(Rig|Cabinet)::Touched|Loop::FindDeadline"),
        ("rules", @"\.Judging\."),
        ("transcript", @"\.Transcript::"),
        ("turn", @"YongAi\.Edge\.Control\."),
        ("driver", @"YongAi\.Edge\.Devices\."),
        ("boards", @"YongAi\.Simulators\.(Boards|Lines|World)\."),
        ("people, cloud, pump", @"YongAi\.Simulators\."),
    ];

    private const string Compiling = "compiling", Rest = "runtime, starting";

    /// <summary>Nothing where perf is not installed or may not look.</summary>
    public static async Task<ImmutableArray<Figure>> SampleAsync(int days, string folder, Action<string> tell,
        CancellationToken stop)
    {
        var file = Path.Combine(folder, "perf.data");
        var program = Path.Combine(AppContext.BaseDirectory, "yongai-sim.dll");
        tell("looking where the time goes");
        ImmutableArray<string> life = ["dotnet", program, "simulate", "--days", $"{days}", "--json"];
        if (await RunAsync(["record", "-q", "-F", $"{SamplesPerSecond}", "-g", "-o", file, .. life], null, stop) is { } why)
        {
            tell($"no parts: {why}");
            return [];
        }
        var counts = new Dictionary<string, int>();
        var sample = new Sample();
        await RunAsync(["script", "-i", file, "-F", "comm,ip,sym"], line =>
        {
            if (line.Length > 0) sample.Add(line);
            else if (sample.Take() is { } part) counts[part] = counts.GetValueOrDefault(part) + 1;
        }, stop);
        var all = Math.Max(1, counts.Values.Sum());
        return [.. counts.OrderByDescending(part => part.Value)
            .Select(part => new Figure($"lives: {part.Key}", "% time", [100.0 * part.Value / all]))];
    }

    /// <summary>One stack, innermost first; its head names the thread.</summary>
    private sealed class Sample
    {
        private string? part;
        private bool begun;

        public void Add(string line)
        {
            if (!char.IsWhiteSpace(line[0]))
                (part, begun) = (line.StartsWith(".NET Tiered", StringComparison.Ordinal) ? Compiling : null, true);
            else part ??= Parts.FirstOrDefault(known => Regex.IsMatch(line, known.Methods)).Part;
        }

        public string? Take()
        {
            var taken = begun ? part ?? Rest : null;
            (part, begun) = (null, false);
            return taken;
        }
    }

    /// <summary>Runs perf; answers why it failed, or null.</summary>
    private static async Task<string?> RunAsync(string[] words, Action<string>? hear, CancellationToken stop)
    {
        var start = new ProcessStartInfo("perf", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_PerfMapEnabled"] = "1";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        try
        {
            using var perf = Process.Start(start)!;
            var wrong = perf.StandardError.ReadToEndAsync(stop);
            while (await perf.StandardOutput.ReadLineAsync(stop) is { } line) hear?.Invoke(line);
            await perf.WaitForExitAsync(stop);
            return perf.ExitCode == 0 ? null : (await wrong).Trim();
        }
        catch (Win32Exception missing)
        {
            return $"perf: {missing.Message}";
        }
    }
}

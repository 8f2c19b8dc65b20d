using System.Globalization;
using System.Reflection;

namespace YongAi.Edge.Host.Site;

/// <summary>What this program says of itself.</summary>
public static class Release
{
    /// <summary>
    /// The program cannot be older than this: the first floor of time where no clock is trusted (rider-code YA1, "Without trusted
    /// time"). What SOURCE_DATE_EPOCH said when it was built, seconds since 1970 UTC (deploy/publish.sh sets the date of the last
    /// change, so the same sources give the same program); 2026-01-01 where it said nothing.
    /// </summary>
    public static long BuiltAt { get; } = Math.Max(1_767_225_600, long.TryParse(typeof(Release).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(note => note.Key == "SourceDateEpoch")?.Value,
        NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : 0);

    /// <summary>Version of the program, as on the status topic.</summary>
    public static string Version =>
        typeof(Release).Assembly.GetName().Version is { } version ? version.ToString(3) : "0.0.0";
}

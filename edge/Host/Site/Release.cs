namespace YongAi.Edge.Host.Site;

/// <summary>What this program says of itself.</summary>
public static class Release
{
    /// <summary>
    /// The program cannot be older than this: the first floor of time where no clock is trusted (rider-code YA1, "Without trusted
    /// time"). 2026-01-01 00:00 UTC; a release moves it forward.
    /// </summary>
    public const long BuiltAt = 1_767_225_600;

    /// <summary>Version of the program, as on the status topic.</summary>
    public static string Version =>
        typeof(Release).Assembly.GetName().Version is { } version ? version.ToString(3) : "0.0.0";
}

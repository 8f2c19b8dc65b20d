namespace YongAi.Edge.Host.Site;

/// <summary>One thing wrong, or worth knowing, in a site file: where it is and what to do.</summary>
/// <param name="Place">JSON path, for example <c>slots[3].door</c>; <c>$</c> for the file as a whole.</param>
/// <param name="Line">Line in its file, from 1; 0 where no line can be named.</param>
/// <param name="Chinese">What is wrong and the mend, in Chinese.</param>
/// <param name="English">The same in English.</param>
/// <param name="File">Path of the file the place is in; null for what is not written in a file.</param>
public sealed record SiteFault(string Place, int Line, string Chinese, string English, string? File = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}{Where}: {Chinese} / {English}";

    private string Where => File is null ? "" : Line == 0 ? $" ({Name})" : $" ({Name}:{Line})";

    private string Name => Path.GetFileName(File) ?? "";
}

/// <summary>Collects everything wrong with a site file, so that one look mends it all.</summary>
internal sealed class SiteFaults(string file)
{
    /// <summary>A file with more faults than this is not a site file; the rest is left out and counted.</summary>
    public const int FaultsMax = 200;

    private readonly List<SiteFault> faults = [];
    private readonly List<SiteFault> warnings = [];

    public IReadOnlyList<SiteFault> Faults => faults;

    public IReadOnlyList<SiteFault> Warnings => warnings;

    public void Add(SiteNode at, string chinese, string english) => Add(at.Place, at.Line, chinese, english);

    public void Add(string place, int line, string chinese, string english)
    {
        if (faults.Count < FaultsMax) faults.Add(new SiteFault(place, line, chinese, english, file));
    }

    public void Warn(SiteNode at, string chinese, string english)
    {
        if (warnings.Count < FaultsMax) warnings.Add(new SiteFault(at.Place, at.Line, chinese, english, file));
    }

    public void Take(SiteFaults other)
    {
        foreach (var fault in other.faults) if (faults.Count < FaultsMax) faults.Add(fault);
        foreach (var warning in other.warnings) if (warnings.Count < FaultsMax) warnings.Add(warning);
    }
}

using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A cabinet of four slots whose locks and switches hang on one board of some family, in a folder of its own.</summary>
internal sealed class FamilySite : IDisposable
{
    public const int Slots = 4;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-fam-");

    /// <param name="family">As the site file has it.</param>
    /// <param name="more">More of the board, for example <c>"settle": false</c>.</param>
    public FamilySite(string family, string more = "")
    {
        // A CU16 has its presence inputs behind its sixteen hooks.
        var presence = family == "cu16" ? 17 : 5;
        var slots = Enumerable.Range(1, Slots).Select(n =>
            $$"""{ "slot": {{n}}, "lock": "door/{{n}}", "door": "door/{{n}}", "presence": "door/{{presence + n - 1}}" }""");
        Baud = family == "cu16" ? 19_200 : 9600;
        SiteFile = Path.Combine(folder.FullName, "site.json");
        // Level 1 is closed here for every family, as in LockFamily.Wiring, also where a site that does not say means another.
        File.WriteAllText(SiteFile, $$"""
            { "cabinet": "T-{{family}}", "lines": { "locks": { "path": "lines/locks", "baud": {{Baud}} } },
              "lock_boards": [{ "name": "door", "family": "{{family}}", "line": "locks", "address": 1, "closed_level": 1{{(more.Length > 0 ? ", " + more : "")}} }],
              "slots": [{{string.Join(", ", slots)}}] }
            """);
        Site = SimulatedSite.Read(SiteFile);
    }

    public string SiteFile { get; }
    public SimulatedSite Site { get; }
    public int Baud { get; }

    /// <summary>In virtual time, whole bursts.</summary>
    public SimulatedCabinet Cabinet(byte? reportHead = null) =>
        new(Site, new CabinetSetup { Grain = TimeSpan.FromHours(1), ReportHead = reportHead });

    public void Dispose() => folder.Delete(recursive: true);
}

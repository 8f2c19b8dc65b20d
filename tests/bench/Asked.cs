using YongAi.Simulators;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>What is to be measured, how often, and where.</summary>
/// <param name="What">The command.</param>
/// <param name="Scans">Scans at an idle lock line.</param>
/// <param name="Starts">Starts of the edge.</param>
/// <param name="Minutes">How long it is left alone.</param>
/// <param name="Swaps">Whole swaps with a flat pack each.</param>
/// <param name="Folder">Where journals lie: a folder on the disk that is meant.</param>
/// <param name="Memory">A folder in memory, for comparison.</param>
/// <param name="Edge">Folder of a published edge; null: it is published first.</param>
/// <param name="NodeRed">Folder in which Node-RED was set up; null: it is set up first.</param>
/// <param name="Days">Virtual days of a life.</param>
/// <param name="Patience">How long a quiet machine is waited for.</param>
internal sealed record Asked(string What, int Scans, int Starts, int Minutes, int Swaps, string Folder, string Memory,
    string? Edge, string? NodeRed, int Days, TimeSpan Patience, bool Json)
{
    public static ImmutableArray<string> Commands { get; } = ["figures", "scan", "start", "idle", "swaps", "lives", "lines", "plan"];

    private const int ScansMax = 10_000, StartsMax = 1000, MinutesMax = 1440, DaysMax = 30, PatienceMax = 3600;
    /// <summary>A cabinet of 12 has 11 full packs; each of these swaps leaves an empty one, strace counts one more.</summary>
    private const int SwapsMax = 9;

    /// <exception cref="SiteUnusable">A word is not understood.</exception>
    public static Asked Read(string[] words)
    {
        if (words.Length == 0 || !Commands.Contains(words[0]))
            throw new SiteUnusable($"say what to measure: {string.Join(", ", Commands)}");
        var said = new Arguments(words[1..], ["--scans", "--starts", "--minutes", "--swaps", "--folder", "--memory", "--edge",
            "--node-red", "--days", "--wait"], ["--json"]);
        return new Asked(words[0],
            said.Whole("--scans", 1, ScansMax) ?? 200, said.Whole("--starts", 1, StartsMax) ?? 10,
            said.Whole("--minutes", 1, MinutesMax) ?? 10, said.Whole("--swaps", 1, SwapsMax) ?? 5,
            Path.GetFullPath(said.Text("--folder") ?? Path.GetTempPath()), Path.GetFullPath(said.Text("--memory") ?? "/dev/shm"),
            Full(said.Text("--edge")), Full(said.Text("--node-red")), said.Whole("--days", 1, DaysMax) ?? 1,
            TimeSpan.FromSeconds(said.Whole("--wait", 0, PatienceMax) ?? 120), said.Has("--json"));
    }

    /// <summary>Whether a part of the figures is asked for; those of the simulators are no part of the edge's.</summary>
    public bool Wants(string part) => What == part || What == "figures" && part is not ("lives" or "lines" or "plan");

    private static string? Full(string? folder) => folder is null ? null : Path.GetFullPath(folder);
}

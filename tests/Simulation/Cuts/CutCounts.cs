namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>
/// How many places to be cut at each way has, under review in a file, so that none is lost unseen. A line a way; with YONGAI_APPROVE=1
/// a test writes its own line anew.
/// </summary>
internal static class CutCounts
{
    private static readonly string Path = Repository.Path("tests/Simulation/Cuts/CutPoints.txt");

    public static IEnumerable<string> Names => Lines().Select(line => line.Name);

    public static void Same(string name, string counts)
    {
        var lines = Lines();
        var at = lines.FindIndex(line => line.Name == name);
        if (!Approved.Rewrites)
        {
            Assert.Equal(counts, at < 0 ? "no line of its own in CutPoints.txt; run with YONGAI_APPROVE=1 and review it" : lines[at].Counts);
            return;
        }
        if (at < 0) lines.Add((name, counts));
        else lines[at] = (name, counts);
        File.WriteAllLines(Path, lines.OrderBy(line => line.Name, StringComparer.Ordinal).Select(line => $"{line.Name}: {line.Counts}"));
    }

    private static List<(string Name, string Counts)> Lines() => !File.Exists(Path) ? []
        : [.. File.ReadAllLines(Path).Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1]))];
}

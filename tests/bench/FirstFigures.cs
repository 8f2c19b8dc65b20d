using YongAi.Simulators;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>What is to be measured, how often, and where.</summary>
internal sealed record Asked(int Swaps, int Starts, int Minutes, int WholeSwaps, string Cloud, string Folder)
{
    private const int SwapsMax = 10_000, StartsMax = 1000, MinutesMax = 1440;
    /// <summary>A cabinet of 12 has 11 full packs; each whole swap leaves an empty one, strace counts one more.</summary>
    private const int WholeSwapsMax = 9;

    /// <exception cref="SiteUnusable">A word is not understood.</exception>
    public static Asked Read(IReadOnlyList<string> words)
    {
        var arguments = new Arguments(words,
            ["--swaps", "--starts", "--minutes", "--whole-swaps", "--cloud", "--folder"], ["--json"]);
        return new Asked(
            arguments.Whole("--swaps", 1, SwapsMax) ?? 20, arguments.Whole("--starts", 1, StartsMax) ?? 5,
            arguments.Whole("--minutes", 1, MinutesMax) ?? 1, arguments.Whole("--whole-swaps", 1, WholeSwapsMax) ?? 3,
            (arguments.Text("--cloud") ?? "both") switch
            {
                "no" => "no",
                "yes" => "yes",
                "both" => "both",
                var other => throw new SiteUnusable($"--cloud is '{other}', but should be no, yes or both"),
            },
            Path.GetFullPath(arguments.Text("--folder") ?? Path.GetTempPath()));
    }
}

/// <summary>The first figures of the house: from scan to door, start, memory and processor time, journal.</summary>
internal static class FirstFigures
{
    public static async Task<Report> MeasureAsync(Asked asked, CancellationToken stop)
    {
        var before = Report.Machine(asked.Folder);
        ImmutableArray<Figure> figures = [];
        if (asked.Cloud == "both")
        {
            await using var alone = await Stand.OpenAsync(asked.Folder, cloud: false, stop);
            alone.StartEdge();
            figures = await new ScanFigures(alone, Tell).MeasureAsync(asked.Swaps, Words(cloud: false));
        }
        var cloud = asked.Cloud != "no";
        await using var stand = await Stand.OpenAsync(asked.Folder, cloud, stop);
        return new Report(before,
        [
            .. await new StartFigures(stand, Tell).MeasureAsync(asked.Starts),
            .. figures,
            .. await new ScanFigures(stand, Tell).MeasureAsync(asked.Swaps, Words(cloud)),
            .. await new IdleFigures(stand, Tell).MeasureAsync(asked.Minutes),
            .. await new JournalFigures(stand, Tell).MeasureAsync(asked.WholeSwaps),
        ]);
    }

    private static string Words(bool cloud) => cloud ? "with cloud" : "without cloud";

    private static void Tell(string what) => Console.Error.WriteLine(what);
}

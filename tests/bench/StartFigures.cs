using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>How long a cabinet is out of service when its program is started again.</summary>
internal static class StartFigures
{
    /// <summary>Between two looks while the program starts: the grain of these figures.</summary>
    private static readonly TimeSpan AsksEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>From the start of the process, with all lines there and the journal of an earlier start.</summary>
    public static async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, string edge, Action<string> tell,
        CancellationToken stop)
    {
        await using var stand = await Stand.OpenAsync(new StandSetup(asked.Folder, Cloud: true), stop);
        List<double> live = [], ready = [], accepted = [], firstScan = [];
        // A rider keeps the pack that he took, from start to start. The first start, with an empty journal, does not count.
        var rider = new Rider(stand, Rider.FullPercent);
        stand.StartEdge(edge);
        await stand.QuietAsync();
        await rider.ScanUntilServedAsync();
        await rider.SwapAsync();
        for (var start = 1; start <= asked.Starts; start++)
        {
            await stand.StopAsync();
            var began = Stopwatch.GetTimestamp();
            stand.StartEdge(edge);
            await stand.Until(() => stand.IsFineAsync("/health/live"), "the edge to live", AsksEvery);
            live.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var whenReady = ReadyAsync(stand, began);
            var opened = await rider.ScanUntilServedAsync();
            accepted.Add(Stopwatch.GetElapsedTime(began, opened).TotalMilliseconds);
            firstScan.Add(Stopwatch.GetElapsedTime(stand.Scans.CodeOver, opened).TotalMilliseconds);
            ready.Add(await whenReady);
            tell($"start {start} of {asked.Starts}: live {live[^1]:0} ms, ready {ready[^1]:0} ms, first door {accepted[^1]:0} ms");
            await rider.SwapAsync();
        }
        return
        [
            new("start to /health/live", "ms", [.. live]),
            new("start to /health/ready", "ms", [.. ready]),
            new("start to the opening frame of the first accepted scan", "ms", [.. accepted]),
            new("  that first scan to its opening frame", "ms", [.. firstScan]),
        ];
    }

    private static async Task<double> ReadyAsync(Stand stand, long began)
    {
        await stand.Until(() => stand.IsFineAsync("/health/ready"), "the edge to be ready", AsksEvery);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

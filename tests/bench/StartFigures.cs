using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>How long a cabinet is out of service when its program is started again.</summary>
internal sealed class StartFigures(Stand stand, Action<string> tell)
{
    /// <summary>Between two requests while the program starts: the grain of these figures.</summary>
    private static readonly TimeSpan AsksEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>From the start of the process; the journal is new at the first start and old at the others.</summary>
    public async Task<ImmutableArray<Figure>> MeasureAsync(int starts)
    {
        List<double> live = [], ready = [], accepted = [], firstScan = [];
        for (var start = 1; start <= starts; start++)
        {
            await stand.StopEdgeAsync();
            using var rider = new Rider(stand);
            var began = Stopwatch.GetTimestamp();
            stand.StartEdge();
            await stand.Until(() => stand.IsFineAsync("/health/live"), "the edge to live", AsksEvery);
            live.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await stand.Until(() => stand.IsFineAsync("/health/ready"), "the edge to be ready", AsksEvery);
            ready.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            long? opened = null;
            await stand.Until(async () => (opened = await rider.ScanAsync()) is not null, "a code to be accepted");
            accepted.Add(Stopwatch.GetElapsedTime(began, opened!.Value).TotalMilliseconds);
            firstScan.Add(Stopwatch.GetElapsedTime(stand.Scans.CodeOver, opened.Value).TotalMilliseconds);
            tell($"start {start} of {starts}: live {live[^1]:0} ms, ready {ready[^1]:0} ms, first door {accepted[^1]:0} ms");
            await rider.LeaveAsync();
        }
        return
        [
            new("start to /health/live", "ms", [.. live]),
            new("start to /health/ready", "ms", [.. ready]),
            new("start to opening frame of first accepted scan", "ms", [.. accepted]),
            new("that first scan to its opening frame", "ms", [.. firstScan]),
        ];
    }
}

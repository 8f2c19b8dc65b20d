using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>How long a rider waits from his scan to his door.</summary>
internal sealed class ScanFigures(Stand stand, Action<string> tell)
{
    /// <summary>Longer than the interval at which the lock board is read (500 ms): scans fall anywhere in it.</summary>
    private const int JitterMs = 1000;

    /// <summary>From scan to open, on a stand with or without a cloud.</summary>
    public async Task<ImmutableArray<Figure>> MeasureAsync(int swaps, string with)
    {
        List<double> toFrame = [], toDoor = [];
        using var rider = new Rider(stand);
        await FirstAsync(rider);
        for (var swap = 1; swap <= swaps; swap++)
        {
            await stand.QuietAsync();
            await Task.Delay(Random.Shared.Next(JitterMs), stand.Stop);
            var opened = await rider.ScanAsync() ?? throw new TimeoutException("a fresh code opened no door");
            toFrame.Add(Stopwatch.GetElapsedTime(stand.Scans.CodeOver, opened).TotalMilliseconds);
            toDoor.Add(await rider.SeesDoorOpenAsync());
            tell($"scan {swap} of {swaps}, {with}: opening frame {toFrame[^1]:0.00} ms, open door {toDoor[^1]:0} ms");
            await rider.LeaveAsync();
        }
        return
        [
            new($"scan to opening frame, {with}", "ms", [.. toFrame]),
            new($"scan to door seen open, {with}", "ms", [.. toDoor]),
        ];
    }

    /// <summary>Not counted: the first scan after a start finds a program not yet compiled (StartFigures).</summary>
    private async Task FirstAsync(Rider rider)
    {
        await stand.QuietAsync();
        if (await rider.ScanAsync() is not null) await rider.LeaveAsync();
    }
}

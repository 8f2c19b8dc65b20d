using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>
/// How long a rider waits from his scan to his door. All stands run at the same time and are scanned in turn, so that whatever
/// else the machine does falls on all of them: three cabinets on the disk, one in memory, one whose scanner has 9600 Bd, and
/// Node-RED. While one is scanned, riders at the others put packs in and take others.
/// </summary>
internal sealed class ScanFigures : IAsyncDisposable
{
    private const int OnDisk = 3, SlowBaud = 9600, BitsPerByte = 10;
    /// <summary>Of each other kind of scan, beside those of a known rider at an idle lock line: one in so many.</summary>
    private const int OtherKindEvery = 4;
    /// <summary>Longer than the interval at which the lock board is read (500 ms): scans fall anywhere in it.</summary>
    private const int JitterMs = 1000;
    private const int WatchedSwaps = 3;

    private readonly CancellationToken stop;
    private readonly Action<string> tell;
    private readonly List<Visited> disk = [];
    private Visited? memory, slow;
    private Stand? other;
    private Bystander? bystander;
    private readonly List<double> idle = [], first = [], any = [], inMemory = [], ratio = [], nodeRed = [], nodeRedStart = [];

    private ScanFigures(Action<string> tell, CancellationToken stop) => (this.tell, this.stop) = (tell, stop);

    public static async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, string edge, string nodeRed, Action<string> tell,
        CancellationToken stop)
    {
        await using var figures = new ScanFigures(tell, stop);
        return await figures.MeasureAsync(asked, edge, nodeRed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visited in (Visited?[])[.. disk, memory, slow])
            if (visited is not null) await visited.DisposeAsync();
        bystander?.Dispose();
        if (other is not null) await other.DisposeAsync();
    }

    private async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, string edge, string script)
    {
        for (var n = 0; n < OnDisk; n++) disk.Add(await Visited.OpenAsync(new StandSetup(asked.Folder), edge, stop));
        memory = await Visited.OpenAsync(new StandSetup(asked.Memory), edge, stop);
        slow = await Visited.OpenAsync(new StandSetup(asked.Folder, ScannerBaud: SlowBaud), edge, stop);
        await OpenNodeRedAsync(asked, script);
        for (var scan = 0; scan < asked.Scans; scan++) await RoundAsync(scan, asked.Scans);
        return
        [
            new("scan to opening frame, lock line idle", "ms", [.. idle]),
            new("  the same with a credential never seen here", "ms", [.. first]),
            new("  the same with the journal in memory", "ms", [.. inMemory]),
            new("  the same at any moment of the polling", "ms", [.. any]),
            .. await WaitsAsync(asked.Folder),
            new("  Node-RED: one signature, one line, one frame", "ms", [.. nodeRed]),
            new("  ours : Node-RED, by the medians", "ratio", [Median(idle) / Median(nodeRed)]),
            new($"scanner at {SlowBaud} Bd: until the frame : time on the wire", "ratio", [.. ratio]),
            new("Pss after these scans", "MiB", [.. disk.Select(at => ProcessLook.PssMebibytes(at.Stand.Service))]),
            new("  Node-RED: Pss after as many", "MiB", [ProcessLook.PssMebibytes(other!.Service)]),
            new("  Node-RED: start to its lines open", "ms", [.. nodeRedStart]),
        ];
    }

    private async Task OpenNodeRedAsync(Asked asked, string script)
    {
        other = await Stand.OpenAsync(new StandSetup(asked.Folder), stop);
        bystander = new Bystander(other);
        for (var start = 0; start < 3; start++)
        {
            if (start > 0) await other.StopAsync();
            var began = Stopwatch.GetTimestamp();
            await other.StartNodeRedAsync(script, bystander.PublicKey);
            nodeRedStart.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        await bystander.ScanAsync();
        await bystander.CloseAsync();
    }

    private async Task RoundAsync(int scan, int scans)
    {
        var stand = disk[scan % OnDisk];
        idle.Add((await stand.ScanAsync(atIdleLine: true)).Took);
        nodeRed.Add(await bystander!.ScanAsync());
        await bystander.CloseAsync();
        if (scan % OtherKindEvery == 0) inMemory.Add((await memory!.ScanAsync(atIdleLine: true)).Took);
        if (scan % OtherKindEvery == 1) any.Add((await stand.ScanAsync(atIdleLine: false)).Took);
        if (scan % OtherKindEvery == 2)
        {
            var (took, bytes) = await slow!.ScanAsync(atIdleLine: false);
            var wire = bytes * BitsPerByte * 1000.0 / SlowBaud;
            ratio.Add((wire + took) / wire);
        }
        if (scan % OtherKindEvery == 3)
        {
            stand.ChangePhone();
            first.Add((await stand.ScanAsync(atIdleLine: true)).Took);
        }
        tell($"scan {scan + 1} of {scans}: {idle[^1]:0.00} ms, Node-RED {nodeRed[^1]:0.00} ms");
    }

    /// <summary>The share of the disk: how long each append waits for it, in swaps that are watched and so do not count.</summary>
    private async Task<ImmutableArray<Figure>> WaitsAsync(string folder)
    {
        await disk[0].RestAsync();
        var waits = await DiskWaits.WatchAsync(disk[0].Stand, tell, async () =>
        {
            for (var swap = 0; swap < WatchedSwaps; swap++) await disk[0].ScanAsync(atIdleLine: true);
            await disk[0].RestAsync();
        });
        ImmutableArray<Figure> raw = [new("  a bare append and fsync of 4 KiB in that folder", "ms", DiskWaits.Bare(folder))];
        return waits.Length == 0 ? raw : [new("  of it one wait for the disk (strace -T)", "ms", waits), .. raw];
    }

    private static double Median(List<double> samples) => new Figure("", "", [.. samples]).Median;

    /// <summary>A stand with the edge and a rider, who goes on with his swap while others are scanned.</summary>
    private sealed class Visited(Stand stand) : IAsyncDisposable
    {
        private readonly Rider rider = new(stand, Rider.FullPercent);
        private Task swap = Task.CompletedTask;

        public Stand Stand => stand;

        /// <summary>With one swap behind it.</summary>
        public static async Task<Visited> OpenAsync(StandSetup setup, string edge, CancellationToken stop)
        {
            var visited = new Visited(await Stand.OpenAsync(setup, stop));
            try
            {
                visited.Stand.StartEdge(edge);
                await visited.Stand.QuietAsync();
                await visited.rider.ScanUntilServedAsync();
                visited.swap = visited.rider.SwapAsync();
                return visited;
            }
            catch
            {
                await visited.DisposeAsync();
                throw;
            }
        }

        public async Task<(double Took, int Bytes)> ScanAsync(bool atIdleLine)
        {
            await RestAsync();
            if (atIdleLine) await stand.Scans.LocksAnsweredAsync(stand.Stop);
            else await Task.Delay(Random.Shared.Next(JitterMs), stand.Stop);
            var opened = await rider.ScanAsync() ?? throw new TimeoutException("a fresh code opened no door");
            var took = Stopwatch.GetElapsedTime(stand.Scans.CodeOver, opened).TotalMilliseconds;
            swap = rider.SwapAsync();
            return (took, stand.Scans.CodeBytes);
        }

        public void ChangePhone() => rider.ChangePhone();

        public Task RestAsync() => swap;

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAny(swap);
            await stand.DisposeAsync();
        }
    }
}

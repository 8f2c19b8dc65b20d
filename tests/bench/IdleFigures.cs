namespace YongAi.Edge.Bench;

/// <summary>What a freshly started edge needs while nobody comes: all slots, chargers and packs are polled, a cloud is there.</summary>
internal static class IdleFigures
{
    private const double MinutesPerDay = 24 * 60, BytesPerMegabyte = 1e6;

    public static async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, string edge, Action<string> tell,
        CancellationToken stop)
    {
        await using var disk = await LoopDisk.MakeAsync(asked.Folder, tell, stop);
        await using var stand = await Stand.OpenAsync(new StandSetup(disk.Folder, Cloud: true), stop);
        stand.StartEdge(edge);
        await stand.QuietAsync();
        List<double> cpu = [], wakes = [], pss = [], rss = [];
        var bytes = await disk.WrittenAsync(stop);
        var first = await stand.ProcessAsync();
        for (var (minute, last) = (1, first); minute <= asked.Minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), stop);
            var now = await stand.ProcessAsync();
            cpu.Add(now.CpuSince(last) / 10);
            wakes.Add(now.WakesSince(last));
            pss.Add(ProcessLook.PssMebibytes(stand.Service));
            rss.Add(ProcessLook.RssMebibytes(stand.Service));
            tell($"idle, minute {minute} of {asked.Minutes}: {cpu[^1]:0.00} % of one core, Pss {pss[^1]:0.0} MiB");
            last = now;
        }
        var written = await disk.WrittenAsync(stop) - bytes;
        return
        [
            new($"idle: Pss after {asked.Minutes} min", "MiB", [pss[^1]]),
            new($"idle: RSS after {asked.Minutes} min", "MiB", [rss[^1]]),
            new("idle: processor time, minute by minute", "% core", [.. cpu]),
            new("idle: wake-ups, minute by minute", "1/s", [.. wakes]),
            new($"idle: written to {disk.Words}, as a day", "MB", [written / BytesPerMegabyte * MinutesPerDay / asked.Minutes]),
        ];
    }
}

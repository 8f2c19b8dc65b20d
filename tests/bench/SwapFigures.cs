namespace YongAi.Edge.Bench;

/// <summary>What one whole swap costs the disk: a flat pack is brought, so that its charging is in it.</summary>
internal static class SwapFigures
{
    public static async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, string edge, Action<string> tell,
        CancellationToken stop)
    {
        await using var disk = await LoopDisk.MakeAsync(asked.Folder, tell, stop);
        await using var stand = await Stand.OpenAsync(new StandSetup(disk.Folder, Cloud: true), stop);
        var rider = new Rider(stand, Rider.FlatPercent);
        stand.StartEdge(edge);
        await stand.QuietAsync();
        List<double> written = [], grown = [], events = [];
        for (var swap = 1; swap <= asked.Swaps; swap++)
        {
            var before = await stand.ProcessAsync();
            var bytes = await disk.WrittenAsync(stop);
            await SwapAsync(rider);
            written.Add((await disk.WrittenAsync(stop) - bytes) / 1000.0);
            var after = await stand.ProcessAsync();
            grown.Add((after.JournalBytes - before.JournalBytes) / 1000.0);
            events.Add(after.Position - before.Position);
            tell($"whole swap {swap} of {asked.Swaps}: {written[^1]:0} kB");
        }
        var waits = await DiskWaits.WatchAsync(stand, tell, () => SwapAsync(rider));
        return
        [
            new($"whole swap: written to {disk.Words}", "kB", [.. written]),
            new("whole swap: growth of the journal's files", "kB", [.. grown]),
            new("whole swap: events", "events", [.. events]),
            .. waits.Length == 0 ? [] : (ImmutableArray<Figure>)[new("whole swap: waits for the disk", "calls", [waits.Length])],
        ];
    }

    private static async Task SwapAsync(Rider rider)
    {
        await rider.ScanUntilServedAsync();
        await rider.SwapAsync();
    }
}

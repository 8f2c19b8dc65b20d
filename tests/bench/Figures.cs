namespace YongAi.Edge.Bench;

/// <summary>The figures that were asked for, one part after the other, on a machine as quiet as it gets.</summary>
internal static class Figures
{
    public static async Task<Report> MeasureAsync(Asked asked, CancellationToken stop)
    {
        if (asked.Wants("lines")) return new Report(Report.Machine(asked.Folder), LineFigures.Measure(Path.Combine("seeds", "sites"), Tell));
        if (asked.Wants("lives")) return await LivesAsync(asked, stop);
        if (asked.Wants("plan")) return await PlanAsync(asked, stop);
        var edge = await Programs.EdgeAsync(asked.Edge, Tell, stop);
        var nodeRed = asked.Wants("scan") ? await Programs.NodeRedAsync(asked.NodeRed, Tell, stop) : null;
        await Quiet.AwaitAsync(asked.Patience, Tell, stop);
        var where = Report.Machine(asked.Folder);
        ImmutableArray<Figure> figures = [];
        if (asked.Wants("scan")) figures = figures.AddRange(await ScanFigures.MeasureAsync(asked, edge, nodeRed!, Tell, stop));
        if (asked.Wants("start")) figures = figures.AddRange(await StartFigures.MeasureAsync(asked, edge, Tell, stop));
        if (asked.Wants("swaps")) figures = figures.AddRange(await SwapFigures.MeasureAsync(asked, edge, Tell, stop));
        if (asked.Wants("idle")) figures = figures.AddRange(await IdleFigures.MeasureAsync(asked, edge, Tell, stop));
        return new Report(where.Add(("load after", Quiet.Load())), figures);
    }

    private static async Task<Report> LivesAsync(Asked asked, CancellationToken stop)
    {
        await Quiet.AwaitAsync(asked.Patience, Tell, stop);
        var where = Report.Machine(asked.Folder);
        var figures = await LifeFigures.MeasureAsync(asked, Tell, stop);
        return new Report(where.Add(("load after", Quiet.Load())), figures);
    }

    private static async Task<Report> PlanAsync(Asked asked, CancellationToken stop)
    {
        await Quiet.AwaitAsync(asked.Patience, Tell, stop);
        var where = Report.Machine(asked.Folder);
        var figures = PlanFigures.Measure();
        return new Report(where.Add(("load after", Quiet.Load())), figures);
    }

    private static void Tell(string what) => Console.Error.WriteLine(what);
}

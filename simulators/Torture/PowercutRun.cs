using System.Globalization;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>How a round of power cuts ended.</summary>
public enum CutVerdict { Ok, Lost, Corrupt, Exception, Broken }

/// <summary>Cuts the power of the journal's disk again and again while riders swap, and has each cut judged.</summary>
/// <param name="stand">The stand; its edge writes to the disk.</param>
/// <param name="disk">The disk.</param>
/// <param name="crowd">Its riders.</param>
/// <param name="judge">Who judges.</param>
/// <param name="say">Told one line for each cut.</param>
public sealed class PowercutRun(Stand stand, CutDisk disk, Crowd crowd, Judge judge, Action<string> say)
{
    /// <summary>Everything is judged as a whole each time so many cuts are over, and in the end.</summary>
    public const int CheckedEvery = 10;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(10), AppendWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloudWithin = TimeSpan.FromSeconds(15);

    private long acknowledged, openedAt;

    /// <summary>A program under which the edge runs from the second start on, to plant a fault. The first start makes the journal.</summary>
    public ImmutableArray<string> Plant { get; init; } = [];

    public Inspector Inspector { get; } = new(stand, crowd, judge);

    /// <summary>Events that the journal said are on disk while power was about to fail, summed over all rounds.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Rounds in which nothing had been written since the start: they prove little.</summary>
    public int EmptyRounds { get; private set; }

    public SortedDictionary<CutVerdict, int> Verdicts { get; } = [];

    /// <summary>What was lost, in words, in the first round that was not all right.</summary>
    public string? Worst { get; private set; }

    /// <summary>The whole run; it ends early at the first round that is not all right.</summary>
    public async Task LiveAsync(IEnumerable<Cut> plan, CancellationToken stop)
    {
        stand.StartEdge();
        await Inspector.BeginAsync();
        openedAt = 0;
        using var home = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var street = crowd.LiveAsync(home.Token);
        var last = 0;
        foreach (var cut in plan)
        {
            if (stop.IsCancellationRequested || Worst is not null) break;
            last = cut.Number;
            await WaitAsync(cut, stop);
            await RoundAsync(cut);
            if (Worst is null && cut.Number % CheckedEvery == 0) await CheckAsync();
        }
        await home.CancelAsync();
        await street;
        if (!stop.IsCancellationRequested && Worst is null && last % CheckedEvery != 0) await CheckAsync();
    }

    /// <summary>Follows what the journal says is on disk until the moment has come. That number is older than the cut.</summary>
    private async Task WaitAsync(Cut cut, CancellationToken stop)
    {
        using var appends = new AppendWatch(Path.Combine(disk.Folder, "edge"));
        for (var until = Clock.Now + cut.After; Clock.Now < until && !stop.IsCancellationRequested;)
        {
            await HearAsync();
            await Task.Delay(LooksEvery, CancellationToken.None);
        }
        if (cut.AtAppend is not { } wanted) return;
        await appends.SeenAsync(wanted, AppendWithin);
        await Task.Delay(cut.Lag, CancellationToken.None);
    }

    private async Task HearAsync()
    {
        if (await stand.CabinetAsync() is { } word) acknowledged = Math.Max(acknowledged, word.Written);
    }

    private async Task RoundAsync(Cut cut)
    {
        var (before, findings) = (await stand.CabinetAsync(), Inspector.Books.Findings.Count);
        if (before is not null) acknowledged = Math.Max(acknowledged, before.Written);
        var journal = before?.Journal;
        // First the program, then at once its disk. The other way round the program outlives its power for some milliseconds, and a
        // sync that was under way may answer in them that all is well (measured in 6 of 120 rounds with a bare writer; none that had
        // answered before the call was ever lost): it would act on what is gone. No power cut does that.
        stand.StrikeEdge();
        disk.Cut(CutKind.Dead);
        crowd.MayShowCodes = false;
        await stand.KillEdgeAsync();
        await Task.Delay(Inspector.InFlight);
        var dead = await stand.Boards.LookAsync();
        // What the cloud has was on disk before it was sent.
        acknowledged = Math.Max(acknowledged, (await stand.CloudAsync())?.Through ?? 0);
        Acknowledged += acknowledged - openedAt;
        EmptyRounds += acknowledged == openedAt ? 1 : 0;
        await disk.UnmountAsync();
        await disk.MountAsync();
        stand.Under = Plant;
        stand.StartEdge();
        var back = await Inspector.EdgeBackAsync();
        var (verdict, why) = await VerdictAsync(journal, back, dead);
        crowd.MayShowCodes = true;
        Verdicts[verdict] = Verdicts.GetValueOrDefault(verdict) + 1;
        if (verdict != CutVerdict.Ok) Worst = string.Create(CultureInfo.InvariantCulture, $"round {cut.Number}: {why}");
        var found = before?.Swap is null || verdict != CutVerdict.Ok ? "" : $"  {await Inspector.FindingAsync(findings) ?? "settled"}";
        var moment = cut.AtAppend is { } append ? $"append {append}" : "any moment";
        say(string.Create(CultureInfo.InvariantCulture, $"{cut.Number,4}  {moment,-10}  {Inspector.When(before, dead),-44} "
            + $"acknowledged {acknowledged,5}  opens at {stand.Opened?.Position,5}  back {back?.TotalSeconds ?? double.NaN,4:0.0} s  "
            + $"{Word(verdict, why)}{found}"));
        openedAt = acknowledged = stand.Opened?.Position ?? 0;
    }

    private async Task<(CutVerdict Verdict, string Why)> VerdictAsync(string? journal, TimeSpan? back, ImmutableArray<SlotLook> dead)
    {
        if (stand.Opened is not { } opened) return (CutVerdict.Exception, $"the journal was not opened: {stand.LastWord}");
        if (journal is not null && opened.Journal != journal)
            return opened.Position == 0 && acknowledged > 0
                ? (CutVerdict.Lost, $"all {acknowledged} acknowledged events are gone: a new journal begins")
                : (CutVerdict.Corrupt, $"journal {journal} was set aside, {opened.Journal} begins");
        if (opened.Position < acknowledged)
            return (CutVerdict.Lost,
                $"{acknowledged - opened.Position} acknowledged events: it opens at {opened.Position} of {acknowledged}");
        if (back is null) return (CutVerdict.Exception, Inspector.FirstBreach ?? "it did not serve again");
        judge.NoLockAtStart(dead, await stand.Boards.LookAsync());
        await ReadCloudAsync(opened.Position);
        judge.EveryPulseWasOrdered(Inspector.Books, dead);
        return Inspector.FirstBreach is { } breach ? (CutVerdict.Broken, breach) : (CutVerdict.Ok, "");
    }

    private async Task ReadCloudAsync(long upTo)
    {
        for (var began = Clock.Now; Inspector.Books.Position < upTo && Clock.Now - began < CloudWithin; await Task.Delay(LooksEvery))
            await stand.ReadCloudAsync(Inspector.Books);
        judge.Tally.Look("the-cloud-gets-what-the-cut-left", Inspector.Books.Position >= upTo, () => string.Create(
            CultureInfo.InvariantCulture,
            $"the journal opens at {upTo}, {CloudWithin.TotalSeconds} s later the cloud is at {Inspector.Books.Position}"));
    }

    private async Task CheckAsync()
    {
        if (await Inspector.CheckAsync() is { } order) say($"      {order}");
        else
        {
            Verdicts[CutVerdict.Broken] = Verdicts.GetValueOrDefault(CutVerdict.Broken) + 1;
            Worst = Inspector.FirstBreach;
        }
        openedAt = acknowledged = (await stand.CabinetAsync())?.Written ?? 0;
    }

    private static string Word(CutVerdict verdict, string why) => why.Length == 0 ? verdict.ToString().ToUpperInvariant()
        : $"{verdict.ToString().ToUpperInvariant()} {why}";
}

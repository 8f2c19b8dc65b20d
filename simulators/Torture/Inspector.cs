using System.Globalization;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>Somebody who walks round a stand: waits until it serves, reads the cloud's books, has the judge look at it as a whole.</summary>
/// <param name="stand">The stand.</param>
/// <param name="crowd">Its riders.</param>
/// <param name="judge">Who judges.</param>
public sealed class Inspector(Stand stand, Crowd crowd, Judge judge)
{
    /// <summary>What a killed edge had written to a line has reached the boards, and they have acted; our own number.</summary>
    public static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(30), FindingWithin = TimeSpan.FromSeconds(1);

    private readonly Rest rest = new(stand, crowd, new Books());
    private ImmutableArray<string> packs;

    public Books Books => rest.Books;

    /// <summary>Stops of the edge that were asked for.</summary>
    public int Stops => rest.Stops;

    /// <summary>The longest time from a start of the edge until it served.</summary>
    public TimeSpan WorstRecovery { get; private set; }

    public string? FirstBreach => judge.Tally.FirstBreach;

    /// <summary>Waits for a stand that has just been built; remembers which packs there are.</summary>
    public async Task BeginAsync()
    {
        await EdgeBackAsync();
        packs = [.. (await stand.Boards.LookAsync()).Select(slot => slot.Pack?.Serial)
            .Concat(crowd.People.Select(rider => rider.Holds)).OfType<string>()];
        await RestAsync();
    }

    /// <summary>Waits until the edge serves; answers how long that took.</summary>
    public async Task<TimeSpan?> EdgeBackAsync()
    {
        var ready = await BackAsync(() => stand.EdgeSaysAsync("/health/ready"), () => stand.EdgeRuns);
        judge.StillRuns("the edge", ready is not null || stand.EdgeRuns, () => stand.LastWord);
        judge.IsBack("the edge", ready);
        if (ready > WorstRecovery) WorstRecovery = ready.Value;
        return ready;
    }

    public async Task CloudBackAsync() =>
        judge.IsBack("the cloud-bridge", await BackAsync(stand.CloudAnswersAsync, () => stand.BridgeRuns));

    public void EdgeRunsOn() => judge.StillRuns("the edge", stand.EdgeRuns, () => stand.LastWord);

    /// <summary>The cabinet as a whole, at rest, twice: before and after whoever has no pack has come for one.</summary>
    /// <returns>A line that says how it stands; null when something is broken.</returns>
    public async Task<string?> CheckAsync()
    {
        using var alone = await crowd.AloneAsync();
        await crowd.TidyAsync();
        if (await RestAsync() is not { } word) return null;
        await LookAtAllAsync(word);
        await crowd.ClearAsync(word.Slots);
        await crowd.FetchAsync();
        if (await RestAsync() is not { } then) return null;
        await LookAtAllAsync(then);
        return FirstBreach is not null ? null : string.Create(CultureInfo.InvariantCulture,
            $"all in order at event {then.Position}: {Books.Started} swaps, {Books.Completed} completed, {Books.Cases.Count} open cases");
    }

    /// <summary>What the last start found of the swap that it met open; null when the cloud has not heard of it within a second.</summary>
    /// <param name="found">How many findings there were before.</param>
    public async Task<string?> FindingAsync(int found)
    {
        for (var began = Clock.Now; Books.Findings.Count == found && Clock.Now - began < FindingWithin; await Task.Delay(LooksEvery))
            await stand.ReadCloudAsync(Books);
        return Books.Findings.Count > found ? Books.Findings[^1] : null;
    }

    /// <summary>Where a swap was, by the edge's word and by the doors.</summary>
    public static string When(CabinetWord? word, ImmutableArray<SlotLook> sees)
    {
        var doors = string.Join(',', sees.Where(slot => slot.IsOpen).Select(slot => slot.Slot));
        var swap = word?.Swap is { } open
            ? string.Create(CultureInfo.InvariantCulture, $"swap {open.Number} in {open.Stage}") : "no swap";
        return doors.Length == 0 ? swap : $"{swap}, door {doors} open";
    }

    private async Task LookAtAllAsync(CabinetWord word)
    {
        var sees = await stand.Boards.LookAsync();
        judge.EveryRiderHasAPackOrACase(Books, crowd.People);
        judge.PacksAreConserved(packs, sees, crowd.People);
        judge.EveryPulseWasOrdered(Books, sees);
        judge.LedgerAgreesWithEyes(Books, sees, word.Slots);
        judge.OnePlaceEach(Books, crowd.People, word.Slots);
        judge.EveryEventArrivedOnce(Books, word.Position, await stand.CloudAsync());
    }

    private async Task<CabinetWord?> RestAsync()
    {
        var word = await rest.ComeAsync();
        judge.Tally.Look("comes-to-rest", word is not null, () => $"not within {Rest.Within}: {stand.LastWord}");
        return word;
    }

    private static async Task<TimeSpan?> BackAsync(Func<Task<bool>> isBack, Func<bool> runs)
    {
        for (var began = Clock.Now; Clock.Now - began < Judge.ReadyWithin && runs(); await Task.Delay(LooksEvery))
            if (await isBack()) return Clock.Now - began;
        return null;
    }
}

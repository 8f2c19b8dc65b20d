namespace YongAi.Simulators.Torture;

/// <summary>Brings a stand to rest, so that it can be judged as a whole: no swap, doors closed, everything at the cloud.</summary>
/// <remarks>
/// Both ends wait longer before each new try for a broker that was often away. Nobody wants to watch that: where the link is not up
/// soon, the edge is stopped as a service manager stops it, and both begin anew.
/// </remarks>
public sealed class Rest(Stand stand, Crowd crowd, Books books)
{
    /// <summary>The longest time until a stand is at rest, with a swap to be ended by its times and a backlog to be sent.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LinkWithin = TimeSpan.FromSeconds(5), LooksEvery = TimeSpan.FromMilliseconds(150);
    /// <summary>A swap whose rider has left may still open a door: a passer-by shuts it, when every switch has been read.</summary>
    private static readonly TimeSpan TidiedEvery = TimeSpan.FromSeconds(3);
    /// <summary>A stop that was asked for is over within (house 12: 5 s), with room.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    public Books Books => books;

    /// <summary>Stops that were asked for.</summary>
    public int Stops { get; private set; }

    /// <summary>The cabinet at rest and the books up to it; null when it does not come to rest in time.</summary>
    public async Task<CabinetWord?> ComeAsync()
    {
        var (began, tidied, idleSince, anew) = (Clock.Now, Clock.Now, default(TimeSpan?), false);
        for (; Clock.Now - began < Within; await Task.Delay(LooksEvery))
        {
            if (Clock.Now - tidied > TidiedEvery)
            {
                await crowd.TidyAsync();
                tidied = Clock.Now;
            }
            if (await stand.CabinetAsync() is not { } word || !await IsQuietAsync(word))
            {
                idleSince = null;
                continue;
            }
            if (word.IsAtRest && (await stand.CloudAsync())?.Through >= word.Position)
            {
                await stand.ReadCloudAsync(books);
                // A cabinet at rest still writes of its chargers and alarms: what came in between belongs to the next look.
                if (await stand.CabinetAsync() is { IsAtRest: true } still && still.Position == word.Position) return still;
                continue;
            }
            idleSince ??= Clock.Now;
            if (anew || Clock.Now - idleSince < LinkWithin) continue;
            anew = true;
            await AnewAsync();
        }
        return null;
    }

    private async Task<bool> IsQuietAsync(CabinetWord word) =>
        word.Swap is null && !word.Recovering && word.Written == word.Position
        && word.Slots.All(slot => slot.Withdrawn.Length > 0 || slot.Occupancy is "holding" or "empty")
        && (await stand.Boards.LookAsync()).All(slot => !slot.IsOpen);

    private async Task AnewAsync()
    {
        Stops++;
        await stand.StopEdgeAsync(StopsWithin);
        await stand.KillBridgeAsync();
        stand.StartBridge();
        stand.StartEdge();
    }
}

using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>
/// A rider who goes by what he sees: he puts his pack into an open empty slot, takes what lies behind another open door, and mostly
/// closes doors behind him. How slow he is, how patient and how forgetful, is drawn for each visit.
/// </summary>
public sealed class Person(LiveBoards boards, string name, string? pack, SimulatedPhone phone, Func<bool> mayShowCode)
{
    private const double ForgetsDoor = 0.06, WalksAway = 0.05, DreamsAwhile = 0.08;
    private const int CodesMost = 6;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan StaysAtMost = TimeSpan.FromSeconds(45);

    /// <summary>His pseudonym.</summary>
    public string Name => name;

    /// <summary>The pack in his hands; null while it is in the cabinet.</summary>
    public string? Holds { get; private set; } = pack;

    /// <summary>Codes that he has shown.</summary>
    public int Shown { get; private set; }

    /// <summary>One visit, until he has a pack, has had enough, or is told to go.</summary>
    public async Task VisitAsync(Random chance, CancellationToken goAway)
    {
        var notHis = (await boards.LookAsync()).Where(slot => slot.IsOpen).Select(slot => slot.Slot).ToHashSet();
        var patience = TimeSpan.FromSeconds(12 + 18 * chance.NextDouble());
        var again = TimeSpan.FromSeconds(1.5 + 2.5 * chance.NextDouble());
        var (came, shownAt, codes) = (Clock.Now, TimeSpan.Zero, 0);
        for (var moved = came; Clock.Now - moved < patience && Clock.Now - came < StaysAtMost && !goAway.IsCancellationRequested;
             await Task.Delay(LooksEvery, CancellationToken.None))
        {
            if (codes < CodesMost && (codes == 0 || Clock.Now - moved > again && Clock.Now - shownAt > again) && await ShowCodeAsync())
                (codes, shownAt) = (codes + 1, Clock.Now);
            var sees = await boards.LookAsync();
            notHis.RemoveWhere(number => sees.Any(slot => slot.Slot == number && !slot.IsOpen));
            if (sees.FirstOrDefault(slot => slot.IsOpen && !notHis.Contains(slot.Slot)) is not { } door) continue;
            moved = Clock.Now;
            if (await AtDoorAsync(door.Slot, chance)) return;
            notHis.Add(door.Slot);
        }
    }

    /// <summary>Holds his code before the scanner, if there is a point in it: true when he did.</summary>
    public async Task<bool> ShowCodeAsync()
    {
        if (!mayShowCode()) return false;
        Shown++;
        await boards.Do(new ShowCode(phone.Draw("swap", TimeProvider.System.GetUtcNow())));
        return true;
    }

    /// <summary>True when he leaves.</summary>
    private async Task<bool> AtDoorAsync(int slot, Random chance)
    {
        await DawdleAsync(chance);
        if ((await boards.LookAsync()).FirstOrDefault(seen => seen.Slot == slot) is not { IsOpen: true } door) return false;
        var took = false;
        if (Holds is { } own && door.Pack is null)
        {
            if ((await boards.Do(new PutPack(slot, own, StandSite.Charge), name)).Ok) Holds = null;
        }
        else if (Holds is null && door.Pack is not null)
        {
            var taken = await boards.Do(new TakePack(slot), name);
            if (taken.Ok) (Holds, took) = (taken.Serial, true);
        }
        await DawdleAsync(chance);
        if (chance.NextDouble() >= ForgetsDoor) await boards.Do(new CloseDoor(slot));
        return took || Holds is null && chance.NextDouble() < WalksAway;
    }

    private static Task DawdleAsync(Random chance) => Task.Delay(TimeSpan.FromMilliseconds(
        chance.NextDouble() < DreamsAwhile ? 1500 + 2500 * chance.NextDouble() : 60 + 400 * chance.NextDouble()), CancellationToken.None);
}

/// <summary>The clock of the street: it only goes forward.</summary>
internal static class Clock
{
    private static readonly long Began = TimeProvider.System.GetTimestamp();

    internal static TimeSpan Now => TimeProvider.System.GetElapsedTime(Began);
}

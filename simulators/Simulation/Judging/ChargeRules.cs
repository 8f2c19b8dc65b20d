using YongAi.Edge.Control;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds of chargers, judged by what really has mains: the end of domain table B3, reliability I5 and I6.</summary>
public sealed class ChargeRules
{
    /// <summary>Two polls of the switches and the way to the relay, with room; our own number.</summary>
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(3);
    /// <summary>A pack is read once a second and stops at its second hot reading, with room.</summary>
    private static readonly TimeSpan UnfitWithin = TimeSpan.FromSeconds(12);
    /// <summary>Where a line is disturbed nobody may hear an order to stop: then the lease ends it, with room.</summary>
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(6);
    /// <summary>No pack charges from here on (domain table C row 2).</summary>
    private const double HotFrom = 50;

    private readonly CabinetWorld world;
    private readonly ImmutableArray<FaultSpot> spots;
    private readonly TimeSpan lease;
    private readonly int mostAtATime;
    private readonly Func<int, bool> mayLie;
    private readonly Invariant openDoor, unknown, hot, cap, leaseEnds, ended;
    private readonly TimeSpan?[] openSince, unknownSince, hotSince;
    private TimeSpan? moreSince;

    public ChargeRules(Tally tally, CabinetWorld world, Faults faults, SitePlan plan, Func<int, bool> mayLie)
    {
        (this.world, this.mayLie) = (world, mayLie);
        spots = [.. world.Slots.Select(slot => faults.AtSlot(slot.Number))];
        (lease, mostAtATime) = (plan.Charging.Lease, plan.Charging.MaxCharging);
        var slots = world.Slots.Length;
        (openSince, unknownSince, hotSince) = (new TimeSpan?[slots], new TimeSpan?[slots], new TimeSpan?[slots]);
        openDoor = tally.Of("no-charging-behind-an-open-door");
        unknown = tally.Of("no-charging-of-an-unknown-or-quarantined-pack");
        hot = tally.Of("no-charging-of-a-hot-pack");
        cap = tally.Of("no-more-charge-than-the-cap");
        leaseEnds = tally.Of("leases-end-when-the-program-is-gone");
        ended = tally.Of("a-program-that-is-asked-to-end-leaves-no-charger-on");
    }

    /// <summary>After each turn.</summary>
    /// <param name="ledger">What the cabinet knows.</param>
    /// <param name="now">When.</param>
    /// <param name="isDisturbed">A line was out, or its bytes were, a short time ago, or the program was.</param>
    public void AfterTurn(Ledger ledger, TimeSpan now, bool isDisturbed)
    {
        var (on, allowed) = (0, isDisturbed ? lease + Room : OffWithin);
        for (var i = 0; i < world.Slots.Length; i++)
        {
            var slot = world.Slots[i];
            if (!slot.ChargerOn || IsWelded(i))
            {
                (openSince[i], unknownSince[i], hotSince[i]) = (null, null, null);
                continue;
            }
            on++;
            Within(openDoor, ref openSince[i], slot.DoorOpen && !mayLie(slot.Number), now, allowed, slot);
            var isHot = slot.Connected is { Celsius: >= HotFrom } && !mayLie(slot.Number);
            Within(hot, ref hotSince[i], isHot, now, allowed + UnfitWithin, slot);
            Within(unknown, ref unknownSince[i], !IsKnown(ledger, slot), now, allowed + UnfitWithin, slot);
        }
        if (on <= mostAtATime) moreSince = null;
        else moreSince ??= now;
        if (on > 0 && !cap.Look(moreSince is not { } since || now - since <= (isDisturbed ? lease + Room : TimeSpan.Zero)))
            cap.Says($"{on} slots charge, and the cap is {mostAtATime}");
    }

    /// <summary>There has been no program for so long.</summary>
    public void WithoutProgram(TimeSpan gone)
    {
        if (gone <= lease + TimeSpan.FromSeconds(1)) return;
        if (!leaseEnds.Look(!world.Slots.Where((slot, i) => slot.ChargerOn && !IsWelded(i)).Any()))
            leaseEnds.Says($"a charger is on {gone} after its program ended");
    }

    /// <summary>The program was asked to end, had its time and ended.</summary>
    public void Ended()
    {
        var on = world.Slots.Where((slot, i) => slot.ChargerOn && !IsWelded(i)).Select(slot => slot.Number).ToArray();
        if (!ended.Look(on.Length == 0)) ended.Says($"charging when the program ended: slots {string.Join(", ", on)}");
    }

    private static void Within(Invariant rule, ref TimeSpan? since, bool isWrong, TimeSpan now, TimeSpan allowed, SimulatedSlot slot)
    {
        if (!isWrong)
        {
            since = null;
            rule.Look(true);
            return;
        }
        since ??= now;
        if (!rule.Look(now - since.Value < allowed)) rule.Says($"slot {slot.Number} has been so since {since}");
    }

    private bool IsWelded(int place) => !spots[place].IsSound && spots[place].Has(Fault.Welded);

    private static bool IsKnown(Ledger ledger, SimulatedSlot slot) =>
        ledger.Custody.In(new SlotNumber(slot.Number)) is { } pack && ledger.QuarantineOf(pack) is null;
}

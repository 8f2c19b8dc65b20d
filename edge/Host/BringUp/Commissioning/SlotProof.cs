using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What was proved of one slot.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Door">Its lock was fired and its door was seen closed, open and closed again, it and no other.</param>
/// <param name="Presence">A pack came and went before its presence switch; null where none is fitted.</param>
/// <param name="Pack">The serial that was read; null where none was.</param>
/// <param name="Charger">Its charger was switched on and off, and its pack took the current; null where none is fitted.</param>
/// <param name="Findings">What is wrong.</param>
public sealed record ProvedSlot(int Slot, bool Door, bool? Presence, string? Pack, bool? Charger, ImmutableArray<Finding> Findings)
{
    /// <summary>Nothing is wrong and nothing is missing.</summary>
    public bool IsProved => Findings.IsEmpty && Door && Presence != false && Charger != false;
}

/// <summary>
/// The proof of one slot: closed, open, closed; a pack out and in; its serial; its charger on and off. Each step looks at all slots, so
/// that what is mixed up gives itself away. A lock is fired once a step, and only with a crewman before the door.
/// </summary>
public sealed class SlotProof(SlotPlan plan, IWorkbench bench, ICrewman crew)
{
    /// <summary>A first word of every sensor: two polls of the slowest.</summary>
    public static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(12);

    /// <summary>A fired lock has opened its door, or it will not.</summary>
    public static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(4);

    /// <summary>People need their time.</summary>
    public static readonly TimeSpan CrewWithin = TimeSpan.FromMinutes(3);

    /// <summary>Switches and packs have told of what hands did: a pack wakes and is asked twice.</summary>
    public static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(15);

    /// <summary>Others have told of it already: ours comes by then, a poll of the slowest and one more try, or it is mixed up.</summary>
    public static readonly TimeSpan StragglesWithin = TimeSpan.FromSeconds(5);

    /// <summary>A charger's current has come, or gone: relay, soft start, two readings.</summary>
    public static readonly TimeSpan FlowsWithin = TimeSpan.FromSeconds(20);

    /// <summary>Amperes from which on a pack is charged: noise of a BMS is a tenth of it.</summary>
    public const double FlowsFrom = 0.3;

    /// <summary>The proof's own lease: it outlasts the look, and ends by itself should the proof end first.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly List<Finding> findings = [];
    private readonly int slot = plan.Slot.Value;

    private SlotSight Here => bench.Sight[slot];

    /// <summary>Proves the slot.</summary>
    public async Task<ProvedSlot> RunAsync()
    {
        var door = await Opens();
        bool? presence = plan.Presence ? false : null;
        bool? charger = plan.Charger ? false : null;
        string? serial = null;
        if (door is { } opened)
        {
            var wasIn = HasPack;
            await Moves(wasIn ? CrewTask.TakePackOut : CrewTask.PutPackIn, out_: wasIn);
            if (wasIn) await Moves(CrewTask.PutPackIn, out_: false);
            if (plan.Presence)
                presence = !Has(FindingKind.PresenceDead) && !Has(FindingKind.PresenceOfAnother) && !Has(FindingKind.PresencePolarity);
            if (!await Closes(opened)) door = null;
            if (plan.Pack) serial = await Speaks();
            if (plan.Charger) charger = await Charges();
        }
        return new ProvedSlot(slot, door == slot && !Has(FindingKind.DoorNotClosed), presence, serial, charger, [.. findings]);
    }

    private bool HasPack => Here.Present == true || Here.Pack is not null;

    private bool Has(FindingKind kind) => findings.Exists(finding => finding.Kind == kind);

    private void Found(FindingKind kind, int? other = null)
    {
        if (!Has(kind)) findings.Add(new Finding(slot, kind, other));
    }

    /// <summary>Fires the lock; the door that stands open by eye, or null when none does and the proof ends here.</summary>
    private async Task<int?> Opens()
    {
        if (!await bench.Until(() => Here.Door != DoorState.Unknown, HeardWithin))
        {
            Found(FindingKind.DoorSilent);
            return null;
        }
        if (Here.Door == DoorState.Open)
        {
            await crew.Please(CrewTask.CloseDoor, slot);
            if (!await bench.Until(() => Here.Door == DoorState.Closed, ToldWithin))
            {
                // Of an open door nothing can be proved, and its lock is not fired.
                Found(await crew.IsClosed(slot) ? FindingKind.DoorPolarity : FindingKind.DoorNotClosed);
                if (Has(FindingKind.DoorNotClosed)) return null;
            }
        }
        var before = bench.Sight.Look();
        bench.Perform(new FireLock(plan.Slot));
        await bench.Until(() => Moved(before).Contains(slot), OpensWithin);
        var told = Moved(before);
        if (told is [var only] && only == slot && !Has(FindingKind.DoorPolarity)) return slot;
        return await OpenedByEye(told);
    }

    private async Task<int?> OpenedByEye(int[] told)
    {
        if (Here.Refused is { } refused) crew.Tell(LockRefusalWords.Of(refused));
        var open = await crew.WhichDoorIsOpen();
        if (open is not { } seen) Found(FindingKind.LockDead);
        else if (seen != slot) Found(FindingKind.LockOfAnother, seen);
        else if (told.Length == 0) Found(FindingKind.DoorSwitchDead);
        else if (!told.Contains(slot)) Found(FindingKind.DoorSwitchOfAnother, told[0]);
        return open == slot ? slot : await ClosedAgain(open);
    }

    /// <summary>Another door than ours: it is closed, and the proof of this slot ends.</summary>
    private async Task<int?> ClosedAgain(int? open)
    {
        if (open is not { } wrong) return null;
        await crew.Please(CrewTask.CloseDoor, wrong);
        // What still moves would be taken for the next slot's door.
        await bench.Until(() => bench.Sight.Numbers.All(number => bench.Sight[number].Door != DoorState.Open), ToldWithin);
        return null;
    }

    private int[] Moved(ImmutableSortedDictionary<int, SlotSight> before) =>
    [
        .. before.Values.Where(was => was.Door != DoorState.Unknown && bench.Sight[was.Slot].Door != DoorState.Unknown
            && bench.Sight[was.Slot].Door != was.Door).Select(was => was.Slot),
    ];

    /// <summary>A pack is put in or taken out before the open door: which presence switch and which pack line tell of it?</summary>
    private async Task Moves(CrewTask task, bool out_)
    {
        var before = bench.Sight.Look();
        await crew.Please(task, slot);
        var packMoves = plan.Pack;
        await bench.Until(() => Changed(before).Length > 0 || packMoves && Spoke(before, out_).Length > 0, CrewWithin);
        await bench.Until(() => (!plan.Presence || Changed(before).Length > 0) && (!packMoves || Spoke(before, out_).Length > 0),
            ToldWithin);
        await bench.Until(() => (!plan.Presence || Changed(before).Contains(slot)) && (!packMoves || Spoke(before, out_).Contains(slot)),
            StragglesWithin);
        if (plan.Presence) Presence(before, out_);
        if (!packMoves || out_) return;
        var spoke = Spoke(before, out_: false);
        if (!spoke.Contains(slot) && spoke.Length > 0) Found(FindingKind.PackOfAnother, spoke[0]);
    }

    private void Presence(ImmutableSortedDictionary<int, SlotSight> before, bool out_)
    {
        var changed = Changed(before);
        if (changed.Contains(slot))
        {
            if (Here.Present == out_) Found(FindingKind.PresencePolarity);
        }
        else if (changed.Length > 0) Found(FindingKind.PresenceOfAnother, changed[0]);
        else Found(FindingKind.PresenceDead);
    }

    private int[] Changed(ImmutableSortedDictionary<int, SlotSight> before) =>
    [
        .. before.Values.Where(was => was.Present is { } here && bench.Sight[was.Slot].Present is { } now && here != now)
            .Select(was => was.Slot),
    ];

    private int[] Spoke(ImmutableSortedDictionary<int, SlotSight> before, bool out_) =>
        [.. before.Values.Where(was => Speaks(was) == out_ && Speaks(bench.Sight[was.Slot]) != out_).Select(was => was.Slot)];

    private static bool Speaks(SlotSight slot) => slot.Pack is not null || slot.Unreadable;

    private async Task<bool> Closes(int open)
    {
        var before = bench.Sight.Look();
        await crew.Please(CrewTask.CloseDoor, open);
        var closed = Has(FindingKind.DoorPolarity) ? DoorState.Open : DoorState.Closed;
        if (await bench.Until(() => Here.Door == closed, CrewWithin)) return true;
        if (Has(FindingKind.DoorSwitchDead) || Has(FindingKind.DoorSwitchOfAnother))
            return Moved(before).Length > 0 || await crew.IsClosed(open);
        Found(FindingKind.DoorNotClosed);
        return false;
    }

    private async Task<string?> Speaks()
    {
        // What speaks on this slot's line then is the pack of another.
        if (Has(FindingKind.PackOfAnother)) return null;
        if (await bench.Until(() => Here.Pack is not null, ToldWithin)) return Here.Pack?.Serial.Text;
        Found(Here.Unreadable ? FindingKind.PackUnreadable : FindingKind.PackSilent);
        return null;
    }

    private async Task<bool> Charges()
    {
        // Whose pack takes current can only be told by packs that are read.
        if (Has(FindingKind.PackOfAnother) || Here.Pack is null) return false;
        var before = Charging();
        if (before.Contains(slot))
        {
            Found(FindingKind.ChargerStaysOn);
            return false;
        }
        bench.Perform(new ChargeOrder(plan.Slot, Lease));
        await bench.Until(() => Charging().Contains(slot), FlowsWithin);
        var now = Charging().Except(before).ToArray();
        bench.Perform(new StopCharging(plan.Slot));
        if (!now.Contains(slot))
        {
            Found(now.Length > 0 ? FindingKind.ChargerOfAnother : FindingKind.ChargerDead, now.Length > 0 ? now[0] : null);
            return false;
        }
        if (await bench.Until(() => !Charging().Contains(slot) && Here.Charger != true, FlowsWithin)) return true;
        Found(FindingKind.ChargerStaysOn);
        return false;
    }

    private int[] Charging() => [.. bench.Sight.Numbers.Where(number => bench.Sight[number].Pack?.Amps.Value >= FlowsFrom)];
}

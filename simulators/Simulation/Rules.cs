using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>What always holds in a cabinet, whatever happens (the end of domain table B3), held against each turn of a life.</summary>
public sealed class Rules(Tally tally, Disk disk, CabinetWorld world, Func<TimeSpan> now)
{
    /// <summary>A swap under way ends in time: the longest chain of its deadlines, and the wait for an unknown door.</summary>
    private static readonly TimeSpan SwapMax = TimeSpan.FromMinutes(30);
    /// <summary>A charger is off behind an open door: two polls of the switches, and the way to the relay (domain table C).</summary>
    private static readonly TimeSpan ChargerOffWithin = TimeSpan.FromSeconds(3);
    private const byte LockHead = 0x8A, OpenA = 0x11;

    private readonly Dictionary<int, long> ordered = [];
    private readonly Dictionary<int, long> pulses = [];
    private readonly Dictionary<int, TimeSpan> openAndOn = [];
    private long counted;
    private Custody? custody;

    /// <summary>An entry was handed over.</summary>
    public void Decided(Entry entry)
    {
        if (entry.Event is SwapCompleted done)
            tally.Look("a-swap-gives-another-pack", done.Brought != done.Taken, () => $"#{entry.Position} {done}");
    }

    /// <summary>Bytes go to a line: an opening frame has an order of its own on disk.</summary>
    public void Sent(LineId line, ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [LockHead, _, var slot, OpenA, ..]) return;
        for (; counted < disk.Dry; counted++)
            if (disk.Entries[(int)counted].Event is DoorOrdered order) ordered[order.Slot.Value] = ordered.GetValueOrDefault(order.Slot.Value) + 1;
        var fired = pulses[slot] = pulses.GetValueOrDefault(slot) + 1;
        tally.Look("no-lock-without-its-order-on-disk", fired <= ordered.GetValueOrDefault(slot),
            () => $"lock {slot} of {line} was fired {fired} times, ordered on disk {ordered.GetValueOrDefault(slot)} times");
    }

    /// <summary>After each turn.</summary>
    public void AfterTurn(Cabinet cabinet)
    {
        var ledger = cabinet.Ledger;
        if (ledger.Swap is { } swap)
            tally.Look("every-swap-ends", now() - swap.StartedAt < SwapMax, () => $"swap {swap.Number} rests in {swap.Stage}");
        if (!ReferenceEquals(custody, ledger.Custody)) OnePlaceEach(custody = ledger.Custody);
        ChargersBehindOpenDoors();
    }

    /// <summary>Somebody left: he has a pack, or a case says where his is.</summary>
    public void Left(string rider, string brought, bool hasPack, Ledger ledger) =>
        tally.Look("every-rider-ends-with-a-pack-or-a-case",
            hasPack || ledger.Cases.Any(c => c.Rider.Subject == rider) || ledger.Swap?.Rider.Subject == rider,
            () => $"{rider} brought {brought} and left without a pack and without a case");

    private void OnePlaceEach(Custody book)
    {
        var slots = book.Packs.Values.Where(holding => holding.Slot is not null).Select(holding => holding.Slot!.Value).ToList();
        tally.Look("one-pack-in-a-slot", slots.Distinct().Count() == slots.Count, () => "two packs are written into one slot");
    }

    private void ChargersBehindOpenDoors()
    {
        foreach (var slot in world.Slots)
        {
            if (!slot.DoorOpen || !slot.ChargerOn)
            {
                if (slot.DoorOpen) tally.Look("no-charging-behind-an-open-door", true, () => "");
                openAndOn.Remove(slot.Number);
                continue;
            }
            var since = openAndOn.TryGetValue(slot.Number, out var before) ? before : openAndOn[slot.Number] = now();
            tally.Look("no-charging-behind-an-open-door", now() - since < ChargerOffWithin,
                () => $"slot {slot.Number} has been open and charging since {since}");
        }
    }
}

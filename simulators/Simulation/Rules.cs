using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>What always holds in a cabinet, whatever happens (the end of domain table B3), held against each turn of a life.</summary>
public sealed class Rules(Tally tally, Disk disk, CabinetWorld world, Wiring wiring, Func<TimeSpan> now)
{
    /// <summary>A charger is off behind an open door: two polls of the switches and the way to the relay, with room; our own number.</summary>
    private static readonly TimeSpan ChargerOffWithin = TimeSpan.FromSeconds(3);
    /// <summary>First byte of an order to open, in both dialects of the 8A/80 family (hardware 1.1).</summary>
    private const byte OpenHead = 0x8A;

    private readonly Dictionary<(LineId Line, byte Board, int Channel), SlotNumber> locks = wiring.Lines
        .SelectMany(line => line.Devices.OfType<LockBoardWiring>().SelectMany(board => board.Channels
            .Where(channel => channel.Lock is not null)
            .Select(channel => ((line.Line, board.Address, channel.Channel), channel.Lock!.Value))))
        .ToDictionary();
    private readonly Dictionary<SlotNumber, long> ordered = [];
    private readonly Dictionary<SlotNumber, long> pulses = [];
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
        if (bytes is not [OpenHead, var board, var channel, ..] || !locks.TryGetValue((line, board, channel), out var slot)) return;
        for (; counted < disk.Dry; counted++)
            if (disk.Entries[(int)counted].Event is DoorOrdered order) ordered[order.Slot] = ordered.GetValueOrDefault(order.Slot) + 1;
        var fired = pulses[slot] = pulses.GetValueOrDefault(slot) + 1;
        tally.Look("no-lock-without-its-order-on-disk", fired <= ordered.GetValueOrDefault(slot),
            () => $"the lock of slot {slot} was fired {fired} times, ordered on disk {ordered.GetValueOrDefault(slot)} times");
    }

    /// <summary>After each turn.</summary>
    public void AfterTurn(Cabinet cabinet)
    {
        var ledger = cabinet.Ledger;
        if (ledger.Swap is { } swap)
            tally.Look("every-swap-ends", now() - swap.StartedAt < CommandDesk.CancelWithin, () => $"swap {swap.Number} rests in {swap.Stage}");
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

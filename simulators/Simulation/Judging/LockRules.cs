using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds of locks, judged by the bytes on their lines: reliability I1, I2, the end of domain table B3.</summary>
public sealed class LockRules
{
    /// <summary>First byte of an order to open, in both dialects of the 8A/80 family (hardware 1.1).</summary>
    private const byte OpenHead = 0x8A;
    /// <summary>First byte of an answer that tells the state of a board's inputs.</summary>
    private const byte StatusHead = 0x80;

    private readonly Disk disk;
    private readonly Dictionary<(LineId Line, byte Board, int Channel), SlotNumber> locks;
    private readonly Dictionary<SlotNumber, long> ordered = [], pulses = [], orderedInRun = [], pulsesInRun = [];
    private readonly Dictionary<LineId, HashSet<SlotNumber>> notReadSince = [];
    private readonly Invariant written, atStart, reread;
    private long counted, startedAfter;

    public LockRules(Tally tally, Disk disk, Wiring wiring)
    {
        this.disk = disk;
        locks = wiring.Lines
            .SelectMany(line => line.Devices.OfType<LockBoardWiring>().SelectMany(board => board.Channels
                .Where(channel => channel.Lock is not null)
                .Select(channel => ((line.Line, board.Address, channel.Channel), channel.Lock!.Value))))
            .ToDictionary();
        written = tally.Of("no-lock-without-its-order-on-disk");
        atStart = tally.Of("no-lock-is-fired-for-an-order-of-an-earlier-run");
        reread = tally.Of("no-lock-is-fired-again-without-a-re-read");
    }

    /// <summary>The program was started again.</summary>
    /// <param name="after">Position of the last event before its first.</param>
    public void Started(long after)
    {
        startedAfter = after;
        orderedInRun.Clear();
        pulsesInRun.Clear();
        notReadSince.Clear();
    }

    /// <summary>Bytes go to a line.</summary>
    public void Sent(LineId line, ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [OpenHead, var board, var channel, ..] || !locks.TryGetValue((line, board, channel), out var slot)) return;
        CountOrders();
        if (!written.Look(Add(pulses, slot) <= ordered.GetValueOrDefault(slot)))
            written.Says($"the lock of slot {slot} was fired {pulses[slot]} times, ordered on disk {ordered.GetValueOrDefault(slot)}");
        else if (!atStart.Look(Add(pulsesInRun, slot) <= orderedInRun.GetValueOrDefault(slot)))
            atStart.Says($"since the start the lock of slot {slot} was fired {pulsesInRun[slot]} times, ordered {orderedInRun.GetValueOrDefault(slot)}");
        if (!notReadSince.TryGetValue(line, out var waiting)) notReadSince[line] = waiting = [];
        if (!reread.Look(waiting.Add(slot)))
            reread.Says($"the lock of slot {slot} was fired twice, and no board of its line was heard in between");
    }

    /// <summary>Bytes came from a line.</summary>
    public void Received(LineId line, ReadOnlySpan<byte> bytes)
    {
        if (notReadSince.TryGetValue(line, out var waiting) && waiting.Count > 0 && bytes.Contains(StatusHead)) waiting.Clear();
    }

    private void CountOrders()
    {
        for (; counted < disk.Dry; counted++)
        {
            var entry = disk.Entries[(int)counted];
            var slot = entry.Event is DoorOrdered order ? order.Slot
                : entry.Event is CommandAccepted { Type: CommandType.SlotOpen } command ? command.Slot : null;
            if (slot is not { } door) continue;
            Add(ordered, door);
            if (entry.Position > startedAfter) Add(orderedInRun, door);
        }
    }

    private static long Add(Dictionary<SlotNumber, long> counts, SlotNumber slot) =>
        counts[slot] = counts.GetValueOrDefault(slot) + 1;
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Fuzz.Cabinet;

/// <summary>
/// What a cabinet may send, whatever it hears: a lock is fired only for an order of its own on disk, and a charger is
/// switched on only for a charging that is on disk; and while no lie was told, only behind a closed door with a pack in the
/// slot.
/// </summary>
/// <param name="wiring">Which board is where.</param>
/// <param name="disk">What was written.</param>
/// <param name="world">How things truly are.</param>
public sealed class RigJudge(Wiring wiring, Disk disk, CabinetWorld world)
{
    /// <summary>What the switches say is that old at most when an order to charge is given, with room; our own number.</summary>
    public static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(3);

    private readonly Dictionary<SlotNumber, (long Ordered, long Fired)> locks = [];
    private readonly HashSet<SlotNumber> charging = [];
    private readonly Dictionary<int, TimeSpan> amiss = [];
    private long counted;

    /// <summary>Openings so far.</summary>
    public long Fired { get; private set; }

    /// <summary>Orders to charge so far.</summary>
    public long Charged { get; private set; }

    /// <summary>Notes since when a slot is open or without a pack.</summary>
    public void Look(TimeSpan now)
    {
        foreach (var slot in world.Slots)
        {
            if (!slot.DoorOpen && slot.Connected is not null) amiss.Remove(slot.Number);
            else amiss.TryAdd(slot.Number, now);
        }
    }

    /// <summary>Bytes go to a line.</summary>
    /// <param name="line">Which.</param>
    /// <param name="bytes">What.</param>
    /// <param name="now">When.</param>
    /// <param name="wasLiedTo">A false frame with a right check was heard of this slot.</param>
    public void Sent(LineId line, ReadOnlySpan<byte> bytes, TimeSpan now, Func<SlotNumber, bool> wasLiedTo)
    {
        Read();
        foreach (var device in wiring.Lines.First(wired => wired.Line == line).Devices)
        {
            if (device is LockBoardWiring board && bytes is [0x8A, var address, var channel, _, _] && address == board.Address)
                Opened(board.Channels.FirstOrDefault(wired => wired.Channel == channel)?.Lock, channel);
            if (device is LockBoardWiring && bytes[0] is not (0x8A or 0x80))
                throw new FuzzFinding($"a lock board was told {Convert.ToHexString(bytes)}");
            if (device is RelayBoardWiring relays && bytes is [var node, 0x05, var kind, var relay, ..]
                && node == relays.Address && (kind, bytes[4]) != (0, 0))
                SwitchedOn(relays.Chargers.FirstOrDefault(charger => charger.Relay == relay).Slot, kind, now, wasLiedTo);
        }
    }

    private void Opened(SlotNumber? lockOf, byte channel)
    {
        if (lockOf is not { } slot) throw new FuzzFinding($"channel {channel} was fired, which has no lock");
        var (ordered, fired) = locks.GetValueOrDefault(slot);
        locks[slot] = (ordered, ++fired);
        Fired++;
        if (fired > ordered) throw new FuzzFinding(
            $"the lock of slot {slot} was fired {fired} times, ordered on disk {ordered} times");
    }

    private void SwitchedOn(SlotNumber slot, byte kind, TimeSpan now, Func<SlotNumber, bool> wasLiedTo)
    {
        Charged++;
        if (slot == default || kind != 0x02) throw new FuzzFinding(
            $"a relay was switched on that no slot has, or without an end (kind {kind:X2})");
        if (!charging.Contains(slot)) throw new FuzzFinding(
            $"the charger of slot {slot} was switched on, and no charging is on disk");
        if (!wasLiedTo(slot) && amiss.TryGetValue(slot.Value, out var since) && now - since > SeenWithin)
            throw new FuzzFinding(
                $"the charger of slot {slot} was switched on, which has been open or without a pack since {since}");
    }

    /// <summary>What is on disk by now.</summary>
    private void Read()
    {
        for (; counted < disk.Dry; counted++)
            switch (disk.Entries[(int)counted].Event)
            {
                case DoorOrdered door: Order(door.Slot); break;
                case CommandAccepted { Type: CommandType.SlotOpen, Slot: { } slot }: Order(slot); break;
                case ChargingStarted started: charging.Add(started.Slot); break;
                case ChargingStopped stopped: charging.Remove(stopped.Slot); break;
            }
    }

    private void Order(SlotNumber slot) => locks[slot] =
        locks.GetValueOrDefault(slot) with { Ordered = locks.GetValueOrDefault(slot).Ordered + 1 };
}

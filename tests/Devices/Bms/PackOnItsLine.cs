using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>The driver of a make and its simulated board on one line at the pace of real bytes, in virtual time.</summary>
internal sealed class PackOnItsLine : ILineOutput
{
    private readonly Faults faults = new();
    private readonly SimulatedSlot slot;
    private readonly SimulatedLine far;
    private readonly SharedLine near;
    private TimeSpan now = TimeSpan.FromHours(1);

    public PackOnItsLine(string make)
    {
        var family = PackFamily.Of(make);
        slot = new SimulatedSlot(3, SlotFaults, TimeSpan.Zero);
        slot.Stock(PackBench.NewPack(PackBench.Serial, 13));
        far = new SimulatedLine("pack-3", family.Baud, TimeSpan.FromMilliseconds(1), LineFaults);
        far.Add(new BmsSimulator(slot, family.Tongue(LineFaults), LineFaults, SlotFaults, new Random(1)));
        near = new SharedLine(new LineWiring(new LineId("pack-3"), family.Baud,
            [new PackWiring(family.Make, Fits.Slot(3), TimeSpan.FromSeconds(1))]));
        near.Open(Moment, this);
    }

    public FaultSpot LineFaults => faults.At("pack-3");
    public FaultSpot SlotFaults => faults.AtSlot(3);
    public List<Input> Told { get; } = [];
    public LineCounts Counts => near.Counts;

    public IEnumerable<PackReading> Readings => Told.OfType<PackRead>().Select(read => read.Reading);

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    public void Send(ReadOnlySpan<byte> bytes) => far.Written(bytes, now);

    public void Tell(Input input) => Told.Add(input);

    /// <summary>Nobody asks for a while: the pack's board falls asleep.</summary>
    public void Pause(TimeSpan time)
    {
        near.Lost(Moment, this);
        now += time;
        far.Lapse(now);
        far.Fetch();
        near.Open(Moment, this);
    }

    /// <summary>A hand takes the pack and puts another in.</summary>
    public void Exchange(string? serial, int cells = 13)
    {
        Assert.Null(slot.DoorOpen ? null : slot.ForceOpen());
        if (slot.Pack is not null) Assert.Null(slot.Take(out _));
        if (serial is not null) Assert.Null(slot.Put(PackBench.NewPack(serial, cells), plugged: true));
    }

    public void Run(TimeSpan time)
    {
        var end = now + time;
        while (NextAt() is { } at && at <= end)
        {
            if (at > now) now = at;
            far.Lapse(now);
            if (far.Fetch() is { Length: > 0 } bytes) near.Receive(bytes, Moment, this);
            if (near.NextDeadline <= now) near.Lapse(Moment, this);
        }
        now = end;
    }

    private TimeSpan? NextAt() =>
        near.NextDeadline is { } ours && !(far.NextDeadline < ours) ? ours : far.NextDeadline;
}

using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Simulators.Replay;

/// <summary>
/// One line of a record. Each device on it has its driver to itself: which of them speaks next is the record's to say, since one read that the
/// cabinet asked for before its turn would put the order of a shared line out of step for good.
/// </summary>
public sealed class LineReplay
{
    /// <summary>What was heard is held until the next request is known, or so much of it has come.</summary>
    private const int HeldMax = 256;

    private readonly string name;
    private readonly Queue<BusMoment> held = new();
    private readonly ImmutableArray<DeviceReplay> devices;
    private DeviceReplay last;

    /// <param name="wiring">The line.</param>
    /// <param name="facts">Who hears what its drivers tell.</param>
    public LineReplay(LineWiring wiring, FactTally facts)
    {
        name = wiring.Line.Name;
        devices = [.. wiring.Devices.Select(device => new DeviceReplay(wiring with { Devices = [device] }, wiring.Devices.Length, facts))];
        last = devices[0];
    }

    /// <summary>Its name in the site file.</summary>
    public string Name => name;

    /// <summary>What our drivers made of it.</summary>
    public LineCounts Counts => devices.Select(device => device.Counts).Aggregate(DeviceReplay.Sum);

    /// <summary>Requests in the record, and how many of them our drivers made too.</summary>
    public (long Recorded, long Same) Requests => (devices.Sum(device => device.Requests.Recorded), devices.Sum(device => device.Requests.Same));

    /// <summary>Bytes heard.</summary>
    public long BytesHeard { get; private set; }

    /// <summary>The first difference in time; null while there is none.</summary>
    public Difference? First => devices.Select(device => device.First).Where(first => first is not null).MinBy(first => first!.At);

    /// <summary>How many there are.</summary>
    public long Differences => devices.Sum(device => device.Differences);

    /// <summary>The record goes on with the line open, and what was before is not in it.</summary>
    public void FallIn(TimeSpan at)
    {
        Hear(next: null);
        foreach (var device in devices) device.FallIn(at);
    }

    /// <summary>The record ends, or what follows it is of another run.</summary>
    public void Close(TimeSpan at)
    {
        Hear(next: null);
        foreach (var device in devices) device.Close(at);
    }

    /// <summary>Time passes without anything in the record.</summary>
    public void Pass(TimeSpan until)
    {
        Hear(next: null);
        foreach (var device in devices) device.Pass(until);
    }

    /// <summary>Gives our drivers one moment of the record.</summary>
    public void Take(BusMoment moment)
    {
        switch (moment.Did)
        {
            case BusDid.Sent:
                Hear(moment);
                last = devices.MaxBy(device => device.Knows(moment.Bytes))!;
                last.Take(moment);
                break;
            case BusDid.Heard:
                BytesHeard += moment.Bytes.Length;
                held.Enqueue(moment);
                if (held.Count == HeldMax) Hear(next: null);
                break;
            default:
                Hear(next: null);
                foreach (var device in devices) device.Take(moment);
                break;
        }
    }

    private void Hear(BusMoment? next)
    {
        while (held.TryDequeue(out var moment)) Hearer(moment.Bytes).Take(moment, next);
    }

    /// <summary>Who was asked; what nobody asked for is for whoever recognises it.</summary>
    private DeviceReplay Hearer(byte[] heard) =>
        devices.Length == 1 || last.InFlight ? last : devices.FirstOrDefault(device => device.Recognises(heard)) ?? last;
}

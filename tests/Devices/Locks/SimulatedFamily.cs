using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// The driver of a family on its simulated board, which shares no frame code with it, at the pace of a real line in virtual
/// time.
/// </summary>
internal sealed class SimulatedFamily : ILineOutput, IDisposable
{
    private readonly FamilySite site;
    private readonly SimulatedLine far;
    private readonly SharedLine line;
    private TimeSpan now = TimeSpan.FromSeconds(1);

    public SimulatedFamily(string family, byte? reportHead = null, string more = "", LockBoardWiring? wiring = null)
    {
        site = new FamilySite(family, more);
        Cabinet = site.Cabinet(reportHead);
        far = Cabinet.Find("locks")!;
        line = new SharedLine(new LineWiring(new LineId("locks"), site.Baud, [wiring ?? LockFamily.Of(family).Wiring(EchoMode.Probe)]));
        line.Open(Moment, this);
    }

    public SimulatedCabinet Cabinet { get; }
    public List<Input> Told { get; } = [];
    public LineCounts Counts => line.Counts;

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    public IEnumerable<T> Facts<T>() => Told.OfType<T>();

    public DoorState? Door(int slot) => Facts<SwitchesRead>().SelectMany(read => read.Slots)
        .LastOrDefault(read => read.Slot == Fits.Slot(slot) && read.Door is not null).Door;

    public int Pulses(int slot) => Cabinet.World.Find(slot)!.Pulses;

    public void Fire(int slot) => line.Perform(new FireLock(Fits.Slot(slot)), Moment, this);

    public void Do(HandsAct act)
    {
        var answer = new Hands(Cabinet).Do(act, now);
        Assert.True(answer.Ok, answer.Why);
    }

    public void Fail(string fault, int? times) => Do(new SetFault(fault, Line: "locks", Times: times));

    public void Run(TimeSpan time)
    {
        var end = now + time;
        while (Earlier(Cabinet.NextDeadline, line.NextDeadline) is { } at && at <= end)
        {
            if (at > now) now = at;
            Cabinet.Lapse(now);
            if (far.Fetch() is { Length: > 0 } bytes) line.Receive(bytes, Moment, this);
            if (line.NextDeadline <= now) line.Lapse(Moment, this);
        }
        now = end;
    }

    public void Send(ReadOnlySpan<byte> bytes) => far.Written(bytes, now);

    public void Tell(Input input) => Told.Add(input);

    public void Dispose() => site.Dispose();

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}

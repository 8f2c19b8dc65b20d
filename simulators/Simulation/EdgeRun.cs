using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// One run of the edge's program, from its start until it is killed: the production rig over what replay of the journal gave. Running
/// time is carried on by the journal and stands still while there is no run.
/// </summary>
public sealed class EdgeRun
{
    private readonly WallClock clock;
    private readonly TimeSpan startedAt, carriedOn;
    private readonly Wiring wiring;
    private readonly Rig rig;

    /// <param name="cabinet">The cabinet it runs.</param>
    /// <param name="disk">Its journal; the ledger is what replay of all of it gives.</param>
    /// <param name="clock">The clock on the wall.</param>
    /// <param name="outside">Takes bytes and errands.</param>
    /// <param name="at">When it is started.</param>
    public EdgeRun((Wiring Wiring, SitePlan Plan) cabinet, Disk disk, WallClock clock, IRigOutside outside, TimeSpan at)
    {
        (this.clock, wiring) = (clock, cabinet.Wiring);
        Replayed = disk.Entries.Aggregate(Ledger.Empty, (ledger, entry) => ledger.Apply(entry));
        (StartedAfter, startedAt, carriedOn) = (Replayed.Position, at, Replayed.Elapsed);
        rig = new Rig(wiring, cabinet.Plan, Replayed, disk, Moment(at), outside);
    }

    /// <summary>The first input, and the lines are opened.</summary>
    public void Begin(Start start)
    {
        var now = Moment(startedAt);
        rig.Tell(start, now);
        foreach (var line in wiring.Lines) rig.LineUp(line.Line, now);
        foreach (var bank in wiring.Banks) rig.PinsUp(bank.Bank, now);
    }

    /// <summary>The ledger it began with.</summary>
    public Ledger Replayed { get; }

    /// <summary>Position of the last event before its first.</summary>
    public long StartedAfter { get; }

    /// <summary>When it was started.</summary>
    public TimeSpan StartedAt => startedAt;

    public Cabinet Cabinet => rig.Cabinet;

    /// <summary>When it wants to be told that time has passed, in the life's time.</summary>
    public TimeSpan NextDeadline => rig.NextDeadline - carriedOn + startedAt;

    /// <summary>Running time at a moment of the life.</summary>
    public TimeSpan Running(TimeSpan now) => now - startedAt + carriedOn;

    public void Lapse(TimeSpan now) => rig.Lapse(Moment(now));

    public void Receive(LineId line, ReadOnlySpan<byte> bytes, TimeSpan now) => rig.Receive(line, bytes, Moment(now));

    public void PinsRead(string bank, ulong levels, TimeSpan now) => rig.PinsRead(new BankId(bank), levels, Moment(now));

    public void PinEdge(string bank, int pin, TimeSpan now) => rig.PinEdge(new BankId(bank), pin, rising: true, lost: 0, Moment(now));

    public void KernelRead(string gauge, ImmutableArray<string?>? texts, TimeSpan now) => rig.KernelRead(new GaugeId(gauge), texts, Moment(now));

    public void Written(long position, TimeSpan now) => rig.Written(position, Moment(now));

    public void Tell(Input input, TimeSpan now) => rig.Tell(input, Moment(now));

    public void LineDown(LineId line, TimeSpan now) => rig.LineDown(line, Moment(now));

    public void LineUp(LineId line, TimeSpan now) => rig.LineUp(line, Moment(now));

    private Moment Moment(TimeSpan now) => clock.At(Running(now), now);
}

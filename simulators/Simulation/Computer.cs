using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>Sees what goes on in the computer.</summary>
internal interface IComputerWitness : IRigOutside
{
    /// <summary>A program was made of what the journal held; it has not begun yet.</summary>
    void Made(EdgeRun run);

    /// <summary>Bytes came from a line and go to the program.</summary>
    void Received(LineId line, ReadOnlySpan<byte> bytes);

    /// <summary>The program made a turn.</summary>
    void Turned(EdgeRun run);

    /// <summary>There has been no program for so long.</summary>
    void WithoutProgram(TimeSpan gone);
}

/// <summary>
/// The computer in the cabinet and its service manager: gives the program what waits for it, loses it with the power, and starts it again.
/// </summary>
/// <param name="cabinet">The cabinet that the program runs.</param>
/// <param name="boards">What its lines lead to.</param>
/// <param name="disk">The journal.</param>
/// <param name="link">The way to the cloud.</param>
/// <param name="witness">Sees what goes on, and takes bytes and errands.</param>
internal sealed class Computer((Wiring Wiring, SitePlan Plan) cabinet, SimulatedCabinet boards, Disk disk, CloudLink link, IComputerWitness witness)
{
    /// <summary>The name of the journal.</summary>
    public const string Journal = "00000000000000a1";
    private const string Version = "0.1.0";

    private readonly Queue<Input> toTell = new();
    private TimeSpan startsAt, endedAt;
    private RunEnd lastEnd;
    private int boots;

    /// <summary>The program; null while none runs.</summary>
    public EdgeRun? Run { get; private set; }

    /// <summary>The clock on the wall.</summary>
    public WallClock Clock { get; } = new();

    /// <summary>When it does the next thing.</summary>
    public TimeSpan NextDeadline
    {
        get
        {
            if (Run is null) return startsAt;
            var next = Run.NextDeadline;
            if (disk.NextDeadline < next) next = disk.NextDeadline.Value;
            if (boards.NextLook < next) next = boards.NextLook;
            return link.NextDeadline < next ? link.NextDeadline.Value : next;
        }
    }

    /// <summary>All that waits for the program is given to it; where there is none and it is time, one is started.</summary>
    /// <exception cref="InvariantBroken">The program ends itself.</exception>
    public void Lapse(TimeSpan now)
    {
        if (Run is { } run) Give(run, now);
        else Dark(now);
    }

    /// <summary>Tells the program something; with no program nobody hears it.</summary>
    public void Tell(Input input)
    {
        if (Run is not null) toTell.Enqueue(input);
    }

    /// <summary>A cable was pulled or put back.</summary>
    public void Pulled(string line, bool pulled, TimeSpan now)
    {
        if (pulled) Run?.LineDown(new LineId(line), now);
        else Run?.LineUp(new LineId(line), now);
    }

    /// <summary>The program is gone, and stays away for so long.</summary>
    public void End(RunEnd how, TimeSpan dark, TimeSpan now)
    {
        (Run, lastEnd, endedAt, startsAt) = (null, how, now, now + dark);
        disk.Cut(withPower: how is RunEnd.PowerLost or RunEnd.MainsLost);
        link.Broken();
        toTell.Clear();
        if (how != RunEnd.MainsLost) return;
        foreach (var line in boards.Lines)
        {
            boards.Faults.At(line.Name).Set(Fault.Reset, 1, null);
            boards.Faults.At(line.Name).Set(Fault.Silent, null, null);
        }
    }

    private void Give(EdgeRun run, TimeSpan now)
    {
        while (disk.TryDry() is { } position)
        {
            run.Written(position, now);
            witness.Turned(run);
        }
        while (boards.TryFetch(out var line, out var bytes))
        {
            var id = new LineId(line.Name);
            witness.Received(id, bytes);
            run.Receive(id, bytes, now);
            witness.Turned(run);
        }
        Look(run, now);
        link.Lapse(now);
        while (toTell.TryDequeue(out var input))
        {
            run.Tell(input, now);
            witness.Turned(run);
        }
        if (run.NextDeadline > now) return;
        run.Lapse(now);
        witness.Turned(run);
    }

    /// <summary>Pins and the files of the kernel, as often as the host looks at them.</summary>
    private void Look(EdgeRun run, TimeSpan now)
    {
        foreach (var bank in boards.Pins)
        {
            while (bank.TryEdge(out var pin)) run.PinEdge(bank.Name, pin, now);
            if (!bank.TryRead(now, out var levels)) continue;
            run.PinsRead(bank.Name, levels, now);
            witness.Turned(run);
        }
        while (boards.Kernel.TryRead(now, out var gauge, out var texts))
        {
            run.KernelRead(gauge, texts, now);
            witness.Turned(run);
        }
    }

    /// <summary>What boards say nobody hears.</summary>
    private void Dark(TimeSpan now)
    {
        while (boards.TryFetch(out _, out _)) { }
        witness.WithoutProgram(now - endedAt);
        if (boots > 0 && now < startsAt) return;
        foreach (var line in boards.Lines) if (lastEnd == RunEnd.MainsLost) boards.Faults.At(line.Name).Set(Fault.Silent, 0, null);
        var start = new Start($"{++boots:x16}", Journal, Version, JournalReplaced: false, IssuedFloor: 0,
            lastEnd switch { RunEnd.Killed => LastEnd.Killed, RunEnd.Asked => LastEnd.Unknown, _ => LastEnd.PowerLost });
        Run = new EdgeRun(cabinet, disk, Clock, witness, now);
        witness.Made(Run);
        foreach (var bank in boards.Pins) bank.Take();
        Run.Begin(start);
        foreach (var line in boards.Lines) if (line.Pulled) Run.LineDown(new LineId(line.Name), now);
    }
}

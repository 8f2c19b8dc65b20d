using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Scenarios;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>
/// One way lived at the production rig and simulated boards, byte for byte, in virtual time, with the power cut where it is told.
/// While it is dark the world goes on: doors spring, packs rest, people act. A start begins with what is on disk, and its running
/// time goes on from there (decision 0010).
/// </summary>
internal sealed class CutLife : IJournal, IRigOutside, IDisposable
{
    /// <summary>From a cut to the start that follows it.</summary>
    public static readonly TimeSpan DarkFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(20);
    /// <summary>A frame on the wire is over when the boards lose their power: half a frame is a cut of its own.</summary>
    private static readonly TimeSpan BoardsFallAfter = TimeSpan.FromMilliseconds(20);

    private readonly CutWay way;
    private readonly CutDesk desk;
    private readonly CutPlant plant;
    private readonly SitePlan plan;
    private readonly Queue<Cut> cuts = new();
    private Rig? rig;
    private TimeSpan upAt, bootedAt, carriedOn, boardsFallAt = TimeSpan.MaxValue;
    private int boots;

    public CutLife(CutWay way, CutPlant plant = CutPlant.None)
    {
        (this.way, this.plant) = (way, plant);
        plan = plant == CutPlant.NeverSettles
            ? CutSite.Usual.Edge.Plan with { Times = CutSite.Usual.Edge.Plan.Times with { RecoverWithin = TimeSpan.FromHours(1) } }
            : CutSite.Usual.Edge.Plan;
        Boards = new SimulatedCabinet(CutSite.Usual.Boards, new CabinetSetup { Grain = Grain });
        for (var n = 1; n <= way.Stock.Length; n++) Boards.World.Stock(n, Stock.SerialOf(n), way.Stock[n - 1]);
        if (way.Suspect is { } slot) Boards.Faults.AtSlot(slot).Set(Fault.Protection, null, $"{1 << 10}");
        Points = new CutPoints(() => Now, () => Disk.WetTurns);
        Rules = new CutRules(Looks, Disk, Boards.World);
        Accounts = new CutAccounts(Looks, Disk, Boards.World);
        desk = new CutDesk(way);
    }

    public SimulatedCabinet Boards { get; }
    public CutDisk Disk { get; } = new();
    public CutPoints Points { get; }
    public Tally Looks { get; } = new();
    public CutRules Rules { get; }
    public CutAccounts Accounts { get; }
    /// <summary>So many of the cuts that it was armed with have been.</summary>
    public int HasFallen { get; private set; }
    /// <summary>What the last start found: the journal, the doors, the packs, and what he holds.</summary>
    public string Found { get; private set; } = "";
    public CutPerson? Person { get; private set; }
    public TimeSpan Now { get; private set; }
    public Cabinet? Cabinet => rig?.Cabinet;
    /// <summary>Nothing is open, nothing is looked for, and the ink is dry.</summary>
    public bool IsSettled => rig is { Cabinet: { Ledger.Swap: null, Image.Recovering: false } } && Disk.WetTurns == 0;

    private Moment Moment => new(carriedOn + Now - bootedAt, ScenarioCabinet.Morning + Now, TimeTrust.Assumed);

    /// <summary>From now on what leaves the rig is counted, and cut; each cut counts from the start after the one before.</summary>
    public void Arm(ReadOnlySpan<Cut> at)
    {
        foreach (var cut in at) cuts.Enqueue(cut);
        Points.Begin(cuts.TryDequeue(out var first) ? first : null);
    }

    /// <summary>Somebody comes to this cabinet.</summary>
    public void Come(Comes comes, InTheDark dark)
    {
        desk.Begin(Now);
        Person = new CutPerson(comes, dark, new Hands(Boards), () => desk.Draw(comes.Purpose!, Moment.Wall));
        Person.Comes(Now);
    }

    /// <summary>Lives on until something is so, or the time is over.</summary>
    public bool Until(Func<bool> so, TimeSpan within)
    {
        var end = Now + within;
        while (!so())
        {
            if (Now >= end) return false;
            Now = Next(end);
            Pass();
        }
        return true;
    }

    public void Wait(TimeSpan time) => Until(() => false, time);

    /// <summary>The power goes here, whatever the cabinet does.</summary>
    public void Fall(Cut cut)
    {
        Disk.Fall(cut.Kept);
        if (cut.Boards) boardsFallAt = Now + BoardsFallAfter;
        rig = null;
        upAt = Now + DarkFor;
        Person?.SeesItDark(upAt);
    }

    public void Dispose() => desk.Dispose();

    void IJournal.Hand(ImmutableArray<Entry> entries) => Points.Pass(Leaves.Append, () =>
    {
        Disk.Hand(entries, Now);
        Rules.Handed(entries);
    });

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes)
    {
        var (frame, to) = (bytes.ToArray(), Boards.Find(line.Name)!);
        var what = CutRules.WhatIs(line, frame);
        Points.Pass(what, () =>
        {
            Rules.Sent(what, frame);
            to.Written(frame, Now);
            if (plant == CutPlant.FiresTwice && what == Leaves.LockFired) Rules.Sent(what, frame);
        }, () => to.Written(frame.AsSpan(0, frame.Length / 2), Now));
    }

    void IRigOutside.Run(Errand errand) => Points.Pass(Leaves.Errand, () => Rules.Said(errand));

    private void Start()
    {
        (bootedAt, upAt) = (Now, TimeSpan.MaxValue);
        var ledger = Disk.Replayed(without: plant == CutPlant.ForgetsTheEnd ? 1 : 0);
        carriedOn = ledger.Elapsed;
        if (plant == CutPlant.ForgetsTheSwap) ledger = ledger with { Swap = null };
        Rules.Started(ledger, Moment.Elapsed);
        Found = $"{Disk.Dry.Count} {string.Join(' ', Boards.World.Slots.Select(slot => $"{slot.DoorOpen} {slot.Pack?.Serial}"))} {Person?.Hand}";
        if (boots > 0 && cuts.Count > 0) Points.Begin(cuts.Dequeue());
        else if (boots > 0) Points.Begin(null);
        rig = new Rig(CutSite.Usual.Edge.Wiring, plan, ledger, this, Moment, this);
        rig.Tell(new Start($"{++boots:x16}", "7f3a000000000001", "0.1.0", false), Moment);
        foreach (var line in CutSite.Usual.Edge.Wiring.Lines) rig.LineUp(line.Line, Moment);
        if (plant == CutPlant.FiresAtStart && ledger.Swap is { Door: { } door })
            ((IRigOutside)this).Send(new LineId("locks"), CutRules.Opening(door));
    }

    private TimeSpan Next(TimeSpan end)
    {
        var next = end;
        Sooner(rig is null ? upAt : bootedAt + rig.NextDeadline - carriedOn);
        Sooner(Boards.NextDeadline);
        Sooner(Disk.NextDeadline);
        Sooner(Person?.LooksAt);
        Sooner(desk.NextDeadline);
        Sooner(boardsFallAt);
        return next > Now ? next : Now;

        void Sooner(TimeSpan? due)
        {
            if (due < next) next = due.Value;
        }
    }

    private void Pass()
    {
        if (boardsFallAt <= Now) FallBoards();
        Boards.Lapse(Now);
        try
        {
            Turn();
        }
        catch (PowerCut)
        {
            HasFallen++;
            Fall(Points.Cut);
        }
        if (Person is { } person && person.LooksAt <= Now) person.Look(Now);
    }

    private void Turn()
    {
        if (rig is null && upAt <= Now) Start();
        while (Disk.TryDry(Now) is { } position)
            if (plant != CutPlant.InkCountsTooEarly) rig!.Written(position, Moment);
        foreach (var line in Boards.Lines)
            if (line.Fetch() is { Length: > 0 } bytes) rig?.Receive(new LineId(line.Name), bytes, Moment);
        if (rig is null) return;
        if (desk.Sends(Now, Disk.Dry) is { } command) rig.Tell(command, Moment);
        if (plant == CutPlant.InkCountsTooEarly && Disk.WetTurns > 0) rig.Written(rig.Cabinet.Ledger.Position, Moment);
        if (bootedAt + rig.NextDeadline - carriedOn <= Now) rig.Lapse(Moment);
        Rules.AfterTurn(rig.Cabinet, Moment.Elapsed);
    }

    private void FallBoards()
    {
        boardsFallAt = TimeSpan.MaxValue;
        foreach (var line in (string[])["locks", "chargers", "scanner"]) Boards.Faults.At(line).Set(Fault.Reset, 1, null);
    }
}

using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Fuzz.Codes;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Fuzz.Cabinet;

/// <summary>
/// The whole edge without I/O before the boards of a whole cabinet, while every line is disturbed, lines go and come, and
/// words come from a false cloud. Judged: it never breaks, never works without end, and acts on nothing but what is ordered
/// and written.
/// </summary>
public sealed class RigTarget : FuzzTarget, IRigOutside
{
    public const string Journal = "00000000000000a1";

    /// <summary>
    /// Times that the rig is called in one step of at most a second: fifteen lines that wake every 5 ms; our own number.
    /// </summary>
    public const int CallsMax = 3000;

    /// <summary>
    /// Events in one step: what a turned cabinet of twelve slots says at once, several times over; our own number.
    /// </summary>
    public const int EventsMax = 128;

    /// <summary>
    /// After so long without noise every door is known as it is; two polls and the way of twenty clean answers, with room.
    /// </summary>
    public static readonly TimeSpan SeesWithin = TimeSpan.FromSeconds(40);

    private const string Boot = "00000000000000b1";
    private const int MaxCharging = 4;
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(20), Settles = TimeSpan.FromSeconds(8),
        ClosesAfter = TimeSpan.FromSeconds(4);

    private readonly SimulatedSite site;
    private readonly SitePlan plan;
    private readonly Wiring wiring;
    private readonly RigSteps steps;
    private readonly Dictionary<LineId, LieTape> tapes = [];
    private readonly Dictionary<SlotNumber, LineId> packLine;
    private readonly Dictionary<int, TimeSpan> openSince = [];
    private SimulatedCabinet boards = null!;
    private Disk disk = null!;
    private RigJudge judge = null!;
    private Rig rig = null!;
    private Meter? meter;
    private TimeSpan now;
    private bool lies;
    private int calls;
    private long fired, charged, sessions;

    /// <param name="seeds">The site and words of others.</param>
    /// <param name="codes">Codes and keys.</param>
    public RigTarget(SeedFiles seeds, StillCodes codes)
    {
        site = SimulatedSite.Read(seeds.PathOf("sites/demo-12.json"));
        wiring = LifePlan.WiringOf(site);
        plan = LifePlan.Of(site, codes.Trust, MaxCharging);
        steps = new RigSteps(site, codes, [.. seeds.Names("commands", "*.hex").Select(seeds.Command)]);
        packLine = wiring.Lines.SelectMany(line => line.Devices.OfType<PackWiring>().Select(pack => (pack.Slot, line.Line)))
            .ToDictionary();
    }

    public override string Name => "rig";

    /// <summary>A second of fifteen lines, with some hundred turns of an immutable cabinet; our own number.</summary>
    public override long AllocatedMax => 512 * 1024;

    public override int SessionLength => 1024;

    public override string Note => string.Create(CultureInfo.InvariantCulture,
        $"{sessions} cabinets, {fired} locks fired, {charged} orders to charge");

    /// <summary>What the last cabinet has written down.</summary>
    public Ledger Ledger => rig.Cabinet.Ledger;

    public override void Begin(Chance chance)
    {
        sessions++;
        lies = chance.OneIn(2);
        (now, meter, calls) = (TimeSpan.Zero, null, 0);
        openSince.Clear();
        tapes.Clear();
        foreach (var line in wiring.Lines) tapes.Add(line.Line, new LieTape());
        boards = new SimulatedCabinet(site, new CabinetSetup { Seed = chance.Below(int.MaxValue), Grain = Grain });
        foreach (var pack in Stock.Usual(site, null)) boards.World.Stock(pack.Slot, pack.Serial, chance.Between(20, 100));
        disk = new Disk(new Random(chance.Below(int.MaxValue)), () => now);
        judge = new RigJudge(wiring, disk, boards.World);
        rig = new Rig(wiring, plan, Ledger.Empty, disk, Moment, this);
        rig.Tell(new Start(Boot, Journal, "0.1.0", false), Moment);
        foreach (var line in wiring.Lines) rig.LineUp(line.Line, Moment);
        Pass(Settles);
    }

    public override HostileInput Draw(Chance chance) => steps.Next(chance, lies, line => tapes[new LineId(line)].Last);

    public override Outcome Try(HostileInput input, Meter used)
    {
        var step = (RigStep)input;
        var before = disk.Entries.Count;
        (meter, calls) = (used, 0);
        if (step.Word is { } word) Measured(() => rig.Tell(word, Moment));
        else if (step.Up is { } up) Turn(step.Line, up);
        else if (step.Line.Length > 0) Hear(new LineId(step.Line), step.Bytes, hostile: true);
        Pass(step.Wait);
        meter = null;
        var events = disk.Entries.Count - before;
        if (events > EventsMax) throw new FuzzFinding($"{events} events in one step");
        return events > 0 ? Outcome.Accepted : Outcome.Rejected("nothing was written");
    }

    /// <summary>The noise ends, all lines are there: the cabinet sees its doors as they are.</summary>
    public override void End()
    {
        meter = null;
        foreach (var line in wiring.Lines) Turn(line.Line.Name, true);
        for (var until = now + SeesWithin; now < until;)
        {
            calls = 0;
            Pass(TimeSpan.FromSeconds(1));
        }
        (fired, charged) = (fired + judge.Fired, charged + judge.Charged);
        foreach (var slot in boards.World.Slots)
        {
            var seen = rig.Cabinet.Image.Slots[plan.IndexOf(new SlotNumber(slot.Number))].DoorNow(now);
            if (seen != (slot.DoorOpen ? DoorState.Open : DoorState.Closed))
                throw new FuzzFinding($"slot {slot.Number} reads {seen} {SeesWithin.TotalSeconds:0} s after the noise");
        }
    }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes)
    {
        meter?.End();
        judge.Sent(line, bytes, now, slot => tapes[wiring.Lines[0].Line].Lied || tapes[packLine[slot]].Lied);
        boards.Find(line.Name)!.Written(bytes, now);
        meter?.Begin();
    }

    void IRigOutside.Run(Errand errand) { }

    /// <summary>The wall stands still, so that the codes of the seeds stay fresh.</summary>
    private Moment Moment => new(now, DateTimeOffset.FromUnixTimeSeconds(StillCodes.At), TimeTrust.Trusted);

    private void Turn(string line, bool up) => Measured(() =>
    {
        if (up) rig.LineUp(new LineId(line), Moment);
        else rig.LineDown(new LineId(line), Moment);
    });

    private void Hear(LineId line, byte[] bytes, bool hostile)
    {
        tapes[line].Heard(bytes, hostile);
        Measured(() => rig.Receive(line, bytes, Moment));
    }

    private void Pass(TimeSpan passes)
    {
        for (var end = now + passes; ;)
        {
            Now();
            if (now >= end) return;
            var next = end;
            if (rig.NextDeadline < next) next = rig.NextDeadline;
            if (boards.NextDeadline < next) next = boards.NextDeadline.Value;
            if (disk.NextDeadline < next) next = disk.NextDeadline.Value;
            if (next > now) now = next;
        }
    }

    private void Now()
    {
        while (disk.TryDry() is { } position) Measured(() => rig.Written(position, Moment));
        boards.Lapse(now);
        foreach (var line in boards.Lines)
            if (line.Fetch() is { Length: > 0 } bytes) Hear(new LineId(line.Name), bytes, hostile: false);
        CloseDoors();
        judge.Look(now);
        if (rig.NextDeadline <= now) Measured(() => rig.Lapse(Moment));
    }

    /// <summary>Somebody who passes by closes what stands open.</summary>
    private void CloseDoors()
    {
        foreach (var slot in boards.World.Slots)
        {
            if (!slot.DoorOpen) openSince.Remove(slot.Number);
            else if (!openSince.TryAdd(slot.Number, now) && now - openSince[slot.Number] >= ClosesAfter) slot.Close();
        }
    }

    private void Measured(Action work)
    {
        if (++calls > CallsMax && meter is not null) throw new FuzzFinding(
            $"the rig was called {calls} times in one step, at {now}");
        meter?.Begin();
        work();
        meter?.End();
    }
}

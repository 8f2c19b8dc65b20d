using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// One life of one cabinet: the production rig, simulated boards that speak real bytes, riders, a crew, a disk, a cloud and a storm, on one
/// thread and one agenda. No clock, and no chance but the seed's.
/// </summary>
public sealed class Life : IRigOutside, IDisposable
{
    private const string Journal = "00000000000000a1", Version = "0.1.0";
    /// <summary>A program that fell so often does not stand up again: the life ends.</summary>
    private const int FallsMax = 20;
    /// <summary>What threw is rarely the method that is to blame: its callers are told with it.</summary>
    private const int FramesTold = 3;
    /// <summary>So often something may be due in one instant; a busy one has some hundred.</summary>
    private const int StillMax = 100_000;
    /// <summary>Late bytes are fetched together: an answer of a board is one thing, not its single bytes.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(40);
    /// <summary>At the end a life rests until all is in order: as long as riders, crews and cases take.</summary>
    private static readonly TimeSpan RestsLeast = TimeSpan.FromMinutes(40), RestsMost = TimeSpan.FromHours(10);
    private static readonly TimeSpan RestsBy = TimeSpan.FromMinutes(20);
    /// <summary>What was disturbed shows for so long: a lease and a few polls.</summary>
    private static readonly TimeSpan DisturbedFor = TimeSpan.FromSeconds(45);
    /// <summary>What always holds is looked at after each turn of the cabinet, and at least so often.</summary>
    private static readonly TimeSpan JudgedEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FallsBackAfter = TimeSpan.FromSeconds(4);

    private readonly LifeSetting setting;
    private readonly Random arrivalsChance;
    private readonly SimulatedCabinet boards;
    private readonly Wiring wiring;
    private readonly SitePlan plan;
    private readonly ImmutableArray<FaultSpot> lineSpots;
    private readonly WallClock clock = new();
    private readonly CloudKeys keys;
    private readonly CloudLink link;
    private readonly Orders orders;
    private readonly Storm storm;
    private readonly Crew crew;
    private readonly Transcript transcript = new();
    private readonly Story? story;
    private readonly LifeRules rules;
    private readonly Queue<TimeSpan> arrivals = new();
    private readonly Queue<(TimeSpan At, Missing What, bool Away)> outages = new();
    private readonly Queue<Input> toTell = new();
    private EdgeRun? run;
    private TimeSpan now, drawnTo, startsAt, endedAt, disturbedAt, stirredAt, judgedAt;
    private Cabinet? judged;
    private RunEnd lastEnd;
    private long faultsSeen;
    private int boots, falls;

    public Life(LifeSetting setting)
    {
        this.setting = setting;
        arrivalsChance = Chance(1);
        keys = new CloudKeys(setting.Seed);
        boards = new SimulatedCabinet(setting.Site, new CabinetSetup { Seed = setting.Seed, Grain = Grain });
        lineSpots = [.. boards.Lines.Select(line => boards.Faults.At(line.Name))];
        foreach (var pack in Stock.Usual(setting.Site, null)) boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        (wiring, plan) = (LifePlan.WiringOf(setting.Site), LifePlan.Of(setting.Site, keys.Trust, setting.Scenario.MaxCharging));
        story = setting.Told is { } told ? new Story(() => Turns, told, wiring) : null;
        Tally = new Tally(() => Turns, () => now);
        Disk = new Disk(Chance(2), () => now);
        link = new CloudLink(Disk, keys, (plan.Cabinet, Journal), Chance(3), Tell);
        orders = new Orders(Chance(4), keys, link, () => run?.Cabinet, Tell);
        var visiting = new VisitSetting(Chance(5), boards, keys, setting.Scenario, setting.Rates, new Told(Happened, Did));
        Visits = new Visits(visiting);
        crew = new Crew(visiting, Visits, () => run?.Cabinet, plan.Cabinet);
        var lockLines = (setting.Site.Text.LockBoards ?? []).Select(board => board.Line);
        storm = new Storm(setting.Rates, Chance(6), new StormPlaces(boards, [.. lockLines], Disk, link, clock, orders, End, Pulled, Tell,
            Stirred, serial => Visits.Regulars.Any(rider => rider.Missing == serial)));
        var judged = new Judged(boards, Disk, link, orders, (wiring, plan), MayLie) { IsSound = setting.Rates.Days.Count == 0 };
        rules = new LifeRules(Tally, judged, () => now);
        Disk.Handed += Decided;
        Visits.Left += (rider, body) => rules.Left(rider, body, now, IsDisturbed);
        storm.Struck += what => story?.Happened(now, "storm", what);
        Visits.Deceived += slot => storm.Deceived.Add(slot);
        crew.SawTo += slot => storm.Deceived.Remove(slot);
    }

    public Tally Tally { get; }
    public Visits Visits { get; }
    public Disk Disk { get; }
    public long Turns { get; private set; }
    public string Hash => transcript.Hash;
    public int Swallowed => rules.Swallowed;

    /// <summary>Riders who are without a pack and hold a case number.</summary>
    public int Stranded => Visits.Regulars.Count(rider => rider.Pack is null);

    /// <summary>What struck, by name, and how often.</summary>
    public SortedDictionary<string, long> FaultsFired
    {
        get
        {
            var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (fault, count) in boards.Faults.Fired) all[FaultNames.NameOf(fault)] = count;
            foreach (var (name, count) in storm.Fired.Concat(Visits.Erred)) all[name] = all.GetValueOrDefault(name) + count;
            return all;
        }
    }

    /// <summary>So many days, and the rest. What breaks a life off is a breach of it like any other.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LiveToItsEnd(int days)
    {
        var whole = Tally.Of("a-life-is-lived-to-its-end");
        try
        {
            for (var day = 0; day < days; day++) Live(TimeSpan.FromDays(1));
            Rest();
            whole.Look(true);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            if (!whole.Look(false)) whole.Says(WordsOf(broken));
        }
    }

    /// <summary>Lives on; riders come all the time.</summary>
    public void Live(TimeSpan passes)
    {
        for (var end = now + passes; drawnTo < end; drawnTo += TimeSpan.FromDays(1)) DrawDay(drawnTo);
        Until(now + passes);
    }

    /// <summary>
    /// Nobody new comes, all is repaired, a crew comes, and whoever misses his pack comes for it: then all must be in order.
    /// </summary>
    public void Rest()
    {
        arrivals.Clear();
        outages.Clear();
        storm.Calm();
        link.CloudAway = false;
        Visits.Closing = true;
        var end = now + RestsMost;
        Until(now + RestsLeast / 2);
        orders.Release(now);
        crew.Call(now);
        Until(now + RestsLeast / 2);
        while (now < end && !IsInOrder) Until(now + RestsBy);
        if (run is null || falls > FallsMax) return;
        rules.AtEnd(run.Cabinet.Ledger, Visits.Regulars, now);
    }

    public void Dispose()
    {
        transcript.Dispose();
    }

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes)
    {
        transcript.Sent(now, line.Name, bytes);
        story?.Sent(now, line.Name, bytes);
        rules.Sent(line, bytes);
        boards.Find(line.Name)!.Written(bytes, now);
    }

    void IRigOutside.Run(Errand errand)
    {
        if (errand is Say { Prompt: var prompt })
        {
            story?.Says(now, prompt);
            Visits.Hear(prompt);
        }
        else if (errand is MoveOutbox move) link.Believe(move);
        else if (errand is GiveUpJournal given) rules.Falls($"the journal is given up: {given}");
    }

    private Random Chance(int stream) => new(unchecked(setting.Seed * 31 + stream));

    private bool MayLie(int slot) =>
        storm.Deceived.Contains(slot) || !boards.Faults.AtSlot(slot).IsSound && LiesNow(boards.Faults.AtSlot(slot));

    private static bool LiesNow(FaultSpot spot) => spot.Has(Fault.SwitchStuck) || spot.Has(Fault.SwitchInverted)
        || spot.Has(Fault.PresenceStuck) || spot.Has(Fault.SaysSerial) || spot.Has(Fault.OpenSensor);

    private bool IsDisturbed => setting.Rates.Days.Count > 0 && now - disturbedAt < DisturbedFor;

    private bool IsInOrder => run is { Cabinet.Ledger: { Swap: null } ledger } && !Visits.AnyoneHere && !crew.IsHere
        && Visits.Regulars.All(rider => rider.Pack is not null)
        && ledger.Withdrawn.Values.All(reasons => reasons.IsEmpty) && link.Through == Disk.Entries.Count;

    private void DrawDay(TimeSpan day)
    {
        foreach (var arrival in Demand.Arrivals(setting.Scenario, arrivalsChance)) arrivals.Enqueue(day + arrival);
        var turns = setting.Scenario.Outages.SelectMany(o => new[] { (At: o.From, o.What, Away: true), (At: o.To, o.What, Away: false) });
        foreach (var (at, what, away) in turns.OrderBy(turn => turn.At)) outages.Enqueue((day + TimeSpan.FromHours(at), what, away));
        storm.Day(day);
    }

    private void Until(TimeSpan end)
    {
        for (var still = 0; now < end && falls <= FallsMax; Pass())
        {
            setting.Stop.ThrowIfCancellationRequested();
            var next = Next(end);
            still = next > now ? 0 : still + 1;
            if (still > StillMax) throw new InvalidOperationException(StandsStill());
            now = next;
        }
        if (falls > FallsMax) now = end;
    }

    private string StandsStill() =>
        $"time stands still at {now}, turn {Turns}: program {run?.NextDeadline}, starts {startsAt}, boards {boards.NextDeadline}, disk {Disk.NextDeadline}, "
        + $"link {link.NextDeadline}, visits {Visits.NextDeadline}, storm {storm.NextDeadline}, crew {crew.NextDeadline}";

    private TimeSpan Next(TimeSpan end)
    {
        var next = end;
        if (run is null) next = startsAt < next ? startsAt : next;
        else if (run.NextDeadline < next) next = run.NextDeadline;
        if (boards.NextDeadline < next) next = boards.NextDeadline.Value;
        if (run is not null && Disk.NextDeadline < next) next = Disk.NextDeadline.Value;
        if (run is not null && link.NextDeadline < next) next = link.NextDeadline.Value;
        if (Visits.NextDeadline < next) next = Visits.NextDeadline.Value;
        if (storm.NextDeadline < next) next = storm.NextDeadline.Value;
        if (crew.NextDeadline < next) next = crew.NextDeadline;
        if (arrivals.TryPeek(out var arrival) && arrival < next) next = arrival;
        if (outages.TryPeek(out var outage) && outage.At < next) next = outage.At;
        return next > now ? next : now;
    }

    private void Pass()
    {
        storm.Lapse(now);
        while (outages.TryPeek(out var outage) && outage.At <= now) Away(outages.Dequeue());
        boards.Lapse(now);
        try
        {
            if (run is { } running) Turn(running);
            else Dark();
        }
        catch (InvariantBroken broken)
        {
            Fall(broken);
        }
        while (arrivals.TryPeek(out var arrival) && arrival <= now) Come(arrivals.Dequeue());
        if (Visits.IsBusy || crew.IsHere) stirredAt = now;
        Visits.Lapse(now);
        crew.Lapse(now);
    }

    /// <summary>All that waits for the program is given to it.</summary>
    private void Turn(EdgeRun running)
    {
        while (Disk.TryDry() is { } position)
        {
            running.Written(position, now);
            Turned(running);
        }
        while (boards.TryFetch(out var line, out var bytes))
        {
            var id = new LineId(line.Name);
            story?.Received(now, line.Name, bytes);
            rules.Received(id, bytes);
            running.Receive(id, bytes, now);
            Turned(running);
        }
        link.Lapse(now);
        while (toTell.TryDequeue(out var input))
        {
            running.Tell(input, now);
            Turned(running);
        }
        if (running.NextDeadline > now) return;
        running.Lapse(now);
        Turned(running);
    }

    private void Turned(EdgeRun running)
    {
        Turns++;
        Disturbed();
        // Half a frame and a request on its way are no turn of the cabinet: nothing is to be judged anew but that time passes.
        if (ReferenceEquals(running.Cabinet, judged) && now - judgedAt < JudgedEvery) return;
        (judged, judgedAt) = (running.Cabinet, now);
        rules.AfterTurn(running, Turns, now, IsDisturbed, runsSteadily: now - running.StartedAt > DisturbedFor);
        if (!IsDisturbed) rules.Quiet(running.Cabinet.Ledger, now, stirredAt > disturbedAt ? stirredAt : disturbedAt);
    }

    /// <summary>A fault that has shown disturbs, and one that lasts; one that waits for its moment does not.</summary>
    private void Disturbed()
    {
        var fired = boards.Faults.FiredTotal;
        if (fired != faultsSeen) (faultsSeen, disturbedAt) = (fired, now);
        foreach (var spot in lineSpots)
            if (spot.HasLasting) disturbedAt = now;
    }

    /// <summary>No program runs: what boards say nobody hears; when its time has come, one is started.</summary>
    private void Dark()
    {
        while (boards.TryFetch(out _, out _)) { }
        disturbedAt = now;
        rules.WithoutProgram(now - endedAt);
        if (boots > 0 && now < startsAt) return;
        foreach (var line in boards.Lines) if (lastEnd == RunEnd.MainsLost) boards.Faults.At(line.Name).Set(Fault.Silent, 0, null);
        var start = new Start($"{++boots:x16}", Journal, Version, JournalReplaced: false, IssuedFloor: 0,
            lastEnd switch { RunEnd.Killed => LastEnd.Killed, RunEnd.Asked => LastEnd.Unknown, _ => LastEnd.PowerLost });
        run = new EdgeRun((wiring, plan), Disk, clock, this, now);
        rules.Started(run);
        run.Begin(start);
        foreach (var line in boards.Lines) if (line.Pulled) run.LineDown(new LineId(line.Name), now);
    }

    private void End(RunEnd how, TimeSpan dark)
    {
        if (run is null) return;
        Happened("storm", $"{how}, dark for {dark}");
        if (how == RunEnd.Asked && !IsDisturbed) rules.Ended();
        (run, lastEnd, endedAt, startsAt, disturbedAt) = (null, how, now, now + dark, now);
        Disk.Cut(withPower: how is RunEnd.PowerLost or RunEnd.MainsLost);
        link.Broken();
        toTell.Clear();
        Visits.ScreenDark();
        if (how != RunEnd.MainsLost) return;
        foreach (var line in boards.Lines)
        {
            boards.Faults.At(line.Name).Set(Fault.Reset, 1, null);
            boards.Faults.At(line.Name).Set(Fault.Silent, null, null);
        }
    }

    /// <summary>The program ended itself: its service manager starts it again, and the life goes on if that helps.</summary>
    private void Fall(InvariantBroken broken)
    {
        rules.Falls(WordsOf(broken));
        falls++;
        End(RunEnd.Killed, FallsBackAfter);
    }

    private static string WordsOf(Exception e) =>
        $"{e.GetType().Name}: {e.Message} {string.Join(' ', e.StackTrace?.Split('\n', StringSplitOptions.TrimEntries).Take(FramesTold) ?? [])}";

    private void Decided(Entry entry)
    {
        transcript.Decided(now, entry);
        story?.Decided(now, entry);
        rules.Decided(entry, now);
        storm.Decided(entry.Event, now);
    }

    private void Happened(string who, string what)
    {
        transcript.Happened(now, who, what);
        story?.Happened(now, who, what);
    }

    private void Did(string who, HandsAct act, HandsAnswer answer)
    {
        transcript.Happened(now, who, act is ShowCode ? "shows a code" : $"{act}{(answer.Ok ? "" : $": {answer.Why}")}");
        story?.Did(now, who, act, answer);
    }

    private void Stirred(string what)
    {
        stirredAt = now;
        Happened("stranger", what);
    }

    private void Tell(Input input) => toTell.Enqueue(input);

    private void Pulled(string line, bool pulled)
    {
        disturbedAt = now;
        if (pulled) run?.LineDown(new LineId(line), now);
        else run?.LineUp(new LineId(line), now);
    }

    private void Away((TimeSpan At, Missing What, bool Away) outage)
    {
        if (outage.What == Missing.Link) link.Up = !outage.Away;
        else link.CloudAway = outage.Away;
    }

    private void Come(TimeSpan at) => Visits.Come(at);
}

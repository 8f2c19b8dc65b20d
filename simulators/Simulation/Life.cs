using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation.Hazards;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Simulation.Telling;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// One life of one cabinet: the production rig, simulated boards that speak real bytes, riders, a crew, a disk, a cloud and a storm, on one
/// thread and one agenda. No clock, and no chance but the seed's.
/// </summary>
public sealed class Life : IComputerWitness, IDisposable
{
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
    /// <summary>What always holds is looked at after each turn of the cabinet, and at least so often.</summary>
    private static readonly TimeSpan JudgedEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FallsBackAfter = TimeSpan.FromSeconds(4);

    private readonly LifeSetting setting;
    private readonly Calendar calendar;
    private readonly SimulatedCabinet boards;
    private readonly Disturbance disturbance;
    private readonly CloudLink link;
    private readonly Computer computer;
    private readonly Orders orders;
    private readonly Storm storm;
    private readonly Crew crew;
    private readonly Transcript transcript = new();
    private readonly Story? story;
    private readonly LifeRules rules;
    private readonly HazardStorm? hazards;
    private readonly HazardRules? hazardRules;
    private TimeSpan now, drawnTo, judgedAt;
    private Cabinet? judged;
    private int falls;

    public Life(LifeSetting setting)
    {
        this.setting = setting;
        calendar = new Calendar(setting.Scenario, Chance(1));
        var isSound = setting.Rates.Days.Count == 0 && setting.Hazards is null;
        var keys = new CloudKeys(setting.Seed);
        boards = new SimulatedCabinet(setting.Site, new CabinetSetup { Seed = setting.Seed, Grain = Grain });
        disturbance = new Disturbance(boards, isSound);
        var stock = Stock.Usual(setting.Site, null);
        for (var i = 0; i < stock.Length; i++)
            boards.World.Stock(stock[i].Slot, stock[i].Serial, setting.Hazards?.Charges[i] ?? stock[i].Soc);
        var (wiring, plan) = (LifePlan.WiringOf(setting.Site), LifePlan.Of(setting.Site, keys.Trust, setting.Scenario.MaxCharging));
        story = setting.Told is { } told ? new Story(() => Turns, told, wiring) : null;
        Tally = new Tally(() => Turns, () => now);
        Disk = new Disk(Chance(2), () => now);
        link = new CloudLink(Disk, keys, (plan.Cabinet, Computer.Journal), Chance(3), input => computer!.Tell(input));
        computer = new Computer((wiring, plan), boards, Disk, link, this);
        orders = new Orders(Chance(4), keys, link, () => computer.Run?.Cabinet, computer.Tell);
        var visiting = new VisitSetting(Chance(5), boards, keys, setting.Scenario, setting.Rates, new Told(Happened, Did));
        Visits = new Visits(visiting);
        crew = new Crew(visiting, Visits, () => computer.Run?.Cabinet, plan.Cabinet);
        var lockLines = (setting.Site.Text.LockBoards ?? []).Select(board => board.Line);
        storm = new Storm(setting.Rates, Chance(6), new StormPlaces(boards, [.. lockLines], Disk, link, computer.Clock, orders, End, Pulled, computer.Tell,
            Stirred, serial => Visits.Regulars.Any(rider => rider.Missing == serial)));
        var judged = new Judged(boards, Disk, link, orders, (wiring, plan), disturbance.MayLie) { IsSound = isSound };
        rules = new LifeRules(Tally, judged, () => now);
        if (setting.Hazards is { } planned)
        {
            hazards = new HazardStorm(planned, new HazardPlaces(boards, Disk, End, Pulled, crew.Call, what => Happened("hazard", what)));
            hazardRules = new HazardRules(Tally, boards, setting.Site.Text, plan);
        }
        Disk.Handed += Decided;
        Visits.Left += (rider, body) => rules.Left(rider, body, now, disturbance.IsOn(now));
        storm.Struck += what => story?.Happened(now, "storm", what);
        storm.Deceives += disturbance.Deceive;
        Visits.Deceived += disturbance.Deceive;
        crew.SawTo += disturbance.SeenTo;
    }

    public Tally Tally { get; }
    public Visits Visits { get; }
    public Disk Disk { get; }
    public long Turns { get; private set; }
    public string Hash => transcript.Hash;
    public int Swallowed => rules.Swallowed;

    /// <summary>Riders who are without a pack and hold a case number.</summary>
    public int Stranded => Visits.Regulars.Count(rider => rider.Pack is null);

    /// <summary>Packs that caught fire.</summary>
    public int Burned => boards.World.Hazards.Burned;

    /// <summary>What struck, by name, and how often.</summary>
    public SortedDictionary<string, long> FaultsFired
    {
        get
        {
            var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (fault, count) in boards.Faults.Fired) all[FaultNames.NameOf(fault)] = count;
            var struck = storm.Fired.Concat(Visits.Erred).Concat(hazards?.Fired ?? ImmutableDictionary<string, long>.Empty);
            foreach (var (name, count) in struck) all[name] = all.GetValueOrDefault(name) + count;
            return all;
        }
    }

    /// <summary>So long and no rest. What breaks a life off is a breach of it like any other.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LiveThrough(TimeSpan passes) => Whole(() => Live(passes));

    /// <summary>So many days, and the rest. What breaks a life off is a breach of it like any other.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LiveToItsEnd(int days) => Whole(() =>
    {
        for (var day = 0; day < days; day++) Live(TimeSpan.FromDays(1));
        Rest();
    });

    private void Whole(Action live)
    {
        var whole = Tally.Of("a-life-is-lived-to-its-end");
        try
        {
            live();
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
        for (var end = now + passes; drawnTo < end; drawnTo += TimeSpan.FromDays(1))
        {
            calendar.Day(drawnTo);
            storm.Day(drawnTo);
        }
        Until(now + passes);
    }

    /// <summary>
    /// Nobody new comes, all is repaired, a crew comes, and whoever misses his pack comes for it: then all must be in order.
    /// </summary>
    public void Rest()
    {
        calendar.Clear();
        storm.Calm();
        link.CloudAway = false;
        Visits.Closing = true;
        var end = now + RestsMost;
        Until(now + RestsLeast / 2);
        orders.Release(now);
        crew.Call(now);
        Until(now + RestsLeast / 2);
        while (now < end && !IsInOrder) Until(now + RestsBy);
        if (computer.Run is not { } run || falls > FallsMax) return;
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

    void IRigOutside.Drive(BankId bank, ulong levels, ulong mask) => boards.Pins.First(pins => pins.Name == bank.Name).Drive(levels, mask);

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

    void IComputerWitness.Made(EdgeRun run)
    {
        rules.Started(run);
        hazardRules?.Started(now);
    }

    void IComputerWitness.Received(LineId line, ReadOnlySpan<byte> bytes)
    {
        story?.Received(now, line.Name, bytes);
        rules.Received(line, bytes);
        hazardRules?.Received(line, bytes, now);
    }

    void IComputerWitness.Turned(EdgeRun run)
    {
        Turns++;
        disturbance.Look(now);
        hazardRules?.AfterTurn(now);
        // Half a frame and a request on its way are no turn of the cabinet: nothing is to be judged anew but that time passes.
        if (ReferenceEquals(run.Cabinet, judged) && now - judgedAt < JudgedEvery) return;
        (judged, judgedAt) = (run.Cabinet, now);
        var isDisturbed = disturbance.IsOn(now);
        rules.AfterTurn(run, Turns, now, isDisturbed, runsSteadily: now - run.StartedAt > Disturbance.ShowsFor);
        if (!isDisturbed) rules.Quiet(run.Cabinet.Ledger, now, disturbance.QuietSince);
    }

    void IComputerWitness.WithoutProgram(TimeSpan gone)
    {
        disturbance.Happened(now);
        rules.WithoutProgram(gone);
    }

    private Random Chance(int stream) => new(unchecked(setting.Seed * 31 + stream));

    private bool IsInOrder => computer.Run is { Cabinet.Ledger: { Swap: null } ledger } && !Visits.AnyoneHere && !crew.IsHere
        && Visits.Regulars.All(rider => rider.Pack is not null)
        && ledger.Withdrawn.Values.All(reasons => reasons.IsEmpty) && link.Through == Disk.Entries.Count;

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
        $"time stands still at {now}, turn {Turns}: program {computer.Run?.NextDeadline}, computer {computer.NextDeadline}, boards {boards.NextDeadline}, "
        + $"disk {Disk.NextDeadline}, link {link.NextDeadline}, visits {Visits.NextDeadline}, storm {storm.NextDeadline}, crew {crew.NextDeadline}";

    private TimeSpan Next(TimeSpan end)
    {
        var next = end;
        if (computer.NextDeadline < next) next = computer.NextDeadline;
        if (boards.NextDeadline < next) next = boards.NextDeadline.Value;
        if (Visits.NextDeadline < next) next = Visits.NextDeadline.Value;
        if (storm.NextDeadline < next) next = storm.NextDeadline.Value;
        if (crew.NextDeadline < next) next = crew.NextDeadline;
        if (hazards?.NextDeadline < next) next = hazards.NextDeadline.Value;
        if (calendar.NextDeadline < next) next = calendar.NextDeadline.Value;
        return next > now ? next : now;
    }

    private void Pass()
    {
        storm.Lapse(now);
        hazards?.Lapse(now);
        while (calendar.TryOutage(now, out var what, out var away)) Away(what, away);
        boards.Lapse(now);
        try
        {
            computer.Lapse(now);
        }
        catch (InvariantBroken broken)
        {
            Fall(broken);
        }
        while (calendar.TryArrival(now, out var arrival)) Visits.Come(arrival);
        var wasAnybodyHere = Visits.IsBusy || crew.IsHere;
        Visits.Lapse(now);
        crew.Lapse(now);
        if (wasAnybodyHere || Visits.IsBusy || crew.IsHere) disturbance.Stirred(now);
    }

    private void End(RunEnd how, TimeSpan dark)
    {
        if (computer.Run is null) return;
        Happened("storm", $"{how}, dark for {dark}");
        if (how == RunEnd.Asked && !disturbance.IsOn(now)) rules.Ended();
        disturbance.Happened(now);
        computer.End(how, dark, now);
        Visits.ScreenDark();
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
        hazardRules?.Decided(entry.Event, now);
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
        disturbance.Stirred(now);
        Happened("stranger", what);
    }

    private void Pulled(string line, bool pulled)
    {
        disturbance.Happened(now);
        computer.Pulled(line, pulled, now);
    }

    private void Away(Missing what, bool away)
    {
        if (what == Missing.Link) link.Up = !away;
        else link.CloudAway = away;
    }
}

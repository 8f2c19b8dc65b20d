using System.Globalization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Goods;

/// <summary>What a goods life begins with.</summary>
/// <param name="Site">A cabinet that hands goods out.</param>
/// <param name="Rates">What goes wrong.</param>
/// <param name="Seed">One seed is one life.</param>
public sealed record GoodsSetting(SimulatedSite Site, FaultRates Rates, int Seed)
{
    /// <summary>Riders in an hour.</summary>
    public double RidersPerHour { get; init; } = 60;

    /// <summary>In a thousand visits, the program or the power goes at one step of it.</summary>
    public double CutsPerThousand { get; init; } = 80;

    /// <summary>Of a thousand riders at an open locker, so many leave the thing there or walk away from the open door.</summary>
    public int CarelessPerThousand { get; init; } = 250;

    /// <summary>Ends it at once, by an exception.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>What strikes a goods cabinet on an average day of a storm: its boards, its lines, its computer, its link.</summary>
    public static FaultRates Storm { get; } = new()
    {
        Days = new Dictionary<string, double>
        {
            ["spiral-jams"] = 60, ["spiral-runs-on"] = 30, ["no-motor"] = 10, ["drop-unseen"] = 30, ["status-lost"] = 30, ["status-twice"] = 30,
            ["late-poll"] = 30, ["bank-sticks"] = 40, ["corrupt"] = 30, ["lose-byte"] = 30, ["drop-answer"] = 30, ["late"] = 20, ["noise"] = 20,
            ["split"] = 20, ["glue"] = 10, ["reset"] = 8, ["silent"] = 6, ["line-pulled"] = 6, ["not-utf8"] = 4, ["two-chunks"] = 4, ["no-end"] = 4,
            ["ack-first"] = 4, ["twice"] = 10, ["scanner-garbage"] = 10, ["kill"] = 6, ["stop"] = 4, ["power-loss"] = 6, ["mains-cut"] = 3,
            ["slow-ink"] = 8, ["disk-full"] = 1, ["link-down"] = 6, ["link-flaps"] = 3, ["link-half-open"] = 3, ["duplicates"] = 6, ["reordered"] = 6,
            ["clock-step"] = 3, ["jam"] = 20, ["late-spring"] = 10, ["bounce"] = 20,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };
}

/// <summary>
/// One life of a goods cabinet: the production rig, simulated boards that speak real bytes, riders who come for things, a crew that counts and
/// fills, a disk, a cloud and a storm, on one thread and one agenda.
/// </summary>
public sealed class GoodsLife : IComputerWitness, IDisposable
{
    private const int Riders = 24, Banks = 6, FallsMax = 5, StillMax = 100_000, StepsMost = 7;
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(40), LooksEvery = TimeSpan.FromMilliseconds(500), BackAfter = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RestsMost = TimeSpan.FromHours(6), RestsBy = TimeSpan.FromMinutes(10);

    private readonly GoodsSetting setting;
    private readonly SimulatedCabinet boards;
    private readonly Hands hands;
    private readonly CloudLink link;
    private readonly Computer computer;
    private readonly Storm storm;
    private readonly GoodsCrew crew;
    private readonly GoodsRules rules;
    private readonly Shelf shelf = new();
    private readonly Transcript transcript = new();
    private readonly Random people, cuts;
    private readonly GoodsLockers lockers;
    private readonly Dictionary<string, (int Fallen, string? Bank)> lay = new(StringComparer.Ordinal);
    private readonly SitePlan plan;
    private TimeSpan now, nextArrival, looksAt;
    private GoodsVisitor? here;
    private GoodsRider? lastHere;
    private (long Visit, int Steps)? cut;
    private bool closing;
    private int falls, strangeBanks;

    public GoodsLife(GoodsSetting setting)
    {
        this.setting = setting;
        (people, cuts) = (Chance(5), Chance(7));
        var keys = new CloudKeys(setting.Seed);
        boards = new SimulatedCabinet(setting.Site, new CabinetSetup { Seed = setting.Seed, Grain = Grain });
        hands = new Hands(boards);
        foreach (var place in boards.World.Shelf.Places.Keys.Take(Banks)) hands.Do(new PutBank(place, BankOf(++strangeBanks)), now);
        foreach (var spiral in boards.World.Shelf.Spirals.Keys) hands.Do(new RestockSpiral(spiral, 0), now);
        var wiring = LifePlan.WiringOf(setting.Site);
        plan = LifePlan.Of(setting.Site, keys.Trust, maxCharging: 1);
        lockers = new GoodsLockers(boards, hands, plan, people, setting.CarelessPerThousand);
        Tally = new Tally(() => Turns, () => now);
        Disk = new Disk(Chance(2), () => now);
        link = new CloudLink(Disk, keys, (plan.Cabinet, Computer.Journal), Chance(3), input => computer!.Tell(input));
        computer = new Computer((wiring, plan), boards, Disk, link, this);
        var orders = new Orders(Chance(4), keys, link, () => computer.Run?.Cabinet, computer.Tell);
        storm = new Storm(setting.Rates, Chance(6), new StormPlaces(boards, [], Disk, link, computer.Clock, orders, End, Pulled, computer.Tell, _ => { }, _ => false));
        crew = new GoodsCrew(boards, keys, () => computer.Run?.Cabinet, shelf, plan);
        rules = new GoodsRules(Tally, boards, plan, () => now);
        Regulars = [.. Enumerable.Range(0, Riders).Select(number => new GoodsRider(number, keys.Riders))];
        Disk.Handed += Decided;
        foreach (var (name, spiral) in boards.World.Shelf.Spirals) lay[name] = (spiral.Fallen, null);
        crew.Call(TimeSpan.FromSeconds(20));
        nextArrival = TimeSpan.FromMinutes(4);
    }

    public Tally Tally { get; }
    public Disk Disk { get; }
    public IReadOnlyList<GoodsRider> Regulars { get; }
    public long Turns { get; private set; }
    public string Hash => transcript.Hash;

    /// <summary>How riders went away, by name.</summary>
    public SortedDictionary<string, int> Left { get; } = new(StringComparer.Ordinal);

    /// <summary>What struck, by name, and how often.</summary>
    public SortedDictionary<string, long> FaultsFired
    {
        get
        {
            var all = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (fault, count) in boards.Faults.Fired) all[FaultNames.NameOf(fault)] = count;
            foreach (var (name, count) in storm.Fired) all[name] = all.GetValueOrDefault(name) + count;
            return all;
        }
    }

    /// <summary>So long, and the rest: what breaks a life off is a breach of it like any other.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LiveThrough(TimeSpan lasts)
    {
        var whole = Tally.Of("a-life-is-lived-to-its-end");
        try
        {
            storm.Day(now);
            Until(now + lasts);
            Rest();
            whole.Look(true);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            if (!whole.Look(false)) whole.Says($"{broken.GetType().Name}: {broken.Message} {broken.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }
    }

    public void Dispose() => transcript.Dispose();

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes)
    {
        transcript.Sent(now, line.Name, bytes);
        boards.Find(line.Name)!.Written(bytes, now);
    }

    void IRigOutside.Drive(BankId bank, ulong levels, ulong mask) => boards.Pins.First(pins => pins.Name == bank.Name).Drive(levels, mask);

    void IRigOutside.Run(Errand errand)
    {
        if (errand is Say { Prompt: var prompt }) here?.Hears(prompt);
        else if (errand is MoveOutbox move) link.Believe(move);
    }

    void IComputerWitness.Made(EdgeRun run) => rules.Started(Disk.Entries, run.Replayed);

    void IComputerWitness.Received(LineId line, ReadOnlySpan<byte> bytes) { }

    void IComputerWitness.Turned(EdgeRun run)
    {
        Turns++;
        rules.AfterTurn(run.Cabinet, run.Running(now));
    }

    void IComputerWitness.WithoutProgram(TimeSpan gone) { }

    /// <summary>Nobody new comes, all is repaired, a crew counts everything.</summary>
    private void Rest()
    {
        closing = true;
        storm.Calm();
        Until(now + TimeSpan.FromMinutes(5));
        crew.CountsAll = true;
        crew.Call(now);
        var end = now + RestsMost;
        do Until(now + RestsBy);
        while (now < end && !IsInOrder);
        if (computer.Run is { } run) rules.AtEnd(run.Cabinet.Ledger, Regulars, boards.Faults.Fired.GetValueOrDefault(Fault.DropUnseen));
    }

    private bool IsInOrder => !crew.IsHere && here is null && computer.Run is { Cabinet.Ledger.Goods: { Visit: null, OutOfUse.IsEmpty: true } };

    private void Until(TimeSpan end)
    {
        for (var still = 0; now < end && falls <= FallsMax; Pass())
        {
            setting.Stop.ThrowIfCancellationRequested();
            var next = Next(end);
            still = next > now ? 0 : still + 1;
            if (still > StillMax) throw new InvalidOperationException($"time stands still at {now}, turn {Turns}");
            now = next;
        }
        if (falls > FallsMax) now = end;
    }

    private TimeSpan Next(TimeSpan end)
    {
        var next = end;
        if (computer.NextDeadline < next) next = computer.NextDeadline;
        if (boards.NextDeadline < next) next = boards.NextDeadline.Value;
        if (storm.NextDeadline < next) next = storm.NextDeadline.Value;
        if (crew.NextDeadline < next) next = crew.NextDeadline;
        if (here is not null && looksAt < next) next = looksAt;
        if (here is null && !closing && !crew.IsHere && nextArrival < next) next = nextArrival;
        return next > now ? next : now;
    }

    private void Pass()
    {
        storm.Lapse(now);
        boards.Lapse(now);
        Fallen();
        try
        {
            computer.Lapse(now);
        }
        catch (InvariantBroken broken)
        {
            falls++;
            var program = Tally.Of("the-program-does-not-end-itself");
            if (!program.Look(false)) program.Says(broken.Message);
            End(RunEnd.Killed, BackAfter);
        }
        People();
        crew.Lapse(now, here is not null);
    }

    private void People()
    {
        if (here is null && !closing && !crew.IsHere && nextArrival <= now)
        {
            nextArrival = now + TimeSpan.FromHours(-Math.Log(1 - people.NextDouble()) / setting.RidersPerHour);
            var rider = Regulars[people.Next(Regulars.Count)];
            lockers.CloseAll(now);
            if (rider.Bank is { } bank && people.Next(3) > 0) Return(rider, bank);
            else
            {
                here = new GoodsVisitor(rider, rider.Coat is not null && people.Next(2) == 0 ? $"return:{GoodsLockers.Coat}"
                    : people.Next(12) switch { < 5 => "goods:water", < 7 => "goods:mask", < 10 => "goods:bank", _ => rider.Coat is null ? $"goods:{GoodsLockers.Coat}" : "goods:water" });
                (lastHere, looksAt) = (rider, now);
                transcript.Happened(now, rider.Name, $"comes for {here.Purpose}");
            }
        }
        if (here is not { } visitor || looksAt > now) return;
        looksAt = now + LooksEvery;
        if (visitor.Look(now) is { } code) hands.Do(new ShowCode(code), now);
        if (lockers.Use(visitor, now) is { } did) transcript.Happened(now, visitor.Rider.Name, did);
        if (visitor.Left is not { } why) return;
        Left[why] = Left.GetValueOrDefault(why) + 1;
        transcript.Happened(now, visitor.Rider.Name, $"leaves, {why}");
        here = null;
    }

    /// <summary>He puts his power bank into the first empty place, also while no program runs; some are nearly empty.</summary>
    private void Return(GoodsRider rider, string bank)
    {
        foreach (var place in boards.World.Shelf.Places.Keys)
            if (hands.Do(new PutBank(place, bank, people.Next(10, 101)), now).Ok)
            {
                (rider.Bank, lay[place]) = (null, (0, bank));
                transcript.Happened(now, rider.Name, $"puts {bank} into {place}");
                return;
            }
    }

    /// <summary>What fell or was pushed out is taken by whoever stands there, or stood there last.</summary>
    private void Fallen()
    {
        foreach (var (name, spiral) in boards.World.Shelf.Spirals)
        {
            for (var seen = lay[name].Fallen; seen < spiral.Fallen; seen++)
                rules.Fell(name, shelf.Fell(name), DateOnly.FromDateTime(WallClock.Right(now).UtcDateTime.AddHours(8)));
            lay[name] = (spiral.Fallen, null);
        }
        foreach (var (name, place) in boards.World.Shelf.Places)
        {
            var isThere = place.IsFull(now);
            var before = lay.TryGetValue(name, out var it) ? it.Bank : null;
            if (!isThere && before is { } gone && (here?.Rider ?? lastHere) is { } rider)
            {
                rider.Bank = gone;
                transcript.Happened(now, rider.Name, $"takes {gone}");
            }
            lay[name] = (0, isThere ? place.Bank!.Serial : null);
        }
    }

    private void End(RunEnd how, TimeSpan dark)
    {
        if (computer.Run is null) return;
        var before = Disk.Entries.ToArray();
        computer.End(how, dark, now);
        foreach (var lost in before.Skip(Disk.Entries.Count)) shelf.Decided(lost.Event, -1);
    }

    private void Pulled(string line, bool pulled) => computer.Pulled(line, pulled, now);

    private void Decided(Entry entry)
    {
        transcript.Decided(now, entry);
        rules.Decided(entry);
        shelf.Decided(entry.Event);
        if (entry.Event is GoodsStarted started)
            cut = cuts.NextDouble() * 1000 < setting.CutsPerThousand ? (started.Visit, cuts.Next(1, StepsMost)) : null;
        if (cut is not { } due || entry.Event is not VisitEvent) return;
        if (due.Steps > 1)
        {
            cut = (due.Visit, due.Steps - 1);
            return;
        }
        cut = null;
        storm.At(now + TimeSpan.FromMilliseconds(cuts.Next(0, 3000)), () =>
            End(cuts.Next(2) == 0 ? RunEnd.Killed : cuts.Next(2) == 0 ? RunEnd.PowerLost : RunEnd.MainsLost, BackAfter + TimeSpan.FromSeconds(cuts.Next(0, 60))));
    }

    private Random Chance(int stream) => new(unchecked(setting.Seed * 31 + stream));

    private static string BankOf(int number) => string.Create(CultureInfo.InvariantCulture, $"PB{number:00000000}");
}

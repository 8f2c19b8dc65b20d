using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Each rule of a life bites when what it forbids is planted.</summary>
public sealed class RulesTests
{
    private static readonly SlotNumber Third = new(3);
    private static readonly RiderId Chen = new("lives", "rider-001");
    private static readonly PackId Own = PackId.From("YA48240000001001"), First = PackId.From("YA48240000000001"), Second = PackId.From("YA48240000000002");
    private static readonly byte[] OpensThird = [0x8A, 0x01, 0x03, 0x11, 0x99];
    private static readonly LineId Locks = new("locks");

    private readonly SimulatedSite site = SimulatedSite.Demo();
    private readonly CloudKeys keys = new(1);
    private readonly SimulatedCabinet boards;
    private readonly SitePlan plan;
    private readonly Tally tally;
    private readonly Disk disk;
    private readonly CloudLink link;
    private readonly Orders orders;
    private readonly Doorkeeper doors = new();
    private readonly HashSet<int> lying = [];
    private TimeSpan now;
    private long position;

    public RulesTests()
    {
        boards = new SimulatedCabinet(site, new CabinetSetup());
        plan = LifePlan.Of(site, keys.Trust, 6);
        tally = new Tally(() => 1, () => now);
        disk = new Disk(new Random(1), () => now);
        link = new CloudLink(disk, keys, (plan.Cabinet, "a1"), new Random(1), _ => { });
        orders = new Orders(new Random(1), keys, link, () => null, _ => { });
        foreach (var pack in Stock.Usual(site, null)) boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
    }

    [Fact]
    public void A_lock_fired_before_its_order_is_dry_is_found()
    {
        Hand(new DoorOrdered(1, Third, DoorFor.Insert, 1));
        OfLocks().Sent(Locks, OpensThird);
        Found("no-lock-without-its-order-on-disk");
    }

    [Fact]
    public void A_lock_fired_twice_for_one_order_is_found()
    {
        var rules = OfLocks();
        Write(new DoorOrdered(1, Third, DoorFor.Insert, 1));
        rules.Sent(Locks, OpensThird);
        Assert.Empty(tally.Breaches);
        rules.Received(Locks, [0x80, 0x01, 0x03, 0x00, 0x82]);
        rules.Sent(Locks, OpensThird);
        Found("no-lock-without-its-order-on-disk");
    }

    [Fact]
    public void A_lock_fired_after_a_start_for_an_old_order_is_found()
    {
        var rules = OfLocks();
        Write(new DoorOrdered(1, Third, DoorFor.Insert, 1));
        rules.Started(after: disk.Dry);
        rules.Sent(Locks, OpensThird);
        Found("no-lock-is-fired-for-an-order-of-an-earlier-run");
    }

    [Fact]
    public void A_lock_fired_again_before_its_board_was_read_is_found()
    {
        var rules = OfLocks();
        Write(new DoorOrdered(1, Third, DoorFor.Insert, 1), new DoorOrdered(1, Third, DoorFor.Insert, 2));
        rules.Sent(Locks, OpensThird);
        rules.Received(Locks, [0x8A, 0x01, 0x03, 0x00, 0x88]);
        rules.Sent(Locks, OpensThird);
        Found("no-lock-is-fired-again-without-a-re-read");
    }

    [Fact]
    public void A_lock_is_known_by_its_wire_in_either_dialect()
    {
        var channel = new YongAi.Edge.Devices.LockChannel(7, Third, FeedbackUse.Door, Third, 1);
        var wired = new LockBoardWiring(new A80Make(LockDialect.B), 2, EchoMode.Off, [channel], TimeSpan.FromSeconds(1));
        new LockRules(tally, disk, new Wiring([new LineWiring(new LineId("doors"), 9600, [wired])])).Sent(new LineId("doors"), [0x8A, 0x02, 0x07, 0x33, 0xBC]);
        Found("no-lock-without-its-order-on-disk");
    }

    [Fact]
    public void A_pack_given_for_itself_is_found()
    {
        Decide(OfBooks(), Started(1), Booked(Own, 4, Own));
        Found("a-swap-gives-another-pack");
    }

    [Fact]
    public void A_swap_booked_while_its_pack_lies_there_is_found()
    {
        Decide(OfBooks(), Started(1), Booked(Own, 1, First));
        Found("a-swap-is-booked-when-its-pack-is-out");
    }

    [Fact]
    public void A_swap_booked_twice_is_found()
    {
        foreach (var slot in (ReadOnlySpan<int>)[1, 2])
        {
            boards.World.Find(slot)!.ForceOpen();
            boards.World.Take(slot, out _);
        }
        Decide(OfBooks(), Started(1), Booked(Own, 1, First),
            Booked(Own, 2, Second));
        Found("one-right-for-a-swap");
    }

    [Fact]
    public void A_swap_that_begins_in_another_is_found()
    {
        Decide(OfBooks(), Started(1), Started(2));
        Found("one-swap-at-a-time");
    }

    [Fact]
    public void A_code_taken_twice_is_found()
    {
        Decide(OfBooks(), Started(1), Code(1), new CodeSpent(1), new SwapEnded(1, SwapEnding.Aborted, EndReason.Cancelled, null), Started(2), Code(2));
        Found("one-swap-for-a-code");
    }

    [Fact]
    public void A_code_that_was_released_may_be_shown_again()
    {
        Decide(OfBooks(), Started(1), Code(1), new CodeReleased(1), new SwapEnded(1, SwapEnding.Aborted, EndReason.Cancelled, null), Started(2), Code(2));
        Assert.Empty(tally.Breaches);
    }

    [Fact]
    public void Running_time_that_goes_back_is_found()
    {
        var rules = OfBooks();
        rules.Decided(new Entry(1, new Moment(TimeSpan.FromSeconds(5), default, default), Started(1)));
        rules.Decided(new Entry(2, new Moment(TimeSpan.FromSeconds(4), default, default), new CodeSpent(1)));
        Found("positions-and-running-time-only-grow");
    }

    [Fact]
    public void An_event_that_repeats_itself_is_found()
    {
        var rules = OfBooks();
        for (var i = 0; i < 700; i++) Decide(rules, new SlotWithdrawn(Third, Withdrawal.DoorOpen));
        Found("no-flood-of-events");
    }

    [Fact]
    public void An_alarm_where_nothing_is_wrong_is_found()
    {
        var alarm = new AlarmRaised(AlarmKind.ChargerStuckOn, Third);
        new AlarmRules(tally, isSound: false).Decided(alarm);
        Assert.Empty(tally.Breaches);
        new AlarmRules(tally, isSound: true).Decided(alarm);
        Found("no-alarm-where-nothing-is-wrong");
    }

    [Fact]
    public void A_command_followed_twice_is_found()
    {
        orders.Good.Add("order-1");
        Decide(OfBooks(), Order("order-1"), Order("order-1"));
        Found("a-command-is-followed-once");
    }

    [Fact]
    public void A_pack_put_back_as_soon_as_it_was_seen_gone_was_out_when_its_swap_was_booked()
    {
        var rules = OfBooks();
        boards.World.Find(1)!.ForceOpen();
        boards.World.Take(1, out _);
        boards.World.Put(1, First.Text, null, plugged: true);
        now += TimeSpan.FromSeconds(1);
        Decide(rules, Started(1), Booked(Own, 1, First));
        Assert.Empty(tally.Breaches);
    }

    [Theory]
    [InlineData(TimeTrust.Assumed)]
    [InlineData(TimeTrust.Untrusted)]
    public void A_command_that_nobody_gave_is_found(TimeTrust trust)
    {
        Decide(OfBooks(), trust, Order("order-1"));
        Found("no-late-or-forged-command-is-followed");
    }

    [Fact]
    public void A_command_that_is_late_is_found()
    {
        orders.Late.Add("order-1");
        Decide(OfBooks(), TimeTrust.Assumed, Order("order-1"));
        Found("no-late-or-forged-command-is-followed");
    }

    [Fact]
    public void A_command_that_makes_safe_may_be_late_where_the_time_is_not_known()
    {
        orders.Late.Add("order-1");
        Decide(OfBooks(), TimeTrust.Untrusted, Order("order-1"));
        Assert.Empty(tally.Breaches);
    }

    [Fact]
    public void A_ledger_that_replay_does_not_give_is_found()
    {
        OfBooks().Started([], Ledger.Empty with { LastSwap = 7 });
        Found("replay-gives-the-same-ledger");
    }

    [Fact]
    public void A_swap_that_never_ends_is_found()
    {
        var rules = OfBooks();
        disk.Handed += rules.Decided;
        Write(Started(1));
        var run = new EdgeRun((LifePlan.WiringOf(site), plan), disk, new WallClock(), Nobody.Here, now);
        rules.AfterTurn(run, 1);
        Assert.Empty(tally.Breaches);
        now += CommandDesk.CancelWithin;
        rules.AfterTurn(run, 2);
        Found("every-swap-ends");
    }

    [Fact]
    public void A_start_after_which_nothing_is_settled_is_found()
    {
        var rules = OfBooks();
        disk.Handed += rules.Decided;
        Write(Started(1));
        var run = new EdgeRun((LifePlan.WiringOf(site), plan), disk, new WallClock(), Nobody.Here, now);
        run.Begin(new Start("b1", "a1", "0.1.0", false));
        now += TimeSpan.FromSeconds(40);
        rules.AfterTurn(run, 1);
        Found("facts-settle-soon-after-a-start");
    }

    [Fact]
    public void A_charger_that_stays_on_behind_an_open_door_is_found()
    {
        boards.World.Find(3)!.ForceOpen();
        Charges(3);
        Found("no-charging-behind-an-open-door", "no-charging-of-an-unknown-or-quarantined-pack");
    }

    [Fact]
    public void A_charger_that_feeds_a_pack_nobody_knows_is_found()
    {
        Charges(3);
        Found("no-charging-of-an-unknown-or-quarantined-pack");
    }

    [Fact]
    public void A_charger_that_feeds_a_hot_pack_is_found()
    {
        boards.World.Find(3)!.Pack!.Celsius = 51;
        Charges(3);
        Found("no-charging-of-a-hot-pack", "no-charging-of-an-unknown-or-quarantined-pack");
    }

    [Fact]
    public void One_charger_more_than_the_cap_is_found()
    {
        foreach (var slot in boards.World.Slots.Take(7)) slot.SwitchCharger(true);
        var rules = OfChargers();
        rules.AfterTurn(Ledger.Empty, now, isDisturbed: false);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromMilliseconds(1), isDisturbed: false);
        Found("no-more-charge-than-the-cap");
    }

    [Fact]
    public void A_charger_on_longer_than_its_lease_without_a_program_is_found()
    {
        boards.World.Find(3)!.SwitchCharger(true);
        var rules = OfChargers();
        rules.WithoutProgram(TimeSpan.FromSeconds(20));
        Assert.Empty(tally.Breaches);
        rules.WithoutProgram(TimeSpan.FromSeconds(32));
        Found("leases-end-when-the-program-is-gone");
    }

    [Fact]
    public void A_charger_left_on_by_a_program_that_was_asked_to_end_is_found()
    {
        var rules = OfChargers();
        rules.Ended();
        Assert.Empty(tally.Breaches);
        boards.World.Find(3)!.SwitchCharger(true);
        rules.Ended();
        Found("a-program-that-is-asked-to-end-leaves-no-charger-on");
    }

    [Fact]
    public void A_rider_without_pack_and_case_is_found()
    {
        var rider = new Regular(1, keys.Riders);
        var rules = OfRiders();
        boards.World.Find(12)!.ForceOpen();
        Assert.Null(boards.World.Put(12, Own.Text, 20, true));
        rules.Left(rider, Somebody(Habit.LeavesAfterInserting, handsIn: true), now, wasDisturbed: false);
        rider.Missing = Own.Text;
        now += TimeSpan.FromMinutes(5);
        rules.Look(Ledger.Empty, now, runs: true);
        Found("every-rider-ends-with-a-pack-or-a-case");
        Assert.Equal(1, rules.Swallowed);
    }

    [Theory]
    [InlineData(12, "alarm", true)]
    [InlineData(11, "alarm", false)]
    [InlineData(11, "placed", false)]
    [InlineData(11, "placed, and the ledger had it with him", true)]
    [InlineData(11, "nothing", true)]
    public void A_pack_behind_a_door_that_was_not_opened_for_its_rider_is_for_people_to_find_out(int orderedForHim, string said, bool isFound)
    {
        var rider = new Regular(1, keys.Riders);
        var rules = OfRiders();
        doors.Decided(Began(rider));
        doors.Decided(new DoorOrdered(1, new SlotNumber(orderedForHim), DoorFor.Insert, 1));
        boards.World.Find(12)!.ForceOpen();
        Assert.Null(boards.World.Put(12, Own.Text, 20, true));
        rules.Left(rider, Somebody(Habit.LeavesAfterInserting, handsIn: true), now, wasDisturbed: false);
        rider.Missing = Own.Text;
        if (said.StartsWith("placed", StringComparison.Ordinal))
            doors.Decided(new PackPlaced(new SlotNumber(12), Own, "order-1", "cloud", said == "placed" ? null : new RiderId("lives", rider.Name)));
        var ledger = said == "alarm" ? Ledger.Empty.Apply(new Entry(1, default, new AlarmRaised(AlarmKind.UnplannedPack, new SlotNumber(12)))) : Ledger.Empty;
        rules.Look(ledger, now + TimeSpan.FromMinutes(5), runs: true);
        if (isFound) Found("every-rider-ends-with-a-pack-or-a-case");
        else Assert.Empty(tally.Breaches);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(16)]
    public void Who_left_his_pack_in_an_open_swap_is_waited_for_as_long_as_all_its_stages_take(int minutes)
    {
        var rider = new Regular(1, keys.Riders) { Missing = Own.Text, Pack = null };
        var rules = OfRiders();
        boards.World.Find(12)!.ForceOpen();
        Assert.Null(boards.World.Put(12, Own.Text, 20, true));
        rules.Left(rider, Somebody(Habit.LeavesAfterInserting, handsIn: true), now, wasDisturbed: false);
        var open = Ledger.Empty.Apply(new Entry(1, default, Started(1)));
        rules.Look(open, now + TimeSpan.FromMinutes(minutes), runs: true);
        Assert.Empty(tally.Breaches);
        rules.Look(open, now + TimeSpan.FromMinutes(18), runs: true);
        Found("every-rider-ends-with-a-pack-or-a-case");
    }

    [Fact]
    public void A_forged_code_that_opens_a_door_is_found()
    {
        var rider = new Regular(1, keys.Riders);
        OfRiders().Left(rider, Somebody(Habit.ForgedCode, handsIn: true), now, wasDisturbed: true);
        Found("a-forged-code-opens-nothing");
    }

    [Fact]
    public void A_rider_to_whom_nothing_is_said_is_found()
    {
        var rider = new Regular(1, keys.Riders);
        var body = Somebody(Habit.Straight, handsIn: false);
        for (; body.Left is null; now += TimeSpan.FromSeconds(1)) body.Look(new Hands(boards).Look(), null, now);
        OfRiders().Left(rider, body, now, wasDisturbed: false);
        Found("nobody-is-left-in-silence");
    }

    [Fact]
    public void A_hot_pack_that_is_offered_is_found()
    {
        var rules = OfOffers();
        boards.World.Find(1)!.Pack!.Celsius = 60;
        Offer(rules, 1, First);
        Assert.Empty(tally.Breaches);
        for (var second = 0; second < 20; second++) rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromSeconds(1), runsSteadily: true);
        Offer(rules, 1, First);
        Found("no-unfit-pack-is-offered");
    }

    [Fact]
    public void A_door_opened_for_a_pack_that_lies_elsewhere_is_found()
    {
        Offer(OfOffers(), 1, Second);
        Found("what-is-offered-lies-there");
    }

    [Fact]
    public void A_pack_that_a_rider_took_and_nobody_booked_is_found()
    {
        var rules = OfOffers();
        var chen = new Regular(1, keys.Riders);
        var body = Somebody(Habit.Straight, handsIn: true);
        body.Did(new TakePack(1), HandsAnswer.Done with { Serial = First.Text, Soc = 90 }, now);
        // A pack taken behind a door that a thief prised open is missed, and booked to nobody.
        doors.Decided(Began(chen));
        Offer(rules, 1, First);
        doors.Decided(new DoorFoundOpen(new SlotNumber(1), Late: false));
        rules.Left(chen, body, now);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromMinutes(10), runsSteadily: true);
        Assert.Empty(tally.Breaches);
        Offer(rules, 1, First);
        rules.Left(chen, body, now);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromSeconds(2), runsSteadily: true);
        Assert.Empty(tally.Breaches);
        // A program that has just come back may still find it out.
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromMinutes(1), runsSteadily: false);
        Assert.Empty(tally.Breaches);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromSeconds(1), runsSteadily: true);
        Found("a-pack-that-leaves-is-booked");
    }

    [Fact]
    public void A_pack_that_never_said_its_serial_is_booked_by_the_slot_that_its_rider_took_it_from()
    {
        foreach (var (slot, found) in new[] { (1, false), (2, true) })
        {
            var rules = OfOffers();
            var chen = new Regular(1, keys.Riders);
            doors.Decided(Began(chen));
            Offer(rules, 1, First);
            var body = Somebody(Habit.Straight, handsIn: true);
            body.Did(new TakePack(1), HandsAnswer.Done with { Serial = First.Text, Soc = 90 }, now);
            doors.Decided(new PackGivenBack(1, new SlotNumber(slot), null));
            rules.Left(chen, body, now);
            rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromMinutes(10), runsSteadily: true);
            if (found) Found("a-pack-that-leaves-is-booked");
            else Assert.Empty(tally.Breaches);
        }
    }

    [Fact]
    public void A_slot_that_serves_and_holds_another_pack_than_the_ledger_says_is_found()
    {
        now += TimeSpan.FromMinutes(10);
        OfRiders().Quiet(Ledger.Empty with { Custody = Custody.Empty.Stock(Second, new SlotNumber(1)) }, now, TimeSpan.Zero);
        Found("the-ledger-has-what-lies-in-the-slots");
    }

    [Fact]
    public void A_slot_that_stays_out_for_its_open_door_when_it_is_closed_is_found()
    {
        now += TimeSpan.FromMinutes(10);
        var ledger = Ledger.Empty with
        {
            Custody = boards.World.Slots.Where(slot => slot.Pack is not null).Aggregate(Custody.Empty,
                (custody, slot) => custody.Stock(PackId.From(slot.Pack!.Serial), new SlotNumber(slot.Number))),
        };
        ledger = ledger.Apply(new Entry(1, default, new SlotWithdrawn(Third, Withdrawal.DoorOpen)));
        boards.World.Find(3)!.ForceOpen();
        OfRiders().Quiet(ledger, now, TimeSpan.Zero);
        Assert.DoesNotContain(tally.Breaches, breach => breach.Invariant == "a-closed-door-is-not-withdrawn-for-being-open");
        boards.World.Find(3)!.Close();
        OfRiders().Quiet(ledger, now, TimeSpan.Zero);
        Found("a-closed-door-is-not-withdrawn-for-being-open");
    }

    [Fact]
    public void A_slot_that_stays_out_of_service_is_found()
    {
        Decide(OfBooks(), new SlotWithdrawn(Third, Withdrawal.LockFault));
        var ledger = Ledger.Empty.Apply(new Entry(1, default, new SlotWithdrawn(Third, Withdrawal.LockFault)));
        OfRiders().AtEnd(ledger, [], now);
        Found("the-cabinet-serves-again");
    }

    [Fact]
    public void An_event_that_the_cloud_has_and_the_journal_lost_is_found()
    {
        var rules = new CloudRules(tally, disk, link);
        Write(Started(1));
        Deliver();
        Assert.Equal(1, link.Through);
        var emptied = new Disk(new Random(1), () => now);
        new CloudRules(tally, emptied, link).Started();
        Found("what-was-acknowledged-is-on-disk");
        rules.Started();
    }

    [Fact]
    public void An_event_that_never_came_is_found()
    {
        var rules = new CloudRules(tally, disk, link);
        Write(Started(1));
        rules.AtEnd();
        Found("received-is-journaled");
    }

    [Fact]
    public void Another_event_under_the_same_position_is_found()
    {
        var rules = new CloudRules(tally, disk, link);
        Write(Started(1));
        Deliver();
        disk.Cut(withPower: false);
        var other = new Disk(new Random(1), () => now);
        other.Hand([new Entry(1, default, Started(2))]);
        new CloudRules(tally, other, link).AtEnd();
        Found("the-cloud-has-each-event-once");
        rules.AtEnd();
    }

    [Fact]
    public void A_rule_that_breaks_for_the_first_time_is_told_however_often_another_one_broke()
    {
        for (var time = 0; time < 100; time++) tally.Look("breaks-all-the-time", holds: false, () => "again");
        tally.Look("breaks-once", holds: false, () => "this one");
        Found("breaks-all-the-time", "breaks-once");
        Assert.InRange(tally.Breaches.Count, 2, 30);
    }

    private LockRules OfLocks() => new(tally, disk, LifePlan.WiringOf(site));

    private BookRules OfBooks() => new(tally, boards.World, orders, () => now, lying.Contains);

    private ChargeRules OfChargers() => new(tally, boards.World, boards.Faults, plan, lying.Contains);

    private OfferRules OfOffers() => new(tally, boards.World, boards.Faults, lying.Contains, doors);

    private void Offer(OfferRules rules, int slot, PackId pack)
    {
        rules.Decided(new SlotsReserved(1, new SlotNumber(12), new SlotNumber(slot), pack), now);
        var order = new DoorOrdered(1, new SlotNumber(slot), DoorFor.Take, 1);
        doors.Decided(order);
        rules.Decided(order, now);
    }

    private RiderRules OfRiders() => new(tally, boards.World, boards.Faults, lying.Contains, doors);

    /// <summary>What was planted is found, and nothing else.</summary>
    private void Found(params string[] names) => Assert.Equal(names.ToHashSet(), tally.Breaches.Select(breach => breach.Invariant).ToHashSet());

    private void Decide(BookRules rules, params ReadOnlySpan<Event> events)
    {
        foreach (var decided in events) rules.Decided(new Entry(++position, default, decided));
    }

    private void Decide(BookRules rules, TimeTrust trust, Event decided) =>
        rules.Decided(new Entry(++position, new Moment(default, default, trust), decided));

    private void Hand(params ReadOnlySpan<Event> events)
    {
        foreach (var decided in events) disk.Hand([new Entry(++position, default, decided)]);
    }

    private void Write(params ReadOnlySpan<Event> events)
    {
        Hand(events);
        now += TimeSpan.FromSeconds(1);
        while (disk.TryDry() is not null) { }
    }

    /// <summary>A minute of a good link.</summary>
    private void Deliver()
    {
        for (var second = 0; second < 60; second++, now += TimeSpan.FromSeconds(1)) link.Lapse(now);
    }

    private void Charges(int slot)
    {
        boards.World.Find(slot)!.SwitchCharger(true);
        var rules = OfChargers();
        rules.AfterTurn(Ledger.Empty, now, isDisturbed: false);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromSeconds(2), isDisturbed: false);
        Assert.Empty(tally.Breaches);
        rules.AfterTurn(Ledger.Empty, now += TimeSpan.FromSeconds(20), isDisturbed: false);
    }

    /// <summary>Somebody with his own pack, which he has put into slot 12 or not.</summary>
    private static Visitor Somebody(Habit habit, bool handsIn)
    {
        var body = new Visitor(habit, new Carried(Own.Text, 20), 1, () => "a code");
        if (handsIn) body.Did(new PutPack(12, Own.Text, 20), HandsAnswer.Done, TimeSpan.Zero);
        return body;
    }

    private static SwapStarted Began(Regular rider) => new(1, new RiderId("lives", rider.Name), [], Offline: false, PackHint: null);

    private static SwapStarted Started(long swap) => new(swap, Chen, [new PackClass("48V24Ah")], false, null);

    private static SwapCompleted Booked(PackId brought, int from, PackId taken) =>
        new(1, Chen, new SlotNumber(12), brought, null, new SlotNumber(from), taken, null, false);

    private static CodeAccepted Code(long swap) =>
        new(swap, Chen, "swap", new CodeKey("lives", "00112233445566778899aabbccddeeff"), true, 100, 1, 1000, null, "YA1:");

    private static CommandAccepted Order(string id) =>
        new(id, CommandType.SlotDisable, Third, null, null, Origin.Cloud, "cloud", "test", 1000);

    private sealed class Nobody : IRigOutside
    {
        public static Nobody Here { get; } = new();

        public void Send(LineId line, ReadOnlySpan<byte> bytes) { }

        public void Run(Errand errand) { }
    }
}

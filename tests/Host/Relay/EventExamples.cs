using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>One event of every kind, as they could follow each other at one cabinet.</summary>
public static class EventExamples
{
    public const string Cabinet = "demo-12", Journal = "00c0ffee00c0ffee", Boot = "b007b007b007b007";

    /// <summary>Part of the evidence of a code: must be on no message.</summary>
    public const string Evidence = "YA1:EVIDENCE-THAT-STAYS-AT-THE-CABINET";

    private static readonly RiderId Rider = new("demo", "r-8841");
    private static readonly PackId Brought = PackId.From("BT4824A0000031"), Offered = PackId.From("BT4824A0000057");
    private static readonly PackClass Class = new("48V24Ah");
    private static readonly SlotNumber Three = new(3), Seven = new(7);

    public static ImmutableArray<Event> All { get; } =
    [
        new CabinetStarted(Boot, Journal, "0.1.0", false, LastEnd.PowerLost, 1),
        new PackAdopted(Seven, Offered, Class),
        new ChargingStarted(Seven, Offered, new StateOfCharge(62)),
        new ChargingStopped(Seven, Offered, new StateOfCharge(100), ChargeStop.Full),
        new SwapStarted(41, Rider, [Class], false, Brought.Text),
        new CodeAccepted(41, Rider, "swap", new CodeKey("demo", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"), true, 1_785_556_800, 12,
            1_786_161_600, "00112233445566778899aabbccddeeff", Evidence),
        new SlotsReserved(41, Three, Seven, Offered),
        new DoorOrdered(41, Three, DoorFor.Insert, 1),
        new DoorOpened(41, Three, DoorFor.Insert, TimeSpan.FromMilliseconds(412.7)),
        new CodeSpent(41),
        new DoorClosed(41, Three),
        new PackInserted(41, Three),
        new PackVerified(41, Three, Brought, Class, new StateOfCharge(18), false),
        new OfferChanged(41, Seven, Offered),
        new SwapCompleted(41, Rider, Three, Brought, new StateOfCharge(18), Seven, Offered, new StateOfCharge(100), false),
        new SwapEnded(41, SwapEnding.Done, EndReason.Taken, null),
        new PackRefused(42, Three, null, PackRefusal.Silent),
        new GiveBackStarted(42, Three, EndReason.PackRefused),
        new PackGivenBack(42, Three, null),
        new CodeReleased(43),
        new PackHeld(44, Rider, Three, Brought),
        new SwapRecovered(44, Finding.OldPackHeld),
        new StaffCalled(44, "C-0044"),
        new CaseClosed(44, "C-0044"),
        new CodeRefused(Rider, Refusal.Replayed),
        new CodesRefused(Refusal.BadSignature, 3),
        new DemandUnmet(Rider, [Class], Refusal.NoFullPack),
        new SlotWithdrawn(Three, Withdrawal.LockFault),
        new SlotRestored(Three, Withdrawal.LockFault),
        new PackMissed(Seven, Offered),
        new AlarmRaised(AlarmKind.LockFault, Three),
        new AlarmCleared(AlarmKind.AckBeyondPublished, null),
        new PackQuarantined(Brought, Three, QuarantineReason.Hot, TimeSpan.FromHours(24)),
        new PackReleased(Brought, Three, ReleaseReason.Crew),
        new PackFound(Three, Brought),
        new DoorFoundOpen(Three, false),
        new ProblemReported("00C0-P90", Rider, "door-stuck", 50, new Badge(Rider, new CodeKey("demo", "aa1e2d3c4b5a69788796a5b4c3d2e1f1"), 1_786_000_000, 7, 1_786_161_600, null, "YA1:")),
        new CommandAccepted("c-17", CommandType.SlotOpen, Three, null, null, Origin.Crew, "demo-crew/w-7", "crew:slot.open:3", 1_785_557_200,
            new Badge(new RiderId("demo-crew", "w-7"), new CodeKey("demo-crew", "00112233445566778899aabbccddeeff"), 1_785_556_900, 4,
                1_786_161_600, null, Evidence)),
        new CommandDone("c-17", "slot.open", CommandOutcome.Refused, Refusal.Busy, "wang.li", Three, 1_785_557_200),
        new CommandsRefused(Refusal.BadSignature, 12),
        new CrewRefused(new RiderId("demo-crew", "w-7"), "crew:slot.open:3", Refusal.NoRight),
        new CabinetPaused("c-18"),
        new CabinetResumed("c-19"),
        new RiderFrozen(Rider, "c-20"),
        new RiderReleased(Rider, "c-21"),
        new SlotOpened(Three, "c-17"),
        new SlotClosed(Three, "c-17"),
        new PackCollected(Three, Brought, "c-17", "wang.li", Rider),
        new PackPlaced(Three, Offered, "c-17", "wang.li", null),
        new CaseHeld(44, "C-0044"),
        new PackInQuestion(44, Seven, Offered),
        new OutboxDropped(8, 9, [new KindCount("door-opened", 1), new KindCount("door-ordered", 1)]),
        new OutboxTrimmed(1, 7, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        new ConsentAsked(45, Seven, Offered, new StateOfCharge(72)),
        new ConsentGiven(45, Offered, new StateOfCharge(72)),
        new SwapUndone(45, Rider, Three, Brought, Seven, Offered),
        new EarlySwapAllowed(46, Offered),
        new ClaimMade(47, Seven, 46),
        new CancelAsked(48),
        new CustodyDisputed(48, Three, Brought, new RiderId("demo", "r-1207")),
        new CabinetStopped(44),
        new CaseOpened(49, Rider, Three, Brought, "C-0049"),
        new OutputTested("fan", Three, TestResult.Works),
        new GoodsStarted(50, Rider, new ItemId("bank"), GoodsGround.Voucher, new DateOnly(2026, 8, 1), true, null,
            new CodeKey("demo", "aa1e2d3c4b5a69788796a5b4c3d2e1f0"), 1_786_161_600, new DateTimeOffset(2026, 8, 1, 23, 30, 0, TimeSpan.FromHours(8))),
        new ItemOrdered(50, new ChannelId("bank-1"), 7),
        new LockerOpened(50, new ChannelId("kit-1"), 7, TimeSpan.FromMilliseconds(830)),
        new ItemGiven(50, new ChannelId("bank-1"), 7, "PB00001234"),
        new VoucherSpent(50, new CodeKey("demo", "aa1e2d3c4b5a69788796a5b4c3d2e1f0"), 1_786_161_600),
        new GoodsEnded(50, GoodsEnding.Given),
        new ItemReturned(new ChannelId("bank-2"), new ItemId("bank"), "PB00001234", 7, Rider),
        new ItemNotSeen(51, new ChannelId("water-1"), 8, HandOutEnd.Jammed),
        new ItemInQuestion(51, new ChannelId("water-2"), 9, "C-0051"),
        new QuestionSettled(9, "C-0051", Rider, Came: false),
        new StockCounted(new ChannelId("water-2"), new ItemId("water"), 12, 12, "demo-crew/w-7", "c-22"),
        new StockFilled(new ChannelId("water-2"), new ItemId("water"), 8, new DateOnly(2026, 12, 31), "demo-crew/w-7", "c-23"),
        new GoodsUnmet(Rider, new ItemId("mask"), Refusal.NoneLeft),
        new ItemMissed(new ChannelId("bank-2"), new ItemId("bank"), "PB00001234"),
    ];

    /// <summary>The lines of a journal that holds them all.</summary>
    public static ImmutableArray<Entry> Entries { get; } = [.. All.Select((happened, index) => EntryOf(index + 1, happened))];

    /// <summary>A line at a position; each a second after the one before.</summary>
    public static Entry EntryOf(long position, Event happened)
    {
        var wall = DateTimeOffset.UnixEpoch.AddSeconds(1_785_556_800 + position).AddTicks(1_234_567);
        return new Entry(position, new Moment(TimeSpan.FromSeconds(position), wall, TimeTrust.Assumed), happened);
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Each rule of a life bites when what it forbids is planted.</summary>
public sealed class RulesTests
{
    private static readonly SlotNumber Third = new(3);
    private readonly Tally tally = new();
    private readonly Disk disk;
    private readonly SimulatedSite site = SimulatedSite.Read(Repository.Path("seeds/sites/demo-12.json"));
    private readonly SimulatedCabinet boards;
    private readonly Rules rules;
    private TimeSpan now;

    public RulesTests()
    {
        boards = new SimulatedCabinet(site, new CabinetSetup());
        disk = new Disk(new Random(1), () => now);
        rules = RulesOf(LifePlan.WiringOf(site));
    }

    [Fact]
    public void A_lock_fired_before_its_order_is_dry_is_found()
    {
        disk.Hand([new Entry(1, default, new DoorOrdered(1, Third, DoorFor.Insert, 1))]);
        rules.Sent(new LineId("locks"), [0x8A, 0x01, 0x03, 0x11, 0x99]);
        Assert.StartsWith("no-lock-without-its-order-on-disk", tally.FirstBreach);
    }

    [Fact]
    public void A_lock_fired_twice_for_one_order_is_found()
    {
        disk.Hand([new Entry(1, default, new DoorOrdered(1, Third, DoorFor.Insert, 1))]);
        now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, disk.TryDry());
        rules.Sent(new LineId("locks"), [0x8A, 0x01, 0x03, 0x11, 0x99]);
        Assert.Null(tally.FirstBreach);
        rules.Sent(new LineId("locks"), [0x8A, 0x01, 0x03, 0x11, 0x99]);
        Assert.StartsWith("no-lock-without-its-order-on-disk: the lock of slot 3", tally.FirstBreach);
    }

    [Fact]
    public void A_rider_without_pack_and_case_is_found()
    {
        rules.Left("chen", "YA48240000001001", hasPack: true, Ledger.Empty);
        Assert.Null(tally.FirstBreach);
        rules.Left("chen", "YA48240000001001", hasPack: false, Ledger.Empty);
        Assert.StartsWith("every-rider-ends-with-a-pack-or-a-case: chen", tally.FirstBreach);
    }

    [Fact]
    public void A_charger_that_stays_on_behind_an_open_door_is_found()
    {
        var slot = boards.World.Find(3)!;
        slot.ForceOpen();
        slot.SwitchCharger(true);
        var cabinet = Dark();
        rules.AfterTurn(cabinet);
        now += TimeSpan.FromSeconds(2);
        rules.AfterTurn(cabinet);
        Assert.Null(tally.FirstBreach);
        now += TimeSpan.FromSeconds(2);
        rules.AfterTurn(cabinet);
        Assert.StartsWith("no-charging-behind-an-open-door: slot 3", tally.FirstBreach);
    }

    [Fact]
    public void A_lock_is_known_by_its_wire_in_either_dialect()
    {
        var channel = new YongAi.Edge.Devices.LockChannel(7, Third, FeedbackUse.Door, Third, 1);
        var wired = new LockBoardWiring(2, LockDialect.B, EchoMode.Off, true, [channel], TimeSpan.FromSeconds(1));
        RulesOf(new Wiring([new LineWiring(new LineId("doors"), 9600, [wired])])).Sent(new LineId("doors"), [0x8A, 0x02, 0x07, 0x33, 0xBC]);
        Assert.StartsWith("no-lock-without-its-order-on-disk: the lock of slot 3", tally.FirstBreach);
    }

    private Rules RulesOf(Wiring wiring) => new(tally, disk, boards.World, wiring, () => now);

    private Cabinet Dark()
    {
        var plan = LifePlan.Of(site, new([]), 6);
        return new Cabinet(plan, Ledger.Empty, Image.Dark(plan, now));
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Scenarios;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Loop;

/// <summary>The order of acting: what makes safe at once, the rest when its events are on disk and only if it may still be done.</summary>
public sealed class CabinetLoopTests : IJournal, IDisposable
{
    private readonly ScenarioScript _riders = new();
    private readonly List<Effect> _done = [];
    private readonly CabinetLoop _loop;
    private TimeSpan _now = TimeSpan.FromSeconds(10);
    private readonly List<Event> _written = [];
    private long _handed;

    public CabinetLoopTests()
    {
        var cabinet = new Cabinet(Plan, Ledger.Empty, Image.Dark(Plan, _now));
        _loop = new CabinetLoop(cabinet, this, _done.Add);
        _loop.Turn(new Start("0000000000000001", "7f3a000000000001", "0.1.0", false), Moment);
    }

    private Moment Moment => new(_now, ScenarioCabinet.Morning + _now, TimeTrust.Assumed);

    void IJournal.Hand(ImmutableArray<Entry> entries)
    {
        _handed = entries[^1].Position;
        _written.AddRange(entries.Select(entry => entry.Event));
    }

    public void Dispose() => _riders.Dispose();

    [Fact]
    public void Every_charger_is_switched_off_before_the_start_is_on_disk() =>
        Assert.Equal(12, _done.OfType<StopCharging>().Count());

    [Fact]
    public void The_first_event_of_a_start_is_the_start_whatever_charged_or_rang_before()
    {
        StockRead(charge: 50);
        Hear(Plan.Charging.RenewEvery, charge: 50);
        Assert.NotEmpty(_loop.Cabinet.Ledger.Charging);
        _written.Clear();
        var again = new CabinetLoop(_loop.Cabinet with { Image = Image.Dark(Plan, _now) }, this, _done.Add);
        again.Turn(new Start("0000000000000002", "7f3a000000000001", "0.1.0", false), Moment);
        Assert.IsType<CabinetStarted>(Assert.Single(_written));
        Assert.Empty(again.Cabinet.Ledger.Charging);
    }

    [Fact]
    public void A_charger_still_read_as_on_while_its_order_to_stop_is_under_way_is_no_alarm()
    {
        StockRead(charge: 50);
        for (var renewed = 0; renewed < 12; renewed++)
        {
            Hear(Plan.Charging.RenewEvery, charge: 50);
            _loop.Written(_handed, Moment);
        }
        var slot = Slot(_loop.Cabinet.Ledger.Charging.Keys.First());
        _loop.Turn(new ChargersRead([new ChargerState(slot, true)]), Moment);
        _written.Clear();

        Hear(TimeSpan.FromMilliseconds(500), charge: 50, open: slot.Value);

        Assert.Contains(_written, e => e is ChargingStopped { Slot: var stopped } && stopped == slot);
        Assert.DoesNotContain(_written, e => e is AlarmRaised { Kind: AlarmKind.ChargerStuckOn });
    }

    [Fact]
    public void A_lock_waits_for_the_disk()
    {
        Scan();
        Assert.Empty(_done.OfType<FireLock>());
        _loop.Written(_handed - 1, Moment);
        Assert.Empty(_done.OfType<FireLock>());
        _loop.Written(_handed, Moment);
        Assert.Equal(Slot(12), Assert.Single(_done.OfType<FireLock>()).Slot);
    }

    [Fact]
    public void A_lock_that_waited_too_long_is_never_fired_late()
    {
        Scan();
        Hear(CabinetLoop.InkWaitMax);
        Assert.Null(_loop.Cabinet.Ledger.Swap);
        Assert.True(_loop.Cabinet.Image.InkStalled);
        _loop.Written(_handed, Moment);
        Hear(TimeSpan.FromSeconds(1));
        Assert.Empty(_done.OfType<FireLock>());
    }

    [Fact]
    public void The_loop_asks_to_be_woken_when_ink_has_taken_too_long()
    {
        Scan();
        Assert.True(_loop.NextDeadline <= _now + CabinetLoop.InkWaitMax);
    }

    [Fact]
    public void A_charger_ordered_before_its_door_opened_is_not_switched_on_after()
    {
        StockRead(charge: 50);
        Hear(Plan.Charging.RenewEvery, charge: 50);
        Assert.NotEmpty(_loop.Cabinet.Ledger.Charging);
        Hear(TimeSpan.FromMilliseconds(500), charge: 50, open: 1);
        Assert.Contains(new StopCharging(Slot(1)), _done.Skip(12));
        _loop.Written(_handed, Moment);
        Assert.Equal([2, 3, 4], _done.OfType<ChargeOrder>().Select(order => order.Slot.Value));
    }

    [Fact]
    public void The_disk_never_goes_back_and_never_ahead_of_what_was_handed_over()
    {
        _loop.Written(_handed, Moment);
        Assert.Throws<InvariantBroken>(() => _loop.Written(_handed - 1, Moment));
        Assert.Throws<InvariantBroken>(() => _loop.Written(_handed + 1, Moment));
    }

    private void Scan()
    {
        StockRead(charge: 97);
        _loop.Turn(new CodeScanned("scanner", _riders.Phone("chen", "48V24Ah").Draw("swap", Moment.Wall)), Moment);
        Assert.NotNull(_loop.Cabinet.Ledger.Swap);
    }

    /// <summary>Eleven packs, read often enough to be adopted, and all that is on disk.</summary>
    private void StockRead(int charge)
    {
        Hear(TimeSpan.FromSeconds(3), charge);
        Assert.Equal(11, _loop.Cabinet.Ledger.Custody.Packs.Count);
        _loop.Written(_handed, Moment);
    }

    private void Hear(TimeSpan time, int charge = 97, int open = 0)
    {
        for (var until = _now + time; _now < until;)
        {
            _now += TimeSpan.FromMilliseconds(500);
            _loop.Turn(new SwitchesRead([.. Enumerable.Range(1, 12).Select(n =>
                new SlotSwitches(Slot(n), n == open ? DoorState.Open : DoorState.Closed, n < 12))]), Moment);
            for (var n = 1; n <= 11; n++) _loop.Turn(new PackRead(Slot(n), Reading(n, charge)), Moment);
            _loop.Turn(new PackSilent(Slot(12), true), Moment);
        }
    }
}

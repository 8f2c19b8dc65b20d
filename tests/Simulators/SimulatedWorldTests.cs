using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Doors, packs and chargers as physics.</summary>
public sealed class SimulatedWorldTests
{
    private static readonly PackKind Kind = new("48V24Ah", 13, 24);
    private readonly Faults faults = new();
    private readonly CabinetWorld world;
    private TimeSpan now = TimeSpan.Zero;

    public SimulatedWorldTests() =>
        world = new CabinetWorld(
            [.. Enumerable.Range(1, 3).Select(n => new SimulatedSlot(n, faults.AtSlot(n), TimeSpan.FromMilliseconds(150)))], _ => Kind);

    [Fact]
    public void A_door_springs_open_a_moment_after_the_pulse()
    {
        Slot(1).Pulse(now);
        Assert.False(Slot(1).DoorOpen);
        Assert.Equal(TimeSpan.FromMilliseconds(150), world.NextDeadline);
        Pass(TimeSpan.FromMilliseconds(149));
        Assert.False(Slot(1).DoorOpen);
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.True(Slot(1).DoorOpen);
        Assert.Null(world.NextDeadline);
    }

    [Fact]
    public void A_jammed_bolt_does_not_move()
    {
        faults.AtSlot(1).Set(Fault.Jam, times: 1, value: null);
        Slot(1).Pulse(now);
        Pass(TimeSpan.FromSeconds(1));
        Assert.False(Slot(1).DoorOpen);
    }

    [Fact]
    public void Nothing_goes_through_a_closed_door()
    {
        Assert.Equal("the door of slot 3 is closed", world.Put(3, "YA48240000000001", 50, plugged: true));
        world.Stock(2, "YA48240000000002", 98);
        Assert.Equal("the door of slot 2 is closed", world.Take(2, out _));
        Assert.Equal("the door of slot 2 is closed", Slot(2).Plug(plugged: false));
    }

    [Fact]
    public void A_slot_holds_one_pack_and_a_pack_lies_in_one_slot()
    {
        world.Stock(1, "YA48240000000001", 98);
        Slot(1).ForceOpen();
        Slot(2).ForceOpen();
        Assert.Equal("slot 1 holds a pack", world.Put(1, "YA48240000000002", 50, plugged: true));
        Assert.Equal("pack YA48240000000001 lies in slot 1 already", world.Put(2, "YA48240000000001", 50, plugged: true));
        Assert.Equal("slot 2 is empty", world.Take(2, out _));
        Assert.Equal("there is no slot 9", world.Put(9, "YA48240000000002", 50, plugged: true));
    }

    [Fact]
    public void A_door_closes_once()
    {
        Assert.Equal("the door of slot 1 is closed already", Slot(1).Close());
        Slot(1).ForceOpen();
        Assert.Equal("the door of slot 1 is open already", Slot(1).ForceOpen());
        Assert.Null(Slot(1).Close());
    }

    [Fact]
    public void A_pack_comes_back_as_it_left()
    {
        world.Stock(1, "YA48240000000001", 98);
        Slot(1).ForceOpen();
        Assert.Null(world.Take(1, out var taken));
        taken!.Ride(TimeSpan.FromHours(2), ampsDrawn: 5, airCelsius: 20);
        Assert.Null(world.Put(1, taken.Serial, soc: null, plugged: true));
        Assert.Same(taken, Slot(1).Pack);
        Assert.Equal(56, taken.Percent);
        world.Take(1, out _);
        Assert.Null(world.Put(1, taken.Serial, soc: 22, plugged: true));
        Assert.Equal(22, Slot(1).Pack!.Percent);
    }

    [Fact]
    public void A_pack_charges_only_while_the_relay_is_on_and_the_plug_is_in()
    {
        world.Stock(1, "YA48240000000001", 40);
        var pack = Slot(1).Pack!;
        Pass(TimeSpan.FromHours(1));
        Assert.Equal((0.40, 0.0), (pack.Charge, pack.Amps));
        Slot(1).SwitchCharger(on: true);
        Pass(TimeSpan.FromHours(1));
        Assert.Equal(0.40 + SimulatedPack.ChargerAmps / 24, pack.Charge, 4); // an hour wears it by some millionths
        Assert.Equal(SimulatedPack.ChargerAmps, pack.Amps);
        Slot(1).SwitchCharger(on: false);
        var reached = pack.Charge;
        Pass(TimeSpan.FromHours(1));
        Assert.Equal((reached, 0.0), (pack.Charge, pack.Amps));
        Slot(1).SwitchCharger(on: true);
        Slot(1).ForceOpen();
        Slot(1).Plug(plugged: false);
        Pass(TimeSpan.FromHours(1));
        Assert.Equal((reached, 0.0), (pack.Charge, pack.Amps));
    }

    [Fact]
    public void A_full_pack_takes_no_current_and_stays_within_its_volts()
    {
        world.Stock(1, "YA48240000000001", 85);
        var pack = Slot(1).Pack!;
        Slot(1).SwitchCharger(on: true);
        for (var i = 0; i < 300 && pack.Percent < 100; i++)
        {
            Pass(TimeSpan.FromMinutes(1));
            Assert.InRange(pack.Volts, 36.0, 55.0);
        }
        Assert.Equal(100, pack.Percent);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, pack.Amps);
    }

    [Fact]
    public void A_small_step_and_a_large_one_charge_alike()
    {
        SimulatedPack small = new("A1234567", Kind, 0.92, 25), large = new("B1234567", Kind, 0.92, 25);
        for (var i = 0; i < 600; i++) small.Rest(TimeSpan.FromSeconds(1), chargerOn: true, airCelsius: 25);
        large.Rest(TimeSpan.FromMinutes(10), chargerOn: true, airCelsius: 25);
        Assert.Equal(small.Charge, large.Charge, 3);
        Assert.Equal(small.Celsius, large.Celsius, 2);
    }

    [Fact]
    public void More_charge_is_more_volts_and_current_raises_them()
    {
        var volts = Enumerable.Range(0, 101).Select(percent => new SimulatedPack("A1234567", Kind, percent / 100.0, 25).Volts).ToArray();
        Assert.Equal(volts.Order(), volts);
        Assert.Equal(39.0, volts[0], 6);
        Assert.Equal(54.34, volts[100], 6);
        var charging = new SimulatedPack("A1234567", Kind, 0.5, 25);
        charging.Rest(TimeSpan.FromTicks(1), chargerOn: true, airCelsius: 25);
        Assert.Equal(volts[50] + 0.8, charging.Volts, 3);
    }

    [Fact]
    public void A_charging_pack_gets_warmer_and_a_resting_one_takes_the_airs_temperature()
    {
        var pack = new SimulatedPack("A1234567", Kind, 0.1, 25);
        pack.Rest(TimeSpan.FromHours(1), chargerOn: true, airCelsius: 25);
        Assert.InRange(pack.Celsius, 26, 32);
        pack.Rest(TimeSpan.FromHours(24), chargerOn: false, airCelsius: 10);
        Assert.Equal(10, pack.Celsius, 1);
    }

    [Theory]
    [InlineData(56)]
    [InlineData(-1)]
    public void A_pack_too_hot_or_too_cold_takes_no_charge(double celsius)
    {
        var pack = new SimulatedPack("A1234567", Kind, 0.5, celsius);
        pack.Rest(TimeSpan.FromMinutes(1), chargerOn: true, airCelsius: celsius);
        Assert.Equal(0.5, pack.Charge);
    }

    [Fact]
    public void A_ridden_pack_drains_to_nothing_and_not_below()
    {
        var pack = new SimulatedPack("A1234567", Kind, 0.5, 20);
        pack.Ride(TimeSpan.FromHours(1.2), ampsDrawn: 5, airCelsius: 20);
        Assert.Equal(0.25, pack.Charge, 4);
        pack.Ride(TimeSpan.FromHours(10), ampsDrawn: 5, airCelsius: 20);
        Assert.Equal((0.0, 0), (pack.Charge, pack.Percent));
    }

    [Theory]
    [InlineData("48V24Ah", 24)]
    [InlineData("60V30Ah", 30)]
    [InlineData("72V35.5Ah", 35.5)]
    [InlineData("large", 24)]
    public void The_class_says_the_capacity(string className, double ampHours) =>
        Assert.Equal(ampHours, PackKind.Of(className, 13).AmpHours);

    private SimulatedSlot Slot(int number) => world.Find(number)!;

    private void Pass(TimeSpan passes) => world.Advance(now += passes);
}

using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Meters, air boards and supplies against simulated ones, at the pace of a real line: what is told is what is so in the world.</summary>
public sealed class MeasuringBoardsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sdm120", 2400)]
    [InlineData("dtsu666", 9600)]
    [InlineData("pzem", 9600)]
    public void A_meter_tells_what_the_cabinet_draws(string family, int baud)
    {
        using var lines = Cabinet(family, baud);
        var around = lines.Cabinet.World.Around;
        (around.MainsVolts, around.MainsHertz, around.Watts, around.PowerFactor, around.WattHours) = (228.5, 49.9, 1234, 0.9, 12_345);
        lines.Run(TimeSpan.FromSeconds(20));
        Assert.InRange(lines.Told.OfType<GaugeRead>().Count(), 9, 11);
        var values = Last(lines);
        Assert.Equal(228.5, values[Quantity.Voltage], 1);
        Assert.Equal(1234 / (228.5 * 0.9), values[Quantity.Current], 2);
        Assert.Equal(1234, values[Quantity.Power], 1);
        Assert.Equal(12_345, values[Quantity.Energy], 0);
        Assert.Equal(49.9, values[Quantity.Frequency], 2);
        Assert.Equal(0.9, values[Quantity.PowerFactor], 2);
        Assert.Equal(0, lines.Counts("meters").Unanswered + lines.Counts("meters").Strays + lines.Counts("meters").NoiseBytes);
    }

    [Fact]
    public void An_air_board_tells_frost_and_damp()
    {
        using var lines = Cabinet("xy-md02", 9600);
        (lines.Cabinet.World.AirCelsius, lines.Cabinet.World.Around.Humidity) = (-12.3, 87.6);
        lines.Run(TimeSpan.FromSeconds(3));
        Assert.Equal((-12.3, 87.6), (Last(lines)[Quantity.Temperature], Last(lines)[Quantity.Humidity]));
    }

    [Theory]
    [InlineData("sdm120", "words-swapped")]
    [InlineData("dtsu666", "words-swapped")]
    [InlineData("sdm120", "not-a-number")]
    [InlineData("dtsu666", "not-a-number")]
    [InlineData("sdm120", "no-register")]
    [InlineData("pzem", "no-register")]
    [InlineData("xy-md02", "no-register")]
    [InlineData("sdm120", "silent")]
    [InlineData("xy-md02", "corrupt")]
    public void A_gauge_that_is_out_of_order_is_silent_and_heard_again(string family, string fault)
    {
        using var lines = Cabinet(family, 9600);
        lines.Run(TimeSpan.FromSeconds(3));
        var before = Last(lines);
        lines.Fail(fault, "meters", times: 1_000_000);
        var from = lines.Told.Count;
        lines.Run(TimeSpan.FromSeconds(15));
        Assert.Contains(lines.Told.Skip(from), told => told is GaugeSilent);
        Assert.DoesNotContain(lines.Told.Skip(from), told => told is GaugeRead);
        lines.Fail(fault, "meters", times: 0);
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(before, Last(lines));
    }

    [Fact]
    public void One_register_that_is_missing_is_enough()
    {
        using var lines = Cabinet("sdm120", 9600);
        Assert.True(lines.Do(new SetFault("no-register", Line: "meters", Value: "70")).Ok);
        lines.Run(TimeSpan.FromSeconds(15));
        Assert.Contains(lines.Told, told => told is GaugeSilent);
        Assert.DoesNotContain(lines.Told, told => told is GaugeRead);
    }

    [Fact]
    public void A_supply_charges_its_pack_behind_its_relay_and_stops()
    {
        using var lines = Supplied();
        lines.Run(TimeSpan.FromSeconds(3));
        Assert.Equal((0.0, 31.0), (Last(lines)[Quantity.Voltage], Last(lines)[Quantity.Temperature]));
        Order(lines, seconds: 5);
        Assert.Equal(54.6, Last(lines)[Quantity.Voltage]);
        Assert.True(Last(lines)[Quantity.Current] > 1);
        Assert.Equal(Last(lines)[Quantity.Power], Last(lines)[Quantity.Voltage] * Last(lines)[Quantity.Current], 0);
        Assert.True(Amps(lines) > 1);
        lines.Perform(new StopCharging(Fits.Slot(1)));
        lines.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(0, Last(lines)[Quantity.Voltage]);
        Assert.Equal(0, Amps(lines));
    }

    [Fact]
    public void A_program_that_dies_leaves_the_supply_on_and_the_relay_ends_it()
    {
        using var lines = Supplied();
        lines.Run(TimeSpan.FromSeconds(3));
        Order(lines, seconds: 5);
        Assert.True(Amps(lines) > 1);
        lines.Cabinet.Lapse(lines.Now + TimeSpan.FromSeconds(40)); // nobody writes any more
        Assert.True(lines.Cabinet.World.Find(1)!.SupplyOn);
        Assert.Equal(0, Amps(lines));
    }

    [Fact]
    public void A_supply_whose_protection_trips_stays_off_until_it_is_reset()
    {
        using var lines = Supplied();
        lines.Run(TimeSpan.FromSeconds(3));
        Order(lines, seconds: 5);
        Assert.True(lines.Do(new SetFault("tripped", Line: "meters")).Ok);
        for (var order = 0; order < 3; order++) Order(lines, seconds: 10);
        Assert.Equal((0.0, false), (Last(lines)[Quantity.Voltage], lines.Cabinet.World.Find(1)!.SupplyOn));
        lines.Fail("tripped", "meters", times: 0);
        Order(lines, seconds: 5);
        Assert.Equal(54.6, Last(lines)[Quantity.Voltage]);
    }

    [Theory]
    [InlineData("sdm120")]
    [InlineData("dtsu666")]
    [InlineData("pzem")]
    [InlineData("xy-md02")]
    public void Reading_a_gauge_over_and_over_allocates_nothing(string family)
    {
        var (make, kind) = family switch
        {
            "sdm120" => (GaugeMake.Sdm120, GaugeKind.Sdm120),
            "dtsu666" => (GaugeMake.Dtsu666, GaugeKind.Dtsu666),
            "pzem" => (GaugeMake.Pzem, GaugeKind.Pzem),
            _ => (GaugeMake.XyMd02, GaugeKind.XyMd02),
        };
        var board = new GaugeSimulator(kind, ("meter", null), 1, new CabinetWorld([], _ => PackKind.Foreign), new FaultSpot(), new Random(1));
        Assert.Equal(0, Allocated(new GaugeWiring(new(new("air"), make, 1, TimeSpan.FromSeconds(2))), board));
    }

    [Fact]
    public void Reading_a_supply_over_and_over_allocates_nothing()
    {
        var slot = new SimulatedSlot(1, new FaultSpot(), TimeSpan.FromMilliseconds(150));
        var board = new RidenSimulator(1, slot, new FaultSpot(), new Random(1));
        Assert.Equal(0, Allocated(new SupplyWiring(new(1, Fits.Slot(1), new("supply"), new(54.6), new(8), TimeSpan.FromSeconds(1))), board));
    }

    [Fact]
    public void Reading_an_io_board_over_and_over_allocates_nothing()
    {
        var board = new RelayBoardSimulator(1, new ChargerContacts([.. new SimulatedSlot?[8]]), new FaultSpot(), new Random(1));
        var fit = new IoBoardFit(1, 8, 8)
        {
            Outputs = [new(0, new OutputPlan(new("fan"), OutputUse.Fan))],
            Contacts = [new(0, new("smoke"), 1)],
            Channels = [new(2, new ChannelId("tea"), TimeSpan.FromSeconds(1))],
        };
        Assert.Equal(0, Allocated(new IoBoardWiring(fit), board));
    }

    private static long Allocated(DeviceWiring device, ISimulatedBoard board) =>
        SteadyLine.AllocatedBy(new LineWiring(new LineId("meters"), 9600, [device]), board);

    private static Dictionary<Quantity, double> Last(SimulatedLines lines) =>
        lines.Told.OfType<GaugeRead>().Last().Values.ToDictionary(value => value.Quantity, value => Math.Round(value.Value, 6));

    private static double Amps(SimulatedLines lines) => lines.Do(new LookAround()).Slots!.Value[0].Pack!.Amps;

    private static void Order(SimulatedLines lines, int seconds)
    {
        lines.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        lines.Run(TimeSpan.FromSeconds(seconds));
    }

    private SimulatedLines Cabinet(string family, int baud) => new(Site($$"""
        "lines": { "meters": { "path": "meters", "baud": {{baud}} } }, "slots": [ { "slot": 1 } ],
        "gauges": [ { "name": "meter", "use": "mains", "family": "{{family}}", "line": "meters", "address": 5 } ]
        """));

    private SimulatedLines Supplied() => new(Site("""
        "lines": { "meters": { "path": "meters", "baud": 115200 }, "relays": { "path": "relays", "baud": 9600 } },
        "relay_boards": [ { "name": "chargers", "family": "modbus-relay", "line": "relays", "address": 1, "relays": 8 } ],
        "slots": [ { "slot": 1, "charger": "chargers/0" }, { "slot": 2 } ],
        "supplies": [ { "name": "supply-1", "slot": 1, "family": "riden", "line": "meters", "address": 1, "volts": 54.6, "amps": 8 } ]
        """));

    private SimulatedSite Site(string body) => SimulatedSite.Read(folder.Write("site.json",
        $$"""{ "cabinet": "X", "packs": [ { "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13 } ], {{body}} }"""));
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Gauges;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Texts as the kernel's drivers write them (hwmon/sysfs-interface, sysfs-bus-iio, w1_therm).</summary>
public sealed class KernelGaugeTests
{
    private static readonly GaugeId Air = new("air");

    [Theory]
    [InlineData("temp1", "48312\n", null, Quantity.Temperature, 48.312)]
    [InlineData("temp1", "-5000", "0", Quantity.Temperature, -5)]
    [InlineData("humidity1", "55400", null, Quantity.Humidity, 55.4)]
    [InlineData("in1", "12048", null, Quantity.Voltage, 12.048)]
    [InlineData("curr1", "1503", null, Quantity.Current, 1.503)]
    [InlineData("power1", "18250000", null, Quantity.Power, 18.25)]
    public void Hwmon_counts_in_thousandths_and_power_in_millionths(string channel, string input, string? fault, Quantity quantity, double value) =>
        Says(quantity, value, Gauge(KernelPlace.Hwmon, channel).Said([input, fault]));

    [Fact]
    public void Iio_gives_a_value_or_what_it_is_computed_from()
    {
        var gauge = Gauge(KernelPlace.Iio, "temp");
        Says(Quantity.Temperature, 21.5, gauge.Said(["21500", null, null, null]));
        Says(Quantity.Temperature, 25.0, gauge.Said([null, "2600", "-100", "10"]));
        Says(Quantity.Humidity, 48.2, Gauge(KernelPlace.Iio, "humidityrelative").Said(["48200", null, null, null]));
        Says(Quantity.Voltage, 3.3, Gauge(KernelPlace.Iio, "voltage0").Said([null, "1650", null, "2.0"]));
    }

    [Theory]
    [InlineData("23125\n", null, 23.125)]
    [InlineData(null, "72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n", 23.125)]
    [InlineData(null, "f8 ff 4b 46 7f ff 0c 10 8a : crc=8a YES\nf8 ff 4b 46 7f ff 0c 10 8a t=-500\n", -0.5)]
    public void A_one_wire_sensor_is_read_by_its_value_or_by_its_bytes(string? temperature, string? slave, double value) =>
        Says(Quantity.Temperature, value, Gauge(KernelPlace.W1, "").Said([temperature, slave]));

    [Theory]
    [InlineData("00 00 00 00 00 00 00 00 00 : crc=00 NO\n00 00 00 00 00 00 00 00 00 t=0\n")]
    [InlineData("72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n")]
    [InlineData("")]
    [InlineData(null)]
    public void A_one_wire_sensor_whose_check_is_wrong_says_nothing(string? slave) =>
        Assert.Equal(new GaugeSilent(Air), Gauge(KernelPlace.W1, "").Said([null, slave]));

    [Fact]
    public void The_value_at_power_on_is_believed_only_by_who_was_near_it()
    {
        var gauge = Gauge(KernelPlace.W1, "");
        Says(Quantity.Temperature, 21, gauge.Said(["21000", null]));
        Assert.IsType<GaugeSilent>(gauge.Said(["85000", null]));
        Says(Quantity.Temperature, 22, gauge.Said(["22000", null]));
        Says(Quantity.Temperature, 80, gauge.Said(["80000", null]));
        Says(Quantity.Temperature, 85, gauge.Said(["85000", null]));
        Says(Quantity.Temperature, 85, gauge.Said(["85000", null]));
    }

    [Fact]
    public void A_sensor_that_calls_itself_faulty_or_reads_nonsense_says_nothing()
    {
        var gauge = Gauge(KernelPlace.Hwmon, "temp1");
        Assert.IsType<GaugeSilent>(gauge.Said(["48312", "1"]));
        Assert.IsType<GaugeSilent>(gauge.Said([null, null]));
        Assert.IsType<GaugeSilent>(gauge.Said(["warm", null]));
        Assert.IsType<GaugeSilent>(gauge.Said(["150000", null]));
        Assert.IsType<GaugeSilent>(Gauge(KernelPlace.Hwmon, "humidity1").Said(["101000", null]));
        Assert.IsType<GaugeSilent>(Gauge(KernelPlace.Iio, "temp").Said([null, "2600", null, "NaN"]));
    }

    private static KernelGauge Gauge(KernelPlace place, string channel) => new(new KernelFit(Air, place, "any", channel));

    private static void Says(Quantity quantity, double value, Fact fact)
    {
        var read = Assert.IsType<GaugeRead>(fact);
        Assert.Equal(Air, read.Gauge);
        var measured = Assert.Single(read.Values);
        Assert.Equal(quantity, measured.Quantity);
        Assert.Equal(value, measured.Value, 6);
    }
}

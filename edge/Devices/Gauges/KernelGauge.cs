using System.Globalization;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.Gauges;

/// <summary>Where the kernel keeps the texts of one sensor, below the root of sysfs.</summary>
public enum KernelPlace
{
    /// <summary><c>class/hwmon/hwmonN</c>, found by the text of its file <c>name</c>.</summary>
    Hwmon,
    /// <summary><c>bus/iio/devices/iio:deviceN</c>, found by the text of its file <c>name</c>.</summary>
    Iio,
    /// <summary><c>bus/w1/devices/FAMILY-ID</c>, found by its own name.</summary>
    W1,
}

/// <summary>A gauge that a driver of the kernel reads: hundreds of I2C and 1-wire parts without a driver of ours.</summary>
/// <param name="Gauge">Its name.</param>
/// <param name="Place">Which of the kernel's families.</param>
/// <param name="Device">The device's name there, for example <c>cpu_thermal</c>, <c>bme280</c> or <c>28-0316a2795eff</c>.</param>
/// <param name="Channel">hwmon and iio: the channel, for example <c>temp1</c>, <c>in1</c>, <c>humidityrelative</c>; empty for 1-wire.</param>
public sealed record KernelFit(GaugeId Gauge, KernelPlace Place, string Device, string Channel)
{
    /// <summary>Which of several devices of that name, from 1 in the order of their numbers; 0: there is one, and two are a fault.</summary>
    public int Nth { get; init; }
}

/// <summary>
/// What the texts of kernel files mean (kernel documentation: hwmon/sysfs-interface, ABI/testing/sysfs-bus-iio, w1/slaves/w1_therm). The host
/// reads the files named here and hands their texts over.
/// </summary>
/// <param name="fit">Which sensor.</param>
public sealed class KernelGauge(KernelFit fit)
{
    /// <summary>A DS18B20 whose supply failed answers with this, its value at power-on (data sheet, table 1), in millikelvin above 0 °C.</summary>
    public const int PowerOnValue = 85_000;

    /// <summary>So near to it the sensor must have been before it is believed.</summary>
    public const int PowerOnNear = 10_000;

    private readonly GaugeSilent silent = new(fit.Gauge);
    private double? before;

    /// <summary>The gauge.</summary>
    public KernelFit Fit => fit;

    /// <summary>The quantity of a channel, or null when there is none for it.</summary>
    public static Quantity? QuantityOf(KernelPlace place, string channel) => place == KernelPlace.W1 ? Quantity.Temperature
        : channel.TrimEnd("0123456789".ToCharArray()) switch
        {
            "temp" => Quantity.Temperature,
            "humidity" or "humidityrelative" => Quantity.Humidity,
            "in" or "voltage" => Quantity.Voltage,
            "curr" or "current" => Quantity.Current,
            "power" => Quantity.Power,
            _ => null,
        };

    /// <summary>The files to be read, by name in the device's folder; one that is not there is handed over as null.</summary>
    public ImmutableArray<string> Files => fit.Place switch
    {
        KernelPlace.Hwmon => [$"{fit.Channel}_input", $"{fit.Channel}_fault"],
        KernelPlace.Iio => [$"in_{fit.Channel}_input", $"in_{fit.Channel}_raw", $"in_{fit.Channel}_offset", $"in_{fit.Channel}_scale"],
        _ => ["temperature", "w1_slave"],
    };

    /// <summary>What the texts say: a value, or that there is none.</summary>
    public Fact Said(ImmutableArray<string?> texts)
    {
        var value = fit.Place switch
        {
            KernelPlace.Hwmon => texts[1]?.Trim() == "1" ? null : Number(texts[0]) / (fit.Channel.StartsWith("power", StringComparison.Ordinal) ? 1e6 : 1e3),
            KernelPlace.Iio => (Number(texts[0]) ?? (Number(texts[1]) + (Number(texts[2]) ?? 0)) * (Number(texts[3]) ?? 1)) / 1e3,
            _ => OneWire(Number(texts[0]) ?? Slave(texts[1])) / 1e3,
        };
        if (value is not { } said || QuantityOf(fit.Place, fit.Channel) is not { } quantity || !CanBe(quantity, said)) return silent;
        return new GaugeRead(fit.Gauge, [new Measured(quantity, said)]);
    }

    /// <summary>Nothing could be read.</summary>
    public Fact Unread() => silent;

    private double? OneWire(double? said)
    {
        var believed = said == PowerOnValue && !(before is { } last && Math.Abs(PowerOnValue - last) <= PowerOnNear) ? null : said;
        before = believed;
        return believed;
    }

    /// <summary>Two lines: nine bytes and whether their check is right, then the value: <c>t=23125</c>.</summary>
    private static double? Slave(string? text)
    {
        var lines = text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (lines.Length < 2 || !lines[0].EndsWith("YES", StringComparison.Ordinal)) return null;
        var at = lines[1].LastIndexOf("t=", StringComparison.Ordinal);
        return at < 0 ? null : Number(lines[1][(at + 2)..]);
    }

    // Beyond these no part of this kind measures; a broken wire reads as one end of the scale.
    private static bool CanBe(Quantity quantity, double value) => quantity switch
    {
        Quantity.Temperature => value is > -55 and < 150,
        Quantity.Humidity => value is >= 0 and <= 100,
        _ => double.IsFinite(value),
    };

    private static double? Number(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

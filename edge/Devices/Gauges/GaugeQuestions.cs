using System.Buffers.Binary;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Gauges;

/// <summary>How a number stands in registers.</summary>
public enum NumberForm
{
    /// <summary>16 bits, never negative.</summary>
    Word,
    /// <summary>16 bits in two's complement.</summary>
    SignedWord,
    /// <summary>32 bits, never negative, the lower of two registers first.</summary>
    LowWordFirst,
    /// <summary>IEEE 754 single, the higher of two registers first.</summary>
    Single,
}

/// <summary>One value in the answer to a question.</summary>
/// <param name="At">Its first register, counted from that of the question.</param>
/// <param name="Form">How it stands there.</param>
/// <param name="PerUnit">So many of it are one unit of the quantity.</param>
/// <param name="Quantity">What it measures.</param>
public readonly record struct GaugeValue(int At, NumberForm Form, double PerUnit, Quantity Quantity)
{
    /// <summary>The number that the registers hold, in the unit of its quantity.</summary>
    public double In(ReadOnlySpan<byte> registers)
    {
        var here = registers[(2 * At)..];
        return Form switch
        {
            NumberForm.Word => BinaryPrimitives.ReadUInt16BigEndian(here),
            NumberForm.SignedWord => BinaryPrimitives.ReadInt16BigEndian(here),
            NumberForm.LowWordFirst =>
                BinaryPrimitives.ReadUInt16BigEndian(here) + 65536.0 * BinaryPrimitives.ReadUInt16BigEndian(here[2..]),
            _ => BinaryPrimitives.ReadSingleBigEndian(here),
        } / PerUnit;
    }
}

/// <summary>One question to a gauge: a run of registers, and what is wanted of it.</summary>
/// <param name="Function">03 or 04.</param>
/// <param name="First">The first register.</param>
/// <param name="Count">How many.</param>
/// <param name="Values">What is wanted of them.</param>
public sealed record GaugeQuestion(byte Function, int First, int Count, ImmutableArray<GaugeValue> Values);

/// <summary>
/// What each make is asked (hardware reference 4). A Modbus answer does not say which registers it carries: no two questions that follow
/// each other have answers of one length, so that one that comes late is never taken for the other.
/// </summary>
public static class GaugeQuestions
{
    /// <summary>A PZEM is asked no more often (hardware reference 4); the others are asked as soon as the line is free.</summary>
    public static readonly TimeSpan PzemRest = TimeSpan.FromMilliseconds(200);

    private const double PerKilo = 0.001;

    // What lies between the values are the other phases of larger meters: the SDM series is commonly read in blocks (not tried here).
    // One block with the power factor would take 290 ms at 2400 baud, and hold up whatever else has to be said on the line.
    private static readonly ImmutableArray<GaugeQuestion> Sdm120 =
    [
        new(ModbusFrames.ReadInputRegisters, 0x0000, 14,
            [Single(0x00, Quantity.Voltage), Single(0x06, Quantity.Current), Single(0x0C, Quantity.Power)]),
        new(ModbusFrames.ReadInputRegisters, 0x001E, 2, [Single(0, Quantity.PowerFactor)]),
        new(ModbusFrames.ReadInputRegisters, 0x0046, 4, [Single(0, Quantity.Frequency), Single(2, Quantity.Energy, PerKilo)]),
    ];

    private static readonly ImmutableArray<GaugeQuestion> Pzem =
    [
        new(ModbusFrames.ReadInputRegisters, 0, 10,
        [
            new(0, NumberForm.Word, 10, Quantity.Voltage), new(1, NumberForm.LowWordFirst, 1000, Quantity.Current),
            new(3, NumberForm.LowWordFirst, 10, Quantity.Power), new(5, NumberForm.LowWordFirst, 1, Quantity.Energy),
            new(7, NumberForm.Word, 10, Quantity.Frequency), new(8, NumberForm.Word, 100, Quantity.PowerFactor),
        ]),
    ];

    private static readonly GaugeQuestion
        SdmPower = new(ModbusFrames.ReadInputRegisters, 0x000C, 2, [Single(0, Quantity.Power)]),
        PzemPower = new(ModbusFrames.ReadInputRegisters, 3, 2, [new(0, NumberForm.LowWordFirst, 10, Quantity.Power)]);

    private static readonly ImmutableArray<GaugeQuestion> XyMd02 =
    [
        new(ModbusFrames.ReadInputRegisters, 1, 2,
            [new(0, NumberForm.SignedWord, 10, Quantity.Temperature), new(1, NumberForm.Word, 10, Quantity.Humidity)]),
    ];

    /// <summary>The questions of one round.</summary>
    public static ImmutableArray<GaugeQuestion> Of(GaugeFit fit) => fit.Make switch
    {
        GaugeMake.Sdm120 => Sdm120,
        GaugeMake.Dtsu666 => Dtsu666(fit.DtsuScale),
        GaugeMake.Pzem => Pzem,
        GaugeMake.XyMd02 => XyMd02,
        _ => throw new InvariantBroken($"no questions for a gauge of make {fit.Make}"),
    };

    /// <summary>
    /// The question for its power alone, which is asked before a round and after it, and after itself; null: this make measures none. Every
    /// answer to it means the same registers, so one that comes late is only older.
    /// </summary>
    public static GaugeQuestion? PowerOf(GaugeFit fit) => fit.Make switch
    {
        GaugeMake.Sdm120 => SdmPower,
        // Two registers more than it needs: the last question of its round has an answer of two.
        GaugeMake.Dtsu666 => new(ModbusFrames.ReadRegisters, 0x2012, 4, [Single(0, Quantity.Power, 1 / fit.DtsuScale.Watts)]),
        GaugeMake.Pzem => PzemPower,
        _ => null,
    };

    /// <summary>How long a make is let alone after a question.</summary>
    public static TimeSpan RestOf(GaugeMake make) => make == GaugeMake.Pzem ? PzemRest : TimeSpan.Zero;

    // Voltage and current are those of the first phase, power is that of all three.
    private static ImmutableArray<GaugeQuestion> Dtsu666(DtsuScale scale) =>
    [
        new(ModbusFrames.ReadRegisters, 0x2006, 14,
        [
            Single(0, Quantity.Voltage, 1 / scale.Volts), Single(6, Quantity.Current, 1 / scale.Amps),
            Single(12, Quantity.Power, 1 / scale.Watts),
        ]),
        new(ModbusFrames.ReadRegisters, 0x101E, 2, [Single(0, Quantity.Energy, PerKilo / scale.KilowattHours)]),
        new(ModbusFrames.ReadRegisters, 0x202A, 8, [Single(0, Quantity.PowerFactor, 1 / scale.PowerFactor)]),
        new(ModbusFrames.ReadRegisters, 0x2044, 2, [Single(0, Quantity.Frequency, 1 / scale.Hertz)]),
    ];

    private static GaugeValue Single(int at, Quantity quantity, double perUnit = 1) => new(at, NumberForm.Single, perUnit, quantity);
}

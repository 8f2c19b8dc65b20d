using System.Buffers.Binary;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>How finely a Riden counts.</summary>
/// <param name="PerVolt">So many steps are a volt.</param>
/// <param name="PerAmp">So many steps are an ampere.</param>
public readonly record struct RidenScale(int PerVolt, int PerAmp);

/// <summary>The registers 0 to 19 of a Riden RD60xx (hardware reference 4, Baldanos/rd6006).</summary>
public static class RidenRegisters
{
    /// <summary>Registers that are read.</summary>
    public const int First = 0, Count = 20;

    /// <summary>Registers that are written.</summary>
    public const int SetVolts = 8, SetAmps = 9, Output = 18;

    /// <summary>No RD60xx gives more than 60 V; its own meter may overshoot a little.</summary>
    public const double VoltsMost = 65;

    /// <summary>No RD60xx gives more than 18 A; its own meter may overshoot a little.</summary>
    public const double AmpsMost = 20;

    /// <summary>The most volts by the most amperes.</summary>
    public const double WattsMost = VoltsMost * AmpsMost;

    /// <summary>Beyond these a supply has long stopped working: its sensor is broken.</summary>
    public const double ColdestCelsius = -40, HottestCelsius = 150;

    private const int Model = 0, Sign = 4, Celsius = 5, VoltsOut = 10, AmpsOut = 11, Watts = 12, Protection = 16, WattSteps = 100;

    /// <summary>What the registers say; null when no model known here says such things.</summary>
    public static RidenState? StateOf(ReadOnlySpan<byte> registers)
    {
        if (ScaleOf(Word(registers, Model)) is not { } scale) return null;
        var state = new RidenState(scale, Word(registers, SetVolts), Word(registers, SetAmps), Word(registers, Output) != 0,
            Word(registers, Protection) != 0)
        {
            Volts = (double)Word(registers, VoltsOut) / scale.PerVolt,
            Amps = (double)Word(registers, AmpsOut) / scale.PerAmp,
            Watts = (double)BinaryPrimitives.ReadUInt32BigEndian(registers[(2 * Watts)..]) / WattSteps,
            Celsius = Word(registers, Sign) == 0 ? Word(registers, Celsius) : -Word(registers, Celsius),
        };
        return state.CanBe ? state : null;
    }

    // Models are numbered by their name and a revision. Of an RD6012P (60125) no source here says how it counts.
    private static RidenScale? ScaleOf(int model) => model switch
    {
        60065 => new RidenScale(1000, 10_000),
        >= 60060 and <= 60064 => new RidenScale(100, 1000),
        >= 60120 and <= 60124 or >= 60180 and <= 60184 => new RidenScale(100, 100),
        _ => null,
    };

    private static int Word(ReadOnlySpan<byte> registers, int at) => BinaryPrimitives.ReadUInt16BigEndian(registers[(2 * at)..]);
}

/// <summary>What a Riden says of itself.</summary>
/// <param name="Scale">How finely it counts.</param>
/// <param name="SetVolts">Its set voltage, in its own steps.</param>
/// <param name="SetAmps">Its set current, in its own steps.</param>
/// <param name="On">Its output is on.</param>
/// <param name="Tripped">A protection has switched its output off and was not yet reset.</param>
public readonly record struct RidenState(RidenScale Scale, int SetVolts, int SetAmps, bool On, bool Tripped)
{
    /// <summary>Volts at its output.</summary>
    public double Volts { get; init; }

    /// <summary>Amperes out of its output.</summary>
    public double Amps { get; init; }

    /// <summary>Watts out of its output.</summary>
    public double Watts { get; init; }

    /// <summary>Its own temperature.</summary>
    public double Celsius { get; init; }

    /// <summary>False when nobody can have measured this.</summary>
    public bool CanBe => Volts <= RidenRegisters.VoltsMost && Amps <= RidenRegisters.AmpsMost && Watts <= RidenRegisters.WattsMost
        && Celsius is >= RidenRegisters.ColdestCelsius and <= RidenRegisters.HottestCelsius;
}

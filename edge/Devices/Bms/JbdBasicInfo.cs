using System.Buffers.Binary;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms;

/// <summary>What the data of command 03 means: big endian, offsets as in hardware reference 2.1.</summary>
public static class JbdBasicInfo
{
    /// <summary>Below this a sensor is open or broken, not cold: open inputs read -40 °C or less.</summary>
    public static readonly Celsius SensorLeast = new(-30);

    /// <summary>Above this a sensor is shorted: no pack that still answers is so hot.</summary>
    public static readonly Celsius SensorMost = new(120);

    private const int FixedLength = 23;
    private const int ChargeMax = 100;
    private const int ZeroCelsius = 2731;

    /// <summary>Bits 0 to 12, as <see cref="PackFaults"/> numbers them.</summary>
    private const int NamedFaults = (1 << 13) - 1;

    /// <summary>
    /// Reads the data of a pack; null when it is too short, impossible, or without one temperature that can be believed.
    /// </summary>
    public static PackReading? Read(PackId serial, ReadOnlySpan<byte> data)
    {
        if (data.Length < FixedLength || data.Length < FixedLength + 2 * data[22] || data[19] > ChargeMax) return null;
        var temperatures = data.Slice(FixedLength, 2 * data[22]);
        if (!Extremes(temperatures, out var coldest, out var hottest, out var sensorBroken)) return null;
        var faults = FaultsOf(BinaryPrimitives.ReadUInt16BigEndian(data[16..]));
        return new PackReading(
            serial,
            new Volts(BinaryPrimitives.ReadUInt16BigEndian(data) / 100.0),
            new Amps(BinaryPrimitives.ReadInt16BigEndian(data[2..]) / 100.0),
            new StateOfCharge(data[19]),
            coldest,
            hottest,
            Cells: data[21],
            sensorBroken ? faults | PackFaults.FrontEnd : faults);
    }

    /// <summary>A complaint without a name (13: charge timeout in newer text) counts as a lock: no charging.</summary>
    private static PackFaults FaultsOf(int bits)
    {
        var faults = (PackFaults)(bits & NamedFaults);
        return (bits & ~NamedFaults) == 0 ? faults : faults | PackFaults.SoftwareLock;
    }

    /// <summary>A broken sensor is left out, so that it neither hides a hot pack nor makes up a cold one.</summary>
    private static bool Extremes(ReadOnlySpan<byte> raw, out Celsius coldest, out Celsius hottest, out bool sensorBroken)
    {
        (coldest, hottest, sensorBroken) = (SensorMost, SensorLeast, false);
        var believed = 0;
        for (var at = 0; at < raw.Length; at += 2)
        {
            var celsius = new Celsius((BinaryPrimitives.ReadUInt16BigEndian(raw[at..]) - ZeroCelsius) / 10.0);
            if (celsius.Value < SensorLeast.Value || celsius.Value > SensorMost.Value)
            {
                sensorBroken = true;
                continue;
            }
            believed++;
            if (celsius.Value <= coldest.Value) coldest = celsius;
            if (celsius.Value >= hottest.Value) hottest = celsius;
        }
        return believed > 0;
    }
}

using System.Buffers.Binary;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Devices.Bms.Jbd;

/// <summary>What the data of command 03 means: big endian, offsets as in hardware reference 2.1.</summary>
public static class JbdBasicInfo
{
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
        var temperatures = TemperaturesOf(data.Slice(FixedLength, 2 * data[22]));
        if (!temperatures.Any) return null;
        var faults = FaultsOf(BinaryPrimitives.ReadUInt16BigEndian(data[16..]));
        return new PackReading(
            serial,
            new Volts(BinaryPrimitives.ReadUInt16BigEndian(data) / 100.0),
            new Amps(BinaryPrimitives.ReadInt16BigEndian(data[2..]) / 100.0),
            new StateOfCharge(data[19]),
            temperatures.Coldest,
            temperatures.Hottest,
            Cells: data[21],
            temperatures.Broken ? faults | PackFaults.FrontEnd : faults)
        {
            Cycles = BinaryPrimitives.ReadUInt16BigEndian(data[8..]),
        };
    }

    /// <summary>A complaint without a name (13: charge timeout in newer text) counts as a lock: no charging.</summary>
    private static PackFaults FaultsOf(int bits)
    {
        var faults = (PackFaults)(bits & NamedFaults);
        return (bits & ~NamedFaults) == 0 ? faults : faults | PackFaults.SoftwareLock;
    }

    private static Temperatures TemperaturesOf(ReadOnlySpan<byte> raw)
    {
        var temperatures = new Temperatures();
        for (var at = 0; at < raw.Length; at += 2)
            temperatures.Add((BinaryPrimitives.ReadUInt16BigEndian(raw[at..]) - ZeroCelsius) / 10.0);
        return temperatures;
    }
}

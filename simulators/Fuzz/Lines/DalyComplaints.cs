using YongAi.Edge.Control.Packs;
using static YongAi.Edge.Control.Packs.PackFaults;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>The fault bits of Daly boards, seven bytes, by groups as the hardware reference lists them (2.2 a, item 98).</summary>
public static class DalyComplaints
{
    private static readonly ImmutableArray<(int Byte, int Mask, PackFaults Fault)> Groups =
    [
        (0, 0x03, CellOverVoltage), (0, 0x0C, CellUnderVoltage), (0, 0x30, PackOverVoltage), (0, 0xC0, PackUnderVoltage),
        (1, 0x03, ChargeHot), (1, 0x0C, ChargeCold), (1, 0x30, DischargeHot), (1, 0xC0, DischargeCold),
        (2, 0x03, ChargeOverCurrent), (2, 0x0C, DischargeOverCurrent), (2, 0x30, SocHigh), (2, 0xC0, SocLow),
        (3, 0x03, CellDifference), (3, 0x0C, TemperatureDifference), (3, 0xF0, SoftwareLock),
        (4, 0x03, MosHot), (4, 0x0C, FrontEnd), (4, 0xF0, MosFault),
        (5, 0x07, FrontEnd), (5, 0xF8, SoftwareLock),
        (6, 0x03, FrontEnd), (6, 0x04, ShortCircuit), (6, 0xF8, SoftwareLock),
    ];

    /// <summary>What the bytes complain of; every bit beyond the seventh byte is one without a name.</summary>
    public static PackFaults Of(ReadOnlySpan<byte> bytes)
    {
        var faults = None;
        foreach (var (at, mask, fault) in Groups)
            if ((bytes[at] & mask) != 0) faults |= fault;
        return bytes[7..].IndexOfAnyExcept((byte)0) < 0 ? faults : faults | SoftwareLock;
    }
}

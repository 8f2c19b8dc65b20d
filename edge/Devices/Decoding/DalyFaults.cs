namespace YongAi.Edge.Devices.Decoding;

/// <summary>
/// Fault bits of Daly packs, byte by byte: data of 98 (hardware reference 2.2 a) and, in the same order, registers 3A to
/// 3D, whose low half is the vendor's byte 0: so every public frame with an alarm has it (esphome-daly-bms, tests). -1
/// warns, -2 acts.
/// </summary>
internal static class DalyFaults
{
    public static readonly ImmutableArray<ImmutableArray<string>> OfByte =
    [
        ["cell-voltage-high-1", "cell-voltage-high-2", "cell-voltage-low-1", "cell-voltage-low-2",
            "pack-voltage-high-1", "pack-voltage-high-2", "pack-voltage-low-1", "pack-voltage-low-2"],
        ["charge-temperature-high-1", "charge-temperature-high-2", "charge-temperature-low-1", "charge-temperature-low-2",
            "discharge-temperature-high-1", "discharge-temperature-high-2", "discharge-temperature-low-1",
            "discharge-temperature-low-2"],
        ["charge-over-current-1", "charge-over-current-2", "discharge-over-current-1", "discharge-over-current-2",
            "soc-high-1", "soc-high-2", "soc-low-1", "soc-low-2"],
        ["voltage-difference-1", "voltage-difference-2", "temperature-difference-1", "temperature-difference-2"],
        ["charge-mos-over-temperature", "discharge-mos-over-temperature", "charge-mos-sensor", "discharge-mos-sensor",
            "charge-mos-stuck", "discharge-mos-stuck", "charge-mos-open", "discharge-mos-open"],
        ["front-end-chip", "cell-voltage-collection", "temperature-sensor", "eeprom", "clock", "pre-charge", "communication",
            "internal-communication"],
        ["current-module", "pack-voltage-detection", "short-circuit", "charge-forbidden-voltage-low"],
    ];

    /// <summary>Two more in 3D than in 98 (esphome-daly-bms, docs/dalyModbusProtocol.xlsx).</summary>
    private static readonly ImmutableArray<string> OnlyInRegister = ["mos-off-by-gps-or-switch", "charging-cabinet-offline"];

    /// <summary>The faults of one register, 0 to 3: bit 0 is the lowest of its low half.</summary>
    public static Bits OfRegister(int index) => new("faults", index == 3 ? [.. OfByte[6], .. OnlyInRegister]
        : [.. OfByte[2 * index], .. Enumerable.Repeat("", 8 - OfByte[2 * index].Length), .. OfByte[2 * index + 1]]);
}

using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>Meters and air boards as they are sold (hardware 4).</summary>
public enum GaugeKind { Sdm120, Dtsu666, Pzem, XyMd02 }

/// <summary>A meter that measures what a cabinet draws, or a board in its air: a Modbus slave of registers that nobody writes.</summary>
public sealed class GaugeSimulator(GaugeKind kind, (string Name, int? Slot) its, byte address, CabinetWorld world, FaultSpot faults,
    Random chance)
    : ModbusSlave(address, AnswerDelay.OfSmallBoards, faults, chance)
{
    /// <summary>The SDM series answers for the registers of its larger meters too: with 0.</summary>
    private const int SdmRegisters = 0x15A;

    private Surroundings Around => world.Around;

    private double Amps => Around.MainsVolts > 0 ? world.MainsWatts / (Around.MainsVolts * Around.PowerFactor) : 0;

    protected override bool ReadsBy(byte function) => function == (kind == GaugeKind.Dtsu666 ? 0x03 : 0x04);

    protected override ushort? Register(int at) => kind switch
    {
        GaugeKind.Sdm120 => Single(at, SdmValue(at & ~1)),
        GaugeKind.Dtsu666 => Single(at, DtsuValue(at & ~1)),
        GaugeKind.Pzem => Pzem(at),
        _ => at switch
        {
            1 => unchecked((ushort)(short)Math.Round(Around.Troubles.Shows(its.Name, world.Hazards.AirIn(its.Slot)) * 10)),
            2 => (ushort)Math.Round(Around.Humidity * 10),
            _ => null,
        },
    };

    private double? SdmValue(int at) => at switch
    {
        0x00 => Around.MainsVolts,
        0x06 => Amps,
        0x0C => world.MainsWatts,
        0x12 => Around.MainsVolts * Amps,
        0x1E => Around.PowerFactor,
        0x46 => Around.MainsHertz,
        0x48 or 0x156 => Around.WattHours / 1000,
        _ => at < SdmRegisters ? 0 : null,
    };

    /// <summary>One phase of three is wired. It counts as most of them do: 0.1 V, 0.001 A, 0.1 W, 0.001, 0.01 Hz, kWh.</summary>
    private double? DtsuValue(int at) => at switch
    {
        0x2006 => Around.MainsVolts * 10,
        0x200C => Amps * 1000,
        0x2012 or 0x2014 => world.MainsWatts * 10,
        0x202A or 0x202C => Around.PowerFactor * 1000,
        0x2044 => Around.MainsHertz * 100,
        0x101E => Around.WattHours / 1000,
        >= 0x2000 and < 0x2050 or 0x1028 => 0,
        _ => null,
    };

    private ushort? Pzem(int at) => at switch
    {
        0 => (ushort)Math.Round(Around.MainsVolts * 10),
        1 or 2 => LowFirst(Amps * 1000, at - 1),
        3 or 4 => LowFirst(world.MainsWatts * 10, at - 3),
        5 or 6 => LowFirst(Around.WattHours, at - 5),
        7 => (ushort)Math.Round(Around.MainsHertz * 10),
        8 => (ushort)Math.Round(Around.PowerFactor * 100),
        9 => 0,
        _ => null,
    };

    private static ushort LowFirst(double value, int half) => (ushort)((uint)Math.Round(value) >> 16 * half & 0xFFFF);

    /// <summary>Half of a single: the higher word stands at the even register.</summary>
    private ushort? Single(int at, double? value)
    {
        if (value is not { } number) return null;
        var bits = BitConverter.SingleToUInt32Bits(Faults.Has(Fault.NotANumber) ? float.NaN : (float)number);
        var high = (at & 1) == 0 != Faults.Has(Fault.WordsSwapped);
        return (ushort)(high ? bits >> 16 : bits & 0xFFFF);
    }
}

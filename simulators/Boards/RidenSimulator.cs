using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>
/// A Riden RD6018 that charges the pack of one slot (hardware 4). It goes on for ever when nobody writes to it; a relay ends it.
/// </summary>
public sealed class RidenSimulator : ModbusSlave
{
    private const int Registers = 54, Model = 60181, PerUnit = 100;
    private const int SetVolts = 8, SetAmps = 9, Output = 18, VoltsMost = 6100, AmpsMost = 1810, Celsius = 31;

    private readonly SimulatedSlot slot;
    private ushort setVolts = 500, setAmps = 100;
    private bool on;

    public RidenSimulator(byte address, SimulatedSlot slot, FaultSpot faults, Random chance)
        : base(address, AnswerDelay.OfRelayBoards, faults, chance)
    {
        this.slot = slot;
        slot.SupplyOn = false;
    }

    /// <summary>It gives its voltage.</summary>
    public bool IsOn => on && Protection == 0;

    /// <summary>1 over-voltage, 2 over-current; it stays until somebody resets it.</summary>
    private ushort Protection => (ushort)(Faults.Has(Fault.Tripped) ? Faults.NumberOf(Fault.Tripped, 1) : 0);

    private double Amps => IsOn && slot.ChargerOn ? Math.Max(0, slot.Connected?.Amps ?? 0) : 0;

    protected override bool ReadsBy(byte function) => function == 0x03;

    protected override ushort? Register(int at)
    {
        // A protection that trips switches the output off, and it stays off.
        if (Protection != 0) Switch(false);
        var watts = (uint)Math.Round((IsOn ? setVolts : 0) * Amps);
        return at switch
        {
            0 => Model,
            2 => 1,
            3 => 137,
            5 => Celsius,
            SetVolts => setVolts,
            SetAmps => setAmps,
            10 => IsOn ? setVolts : (ushort)0,
            11 => (ushort)Math.Round(Amps * PerUnit),
            12 => (ushort)(watts >> 16),
            13 => (ushort)(watts & 0xFFFF),
            14 => 6500,
            16 => Protection,
            Output => (ushort)(on ? 1 : 0),
            >= 0 and < Registers => 0,
            _ => null,
        };
    }

    protected override bool Write(int at, int value)
    {
        if (at == SetVolts && value <= VoltsMost) setVolts = (ushort)value;
        else if (at == SetAmps && value <= AmpsMost) slot.SupplyAmps = (setAmps = (ushort)value) / (double)PerUnit;
        else if (at == Output && value <= 1) Switch(value == 1 && Protection == 0);
        else return false;
        return true;
    }

    /// <summary>Its set points are kept; its output is off.</summary>
    protected override void Restarted() => Switch(false);

    private void Switch(bool switchOn) => slot.SupplyOn = on = switchOn;
}

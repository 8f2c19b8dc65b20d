using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>How a simulated slot board is built and set.</summary>
/// <param name="Address">1 to 31.</param>
/// <param name="SerialAt">First of the registers that hold the serial, two letters each; a maker's own, behind the 52 that are public.</param>
/// <param name="SerialRegisters">How many they are.</param>
/// <param name="HostTimeout">It stops charging when nobody has written charge control for so long; null: it goes on for ever.</param>
public sealed record SlotBoardSettings(byte Address, int SerialAt, int SerialRegisters, TimeSpan? HostTimeout)
{
    /// <summary>A small controller that asks nobody before it answers. Our own numbers.</summary>
    public AnswerDelay Delay { get; init; } = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(6));
}

/// <summary>
/// An open slot board: a Modbus slave of 52 registers with the pack, two limit switches and a charger's relay behind it (hardware 1.8).
/// </summary>
public sealed class SlotBoardSimulator(SimulatedSlot slot, SlotBoardSettings settings, (FaultSpot Line, FaultSpot Slot) faults, Random chance)
    : ISimulatedBoard
{
    private const int PublicRegisters = 52, CellsFrom = 18, LastCell = 33, CellsBeforeLast = 12;
    private const int EmergencyStop = 50, ChargeControl = 51;
    private const byte IllegalFunction = 1, IllegalAddress = 2, IllegalValue = 3, DeviceFailure = 4;
    private const double TenthsOfKelvinAtZero = 2731.5, OpenSensorCelsius = -40;

    private readonly BoardPower power = new(faults.Line);
    private readonly BoardThought thought = new(settings.Delay, chance);
    private readonly BoardVoice voice = new(faults.Line);
    private readonly BoardAgenda agenda = new();
    private readonly ModbusEar ear = new();
    private bool stopped, charging;
    private TimeSpan writtenAt;

    public TimeSpan? NextDeadline => Soonest.Of(Soonest.Of(agenda.NextDue, voice.NextDue), charging ? writtenAt + settings.HostTimeout : null);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.TryCut(out var request))
            if (request[0] == settings.Address) Answer(request, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Restart();
        if (charging && now - writtenAt >= settings.HostTimeout) Charge(false);
        // With the pack go its values, and what was ordered for it (the board's manual, section 5.3).
        if (slot.Pack is null && !slot.SwitchSaysPresent && (charging || stopped)) (stopped, _) = (false, Charge(false));
        agenda.RunDue(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Answer(byte[] request, TimeSpan now)
    {
        var answer = faults.Line.Has(Fault.Exception)
            ? Refused(request, (byte)faults.Line.NumberOf(Fault.Exception, DeviceFailure)) : Obey(request, now);
        faults.Line.Take(Fault.Exception);
        var frame = ModbusEar.Sealed(answer);
        agenda.Add(thought.AnswersAt(now), at => voice.Answer(frame, at));
    }

    private byte[] Obey(byte[] request, TimeSpan now) => request[1] switch
    {
        0x03 => Read(request),
        0x06 => Write(request, Word(request, 2), Word(request, 4), now) ?? request,
        0x10 => WriteSeveral(request, now),
        _ => Refused(request, IllegalFunction),
    };

    private byte[] Read(byte[] request)
    {
        var (first, count) = (Word(request, 2), Word(request, 4));
        if (count is 0 or > 125) return Refused(request, IllegalValue);
        var isPublic = first + count <= PublicRegisters;
        if (!isPublic && (first < settings.SerialAt || first + count > settings.SerialAt + settings.SerialRegisters))
            return Refused(request, IllegalAddress);
        var registers = isPublic ? Registers() : Serial();
        var from = isPublic ? first : first - settings.SerialAt;
        var data = new byte[2 * count];
        for (var at = 0; at < count; at++)
            (data[2 * at], data[2 * at + 1]) = ((byte)(registers[from + at] >> 8), (byte)(registers[from + at] & 0xFF));
        return [request[0], request[1], (byte)data.Length, .. data];
    }

    private byte[]? Write(byte[] request, int register, int value, TimeSpan now)
    {
        if (register is not (EmergencyStop or ChargeControl)) return Refused(request, IllegalAddress);
        if (value > 1) return Refused(request, IllegalValue);
        if (register == EmergencyStop) stopped = value == 1;
        else if (value == 1) writtenAt = now;
        Charge(!stopped && (register == ChargeControl ? value == 1 : charging));
        return null;
    }

    private byte[] WriteSeveral(byte[] request, TimeSpan now)
    {
        var (first, count) = (Word(request, 2), Word(request, 4));
        if (count == 0 || request[6] != 2 * count) return Refused(request, IllegalValue);
        for (var at = 0; at < count; at++)
            if (Write(request, first + at, Word(request, 7 + 2 * at), now) is { } refused) return refused;
        return request[..6];
    }

    /// <summary>Charge control takes hold at once; the relay is the slot's.</summary>
    private bool Charge(bool on)
    {
        slot.SwitchCharger(charging = on);
        return on;
    }

    /// <summary>Numbers as a BQ769x2 front end counts: cells in mV, pack in 10 mV, current in mA, temperatures in 0.1 K.</summary>
    private ushort[] Registers()
    {
        var registers = new ushort[PublicRegisters];
        (registers[48], registers[EmergencyStop], registers[ChargeControl]) = (Bit(slot.SwitchSaysPresent), Bit(stopped), Bit(charging));
        if (Speaking is not { } pack)
        {
            registers[49] = Bit(slot.Pack is not null);
            return registers;
        }
        registers[6] = (ushort)faults.Slot.NumberOf(Fault.Protection, 0);
        (registers[7], registers[8]) = ((ushort)Math.Round(pack.Volts * 100), (ushort)Math.Round(pack.Volts * 100));
        Put(registers, 9, (int)Math.Round(pack.Amps * 1000));
        for (var sensor = 0; sensor < 3; sensor++)
            Put(registers, 12 + 2 * sensor, (int)Math.Round(CelsiusAt(pack, sensor) * 10 + TenthsOfKelvinAtZero));
        for (var cell = 0; cell < pack.Kind.Cells; cell++)
            registers[CellRegister(cell)] = (ushort)Math.Round(pack.Volts * 1000 / pack.Kind.Cells);
        (registers[43], registers[44], registers[46], registers[47]) = ((ushort)pack.Percent, 100, (ushort)pack.Percent, 100);
        return registers;
    }

    private ushort[] Serial()
    {
        var text = new byte[2 * settings.SerialRegisters];
        if (Speaking is { } pack)
        {
            var serial = Encoding.ASCII.GetBytes(faults.Slot.TextOf(Fault.SaysSerial) ?? pack.Serial);
            serial.AsSpan(0, Math.Min(serial.Length, text.Length)).CopyTo(text);
        }
        return [.. Enumerable.Range(0, settings.SerialRegisters).Select(at => (ushort)(text[2 * at] << 8 | text[2 * at + 1]))];
    }

    /// <summary>The pack, if its plug is in and its BMS speaks on CAN.</summary>
    private SimulatedPack? Speaking => faults.Slot.Has(Fault.Mute) ? null : slot.Connected;

    private double CelsiusAt(SimulatedPack pack, int sensor) =>
        sensor == 2 && faults.Slot.Has(Fault.OpenSensor) ? OpenSensorCelsius : pack.Celsius + 0.5 * sensor;

    /// <summary>Cells 1 to 12, then three spare registers, then the thirteenth; packs of more cells use the spare ones.</summary>
    private static int CellRegister(int cell) => cell < CellsBeforeLast ? CellsFrom + cell
        : cell == CellsBeforeLast ? LastCell : Math.Min(CellsFrom + cell - 1, LastCell - 1);

    private void Restart()
    {
        agenda.Forget();
        thought.Forget();
        voice.Forget();
        ear.Forget();
        stopped = Charge(false);
    }

    private static void Put(ushort[] registers, int at, int value) =>
        (registers[at], registers[at + 1]) = ((ushort)(value >> 16 & 0xFFFF), (ushort)(value & 0xFFFF));

    private static ushort Bit(bool is1) => (ushort)(is1 ? 1 : 0);

    private static byte[] Refused(byte[] request, byte code) => [request[0], (byte)(request[1] | 0x80), code];

    private static int Word(byte[] frame, int at) => frame[at] << 8 | frame[at + 1];
}

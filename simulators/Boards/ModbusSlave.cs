using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A Modbus slave that only answers, with the faults of its line: what meters and supplies have in common.</summary>
public abstract class ModbusSlave(byte address, AnswerDelay delay, FaultSpot faults, Random chance) : ISimulatedBoard
{
    private const byte IllegalFunction = 1, IllegalAddress = 2, IllegalValue = 3, DeviceFailure = 4;
    private const int RegistersMost = 125;

    private readonly BoardPower power = new(faults);
    private readonly BoardThought thought = new(delay, chance);
    private readonly BoardVoice voice = new(faults);
    private readonly BoardAgenda agenda = new();
    private readonly ModbusEar ear = new();

    public TimeSpan? NextDeadline => Soonest.Of(agenda.NextDue, voice.NextDue);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.TryCut(out var request))
            if (request[0] == address) Answer(request, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Forget();
        agenda.RunDue(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    protected FaultSpot Faults => faults;

    /// <summary>Functions by which its registers are read.</summary>
    protected abstract bool ReadsBy(byte function);

    /// <summary>What a register holds; null where there is none.</summary>
    protected abstract ushort? Register(int at);

    /// <summary>Writes one register; false when there is none that can be written.</summary>
    protected virtual bool Write(int at, int value) => false;

    /// <summary>What it does when its power comes back.</summary>
    protected virtual void Restarted() { }

    private void Answer(byte[] request, TimeSpan now)
    {
        var answer = faults.Has(Fault.Exception)
            ? Refused(request, (byte)faults.NumberOf(Fault.Exception, DeviceFailure)) : Obey(request);
        faults.Take(Fault.Exception);
        var frame = ModbusEar.Sealed(answer);
        agenda.Add(thought.AnswersAt(now), at => voice.Answer(frame, at));
    }

    private byte[] Obey(byte[] request)
    {
        var (first, count) = (Word(request, 2), Word(request, 4));
        if (request[1] == 0x06) return Write(first, count) ? request : Refused(request, IllegalAddress);
        if (!ReadsBy(request[1])) return Refused(request, IllegalFunction);
        if (count is 0 or > RegistersMost) return Refused(request, IllegalValue);
        var data = new byte[2 * count];
        for (var at = 0; at < count; at++)
        {
            if (IsMissing(first + at) || Register(first + at) is not { } word) return Refused(request, IllegalAddress);
            (data[2 * at], data[2 * at + 1]) = ((byte)(word >> 8), (byte)(word & 0xFF));
        }
        return [request[0], request[1], (byte)data.Length, .. data];
    }

    private bool IsMissing(int register) => faults.Has(Fault.NoRegister) && register == faults.NumberOf(Fault.NoRegister, register);

    private void Forget()
    {
        agenda.Forget();
        thought.Forget();
        voice.Forget();
        ear.Forget();
        Restarted();
    }

    private static byte[] Refused(byte[] request, byte code) => [request[0], (byte)(request[1] | 0x80), code];

    private static int Word(byte[] frame, int at) => frame[at] << 8 | frame[at + 1];
}

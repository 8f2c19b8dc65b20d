using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Packs;

/// <summary>A pack that tells its registers by Modbus function 03 and refuses the rest.</summary>
/// <param name="asked">Address at which it is asked.</param>
/// <param name="answers">Address from which it answers.</param>
/// <param name="registers">The bytes of so many registers from an address on; null where there are none.</param>
/// <param name="line">Faults of its line.</param>
public sealed class ModbusPackTongue(byte asked, byte answers, Func<PackSelf, int, int, byte[]?> registers, FaultSpot line) : IPackTongue
{
    private const byte Read = 0x03, RefusedMark = 0x80;
    private const byte IllegalFunction = 1, IllegalAddress = 2, IllegalValue = 3, DeviceFailure = 4;
    private const int RegistersMax = 125;

    private readonly ModbusEar ear = new();

    public void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => ear.Hear(bytes, now);

    public bool TryCut(out PackQuestion question)
    {
        question = default;
        while (ear.TryCut(out var request))
        {
            if (request[0] != asked) continue;
            question = new PackQuestion(self => ModbusEar.Sealed(Said(self, request)));
            return true;
        }
        return false;
    }

    public void Forget() => ear.Forget();

    private byte[] Said(PackSelf self, byte[] request)
    {
        var function = request[1];
        if (line.Take(Fault.Exception)) return Refused(function, (byte)line.NumberOf(Fault.Exception, DeviceFailure));
        if (function != Read) return Refused(function, IllegalFunction);
        var (first, count) = (request[2] << 8 | request[3], request[4] << 8 | request[5]);
        if (count is 0 or > RegistersMax) return Refused(function, IllegalValue);
        return registers(self, first, count) is { } bytes
            ? [answers, function, (byte)bytes.Length, .. bytes] : Refused(function, IllegalAddress);
    }

    private byte[] Refused(byte function, byte why) => [answers, (byte)(function | RefusedMark), why];
}

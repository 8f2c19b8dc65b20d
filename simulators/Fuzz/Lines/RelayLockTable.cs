using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>A Modbus relay board with locks (hardware reference 1.7): eight relays, eight inputs.</summary>
public sealed class RelayLockTable(byte address) : LockTable
{
    public override LockMake Make { get; } = new RelayLockMake(8, 8, TimeSpan.FromMilliseconds(500));
    public override ImmutableArray<int> Lengths { get; } = [5, 6];
    public override FrameShape Shape { get; } = new([address, 0x02, 0x05, 0x82, 0x85], 2, SetCrc);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(address, 2, 1, 0), Frame(address, 2, 1, 0xFF), Frame(address, 2, 1, 0xF0), Frame(address, 2, 2, 0, 0),
        Frame(address, 5, 2, 0, 0, 5),
        Frame(address, 5, 2, 3, 0, 5), Frame(address, 0x82, 4), Frame(address, 0x85, 2), Frame((byte)(address + 1), 2, 1, 0xFF),
        Frame(address, 2, 0, 0, 0, 8), Frame(address, 1, 1, 0xFF),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question.Length != 8 || question[0] != address) return null;
        if (chance.OneIn(16)) return Frame(address, (byte)(question[1] | 0x80), 2);
        return question[1] == 2 ? Frame(address, 2, 1, chance.Byte()) : question.ToArray();
    }

    public override LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question)
    {
        if (question is not [_, 2, ..] || frame is not [var at, 2, 1, _, _, _] || at != address || Crc(frame) != 0) return null;
        var bits = frame[3];
        return new LevelsSaid(false, true, Bits(1, 8, n => (bits >> n & 1) == 1));
    }

    public override bool Refuses(ReadOnlySpan<byte> frame, byte[] question) =>
        frame.Length == 5 && question is [_, 5, ..] && frame[0] == address && frame[1] == 0x85 && Crc(frame) == 0;

    private static byte[] Frame(params byte[] words)
    {
        byte[] frame = [.. words, 0, 0];
        SetCrc(frame);
        return frame;
    }

    private static void SetCrc(byte[] frame)
    {
        if (frame.Length <= 2) return;
        var crc = Crc(frame.AsSpan(..^2));
        (frame[^2], frame[^1]) = ((byte)(crc & 0xFF), (byte)(crc >> 8));
    }

    /// <summary>CRC-16 of Modbus; over a frame with its check it is 0.</summary>
    private static int Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
        }
        return crc;
    }
}

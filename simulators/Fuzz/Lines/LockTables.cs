using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>WKLY (hardware reference 1.2).</summary>
public sealed class WklyTable(byte address) : LockTable
{
    private const int Channels = 8;

    public override LockMake Make { get; } = new WklyMake();
    public override ImmutableArray<int> Lengths { get; } = [10, 11, .. Enumerable.Range(12, 70)];
    public override FrameShape Shape { get; } = new([0x57, 0x82, 0x83, 0x84, 0x85], 4, SetXor);

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(address, 0x82, 0, 1, 0), Frame(address, 0x82, 0xFF, 1, 1), Frame(address, 0x83, 0, 1, 0xFF), Frame(address, 0x83, 0xFF, 1, 1),
        Frame(address, 0x84, 0, 4, 0, 1, 1, 0), Frame(address, 0x84, 0xFF, 8, 0, 0, 0, 0, 0, 0, 0, 0), Frame(address, 0x84, 0, 2, 1, 1),
        Frame(address, 0x85, 1, 1), Frame((byte)(address + 1), 0x85, 1, 0), Frame(address, 0x82, 1), Frame(address, 0x84), Frame(address, 0x80, 0),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question.Length < 8 || question[5] != address) return null;
        var status = chance.OneIn(16) ? (byte)0xFF : (byte)0;
        return question[6] == 0x84 ? Frame(address, [0x84, status, Channels, .. Enumerable.Range(0, Channels).Select(_ => State(chance))])
            : Frame(address, question[6], status, question[7], State(chance));
    }

    public override byte[] Unasked(Chance chance) => Frame(address, 0x85, (byte)chance.Between(1, Channels), State(chance));

    public override LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question)
    {
        if (!IsWhole(frame)) return null;
        if (frame is [.., 0x85, var moved, var now, _] && frame.Length == 10) return new LevelsSaid(true, false, (moved, Level(now)));
        if (question.Length < 8 || frame[6] != question[6] || frame[7] != 0) return null;
        if (frame[6] == 0x83 && frame.Length == 11 && frame[8] == question[7]) return new LevelsSaid(false, false, (frame[8], Level(frame[9])));
        if (frame[6] != 0x84 || frame.Length != 10 + frame[8]) return null;
        var states = frame[9..^1].ToArray();
        return new LevelsSaid(false, true, [.. states.Select((state, at) => (at + 1, Level(state)))]);
    }

    public override bool Refuses(ReadOnlySpan<byte> frame, byte[] question) =>
        question is [_, _, _, _, _, _, 0x82, var channel, _] && IsWhole(frame)
            && frame is [_, _, _, _, _, _, 0x82, 0xFF, var said, _, _] && said == channel;

    private bool IsWhole(ReadOnlySpan<byte> frame) =>
        frame.Length > 8 && frame[..4].SequenceEqual("WKLY"u8) && frame[4] == frame.Length && frame[5] == address && Xor(frame) == 0;

    private static byte State(Chance chance) => chance.OneIn(16) ? (byte)0xFF : chance.OneIn(2) ? (byte)1 : (byte)0;

    private static bool? Level(byte state) => state switch { 0 => false, 1 => true, _ => null };

    private static byte[] Frame(byte address, params byte[] words)
    {
        byte[] frame = [.. "WKLY"u8, (byte)(words.Length + 7), address, .. words];
        return [.. frame, Xor(frame)];
    }
}

/// <summary>KERONG KR-CU16 (hardware reference 1.3).</summary>
public sealed class Cu16Table(byte address) : LockTable
{
    public override LockMake Make { get; } = new Cu16Make();
    public override int Presence => 17;
    public override ImmutableArray<int> Lengths { get; } = [9];
    public override FrameShape Shape { get; } = new([0x02, 0x03, 0x35, 0x36, 0x38], null, frame => SetSum(frame, from: 0));

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        Frame(address, 0x35, 0, 0, 0, 0), Frame(address, 0x35, 0xFF, 0xFF, 0xFF, 0xFF),
        Frame(address, 0x36, 0x0F, 0, 0x0F, 0), Frame(address, 0x38, 0, 50),
        Frame(address, 0x37, 0, 50), Frame((byte)(address + 1), 0x35, 0, 0, 0, 0), Frame(address, 0x30), Frame(address, 0x31),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) =>
        question.Length != 5 || question[1] >> 4 != address ? null
        : question[2] == 0x38 ? Frame(address, 0x38, 0, 50)
        : Frame(address, 0x35, chance.Byte(), chance.Byte(), chance.Byte(), chance.Byte());

    public override LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question)
    {
        if (question is not [_, _, 0x30, _, _] || frame[0] != 2 || frame[1] >> 4 != address || frame[2] != 0x35) return null;
        if (frame[7] != 3 || Sum(frame[..8]) != frame[8]) return null;
        var bits = frame[3] | frame[4] << 8 | frame[5] << 16 | frame[6] << 24;
        return new LevelsSaid(false, true, Bits(1, 32, n => (bits >> n & 1) == 1));
    }

    private static byte[] Frame(byte address, byte command, params byte[] data)
    {
        byte[] frame = [2, (byte)(address << 4), command, .. data, 3];
        return [.. frame, Sum(frame)];
    }
}

/// <summary>Winnsen (hardware reference 1.5).</summary>
public sealed class WinnsenTable(byte station) : LockTable
{
    public override LockMake Make { get; } = new WinnsenMake();
    public override int FramesForAFact => 2;
    public override ImmutableArray<int> Lengths { get; } = [7];
    public override FrameShape Shape { get; } = new([0x90, 0x85, 0x92, 0x03], 1, _ => { });

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        .. Enumerable.Range(1, 2 * Doors).SelectMany(channel => new byte[][]
        {
            [0x90, 7, 0x92, station, 0, (byte)channel, 3], [0x90, 7, 0x92, station, 1, (byte)channel, 3],
            [0x90, 7, 0x85, station, (byte)channel, 1, 3],
            [0x90, 7, 0x85, station, (byte)channel, 2, 3],
        }),
        [0x90, 7, 0x92, (byte)(station + 1), 1, 1, 3], [0x90, 6, 0x05, station, 1, 3],
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance)
    {
        if (question is not [0x90, 6, var command, var at, var channel, 3] || at != station) return null;
        byte[] statuses = [0, 1, chance.OneIn(8) ? (byte)2 : (byte)1];
        var status = chance.Of(statuses);
        return command == 0x12 ? [0x90, 7, 0x92, station, status, channel, 3] : [0x90, 7, 0x85, station, channel, status, 3];
    }

    public override LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question) =>
        question is [0x90, 6, 0x12, _, var asked, 3] && frame is [0x90, 7, 0x92, var at, <= 2 and var status, var channel, 3]
            && at == station && channel == asked ? new LevelsSaid(false, false, (channel, status == 2 ? null : status == 1)) : null;

    public override bool Refuses(ReadOnlySpan<byte> frame, byte[] question) =>
        question is [0x90, 6, 0x05, _, var asked, 3]
            && frame is [0x90, 7, 0x85, var at, var channel, 0 or 2, 3] && at == station && channel == asked;
}

/// <summary>DC 02 (hardware reference 1.6).</summary>
public sealed class Dc02Table(byte address) : LockTable
{
    public override LockMake Make { get; } = new Dc02Make();
    public override ImmutableArray<int> Lengths { get; } = [8];
    public override FrameShape Shape { get; } = new([0xDC, 0xFE, 0x10, 0x11], 4, frame => SetSum(frame, from: 2));

    public override IReadOnlyList<byte[]> Frames { get; } =
    [
        .. Enumerable.Range(1, 2 * Doors).SelectMany(channel => new[]
        {
            Frame(0xFE, address, 0x11, (byte)channel, 0), Frame(0xFE, address, 0x11, (byte)channel, 1),
            Frame(0xFE, address, 0x10, (byte)channel, 1),
            Frame(0xFE, address, 0x10, (byte)channel, 0),
        }),
        Frame(0xFE, (byte)(address + 1), 0x11, 1, 0), Frame(0xFE, address, 0x11, 1, 9),
        Frame(0x02, address, 0x10, 1), Frame(0xFE, address, 0x12, 1, 1),
    ];

    public override byte[]? Answer(ReadOnlySpan<byte> question, Chance chance) =>
        question is [0xDC, 2, var board, var command, 1, var channel, _] && board == address
            ? Frame(0xFE, address, command, channel, chance.OneIn(2) ? (byte)1 : chance.OneIn(8) ? (byte)9 : (byte)0) : null;

    public override LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question) =>
        question is [0xDC, 2, _, 0x11, 1, var asked, _] && IsWhole(frame, 0x11) && frame[5] == asked
            ? new LevelsSaid(false, false, (asked, frame[6] > 1 ? null : frame[6] == 1)) : null;

    public override bool Refuses(ReadOnlySpan<byte> frame, byte[] question) =>
        question is [0xDC, 2, _, 0x10, 1, var asked, _] && IsWhole(frame, 0x10) && frame[5] == asked && frame[6] != 1;

    private bool IsWhole(ReadOnlySpan<byte> frame, byte command) =>
        frame is [0xDC, 0xFE, var at, var what, 2, _, _, var sum] && at == address && what == command && Sum(frame[2..7]) == sum;

    private static byte[] Frame(byte second, params byte[] words)
    {
        byte[] body = [words[0], words[1], (byte)(words.Length - 2), .. words[2..]];
        return [0xDC, second, .. body, Sum(body)];
    }
}

using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Tongues;

/// <summary>The boards whose frames begin with 57 4B 4C 59 (hardware 1.2).</summary>
/// <param name="address">0 to 31.</param>
/// <param name="reports">Tells of doors that move (85).</param>
public sealed class WklyTongue(byte address, bool reports) : LockTongue(Form)
{
    private const byte Ok = 0x00, Failed = 0xFF, Open = 0x00, Closed = 0x01, Faulty = 0xFF;
    private const int LeastBytes = 8, MostBytes = 40, DataAt = 7;

    internal override bool ReportsFromStart => reports;

    internal override bool IsForUs(byte[] request) => request[5] == address;

    internal override void Obey(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        var data = request[DataAt..^1];
        switch (request[6])
        {
            case 0x80 when IsList(data): OpenTogether(data, board, now); break;
            case 0x81 when One(data, board) is { } channel: board.Answer(channel, now, () => Says(0x81, Ok, (byte)channel.Number)); break;
            case 0x82 when One(data, board) is { } channel: OpenOne(channel, board, now); break;
            case 0x83 when One(data, board) is { } channel:
                board.Answer(channel, now, () => Says(0x83, Ok, (byte)channel.Number, StateOf(channel)));
                break;
            case 0x84 when data is []:
                board.Answer(now, () => Says([0x84, Ok, (byte)board.Channels.Length, .. board.Channels.Select(StateOf)]));
                break;
            case 0x86 when data is []: board.OpenInSequence(board.AllLocks, now, () => Says(0x86, Ok)); break;
            case 0x87 when IsList(data): board.OpenInSequence(LocksOf(data, board), now, () => Says(0x87, Ok)); break;
            case 0x88 or 0x89 when One(data, board) is { } channel:
                channel.Lock?.Hold(request[6] == 0x88, now);
                board.Answer(channel, now, () => Says(request[6], Ok, (byte)channel.Number));
                break;
        }
    }

    internal override byte[] Report(LockChannel channel) => Says(0x85, (byte)channel.Number, StateOf(channel));

    private void OpenOne(LockChannel channel, LockBoardSimulator board, TimeSpan now)
    {
        var status = board.Fails(Fault.OpenFails) ? Failed : Ok;
        if (status == Ok) channel.Lock?.Pulse(now);
        board.Answer(channel, now, () => Says(0x82, status, (byte)channel.Number, StateOf(channel)));
    }

    private void OpenTogether(byte[] data, LockBoardSimulator board, TimeSpan now)
    {
        foreach (var channel in LocksOf(data, board)) channel.Lock!.Pulse(now);
        board.Answer(now, () => Says(0x80, Ok));
    }

    private static bool IsList(byte[] data) => data.Length > 0 && data[0] == data.Length - 1;

    private static LockChannel? One(byte[] data, LockBoardSimulator board) => data is [var number] ? board.Find(number) : null;

    private static ImmutableArray<LockChannel> LocksOf(byte[] list, LockBoardSimulator board) =>
        [.. board.AllLocks.Where(channel => list.AsSpan(1).Contains((byte)channel.Number))];

    private static byte StateOf(LockChannel channel) => channel.IsFaulty ? Faulty : channel.Level == 1 ? Closed : Open;

    private byte[] Says(params byte[] commandAndData)
    {
        byte[] frame = [.. "WKLY"u8, (byte)(commandAndData.Length + 7), address, .. commandAndData];
        return [.. frame, Xor(frame)];
    }

    private static int Form(ReadOnlySpan<byte> head)
    {
        var start = "WKLY"u8;
        var seen = Math.Min(head.Length, start.Length);
        if (!head[..seen].SequenceEqual(start[..seen])) return -1;
        if (head.Length <= start.Length) return 0;
        var length = head[start.Length];
        if (length is < LeastBytes or > MostBytes) return -1;
        if (head.Length < length) return 0;
        return Xor(head[..length]) == 0 ? length : -1;
    }
}

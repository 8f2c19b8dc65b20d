using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Tongues;

/// <summary>
/// The boards whose frames begin with DC 02 (hardware 1.6). No source tells what they answer to most commands: then they say nothing here.
/// </summary>
/// <param name="address">1 to 15.</param>
public sealed class Dc02Tongue(byte address) : LockTongue(Form)
{
    public const int ChannelsMax = 12;

    private const byte Open = 0x10, ReadOne = 0x11, OpenAll = 0x14, OpenSeveral = 0x18;
    private const byte Done = 0x01, Failed = 0x00;
    private const int BeforeData = 5, DataMax = 16, SumFrom = 2;

    internal override bool IsForUs(byte[] request) => request[2] == address;

    internal override void Obey(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        var data = request[BeforeData..^1];
        switch (request[3])
        {
            case Open when One(data, board) is { } channel: OpenOne(channel, board, now); break;
            case ReadOne when One(data, board) is { } channel:
                board.Answer(channel, now, () => Says(ReadOne, (byte)channel.Number, (byte)channel.Level));
                break;
            case OpenAll when data is []: board.OpenInSequence(board.AllLocks, now, answer: null); break;
            case OpenSeveral:
                board.OpenInSequence([.. board.AllLocks.Where(channel => data.Contains((byte)channel.Number))], now, answer: null);
                break;
        }
    }

    private void OpenOne(LockChannel channel, LockBoardSimulator board, TimeSpan now)
    {
        var status = board.Fails(Fault.OpenFails) ? Failed : Done;
        if (status == Done) channel.Lock?.Pulse(now);
        board.Answer(channel, now, () => Says(Open, (byte)channel.Number, status));
    }

    private static LockChannel? One(byte[] data, LockBoardSimulator board) => data is [var number] ? board.Find(number) : null;

    private byte[] Says(byte command, byte channel, byte value)
    {
        byte[] body = [address, command, 2, channel, value];
        return [0xDC, 0xFE, .. body, Sum(body)];
    }

    private static int Form(ReadOnlySpan<byte> head)
    {
        if (head[0] != 0xDC || head.Length > 1 && head[1] != 0x02 || head.Length > 4 && head[4] > DataMax) return -1;
        if (head.Length < BeforeData || head.Length < BeforeData + head[4] + 1) return 0;
        var end = BeforeData + head[4];
        return Sum(head[SumFrom..end]) == head[end] ? end + 1 : -1;
    }
}

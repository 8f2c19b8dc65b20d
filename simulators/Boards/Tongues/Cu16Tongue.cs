using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Tongues;

/// <summary>A KERONG KR-CU16 as bought and set (hardware 1.3).</summary>
public sealed record Cu16Settings
{
    /// <summary>0 to 14.</summary>
    public required byte Address { get; init; }

    /// <summary>Some boards answer an opening with a status, some with nothing.</summary>
    public bool AnswersOpening { get; init; } = true;

    /// <summary>One author saw the board stay busy after an opening until it was asked for its unlock time.</summary>
    public bool StaysBusy { get; init; }

    /// <summary>Drives a lock for so long, in 10 ms.</summary>
    public int UnlockTime { get; init; } = 50;
}

/// <summary>The KERONG KR-CU16 (hardware 1.3). Channels 1 to 16 are its hooks, 17 to 32 its infrared inputs.</summary>
public sealed class Cu16Tongue(Cu16Settings settings) : LockTongue(Form)
{
    public const int Locks = 16, ChannelsMax = 32;

    private const byte Start = 0x02, End = 0x03;
    private const byte Read = 0x30, Open = 0x31, ReadBoards = 0x32, OpenAll = 0x33, Status = 0x35, StatusOfAll = 0x36;
    private const byte SetUnlockTime = 0x37, AskUnlockTime = 0x38, AllBoards = 0xF0;

    private int unlockTime = settings.UnlockTime;
    private bool busy;

    internal override bool IsForUs(byte[] request) => request[1] >> 4 == settings.Address || request is [_, AllBoards, ReadBoards, ..];

    internal override void Obey(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        busy &= request[2] != AskUnlockTime;
        if (busy) return;
        switch (request[2])
        {
            case Read: board.Answer(now, () => StatusAs(Status, board)); break;
            case ReadBoards: board.Answer(now, () => StatusAs(StatusOfAll, board)); break;
            case Open when board.Find((request[1] & 0x0F) + 1) is { } channel: OpenOne(channel, board, now); break;
            case OpenAll: board.OpenInSequence(board.AllLocks, now, answer: null); break;
            case SetUnlockTime:
                unlockTime = request[3] << 8 | request[4];
                board.Answer(now, () => Time(SetUnlockTime));
                break;
            case AskUnlockTime: board.Answer(now, () => Time(AskUnlockTime)); break;
        }
    }

    internal override void Forget()
    {
        base.Forget();
        busy = false;
    }

    private void OpenOne(LockChannel channel, LockBoardSimulator board, TimeSpan now)
    {
        channel.Lock?.Pulse(now);
        busy = settings.StaysBusy || board.Fails(Fault.StaysBusy);
        if (settings.AnswersOpening) board.Answer(channel, now, () => StatusAs(Status, board));
    }

    /// <summary>Hooks 1-8, hooks 9-16, infrared 1-8, infrared 9-16; bit 0 is the first.</summary>
    private byte[] StatusAs(byte command, LockBoardSimulator board)
    {
        var levels = new byte[4];
        foreach (var channel in board.Channels)
            levels[(channel.Number - 1) / 8] |= (byte)(channel.Level << (channel.Number - 1) % 8);
        return Sealed([Start, (byte)(settings.Address << 4), command, .. levels, End]);
    }

    private byte[] Time(byte command) =>
        Sealed([Start, (byte)(settings.Address << 4), command, (byte)(unlockTime >> 8), (byte)(unlockTime & 0xFF), End]);

    private static byte[] Sealed(byte[] frame) => [.. frame, Sum(frame)];

    private static int Form(ReadOnlySpan<byte> head)
    {
        if (head[0] != Start) return -1;
        if (head.Length < 3) return 0;
        int? length = head[2] switch
        {
            Read or Open or ReadBoards or OpenAll or AskUnlockTime => 5,
            SetUnlockTime => 7,
            _ => null,
        };
        if (length is not { } whole) return -1;
        if (head.Length < whole) return 0;
        return head[whole - 2] == End && Sum(head[..(whole - 1)]) == head[whole - 1] ? whole : -1;
    }
}

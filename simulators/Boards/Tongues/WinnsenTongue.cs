using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Tongues;

/// <summary>The Winnsen boards of 16 locks, whose frames carry no check (hardware 1.5).</summary>
public sealed class WinnsenTongue(byte station) : LockTongue(Form)
{
    public const int ChannelsMax = 16;

    private const byte Start = 0x90, End = 0x03, Open = 0x05, Query = 0x12, Answers = 0x80;
    private const byte ClosedOrFailed = 0x00, OpenOrDone = 0x01, CoolingDown = 0x02;
    private const int RequestBytes = 6, AnswerBytes = 7, OpeningsMax = 2;
    /// <summary>Two openings of one coil in this time, and the next is refused until it is over (hardware section 10).</summary>
    private static readonly TimeSpan CoolsOver = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, Queue<TimeSpan>> warm = [];

    internal override bool IsForUs(byte[] request) => request[3] == station;

    internal override void Obey(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        if (board.Find(request[4]) is not { } channel) return;
        var number = (byte)channel.Number;
        if (request[2] == Open)
        {
            var status = OpenOne(channel, board, now);
            board.Answer(channel, now, () => [Start, AnswerBytes, Open | Answers, station, number, status, End]);
        }
        else
            board.Answer(channel, now, () =>
                [Start, AnswerBytes, Query | Answers, station, channel.Level == 1 ? OpenOrDone : ClosedOrFailed, number, End]);
    }

    internal override void Forget()
    {
        base.Forget();
        warm.Clear();
    }

    private byte OpenOne(LockChannel channel, LockBoardSimulator board, TimeSpan now)
    {
        if (board.Fails(Fault.OpenFails)) return ClosedOrFailed;
        if (!warm.TryGetValue(channel.Number, out var opened)) warm[channel.Number] = opened = new Queue<TimeSpan>(OpeningsMax);
        while (opened.TryPeek(out var at) && now - at > CoolsOver) opened.Dequeue();
        if (opened.Count == OpeningsMax) return CoolingDown;
        opened.Enqueue(now);
        channel.Lock?.Pulse(now);
        return OpenOrDone;
    }

    private static int Form(ReadOnlySpan<byte> head)
    {
        if (head[0] != Start || head.Length > 1 && head[1] != RequestBytes || head.Length > 2 && head[2] is not (Open or Query)) return -1;
        if (head.Length < RequestBytes) return 0;
        return head[RequestBytes - 1] == End ? RequestBytes : -1;
    }
}

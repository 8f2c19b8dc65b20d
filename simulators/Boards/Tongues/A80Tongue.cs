using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards.Tongues;

/// <summary>The two dialects of the 8A/80 lock boards (hardware 1.1).</summary>
public enum Dialect { A, B }

/// <summary>A board of the 8A/80 family as bought and set.</summary>
public sealed record A80Settings
{
    public required byte Address { get; init; }
    public required Dialect Dialect { get; init; }

    /// <summary>Older firmware of dialect B also takes function 11.</summary>
    public bool TakesOldFunction { get; init; }
    public bool ReadAll { get; init; } = true;

    /// <summary>Head of the unsolicited door reports, 81 or 82; null: none.</summary>
    public byte? ReportHead { get; init; }
    public byte Version { get; init; } = 0xAB;
}

/// <summary>The 8A/80 family (hardware 1.1).</summary>
public sealed class A80Tongue(A80Settings settings) : LockTongue(Form)
{
    /// <summary>Largest board whose read-all answer is known: 24 channels (hardware 1.1).</summary>
    public const int ChannelsMax = 24;

    private const byte OpenA = 0x11, FunctionB = 0x33, ReadFunction = 0x33, VersionFunction = 0x22;
    private const int RequestBytes = 5;
    /// <summary>Head 90 opens several locks: three bytes of bits instead of a lock and a function.</summary>
    private const int OpenSeveralBytes = 6;

    private static ReadOnlySpan<byte> Heads => [0x7A, 0x7C, 0x7E, 0x7F, 0x80, 0x82, 0x8A, 0x8D, 0x90, 0x9A, 0x9B, 0x9D];

    internal override bool ReportsFromStart => settings.ReportHead is not null;

    internal override bool IsForUs(byte[] request) => request[1] == settings.Address;

    internal override void Obey(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        var (head, which, function) = (request[0], request[2], request[3]);
        switch (head)
        {
            case 0x8A when Opens(function) && which == 0: board.OpenInSequence(board.AllLocks, now, () => SequenceStatus(board)); break;
            case 0x8A when Opens(function): Act(request, board, now, (slot, at) => slot.Pulse(at)); break;
            case 0x80 when function == ReadFunction && which == 0:
                if (settings.ReadAll) board.Answer(now, () => Sealed([0x80, settings.Address, .. LevelBytes(board), ReadFunction]));
                break;
            case 0x80 when function == ReadFunction: Act(request, board, now, act: null); break;
            case 0x9A when Holds(function): Act(request, board, now, (slot, at) => slot.Hold(true, at)); break;
            case 0x9B when Holds(function): Act(request, board, now, (slot, at) => slot.Hold(false, at)); break;
            // No source tells what a board answers to 90: nothing.
            case 0x90 when settings.Dialect == Dialect.A: board.OpenInSequence(LocksOf(request, board), now, answer: null); break;
            default: if (settings.Dialect == Dialect.B) ObeyAsB(request, board, now); break;
        }
    }

    internal override byte[] Report(LockChannel channel) =>
        Sealed([settings.ReportHead ?? 0x82, settings.Address, (byte)channel.Number, StatusOf(channel.Level)]);

    private void ObeyAsB(byte[] request, LockBoardSimulator board, TimeSpan now)
    {
        var (head, which, function) = (request[0], request[2], request[3]);
        switch (head)
        {
            case 0x7A when function == FunctionB:
            case 0x7C when function > 0:
            case 0x7F when function == OpenA:
                Act(request, board, now, (slot, at) => slot.Pulse(at));
                break;
            case 0x9D when which == 1 && function == FunctionB:
                board.OpenInSequence(board.AllLocks, now, () => Sealed([0x9E, settings.Address, .. LevelBytes(board)]));
                break;
            case 0x82 when which == 0 && function == VersionFunction:
                board.Answer(now, () => Sealed([0x82, settings.Address, 0, settings.Version]));
                break;
            case 0x8D when which == 1 && function <= 1:
                board.SwitchReports(function == 1);
                board.Answer(now, () => Sealed([head, settings.Address, which, function]));
                break;
            // Drive time: the pulse of a simulated lock is long enough in any case.
            case 0x7E when board.Find(which) is not null:
                board.Answer(now, () => Sealed([head, settings.Address, which, function]));
                break;
        }
    }

    private bool Opens(byte function) => settings.Dialect == Dialect.A ? function == OpenA
        : function == FunctionB || (settings.TakesOldFunction && function == OpenA);

    private bool Holds(byte function) => function == (settings.Dialect == Dialect.A ? OpenA : FunctionB);

    /// <summary>Does something to one channel and answers with the level of its input when the answer begins.</summary>
    private void Act(byte[] request, LockBoardSimulator board, TimeSpan now, Action<SimulatedSlot, TimeSpan>? act)
    {
        var (head, which) = (request[0], request[2]);
        if (board.Find(which) is not { } channel) return;
        if (channel.Lock is { } slot) act?.Invoke(slot, now);
        board.Answer(channel, now, () => Sealed([head, settings.Address, which, StatusOf(channel.Level)]));
    }

    private byte[] SequenceStatus(LockBoardSimulator board) =>
        Sealed([0x8A, settings.Address, 0, StatusOf(board.AllLocks.Max(channel => channel.Level))]);

    private static ImmutableArray<LockChannel> LocksOf(byte[] openSeveral, LockBoardSimulator board)
    {
        var bits = openSeveral[2] << 16 | openSeveral[3] << 8 | openSeveral[4];
        return [.. board.AllLocks.Where(channel => (bits >> (channel.Number - 1) & 1) == 1)];
    }

    /// <summary>Channels 17-24, 9-16, 1-8; bit 0 of the last byte is channel 1.</summary>
    private static byte[] LevelBytes(LockBoardSimulator board)
    {
        var levels = new byte[3];
        foreach (var channel in board.Channels)
            levels[2 - (channel.Number - 1) / 8] |= (byte)(channel.Level << (channel.Number - 1) % 8);
        return levels;
    }

    private static byte StatusOf(int level) => level == 1 ? (byte)0x11 : (byte)0x00;

    private static byte[] Sealed(byte[] frame) => [.. frame, Xor(frame)];

    private static int Form(ReadOnlySpan<byte> head)
    {
        if (!Heads.Contains(head[0])) return -1;
        var length = head[0] == 0x90 ? OpenSeveralBytes : RequestBytes;
        if (head.Length < length) return 0;
        return Xor(head[..length]) == 0 ? length : -1;
    }
}

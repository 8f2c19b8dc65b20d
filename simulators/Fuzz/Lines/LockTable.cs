using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>What a whole frame of a board says of its inputs.</summary>
/// <param name="Report">It may come at any time; otherwise it answers the last question.</param>
/// <param name="Levels">Level by channel; null where the board calls the input faulty.</param>
/// <param name="All">It answers the question for all inputs: what it leaves out is not known.</param>
public sealed record LevelsSaid(bool Report, bool All, params ImmutableArray<(int Channel, bool? Level)> Levels);

/// <summary>The frames of one family of lock boards, written from the hardware reference and not from the edge's readers.</summary>
public abstract class LockTable
{
    /// <summary>Inputs in use: doors on channels 1 to 4, presence switches from <see cref="Presence"/> on.</summary>
    protected const int Doors = 4;

    public abstract LockMake Make { get; }

    public virtual int Presence => 5;

    /// <summary>So many frames have to say the same before it is believed.</summary>
    public virtual int FramesForAFact => 1;

    /// <summary>Lengths that a frame which says something can have.</summary>
    public abstract ImmutableArray<int> Lengths { get; }

    public abstract FrameShape Shape { get; }

    public abstract IReadOnlyList<byte[]> Frames { get; }

    public abstract byte[]? Answer(ReadOnlySpan<byte> question, Chance chance);

    public virtual byte[]? Unasked(Chance chance) => null;

    /// <summary>What a frame says after this question; null when it is none of this board, or says nothing of an input.</summary>
    public abstract LevelsSaid? Says(ReadOnlySpan<byte> frame, byte[] question);

    /// <summary>True when a frame says that the opening that was asked for was not done.</summary>
    public virtual bool Refuses(ReadOnlySpan<byte> frame, byte[] question) => false;

    protected static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum ^= b;
        return sum;
    }

    protected static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum = (byte)(sum + b & 0xFF);
        return sum;
    }

    protected static void SetXor(byte[] frame)
    {
        if (frame.Length > 1) frame[^1] = Xor(frame.AsSpan(..^1));
    }

    protected static void SetSum(byte[] frame, int from)
    {
        if (frame.Length > from + 1) frame[^1] = Sum(frame.AsSpan(from..^1));
    }

    protected static ImmutableArray<(int, bool?)> Bits(int from, int count, Func<int, bool> bit) =>
        [.. Enumerable.Range(0, count).Select(n => (from + n, (bool?)bit(n)))];
}

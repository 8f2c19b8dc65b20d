using YongAi.Simulators.Boards.Tongues;

namespace YongAi.Simulators.Boards;

/// <summary>What one family of lock boards understands and says; what the board does is its body's.</summary>
public abstract class LockTongue(RequestForm form)
{
    private readonly FormEar ear = new(form);

    /// <summary>It tells of doors that move without being asked, from the moment it has power.</summary>
    internal virtual bool ReportsFromStart => false;

    internal void Hear(ReadOnlySpan<byte> bytes, TimeSpan now) => ear.Hear(bytes, now);

    /// <summary>The next whole request, for whatever board on the line.</summary>
    internal bool TryCut(out byte[] request) => ear.TryCut(out request);

    internal abstract bool IsForUs(byte[] request);

    internal abstract void Obey(byte[] request, LockBoardSimulator board, TimeSpan now);

    /// <summary>What it says when a door moved; null for families that never speak unasked.</summary>
    internal virtual byte[]? Report(LockChannel channel) => null;

    /// <summary>The board lost power.</summary>
    internal virtual void Forget() => ear.Forget();

    protected static byte Xor(ReadOnlySpan<byte> bytes)
    {
        var xor = 0;
        foreach (var b in bytes) xor ^= b;
        return (byte)xor;
    }

    protected static byte Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var b in bytes) sum += b;
        return (byte)(sum & 0xFF);
    }
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.A80;

/// <summary>
/// The lock boards of the 8A/80 family (hardware reference 1.1). The status in the answer to an opening is the level of a wire at a moment
/// when the bolt still moves: it is not used.
/// </summary>
/// <param name="make">How the board is set.</param>
/// <param name="address">1 to 32, by DIP switch.</param>
public sealed class A80Protocol(A80Make make, byte address) : LockProtocol
{
    private readonly byte openFunction = make.Dialect == LockDialect.A ? A80Frames.OpenA : A80Frames.OpenB;

    /// <inheritdoc/>
    public override bool ReadsAll => make.ReadAll;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => A80Frames.WriteOpen(request, address, channel, openFunction);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) =>
        channel == 0 ? A80Frames.WriteReadAll(request, address) : A80Frames.WriteRead(request, address, channel);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        refused = null;
        return A80Frames.Opened(head, address, channel);
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels)
    {
        if (channel != 0)
        {
            var one = A80Frames.One(head, address, channel, out var level);
            levels = InputLevels.One(channel, level);
            return one;
        }
        var all = A80Frames.All(head, address, out var bits);
        levels = InputLevels.All((ulong)bits, A80Frames.AllChannels);
        return all;
    }

    /// <inheritdoc/>
    public override Heard HearReport(ReadOnlySpan<byte> head, out int channel, out bool? level)
    {
        var report = A80Frames.Report(head, address, out channel, out var high);
        level = high;
        return report;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => A80Frames.Late(head, address);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => A80Frames.Alike(one, other);
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Dc02;

/// <summary>
/// The lock boards whose frames begin with DC 02 (hardware reference 1.6). Level 1 is their state 01; what it means is the
/// site's.
/// </summary>
/// <param name="address">1 to 15.</param>
public sealed class Dc02Protocol(byte address) : LockProtocol
{
    private const byte Low = 0x00;
    private const byte High = 0x01;

    /// <summary>The layout of the answer to a read of all (12) is not known: each lock is asked alone.</summary>
    public override bool ReadsAll => false;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => Dc02Frames.WriteOpen(request, address, channel);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) => Dc02Frames.WriteRead(request, address, channel);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        var heard = Dc02Frames.Opened(head, address, channel, out var status);
        refused = heard.Taken == 0 || status == Dc02Frames.Done ? null : LockRefusal.Failed;
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels)
    {
        var heard = Dc02Frames.One(head, address, channel, out var state);
        levels = state is Low or High ? InputLevels.One(channel, state == High) : default;
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => Dc02Frames.Late(head, address);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => Dc02Frames.Alike(one, other);
}

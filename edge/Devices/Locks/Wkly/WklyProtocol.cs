using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Wkly;

/// <summary>
/// The WKLY lock boards (hardware reference 1.2). Level 1 is their state 01. A read that the board itself calls failed answers nothing.
/// </summary>
/// <param name="address">0 to 31.</param>
public sealed class WklyProtocol(byte address) : LockProtocol
{
    /// <inheritdoc/>
    public override bool ReadsAll => true;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => WklyFrames.WriteOpen(request, address, channel);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) =>
        channel == 0 ? WklyFrames.WriteReadAll(request, address) : WklyFrames.WriteRead(request, address, channel);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        var heard = WklyFrames.Opened(head, address, channel, out var failed);
        refused = failed ? LockRefusal.Failed : null;
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels) => channel == 0
        ? WklyFrames.All(head, address, out levels)
        : WklyFrames.One(head, address, channel, out levels);

    /// <inheritdoc/>
    public override Heard HearReport(ReadOnlySpan<byte> head, out int channel, out bool? level) =>
        WklyFrames.Report(head, address, out channel, out level);

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => WklyFrames.Late(head, address);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => WklyFrames.Alike(one, other);
}

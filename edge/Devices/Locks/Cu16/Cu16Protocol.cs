using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Cu16;

/// <summary>
/// The KERONG KR-CU16 (hardware reference 1.3). Some boards answer an opening with a status, some with nothing. That status is the state of
/// hooks that still move: it is not used.
/// </summary>
/// <param name="make">How the board is set.</param>
/// <param name="address">0 to 14.</param>
public sealed class Cu16Protocol(Cu16Make make, byte address) : LockProtocol
{
    /// <inheritdoc/>
    public override bool ReadsAll => true;

    /// <summary>Only all inputs can be read at once; no answer to that resembles it.</summary>
    public override bool ReadsOne => false;

    /// <inheritdoc/>
    public override bool SettlesAfterOpening => make.SettlesAfterOpening;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => Cu16Frames.WriteOpen(request, address, channel);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) => Cu16Frames.WriteRead(request, address);

    /// <inheritdoc/>
    public override int WriteSettle(Span<byte> request) => Cu16Frames.WriteAskUnlockTime(request, address);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        refused = null;
        return Cu16Frames.Levels(head, address, out _);
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels)
    {
        var heard = Cu16Frames.Levels(head, address, out var high);
        levels = InputLevels.All(high, Cu16Frames.Inputs);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearSettled(ReadOnlySpan<byte> head) => Cu16Frames.Time(head, address);

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => Cu16Frames.Late(head, address);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => Cu16Frames.Alike(one, other);
}

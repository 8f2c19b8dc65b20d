using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.Winnsen;

/// <summary>
/// The Winnsen lock boards (hardware reference 1.5). Level 1 is their status 01, open. Their frames carry no check: two equal answers in a
/// row make one fact.
/// </summary>
/// <param name="address">The station, by DIP switch.</param>
public sealed class WinnsenProtocol(byte address) : LockProtocol
{
    /// <inheritdoc/>
    public override bool ReadsAll => false;

    /// <inheritdoc/>
    public override int ReadsForAFact => 2;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => WinnsenFrames.WriteOpen(request, address, channel);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) => WinnsenFrames.WriteRead(request, address, channel);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        var heard = WinnsenFrames.Opened(head, address, channel, out var status);
        refused = (heard.Taken, status) switch
        {
            (0, _) or (_, WinnsenStatus.Open) => null,
            (_, WinnsenStatus.Cooling) => LockRefusal.CoolingDown,
            _ => LockRefusal.Failed,
        };
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels)
    {
        var heard = WinnsenFrames.One(head, address, channel, out var status);
        // No source says what a query tells of a lock that is cooling down: its level is not known.
        levels = status == WinnsenStatus.Cooling ? default : InputLevels.One(channel, status == WinnsenStatus.Open);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => WinnsenFrames.Late(head, address);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => WinnsenFrames.Alike(one, other);
}

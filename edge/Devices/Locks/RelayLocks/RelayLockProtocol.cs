using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks.RelayLocks;

/// <summary>
/// A Modbus relay board with inputs as a lock board (hardware reference 1.7). The pulse ends on the board, whatever becomes of us: no lock
/// is ever driven by on and off. A read that the board refuses answers nothing.
/// </summary>
public sealed class RelayLockProtocol : LockProtocol
{
    private readonly byte address;
    private readonly int inputs;
    private readonly int units;

    /// <param name="make">How the board is set.</param>
    /// <param name="address">1 to 247.</param>
    /// <exception cref="InvariantBroken">A pulse shorter than one unit, or longer than the board knows.</exception>
    public RelayLockProtocol(RelayLockMake make, byte address)
    {
        (this.address, inputs) = (address, make.Inputs);
        // Rounded down: rather a shorter pulse than one that nobody set.
        units = (int)(make.Pulse / RelayLockFrames.PulseUnit);
        if (units is < 1 or > RelayLockFrames.PulseUnitsMax)
            throw new InvariantBroken(
                $"a lock pulse of {make.Pulse} is not 1 to {RelayLockFrames.PulseUnitsMax} units of {RelayLockFrames.PulseUnit}");
    }

    /// <inheritdoc/>
    public override bool ReadsAll => true;

    /// <summary>No answer to a read of all inputs resembles it: nothing else is needed to find an echo.</summary>
    public override bool ReadsOne => false;

    /// <inheritdoc/>
    public override int WriteOpen(Span<byte> request, int channel) => RelayLockFrames.WriteOpen(request, address, channel, units);

    /// <inheritdoc/>
    public override int WriteRead(Span<byte> request, int channel) => RelayLockFrames.WriteRead(request, address, inputs);

    /// <inheritdoc/>
    public override Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused)
    {
        var refusal = RelayLockFrames.Refused(head, address);
        refused = refusal.Taken > 0 ? LockRefusal.NotTaken : null;
        var opened = RelayLockFrames.Opened(head, address, channel, units);
        return opened == Heard.Nothing ? refusal : opened;
    }

    /// <inheritdoc/>
    public override Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels)
    {
        var heard = RelayLockFrames.Levels(head, address, inputs, out var high);
        levels = InputLevels.All(high, inputs);
        return heard;
    }

    /// <inheritdoc/>
    public override Heard HearLate(ReadOnlySpan<byte> head) => RelayLockFrames.Late(head, address, inputs);

    /// <inheritdoc/>
    public override bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => RelayFrames.Alike(one, other);
}

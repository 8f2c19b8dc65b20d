using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Locks;

/// <summary>What one answer said of a board's inputs; bit 0 is channel 1.</summary>
/// <param name="High">Level 1.</param>
/// <param name="Known">The answer told of this input, and did not call it faulty.</param>
public readonly record struct InputLevels(ulong High, ulong Known)
{
    /// <summary>One channel's level; null where the answer does not tell it.</summary>
    public bool? Of(int channel) => (Known >> channel - 1 & 1) == 0 ? null : (High >> channel - 1 & 1) == 1;

    /// <summary>The level of one channel alone.</summary>
    public static InputLevels One(int channel, bool high) => new(high ? 1ul << channel - 1 : 0, 1ul << channel - 1);

    /// <summary>Channels 1 to <paramref name="count"/>, all known.</summary>
    public static InputLevels All(ulong high, int count) => new(high, count == 64 ? ulong.MaxValue : (1ul << count) - 1);
}

/// <summary>
/// How one make of lock board speaks: its questions and orders as bytes, and what the head of the line is to it. It keeps nothing but how
/// its board is set; when to speak, and what to believe, is the driver's.
/// </summary>
public abstract class LockProtocol
{
    /// <summary>Boards answer in 20 to 60 ms; drivers in the field wait 300 ms and more (hardware reference 1.1).</summary>
    public virtual TimeSpan ReplyWithin => TimeSpan.FromMilliseconds(300);

    /// <summary>True when one question reads every input; otherwise each is asked alone.</summary>
    public abstract bool ReadsAll { get; }

    /// <summary>True when one input can be asked alone, by a question that no answer to it can equal: it shows whether the adapter echoes.</summary>
    public virtual bool ReadsOne => true;

    /// <summary>So many equal answers in a row make one fact: two where frames carry no check.</summary>
    public virtual int ReadsForAFact => 1;

    /// <summary>True when the board wants a question after each opening before it listens again.</summary>
    public virtual bool SettlesAfterOpening => false;

    /// <summary>Writes the order that fires one lock.</summary>
    public abstract int WriteOpen(Span<byte> request, int channel);

    /// <summary>Writes the question for one input; 0 for all.</summary>
    public abstract int WriteRead(Span<byte> request, int channel);

    /// <summary>Writes the question that follows an opening.</summary>
    public virtual int WriteSettle(Span<byte> request) => throw new InvariantBroken($"{GetType().Name} has no question after an opening");

    /// <summary>Reads the answer to an opening; <paramref name="refused"/> when the board says that it did not fire, and why.</summary>
    public abstract Heard HearOpened(ReadOnlySpan<byte> head, int channel, out LockRefusal? refused);

    /// <summary>Reads the answer to the question for one input, or with 0 for all.</summary>
    public abstract Heard HearRead(ReadOnlySpan<byte> head, int channel, out InputLevels levels);

    /// <summary>Reads the answer to the question that follows an opening.</summary>
    public virtual Heard HearSettled(ReadOnlySpan<byte> head) => Heard.Nothing;

    /// <summary>Reads what the board says unasked when a door moved.</summary>
    public virtual Heard HearReport(ReadOnlySpan<byte> head, out int channel, out bool? level)
    {
        (channel, level) = (0, null);
        return Heard.Nothing;
    }

    /// <summary>Reads a whole answer of this board that answers nothing any more.</summary>
    public abstract Heard HearLate(ReadOnlySpan<byte> head);

    /// <summary>True when both are whole answers to one question: of one kind, one board and, where they name it, one channel.</summary>
    public abstract bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other);
}

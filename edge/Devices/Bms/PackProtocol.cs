using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Bms;

/// <summary>
/// How one make of BMS is asked: the questions of a round as bytes, and what the answers say. One for each slot; it keeps the answers of the
/// present round. When to ask, how often, and what a silence means is the driver's.
/// </summary>
public abstract class PackProtocol
{
    /// <summary>
    /// A reply begins within: boards think for some tens of milliseconds (hardware reference 10: 20 to 60), adapter and line
    /// each gather for up to 17. One that has begun is heard to its end (LineTalk).
    /// </summary>
    public virtual TimeSpan ReplyWithin => TimeSpan.FromMilliseconds(200);

    /// <summary>From the end of one exchange to the next question.</summary>
    public virtual TimeSpan PauseBetween => TimeSpan.Zero;

    /// <summary>Questions of a round, asked in order and counted from 0. The serial is among them: a reading has that of its own round.</summary>
    public abstract int Questions { get; }

    /// <summary>Writes a question.</summary>
    public abstract int WriteQuestion(Span<byte> request, int question);

    /// <summary>Reads the answer to a question and keeps what it says.</summary>
    /// <param name="head">Bytes as received.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="isBroken">A whole answer is there, and its check or end is wrong: something lies in the slot.</param>
    public abstract Heard HearAnswer(ReadOnlySpan<byte> head, int question, out bool isBroken);

    /// <summary>Bytes of a beginning from which on noise cannot have made it: somebody answers.</summary>
    public abstract int SurelyAnswersFrom { get; }

    /// <summary>Reads a whole answer that answers nothing any more, or a report that nobody asked for.</summary>
    public abstract Heard HearLate(ReadOnlySpan<byte> head);

    /// <summary>A new round begins: what the last one said counts no longer.</summary>
    public abstract void BeginRound();

    /// <summary>
    /// What the answers of this round come to; null when one is missing, impossible, or without one temperature that can be believed.
    /// The same object again while nothing changed: a reading a second allocates nothing.
    /// </summary>
    public abstract PackReading? Reading();
}

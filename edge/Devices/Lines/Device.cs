using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Lines;

/// <summary>What goes first on a shared line; lower values first.</summary>
public enum Urgency
{
    /// <summary>Switch a charger off.</summary>
    Stop,
    /// <summary>Fire a lock.</summary>
    Open,
    /// <summary>Read before its turn: asked for, or because something was just changed.</summary>
    ReadAgain,
    /// <summary>Switch a charger on.</summary>
    Charge,
    /// <summary>The usual round.</summary>
    Poll,
}

/// <summary>A request that a device wrote for the line.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="ReplyWithin">How long the reply is waited for.</param>
/// <param name="UnlikeItsReply">No reply to it can be a copy of it, so a copy proves that the adapter echoes.</param>
public readonly record struct Question(int Length, TimeSpan ReplyWithin, bool UnlikeItsReply)
{
    /// <summary>Bytes that nobody answers, for example an acknowledgement: nothing is waited for, and nobody counts a missing reply.</summary>
    public static Question Unanswerable(int length) => new(length, TimeSpan.Zero, UnlikeItsReply: false);
}

/// <summary>
/// A driver without I/O on a serial line. It never sends by itself: it says what it wishes and how urgently, and the line gives
/// it the word. All times are running time of the cabinet.
/// </summary>
public abstract class Device
{
    /// <summary>True when an effect is for this device.</summary>
    public abstract bool Serves(Effect effect);

    /// <summary>The line came up: nothing is known, everything is to be asked.</summary>
    public abstract void LineUp(TimeSpan now);

    /// <summary>The line is gone: says so for all its slots and forgets what it wished.</summary>
    public abstract void LineLost(Facts facts);

    /// <summary>Takes an effect that it serves; the line is up.</summary>
    public abstract void Take(Effect effect, TimeSpan now, Facts facts);

    /// <summary>Answers an effect that cannot be done because the line is gone.</summary>
    public virtual void Refuse(Effect effect, Facts facts) { }

    /// <summary>From when on it wishes to send something of this urgency; null when it has no such wish.</summary>
    public abstract TimeSpan? DueAt(Urgency urgency);

    /// <summary>Writes the request of a wish that is due.</summary>
    public abstract Question Ask(Urgency urgency, TimeSpan now, Span<byte> request, Facts facts);

    /// <summary>Reads the head of the line as the reply to its request in flight.</summary>
    public abstract Heard HearReply(ReadOnlySpan<byte> head, TimeSpan now, Facts facts);

    /// <summary>Reads the head of the line as something nobody asked for.</summary>
    public abstract Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now, Facts facts);

    /// <summary>True when both frames answer one and the same request, whatever they say.</summary>
    public virtual bool AnswerAlike(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => false;

    /// <summary>
    /// Its request was answered, and within its time came another whole answer that says something else: two nodes have one address. Told
    /// once for a request.
    /// </summary>
    public virtual void Contradicted(TimeSpan now, Facts facts) { }

    /// <summary>Its request in flight was not answered in time.</summary>
    public abstract void Unanswered(TimeSpan now, Facts facts);

    /// <summary>When something it keeps waiting has to be given up.</summary>
    public virtual TimeSpan? GivesUpAt => null;

    /// <summary>Gives up what has waited too long.</summary>
    public virtual void GiveUp(TimeSpan now, Facts facts) { }
}

using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control;

/// <summary>The host starts the cabinet, after replay and before any line is open.</summary>
/// <param name="Boot">Drawn at each start of the program; 16 lower-case hex digits.</param>
/// <param name="Journal">Drawn when the journal file was made; 16 lower-case hex digits.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="JournalReplaced">True when a damaged journal was set aside and this one begins with what it still proved.</param>
/// <param name="IssuedFloor">Latest <c>issued</c> of any genuine signed word of the cloud, seconds since 1970 UTC; 0 for none.</param>
/// <param name="LastEnd">How the last run ended by what the host found; an asked stop is in the journal and counts more.</param>
public sealed record Start(string Boot, string Journal, string Version, bool JournalReplaced, long IssuedFloor = 0,
    LastEnd LastEnd = LastEnd.Unknown) : Request;

/// <summary>The program was started; its first event, with the boot that all later ones belong to.</summary>
/// <param name="Boot">Drawn at this start.</param>
/// <param name="Journal">The journal it writes.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="JournalReplaced">A damaged journal was set aside.</param>
/// <param name="LastEnd">How the run before ended.</param>
/// <param name="Restarts">Starts that nobody asked for, before this one, within the last minutes of running time.</param>
public sealed record CabinetStarted(string Boot, string Journal, string Version, bool JournalReplaced,
    LastEnd LastEnd = LastEnd.Unknown, int Restarts = 0) : Event;

/// <summary>The host is going down: make safe, write, begin nothing.</summary>
public sealed record StopAsked : Request;

/// <summary>The program was asked to stop, and its outputs were told to be safe.</summary>
/// <param name="OpenSwap">The swap that the next start has to settle, or null.</param>
public sealed record CabinetStopped(long? OpenSwap) : Event;

/// <summary>The disk has not answered for InkWaitMax: what waited for ink is dropped, nothing new begins. From the loop itself.</summary>
public sealed record InkStalled : Fact;

/// <summary>The disk answers again. From the loop itself.</summary>
public sealed record InkFlows : Fact;

/// <summary>A signed acknowledgement arrived: the fields as the host read them, and the signed bytes they came from.</summary>
/// <param name="Signed">The COSE_Sign1 bytes.</param>
/// <param name="Cabinet">Whom it is for.</param>
/// <param name="Journal">Which journal it speaks of.</param>
/// <param name="Through">Highest position up to which the receiver has every event on disk.</param>
/// <param name="Resend">True when the receiver wants everything after it again.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC.</param>
/// <param name="Published">Highest position the relay has ever published of this journal.</param>
public sealed record AckReceived(ImmutableArray<byte> Signed, string Cabinet, string Journal, long Through, bool Resend, long Issued,
    long Published) : Request;

/// <summary>The acknowledgement is genuine, ours and in bounds: the outbox position may move, or events are wanted again.</summary>
/// <param name="Through">Highest position up to which the receiver has every event on disk.</param>
/// <param name="Resend">True when the receiver wants everything after it again.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC: it cannot be earlier than this, also after a restart.</param>
public sealed record MoveOutbox(long Through, bool Resend, long Issued) : Errand;

/// <summary>
/// The cloud holds events of this journal that the journal itself no longer has: its end was lost on the disk. Positions used
/// twice would hide what happened, so the program ends and the next start goes on in a new journal.
/// </summary>
/// <param name="Through">What the cloud has.</param>
/// <param name="Last">Where the journal ends.</param>
public sealed record GiveUpJournal(long Through, long Last) : Errand;

/// <summary>A rider reported a problem at the cabinet, or left a message.</summary>
/// <param name="Number">By which the hotline finds it; he was shown it.</param>
/// <param name="Rider">Who.</param>
/// <param name="Words">What he says: a word of his app, for example <c>door-stuck</c>, or his own text; at most 57 characters.</param>
/// <param name="Visit">Number of his last visit here: its events are the evidence. Null: none is remembered.</param>
/// <param name="Badge">His code, which is used up by this.</param>
public sealed record ProblemReported(string Number, RiderId Rider, string Words, long? Visit, Badge Badge) : Event;

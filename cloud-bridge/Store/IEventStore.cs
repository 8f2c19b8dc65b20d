namespace YongAi.CloudBridge.Store;

/// <summary>One journal of one cabinet: positions are counted within it.</summary>
public readonly record struct JournalKey(string Cabinet, string Journal);

/// <summary>An event as it arrived, its envelope already checked.</summary>
/// <param name="Journal">Where it belongs.</param>
/// <param name="Position">1, 2, 3 ... within its journal.</param>
/// <param name="Body">The payload, byte for byte; owned by the store from here on.</param>
/// <param name="For">Positions that it says will not come, where it says so.</param>
public sealed record ArrivedEvent(JournalKey Journal, long Position, byte[] Body, StandsFor? For = null);

/// <summary>Positions that a cabinet says will not come: dropped before anyone had them, or trimmed long after.</summary>
public readonly record struct StandsFor(long First, long Last, bool Trimmed);

/// <summary>A batch of readings, as it arrived.</summary>
public sealed record ArrivedTelemetry(string Cabinet, byte[] Body);

/// <summary>A cabinet's word about its presence, as it arrived.</summary>
public sealed record ArrivedStatus(string Cabinet, byte[] Body);

/// <summary>A message that could not be taken, and why.</summary>
/// <param name="Topic">Where it came.</param>
/// <param name="Cabinet">Whose topic that is, or null when the topic names none.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Body">Its payload; kept up to <see cref="IEventStore.AsideBytesMax"/>.</param>
public sealed record ArrivedAside(string Topic, string? Cabinet, string Reason, byte[] Body);

/// <summary>What arrived together and is kept in one transaction.</summary>
public sealed record Arrivals(ImmutableArray<ArrivedEvent> Events, ImmutableArray<ArrivedStatus> Statuses,
    ImmutableArray<ArrivedAside> Aside)
{
    /// <summary>Readings: the last batch of each cabinet is kept, the others are counted.</summary>
    public ImmutableArray<ArrivedTelemetry> Telemetry { get; init; } = [];
}

/// <summary>What became of an event that arrived.</summary>
public enum Keeping
{
    /// <summary>Never seen before: it is on disk now.</summary>
    New,
    /// <summary>On disk already, the same body.</summary>
    Known,
    /// <summary>On disk already with another body: that one stays, this one is kept aside as an alarm.</summary>
    Conflict,
    /// <summary>What lay on disk had been damaged there; the body that arrived has taken its place.</summary>
    Healed,
}

/// <summary>An event on disk no longer is what was written: it is not served. Its next arrival heals it.</summary>
public sealed class EventDamaged(string message) : Exception(message);

/// <summary>How far a journal is on disk.</summary>
/// <param name="Journal">Which journal.</param>
/// <param name="Through">Every position up to here is on disk; 0 when position 1 is missing.</param>
/// <param name="Highest">The highest position on disk; above Through when something between is missing.</param>
public sealed record JournalMark(JournalKey Journal, long Through, long Highest)
{
    /// <summary>True when a position below the highest has not arrived.</summary>
    public bool HasGap => Highest > Through;
}

/// <summary>What it changed: one answer per event, in order, and one mark per journal touched.</summary>
public sealed record Kept(ImmutableArray<Keeping> Keepings, ImmutableArray<JournalMark> Marks);

/// <summary>A run of positions that have not arrived.</summary>
public readonly record struct Gap(long From, long To);

/// <summary>The same id arrived with another body.</summary>
/// <param name="Position">Which position.</param>
/// <param name="Times">How often this other body arrived.</param>
/// <param name="First">When it first arrived.</param>
/// <param name="Body">The other body.</param>
public sealed record Conflict(long Position, long Times, DateTimeOffset First, string Body);

/// <summary>One journal as an operator wants to see it.</summary>
/// <param name="Mark">How far it is on disk.</param>
/// <param name="Events">How many events of it are on disk.</param>
/// <param name="FirstSeen">When its first event arrived.</param>
/// <param name="Gaps">What is missing, lowest first; at most <see cref="IEventStore.GapsShownMax"/>.</param>
/// <param name="Conflicts">Known ids that came with another body; at most <see cref="IEventStore.ConflictsShownMax"/>.</param>
/// <param name="ConflictCount">How many there are in all.</param>
/// <param name="Booked">Positions that will not come, as the cabinet says; at most <see cref="IEventStore.GapsShownMax"/>.</param>
public sealed record JournalRecord(JournalMark Mark, long Events, DateTimeOffset FirstSeen, ImmutableArray<Gap> Gaps,
    ImmutableArray<Conflict> Conflicts, long ConflictCount, ImmutableArray<StandsFor> Booked);

/// <summary>The last readings of a cabinet, as they came, and how many batches came in all.</summary>
public sealed record LastTelemetry(string Body, DateTimeOffset Received, long Batches);

/// <summary>The last word of a cabinet about its presence, as it came.</summary>
public sealed record LastStatus(string Body, DateTimeOffset Received);

/// <summary>All that is known of one cabinet but its events.</summary>
/// <param name="Cabinet">Its id.</param>
/// <param name="Status">What it last said of itself, or null.</param>
/// <param name="Journals">Its journals, in the order of their first sight.</param>
/// <param name="SetAside">Messages on its topics that could not be taken.</param>
/// <param name="Telemetry">Its last readings, or null.</param>
public sealed record CabinetRecord(string Cabinet, LastStatus? Status, ImmutableArray<JournalRecord> Journals, long SetAside,
    LastTelemetry? Telemetry = null);

/// <summary>
/// The cloud's memory of what cabinets did. An answer means that it is on disk. When it fails once, it takes nothing more:
/// <see cref="Completion"/> faults, the process ends and the next start verifies the file.
/// </summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>Events in one page at most.</summary>
    const int PageMax = 1_000;

    /// <summary>A page ends after this many bytes, but never before its first event.</summary>
    const int PageBytesMax = 4 * 1024 * 1024;

    const int GapsShownMax = 100;
    const int ConflictsShownMax = 20;

    /// <summary>Other bodies kept per journal; further ones are logged and not kept.</summary>
    const int ConflictsKeptMax = 1_000;

    /// <summary>Messages kept aside; the oldest go first.</summary>
    const int AsideKeptMax = 1_000;

    const int AsideBytesMax = 4 * 1024;

    /// <summary>Ends when the store is disposed; faults when it can no longer vouch for what it says.</summary>
    Task Completion { get; }

    /// <summary>Keeps all of it or nothing: each event once, the first body for good; the last status of each cabinet.</summary>
    Task<Kept> KeepAsync(Arrivals arrivals, CancellationToken cancel);

    /// <summary>Answers when the loop gets round to it: it is alive.</summary>
    Task PingAsync(CancellationToken cancel);

    /// <summary>How far every journal is on disk, in the order of first sight.</summary>
    Task<ImmutableArray<JournalMark>> MarksAsync(CancellationToken cancel);

    /// <summary>Ids of all cabinets ever heard, in alphabetical order.</summary>
    Task<ImmutableArray<string>> CabinetsAsync(CancellationToken cancel);

    /// <summary>One cabinet, or null when nothing of it was ever heard.</summary>
    Task<CabinetRecord?> CabinetAsync(string cabinet, CancellationToken cancel);

    /// <summary>
    /// Events of a cabinet: journals in the order of first sight, positions upwards. From the beginning, or after a known
    /// event; null when that event is not on disk.
    /// </summary>
    Task<ImmutableArray<byte[]>?> EventsAsync(string cabinet, (string Journal, long Position)? after, int max,
        CancellationToken cancel);
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>All that a start needs from the journal.</summary>
/// <param name="Journal">Drawn when the file was made; 16 lower-case hex digits.</param>
/// <param name="Replaced">A damaged journal was set aside, and nothing has been written to this one yet.</param>
/// <param name="Snapshot">The newest ledger that could be read, or null: begin with an empty one.</param>
/// <param name="After">Every entry after the snapshot, in order, without holes.</param>
/// <param name="LastPosition">Position of the last entry; 0 in a new journal.</param>
/// <param name="LastElapsed">Running time carries on from here: the highest in the journal.</param>
/// <param name="Last">When the last entry was decided, or null in a new journal.</param>
/// <param name="OutboxPosition">The cloud has every event up to here.</param>
/// <param name="IssuedFloor">Newest <c>issued</c> of a signed word of the cloud, seconds since 1970: it is not earlier.</param>
/// <param name="Settings">How the store runs, read back.</param>
/// <param name="Remarks">What was found and is worth a line in the log.</param>
public sealed record Recovered(string Journal, bool Replaced, Ledger? Snapshot, ImmutableArray<Entry> After, long LastPosition,
    TimeSpan LastElapsed, Moment? Last, long OutboxPosition, long IssuedFloor, string Settings, ImmutableArray<string> Remarks)
{
    /// <summary>Wall time of the last entry, whatever it was worth.</summary>
    public DateTimeOffset? LastWall => Last?.Wall;
}

namespace YongAi.Edge.Control;

/// <summary>The host measured the journal: how full it is, and which rows could give way now.</summary>
/// <param name="Bytes">What its rows take.</param>
/// <param name="BytesMax">What they may take.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="RowsMax">How many there may be.</param>
/// <param name="Droppable">Runs of counts and step detail that the cloud has not acknowledged, oldest first, those published last.</param>
/// <param name="Trimming">Rows that the cloud has were removed to make room, or could be next.</param>
/// <param name="DiskFull">The disk is full: what is written now is written on the reserve.</param>
public sealed record StoreMeasured(long Bytes, long BytesMax, long Rows, long RowsMax, ImmutableArray<RowRun> Droppable,
    bool Trimming, bool DiskFull = false) : Fact
{
    /// <summary>Past its limit.</summary>
    public bool IsOver => DiskFull || Bytes > BytesMax || Rows > RowsMax;

    /// <summary>Well under it again: a store that stands at its limit shall not turn riders away now and then.</summary>
    public bool HasRoom => !DiskFull && Bytes <= BytesMax - BytesMax / 20 && Rows <= RowsMax - RowsMax / 20;
}

/// <summary>Rows of the journal that follow each other.</summary>
/// <param name="From">Position of the first.</param>
/// <param name="To">Position of the last.</param>
/// <param name="Kinds">How many of each kind.</param>
public sealed record RowRun(long From, long To, ImmutableArray<KindCount> Kinds);

/// <summary>How many events of one kind, by the journal's name for it.</summary>
public sealed record KindCount(string Kind, int Count);

/// <summary>Counts and step detail that the cloud has not acknowledged give way; their positions are never used again.</summary>
public sealed record OutboxDropped(long From, long To, ImmutableArray<KindCount> Counts) : Event;

/// <summary>The dropping is on disk as an event: these rows may go.</summary>
public sealed record DropRows(ImmutableArray<RowRun> Runs) : Errand;

/// <summary>The cloud wants rows again that went after it had acknowledged them.</summary>
/// <param name="From">First position it wants.</param>
/// <param name="To">Up to here rows are missing.</param>
/// <param name="Hash">Chain of SHA-256 over every row that was trimmed, 64 hex digits.</param>
public sealed record TrimmedWanted(long From, long To, string Hash) : Fact;

/// <summary>Rows that the cloud wants again are no longer there, apart from those that it gets again before this.</summary>
public sealed record OutboxTrimmed(long From, long To, string Hash) : Event;

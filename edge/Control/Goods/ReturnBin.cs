namespace YongAi.Edge.Control.Goods;

/// <summary>A box into which lent things come back: its reader says which thing is held before it, its counter that something fell in.</summary>
/// <param name="Id">Its name; bins and channels are named together.</param>
/// <param name="Item">What comes back here.</param>
/// <param name="Reader">Reads the tag. A tag alone is no thing that came back: it can be held there and taken away again.</param>
/// <param name="Counter">Counts what falls in.</param>
public sealed record ReturnBin(ChannelId Id, ItemId Item, ReaderId Reader, CounterId Counter)
{
    /// <summary>From the tag to the fall; after that it was another thing. Our own number.</summary>
    public static readonly TimeSpan FallsWithin = TimeSpan.FromSeconds(20);
}

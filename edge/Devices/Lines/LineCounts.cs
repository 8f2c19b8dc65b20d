namespace YongAi.Edge.Devices.Lines;

/// <summary>What one line has seen since it was made.</summary>
/// <param name="Answered">Requests with a reply.</param>
/// <param name="Unanswered">Requests without a reply in time.</param>
/// <param name="Strays">Whole frames that answered nothing; none of them was believed.</param>
/// <param name="Echoes">Our own requests, sent back by the adapter.</param>
/// <param name="NoiseBytes">Bytes that belonged to no frame.</param>
public readonly record struct LineCounts(long Answered, long Unanswered, long Strays, long Echoes, long NoiseBytes)
{
    /// <summary>Second answers to one request that said something else than the first: two nodes with one address.</summary>
    public long Contradictions { get; init; }
}

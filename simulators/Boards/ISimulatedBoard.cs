namespace YongAi.Simulators.Boards;

/// <summary>Bytes that a board begins to send at a moment.</summary>
/// <param name="Due">Not before.</param>
/// <param name="Bytes">The bytes.</param>
/// <param name="Gap">Silence on the wire before them.</param>
public readonly record struct DueBytes(TimeSpan Due, byte[] Bytes, TimeSpan Gap = default);

/// <summary>A board without I/O or clock: bytes and time in, bytes with their moments out.</summary>
public interface ISimulatedBoard
{
    /// <summary>When it wants to be told that time has passed: to act by itself or to begin sending.</summary>
    TimeSpan? NextDeadline { get; }

    /// <summary>Bytes have been on the wire, the last bit of the last one just now.</summary>
    void Receive(ReadOnlySpan<byte> bytes, TimeSpan now);

    /// <summary>Time has passed.</summary>
    void Lapse(TimeSpan now);

    /// <summary>The next bytes whose sending begins at or before now.</summary>
    bool TryTake(TimeSpan now, out DueBytes sends);
}

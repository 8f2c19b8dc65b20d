namespace YongAi.Edge.Devices.Lines;

/// <summary>Where a line's bytes and facts go.</summary>
public interface ILineOutput
{
    /// <summary>Bytes for the wire, one whole request at a time.</summary>
    void Send(ReadOnlySpan<byte> bytes);

    /// <summary>One input for the cabinet: what one frame said, or what a silence means.</summary>
    void Tell(Input input);
}

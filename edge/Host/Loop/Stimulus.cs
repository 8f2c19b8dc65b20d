using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Loop;

/// <summary>One thing that happened outside and waits for its turn.</summary>
internal abstract record Stimulus(string Kind);

internal sealed record LineOpened(LineId Line) : Stimulus("line up");

internal sealed record LineLost(LineId Line, string Why) : Stimulus("line down");

internal sealed record BytesReceived(LineId Line, byte[] Bytes) : Stimulus("bytes");

internal sealed record Told(Input Input) : Stimulus(Input.GetType().Name);

internal sealed record InkDried(long Position) : Stimulus("written");

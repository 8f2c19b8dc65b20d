using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Loop;

/// <summary>One thing that happened outside and waits for its turn.</summary>
internal abstract record Stimulus(string Kind);

internal sealed record LineOpened(LineId Line) : Stimulus("line up");

internal sealed record LineLost(LineId Line, string Why) : Stimulus("line down");

internal sealed record BytesReceived(LineId Line, byte[] Bytes) : Stimulus("bytes");

internal sealed record PinsTaken(BankId Bank) : Stimulus("pins up");

internal sealed record PinsGone(BankId Bank, string Why) : Stimulus("pins down");

internal sealed record LevelsRead(BankId Bank, ulong Levels) : Stimulus("levels");

internal sealed record EdgeSeen(BankId Bank, PinEdge Edge) : Stimulus("edge");

internal sealed record KernelSaid(GaugeId Gauge, ImmutableArray<string?>? Texts) : Stimulus("kernel");

internal sealed record Told(Input Input) : Stimulus(Input.GetType().Name);

internal sealed record InkDried(long Position) : Stimulus("written");

using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices;

/// <summary>One serial line with all its devices: the exchange in flight, what waits, and the polls.</summary>
/// <param name="wiring">Which devices are on it.</param>
public sealed class SharedLine(LineWiring wiring)
{
    private readonly LineTalk talk = new(wiring.Baud, wiring.Format == LineFormat.Bits8N1 ? 10 : 11, Wired.EchoOf(wiring), Wired.Drivers(wiring));

    /// <summary>Its name in the site file.</summary>
    public LineId Line => wiring.Line;

    /// <summary>When time itself has something to do here, as running time of the cabinet; null while the line is down.</summary>
    public TimeSpan? NextDeadline => talk.NextDeadline;

    /// <summary>What this line has seen since it was made.</summary>
    public LineCounts Counts => talk.Counts;

    /// <summary>Whether the adapter echoes; null while nobody knows.</summary>
    public bool? Echoes => talk.Echoes;

    /// <summary>True when an effect is for a device on this line.</summary>
    public bool Serves(Effect effect) => talk.Serves(effect);

    /// <summary>The line came up, or came back.</summary>
    public void Open(Moment now, ILineOutput output) => talk.Open(now.Elapsed, output);

    /// <summary>The line is gone: every device on it is silent at once, and nothing that waited is sent later.</summary>
    public void Lost(Moment now, ILineOutput output) => talk.Lost(output);

    /// <summary>Bytes came in.</summary>
    public void Receive(ReadOnlySpan<byte> bytes, Moment now, ILineOutput output) => talk.Receive(bytes, now.Elapsed, output);

    /// <summary>An effect is to be done by a device here; one that this line does not serve is ignored.</summary>
    public void Perform(Effect effect, Moment now, ILineOutput output) => talk.Perform(effect, now.Elapsed, output);

    /// <summary>Time came.</summary>
    public void Lapse(Moment now, ILineOutput output) => talk.Lapse(now.Elapsed, output);
}

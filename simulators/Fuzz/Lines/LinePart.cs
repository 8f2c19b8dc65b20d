using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// One device on a fuzzed line as the other side sees it: it can answer as the real one would, and it judges what the edge
/// makes of what it heard. Written from the hardware reference and not from the edge's readers.
/// </summary>
public abstract class LinePart
{
    /// <summary>How it is wired.</summary>
    public abstract DeviceWiring Wiring { get; }

    /// <summary>Frames of its kind, valid ones: what is spoiled.</summary>
    public abstract IReadOnlyList<byte[]> Frames { get; }

    /// <summary>What is known of its frames.</summary>
    public abstract FrameShape Shape { get; }

    /// <summary>How many questions come to one fact.</summary>
    public virtual int Questions => 1;

    /// <summary>A whole and true answer to a question; null when the question is not for it.</summary>
    public abstract byte[]? Answer(ReadOnlySpan<byte> question, Chance chance);

    /// <summary>A valid frame that nobody asked for; null where there is none.</summary>
    public virtual byte[]? Unasked(Chance chance) => null;

    /// <summary>An effect that makes it speak; null where there is none.</summary>
    public virtual Effect? Order(Chance chance) => null;

    /// <summary>A session begins: nothing was said yet.</summary>
    public virtual void Begin(Chance chance) { }

    /// <summary>The edge asked.</summary>
    public virtual void Asked(LineTape tape) { }

    /// <summary>
    /// The edge believes something: true when this device said so, false when the fact is not of this device.
    /// </summary>
    /// <exception cref="FuzzFinding">It is false: no valid frame says so.</exception>
    public abstract bool Judge(Input fact, LineTape tape);

    /// <summary>True for a fact by which something is known, false for silence.</summary>
    public abstract bool IsKnowledge(Input fact);
}

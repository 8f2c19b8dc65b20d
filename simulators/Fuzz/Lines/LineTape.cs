using System.Runtime.InteropServices;

namespace YongAi.Simulators.Fuzz.Lines;

/// <summary>
/// All that a line carried to the edge in one session, and how far it was at each question: what the judges look at.
/// </summary>
public sealed class LineTape
{
    /// <summary>
    /// So far back a judge looks for the frame behind a fact: more than the edge can hold of a line (640 bytes) and one chunk.
    /// </summary>
    public const int LooksBackMax = 2048;

    private readonly List<byte> heard = [];

    /// <summary>The question in flight, or the last one.</summary>
    public byte[] Question { get; private set; } = [];

    /// <summary>How much had been heard when it was asked.</summary>
    public int AskedAt { get; private set; }

    /// <summary>How much was heard.</summary>
    public int Length => heard.Count;

    public void Heard(ReadOnlySpan<byte> bytes) => heard.AddRange(bytes);

    public void Asked(ReadOnlySpan<byte> question) => (Question, AskedAt) = (question.ToArray(), heard.Count);

    /// <summary>Everything from a place on.</summary>
    public ReadOnlySpan<byte> From(int place) => CollectionsMarshal.AsSpan(heard)[place..];

    /// <summary>The last bytes, from a place or from as far back as is looked.</summary>
    public ReadOnlySpan<byte> Since(int place) => From(Math.Max(0, Math.Max(place, heard.Count - LooksBackMax)));

    public void Clear()
    {
        heard.Clear();
        (Question, AskedAt) = ([], 0);
    }
}

using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation;

/// <summary>Everything that happened in a life, as one number: the same seed gives the same.</summary>
public sealed class Transcript : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What was decided. A code's own text is left out: its signatures are drawn anew in each life.</summary>
    public void Decided(Entry entry) => Line(entry.At.Elapsed, entry.Event is CodeAccepted accepted
        ? $"{entry.Position} CodeAccepted {accepted.Swap} {accepted.Rider}"
        : $"{entry.Position} {entry.Event}");

    /// <summary>Bytes that were written to a line.</summary>
    public void Sent(TimeSpan at, string line, ReadOnlySpan<byte> bytes) => Line(at, $"{line} {Convert.ToHexString(bytes)}");

    private void Line(TimeSpan at, string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{at.Ticks} {text}\n"));

    /// <summary>The number so far, 64 hex digits.</summary>
    public string Hash => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();
}

using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation;

/// <summary>Everything that happened in a life, as one number: the same seed gives the same.</summary>
public sealed class Transcript : IDisposable
{
    /// <summary>Longest that is written to a line at once, with its time and its name, with room.</summary>
    private const int SentMax = 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    // A hash has a price for each call; a day has two million writes.
    private readonly byte[] gathered = new byte[16 * SentMax];
    private int length;

    /// <summary>The number so far, 64 hex digits.</summary>
    public string Hash
    {
        get
        {
            Flush();
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    /// <summary>What was decided.</summary>
    public void Decided(TimeSpan at, Entry entry) => Happened(at, "decides", $"{entry.Position} {entry.Event}");

    /// <summary>Bytes that were written to a line. What came from one is no part of the number, for what is written follows from it.</summary>
    public void Sent(TimeSpan at, string line, ReadOnlySpan<byte> bytes)
    {
        if (length > gathered.Length - SentMax) Flush();
        BitConverter.TryWriteBytes(gathered.AsSpan(length), at.Ticks);
        length += sizeof(long) + Encoding.ASCII.GetBytes(line, gathered.AsSpan(length + sizeof(long)));
        bytes.CopyTo(gathered.AsSpan(length));
        length += bytes.Length;
    }

    /// <summary>What people did and what broke.</summary>
    public void Happened(TimeSpan at, string who, string what)
    {
        Flush();
        hash.AppendData(Encoding.UTF8.GetBytes($"{at.Ticks} {who} {what}\n"));
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        hash.AppendData(gathered, 0, length);
        length = 0;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// Everything that happened in a life, as one number: the same seed gives the same. A stretch of it can be told as a story.
/// </summary>
/// <param name="turn">Which turn it is.</param>
/// <param name="tell">Takes the lines of the stretch.</param>
/// <param name="from">First turn that is told.</param>
/// <param name="to">Last turn that is told; before the first: none is.</param>
public sealed class Transcript(Func<long> turn, Action<string>? tell = null, long from = 1, long to = 0) : IDisposable
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

    /// <summary>Bytes that were written to a line.</summary>
    public void Sent(TimeSpan at, string line, ReadOnlySpan<byte> bytes)
    {
        if (length > gathered.Length - SentMax) Flush();
        BitConverter.TryWriteBytes(gathered.AsSpan(length), at.Ticks);
        length += sizeof(long) + Encoding.ASCII.GetBytes(line, gathered.AsSpan(length + sizeof(long)));
        bytes.CopyTo(gathered.AsSpan(length));
        length += bytes.Length;
        if (IsTold) Tell(at, $"> {line}", Convert.ToHexString(bytes));
    }

    /// <summary>Bytes that came from a line: told, and not part of the number, for what is written follows from them.</summary>
    public void Received(TimeSpan at, string line, ReadOnlySpan<byte> bytes)
    {
        if (IsTold) Tell(at, $"< {line}", Convert.ToHexString(bytes));
    }

    /// <summary>What people did, what was said, what broke.</summary>
    public void Happened(TimeSpan at, string who, string what)
    {
        Flush();
        hash.AppendData(Encoding.UTF8.GetBytes($"{at.Ticks} {who} {what}\n"));
        if (IsTold) Tell(at, who, what);
    }

    public void Dispose() => hash.Dispose();

    /// <summary>True while the stretch lasts: what costs work to say is said only then.</summary>
    public bool IsTold => tell is not null && turn() is var now && now >= from && now <= to;

    private void Flush()
    {
        hash.AppendData(gathered, 0, length);
        length = 0;
    }

    private void Tell(TimeSpan at, string who, string what) =>
        tell!(string.Create(CultureInfo.InvariantCulture, $"{turn(),9} {at:d\\.hh\\:mm\\:ss\\.fff} {who,-12} {what}"));
}

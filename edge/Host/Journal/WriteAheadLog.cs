using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// Looks at SQLite's write-ahead log as bytes (sqlite.org/fileformat2.html, section 4). Behind the first frame whose sum fails SQLite
/// ignores everything and says nothing. A torn end is what a power cut leaves: it was never acknowledged. But a transaction that was
/// begun after another one was complete proves that the other one was on disk: if such a pair lies behind the place where the log
/// is broken, commits that were acknowledged are lost, and this disk knows it. (SQLite would repeat a commit's last frame to fill a
/// sector if it were built without SQLITE_POWERSAFE_OVERWRITE; it is built with it.)
/// </summary>
internal sealed class WriteAheadLog
{
    private const int HeadLength = 32, FrameHeadLength = 24, SummedHead = 24, SummedFrameHead = 8;
    private const int SaltsAt = 8, SumsAt = 16, CommitAt = 4, PageSizeAt = 8, HeadSaltsAt = 16, HeadSumsAt = 24;
    private const uint LittleEndianMagic = 0x377f0682;
    private const int PageLeast = 512, PageMost = 65_536;
    /// <summary>SQLite's page size where nothing else is said, and ours.</summary>
    private const int PageUsual = 4096;
    /// <summary>SQLite copies a log of a thousand pages into the main file; one that is so long is left to it.</summary>
    private const long LengthMax = 32 << 20;

    private readonly byte[] bytes;
    private readonly int frame;
    private readonly bool isLittleEndian;

    private WriteAheadLog(byte[] bytes)
    {
        this.bytes = bytes;
        var page = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(PageSizeAt));
        frame = FrameHeadLength + (HeadHolds && page is >= PageLeast and <= PageMost ? (int)page : PageUsual);
        // The lowest bit says in which order words are summed; where the head is broken ours is as good a guess as any.
        isLittleEndian = !HeadHolds || BinaryPrimitives.ReadUInt32BigEndian(bytes) == LittleEndianMagic;
    }

    /// <summary>Why commits that were acknowledged are lost in this log, or null: it is whole, or its end is torn as a cut leaves it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Damage(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length is < HeadLength or > LengthMax) return null;
        return new WriteAheadLog(File.ReadAllBytes(path)).Damage();
    }

    private int Frames => (bytes.Length - HeadLength) / frame;

    private bool HeadHolds
    {
        get
        {
            var magic = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if ((magic & ~1u) != LittleEndianMagic) return false;
            var sums = Sums(bytes.AsSpan(0, SummedHead), (0, 0), magic == LittleEndianMagic);
            return sums == Pair(bytes.AsSpan(HeadSumsAt));
        }
    }

    private string? Damage()
    {
        var holds = HeadHolds;
        var broken = holds ? FirstBroken() : 0;
        // Frames of other salts are what was in the log before its last beginning: all of them are in the main file.
        for (var n = broken + 1; n < Frames; n++)
            if (IsCommit(n - 1) && Salts(n - 1) == Salts(n) && (!holds || Salts(n) == Pair(bytes.AsSpan(HeadSaltsAt))) && Follows(n))
                return holds
                    ? $"in the write-ahead log frame {broken + 1} is broken, and transactions follow it"
                    : "the head of the write-ahead log is broken, and transactions follow it";
        return null;
    }

    /// <summary>The first frame that SQLite will not take, from 0.</summary>
    private int FirstBroken()
    {
        var (salts, sums) = (Pair(bytes.AsSpan(HeadSaltsAt)), Pair(bytes.AsSpan(HeadSumsAt)));
        for (var n = 0; n < Frames; n++)
        {
            if (Salts(n) != salts || SumsOver(n, sums) != SumsOf(n)) return n;
            sums = SumsOf(n);
        }
        return Frames;
    }

    /// <summary>This frame was written after the one before it, and directly after: its sum goes on where that one's ended.</summary>
    private bool Follows(int n) => SumsOver(n, SumsOf(n - 1)) == SumsOf(n);

    private ReadOnlySpan<byte> Frame(int n) => bytes.AsSpan(HeadLength + n * frame, frame);

    private (uint, uint) Salts(int n) => Pair(Frame(n)[SaltsAt..]);

    private (uint, uint) SumsOf(int n) => Pair(Frame(n)[SumsAt..]);

    private bool IsCommit(int n) => BinaryPrimitives.ReadUInt32BigEndian(Frame(n)[CommitAt..]) != 0;

    private (uint, uint) SumsOver(int n, (uint, uint) from) =>
        Sums(Frame(n)[FrameHeadLength..], Sums(Frame(n)[..SummedFrameHead], from, isLittleEndian), isLittleEndian);

    private static (uint, uint) Pair(ReadOnlySpan<byte> at) =>
        (BinaryPrimitives.ReadUInt32BigEndian(at), BinaryPrimitives.ReadUInt32BigEndian(at[sizeof(uint)..]));

    private static (uint, uint) Sums(ReadOnlySpan<byte> over, (uint, uint) from, bool isLittleEndian)
    {
        var (first, second) = from;
        var words = MemoryMarshal.Cast<byte, uint>(over);
        var isOurs = isLittleEndian == BitConverter.IsLittleEndian;
        for (var n = 0; n + 1 < words.Length; n += 2)
        {
            first = unchecked(first + second + (isOurs ? words[n] : BinaryPrimitives.ReverseEndianness(words[n])));
            second = unchecked(second + first + (isOurs ? words[n + 1] : BinaryPrimitives.ReverseEndianness(words[n + 1])));
        }
        return (first, second);
    }
}

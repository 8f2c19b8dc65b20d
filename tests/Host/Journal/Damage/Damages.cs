using System.Collections.Immutable;
using System.Text;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>One damaged copy, what was done to it, and what must come of it.</summary>
internal readonly record struct Damaged(JournalBytes Files, string What, params ImmutableArray<Due> Due);

/// <summary>One line of the table.</summary>
internal sealed record Kind(string Name, IEnumerable<Damaged> Copies);

/// <summary>What a card, a power cut or a hand does to the two files (reliability 4.5).</summary>
internal sealed class Damages(DamagedJournal journal)
{
    /// <summary>Frames of the log whose bytes are all damaged, one after the other.</summary>
    private const int TailFrames = 2;
    private const int Seed = 20260412, CutsBetween = 300, FlipEvery = 8, BitsInMain = 1200, SectorSets = 300;
    private const int Page = 4096, Sector = 512, MainHead = 100;

    private readonly LogOracle? oracle = journal.Files.Log is null ? null : new LogOracle(journal);

    private byte[] Main => journal.Files.Main!;
    private byte[] Log => journal.Files.Log!;
    private int Tail => Log.Length - TailFrames * LogOracle.Frame;

    /// <summary>What becomes of the write-ahead log.</summary>
    public IEnumerable<Kind> OfTheLog =>
    [
        new($"log cut at every byte of its last {TailFrames} frames", Enumerable.Range(Tail, Log.Length - Tail).Select(CutAt)),
        new("log cut at every byte of its head", Enumerable.Range(0, LogOracle.Head).Select(CutAt)),
        new("log cut anywhere else", Drawn(CutsBetween, seed => CutAt(seed.Next(Tail)))),
        new($"log: one bit of every {FlipEvery}th byte",
            Places(Log, FlipEvery).Select(at => FlippedInLog((at + at / FlipEvery % FlipEvery) * 8 + at / FlipEvery % 7))),
        new("log: every bit of its head", Enumerable.Range(0, LogOracle.Head * 8).Select(FlippedInLog)),
        new("log: every bit of every frame's head", Enumerable.Range(0, Log.Length / LogOracle.Frame).SelectMany(frame =>
            Enumerable.Range((LogOracle.Head + frame * LogOracle.Frame) * 8, LogOracle.FrameHead * 8)).Select(FlippedInLog)),
        new("log: 4 KiB of zeros", Places(Log, Page).Select(at => InLog(Zeroed(Log, at, Page), $"zeros at {at}"))),
        new("log: a sector of zeros", Places(Log, Sector).Select(at => InLog(Zeroed(Log, at, Sector), $"zeros at {at}"))),
        new("log: some sectors of zeros", Drawn(SectorSets, ZeroSectors)),
        new("log gone", [new Damaged(journal.Files with { Log = null }, "no log", new Due(Outcome.CleanPrefix, journal.RowsInMain))]),
    ];

    /// <summary>What becomes of the main file: nothing is ever lost without a word.</summary>
    public IEnumerable<Kind> OfTheMainFile =>
    [
        new("main: every bit of its header", Enumerable.Range(0, MainHead * 8).Select(FlippedInMain)),
        new("main: a bit anywhere else", Drawn(BitsInMain, seed => FlippedInMain(seed.Next(MainHead * 8, Main.Length * 8)))),
        new("main: 4 KiB of zeros", Places(Main, Page).Select(at => InMain(Zeroed(Main, at, Page), $"zeros at {at}"))),
        new("main: a sector of zeros", Places(Main, Sector).Select(at => InMain(Zeroed(Main, at, Sector), $"zeros at {at}"))),
        new("main cut at every sector", Places(Main, Sector).Select(at => InMain(Main[..at], $"cut at {at}"))),
        new("main cut at every byte of its header", Enumerable.Range(0, MainHead).Select(at => InMain(Main[..at], $"cut at {at}"))),
    ];

    /// <summary>What becomes of a snapshot: the one before it or the rows themselves stand in.</summary>
    public Kind OfTheNewestSnapshot
    {
        get
        {
            // A long text goes on in other pages: the part that lies together.
            const int searched = 64;
            var body = Encoding.UTF8.GetBytes(journal.Snapshot);
            var at = Main.AsSpan().IndexOf(body.AsSpan(0, searched));
            var together = Main.AsSpan(at).CommonPrefixLength(body);
            return new Kind("main: one bit of every byte of the newest snapshot", Enumerable.Range(at, together).Select(place =>
                new Damaged(journal.Files with { Main = Flipped(Main, place * 8 + place % 7) }, $"bit {place % 7} of byte {place}",
                    new Due(Outcome.Harmless, journal.Rows.Length))));
        }
    }

    /// <summary>What becomes of the main file while rows lie in the log beside it.</summary>
    public IEnumerable<Kind> OfTheMainFileBesideItsLog =>
    [
        .. OfTheMainFile.Select(kind => kind with { Name = $"{kind.Name}, beside its log" }),
        new("both cut", Places(Main, Page).SelectMany(main => journal.Commits.Select(log => new Damaged(
            new JournalBytes(Main[..main], Log[..(log.End - Page / 2)]), $"main cut at {main}, log at {log.End - Page / 2}",
            [.. Any, new Due(Outcome.CleanPrefix, null)])))),
        new("main gone, beside its log", [new Damaged(journal.Files with { Main = null }, "no main file", new Due(Outcome.SetAside, null))]),
    ];

    /// <summary>Main file and log of different moments of one life: an old card image, a log that was exchanged, writes that never came.</summary>
    public static Kind Exchanged(ImmutableArray<JournalBytes> moments) =>
        new("main and log of different moments", Enumerable.Range(0, moments.Length).SelectMany(main => Enumerable.Range(0, moments.Length)
            .Select(log => new Damaged(new JournalBytes(moments[main].Main, moments[log].Log), $"main of moment {main}, log of moment {log}",
                [.. Any, new Due(Outcome.CleanPrefix, null)]))));

    private static ImmutableArray<Due> Any { get; } =
        [new(Outcome.Harmless, null), new(Outcome.SetAside, null), new(Outcome.ToldByRowCheck, null)];

    private Damaged CutAt(int at) => InLog(Log[..at], $"cut at {at}");

    private Damaged FlippedInLog(int bit) => InLog(Flipped(Log, bit), $"bit {bit % 8} of byte {bit / 8}");

    private Damaged FlippedInMain(int bit) => InMain(Flipped(Main, bit), $"bit {bit % 8} of byte {bit / 8}");

    private Damaged InLog(byte[] log, string what) => new(journal.Files with { Log = log }, what, oracle!.Of(log));

    private Damaged InMain(byte[] main, string what) => new(journal.Files with { Main = main }, what, Any);

    /// <summary>Some of the sectors of the last pages never reached the disk.</summary>
    private Damaged ZeroSectors(Random seed)
    {
        var log = (byte[])Log.Clone();
        var from = seed.Next(log.Length) / Sector;
        for (var sector = from; sector * Sector < log.Length; sector++)
            if (seed.Next(3) == 0) log.AsSpan(sector * Sector, Math.Min(Sector, log.Length - sector * Sector)).Clear();
        return InLog(log, $"zeros from sector {from}");
    }

    private static IEnumerable<Damaged> Drawn(int count, Func<Random, Damaged> draw)
    {
        var seed = new Random(Seed);
        for (var n = 0; n < count; n++)
        {
            var drawn = draw(seed);
            yield return drawn with { What = $"seed {Seed}, round {n}: {drawn.What}" };
        }
    }

    private static IEnumerable<int> Places(byte[] bytes, int step)
    {
        for (var at = 0; at < bytes.Length; at += step) yield return at;
    }

    private static byte[] Zeroed(byte[] bytes, int at, int count)
    {
        var damaged = (byte[])bytes.Clone();
        damaged.AsSpan(at, Math.Min(count, damaged.Length - at)).Clear();
        return damaged;
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var damaged = (byte[])bytes.Clone();
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        return damaged;
    }
}

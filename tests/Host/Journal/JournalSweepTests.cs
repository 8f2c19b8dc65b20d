using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>
/// One small journal, damaged in every place: it opens with a clean beginning of what was written, or it is set aside, kept byte for
/// byte, and replaced. It never opens with a row that was not written, and it is never refused.
/// </summary>
public sealed class JournalSweepTests : IDisposable
{
    private const int Sector = 512, Page = 4096, FrameHead = 24, LogHead = 32;
    private static readonly ImmutableArray<Entry> All = Life(18);
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_write_ahead_log_cut_at_every_edge_and_between_gives_a_clean_beginning()
    {
        var (main, log) = Open(All);
        var edges = Enumerable.Range(0, log.Length).Where(at => (at - LogHead) % (Page + FrameHead) is <= FrameHead or >= Page + FrameHead - 2);
        var between = Enumerable.Range(0, log.Length / 211).Select(n => n * 211);
        var seen = edges.Concat(between).Distinct().Select(at => Look(main, log[..at], $"cut at {at}")).ToList();
        Assert.All(seen, look => Assert.False(look.Replaced));
        Assert.True(seen.Select(look => look.Rows).Distinct().Count() > 5, "the cuts fell at different rows");
    }

    [Fact]
    public void A_sector_of_zeros_anywhere_in_the_write_ahead_log_gives_a_clean_beginning()
    {
        var (main, log) = Open(All);
        for (var at = 0; at < log.Length; at += Sector)
            Assert.False(Look(main, Zeroed(log, at), $"zeros at {at}").Replaced);
    }

    [Fact]
    public void A_main_file_cut_at_every_sector_is_replaced()
    {
        var main = Closed(All);
        for (var at = 0; at < main.Length; at += Sector) Assert.True(Look(main[..at], null, $"cut at {at}").Replaced, $"cut at {at}");
    }

    [Fact]
    public void A_sector_of_zeros_anywhere_in_the_main_file_is_found_or_harmless()
    {
        var main = Closed(All);
        var found = 0;
        for (var at = 0; at < main.Length; at += Sector)
            if (Look(Zeroed(main, at), null, $"zeros at {at}").Replaced) found++;
        Assert.True(found > main.Length / Sector / 3, $"{found} of {main.Length / Sector} were seen");
    }

    [Fact]
    public void Every_bit_of_the_file_header_may_flip()
    {
        var main = Closed(All);
        for (var bit = 0; bit < 100 * 8; bit++) Look(Flipped(main, bit), null, $"bit {bit % 8} of byte {bit / 8}");
    }

    [Fact]
    public void Bits_may_flip_anywhere_else_in_the_main_file()
    {
        const int Seed = 20260411;
        var main = Closed(All);
        var seed = new Random(Seed);
        var found = 0;
        for (var round = 0; round < 300; round++)
        {
            var bit = seed.Next(100 * 8, main.Length * 8);
            if (Look(Flipped(main, bit), null, $"seed {Seed}, round {round}: bit {bit % 8} of byte {bit / 8}").Replaced) found++;
        }
        Assert.True(found > 50, $"{found} of 300 were seen");
    }

    [Fact]
    public void The_write_ahead_log_of_another_journal_never_gives_a_mixture()
    {
        var ours = Closed(All);
        using var other = new JournalFolder();
        using var store = other.Open();
        store.Append(Samples.Entries(0, 30));
        var cut = other.CopyAsCut();
        var (itsMain, itsLog) = (File.ReadAllBytes(Path.Combine(cut, "journal.db")), File.ReadAllBytes(Path.Combine(cut, "journal.db-wal")));
        var look = Reopened(ours, itsLog, out var recovered, out _);
        if (!look.Replaced && recovered.After.Length != 30) Same.Assert(All[..look.Rows], recovered.After);
        Assert.False(Reopened(itsMain, itsLog, out var whole, out _).Replaced);
        Assert.Equal(30, whole.After.Length);
    }

    private (byte[] Main, byte[] Log) Open(ImmutableArray<Entry> entries)
    {
        using var store = folder.Open();
        foreach (var entry in entries) store.Append([entry]);
        var cut = folder.CopyAsCut();
        return (File.ReadAllBytes(Path.Combine(cut, "journal.db")), File.ReadAllBytes(Path.Combine(cut, "journal.db-wal")));
    }

    private byte[] Closed(ImmutableArray<Entry> entries)
    {
        using (var store = folder.Open()) store.Append(entries);
        return File.ReadAllBytes(folder.Main);
    }

    private static (bool Replaced, int Rows) Look(byte[] main, byte[]? log, string what)
    {
        var look = Reopened(main, log, out var recovered, out var kept);
        if (!look.Replaced) Same.Assert(All[..look.Rows], recovered.After, what);
        else
        {
            Assert.True(kept.AsSpan().SequenceEqual(main), $"{what}: what was set aside is not what was there");
            // What is carried over is a state that the cabinet once was in: the ledger after some number of rows.
            if (recovered.Snapshot is { } carried) Same.Assert(LedgerOf(carried), carried, what);
        }
        return look;
    }

    private static Ledger LedgerOf(Ledger carried)
    {
        var ledger = Ledger.Empty;
        foreach (var entry in All)
        {
            ledger = ledger.Apply(entry);
            if (ledger.Elapsed == carried.Elapsed) break;
        }
        return ledger with { Position = 0 };
    }

    private static (bool Replaced, int Rows) Reopened(byte[] main, byte[]? log, out Recovered recovered, out byte[] kept)
    {
        var copy = Directory.CreateTempSubdirectory("yongai-sweep-");
        try
        {
            File.WriteAllBytes(Path.Combine(copy.FullName, "journal.db"), main);
            if (log is not null) File.WriteAllBytes(Path.Combine(copy.FullName, "journal.db-wal"), log);
            using var store = JournalStore.Open(copy.FullName, JournalFolder.Boot);
            recovered = store.Recover();
            kept = recovered.Replaced ? File.ReadAllBytes(Path.Combine(copy.FullName, "journal.damaged-1.db")) : [];
            return (recovered.Replaced, recovered.After.Length);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static byte[] Zeroed(byte[] bytes, int at)
    {
        var damaged = (byte[])bytes.Clone();
        damaged.AsSpan(at, Math.Min(Sector, damaged.Length - at)).Clear();
        return damaged;
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var damaged = (byte[])bytes.Clone();
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        return damaged;
    }

    // Each entry at a time of its own, so that a ledger says after which of them it stood.
    private static ImmutableArray<Entry> Life(int swaps) =>
        [.. new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(swaps).Entries.Select(entry =>
            entry with { At = entry.At with { Elapsed = TimeSpan.FromSeconds(entry.Position) } }).Take(60)];
}

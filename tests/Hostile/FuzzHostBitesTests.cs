using System.IO.Compression;
using System.Net;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Fuzz;
using YongAi.Edge.Host;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.Journal;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>Each target of the host finds what it is there for.</summary>
public sealed class FuzzHostBitesTests
{
    private const int Seed = 1, Enough = 2_000;

    [Fact]
    public void A_site_without_settings_and_without_faults_is_found() => Finds(new SiteTarget(FuzzTests.Seeds, path =>
        SiteFile.Read(path) is { Settings: null } broken ? broken with { Faults = [] } : SiteFile.Read(path)),
            "faults and settings, or neither");

    [Fact]
    public void A_site_that_cannot_be_run_is_found() => Finds(
        new SiteTarget(FuzzTests.Seeds, path => SiteFile.Read(path) is { Settings: { } settings } read
        ? read with { Settings = settings with { Plan = settings.Plan with { Cabinet = "trust" } } } : SiteFile.Read(path)),
            "cabinet 'trust'");

    [Fact]
    public void A_key_that_is_no_point_of_the_curve_is_found() =>
        Finds(new TrustTarget(FuzzTests.Seeds, path => SiteFile.Read(path) is { Settings: { } settings } read
        ? read with { Settings = settings with { Plan = settings.Plan with { Trust = Bent(settings.Plan.Trust) } } }
            : SiteFile.Read(path)), "trusted: ");

    [Fact]
    public void A_row_that_is_read_as_another_is_found() =>
        Finds(new RowTarget(row => JournalFormat.ToEntry(row with { Elapsed = row.Elapsed / 2 })), "written again it is");

    [Fact]
    public void A_row_that_breaks_its_reader_is_found() =>
        Finds(new RowTarget(row => row.Version == 2 ? throw new KeyNotFoundException("2") : JournalFormat.ToEntry(row)),
        "KeyNotFoundException");

    [Fact]
    public void A_snapshot_that_breaks_its_reader_is_found() =>
        Finds(new SnapshotTarget([], (row, remark) => LedgerSnapshot.FromRow(row, why =>
    {
        if (row.Type == LedgerSnapshot.Type) throw new InvariantBroken(why);
        remark(why);
    })), "InvariantBroken");

    [Fact]
    public void A_snapshot_that_is_left_out_in_silence_is_found() =>
        Finds(new SnapshotTarget([], (row, _) => LedgerSnapshot.FromRow(row, _ => { })), "left out without a reason");

    [Fact]
    public void A_damaged_journal_that_is_thrown_away_is_found() => Finds(new JournalFileTarget(TwoLedgers, path =>
    {
        try
        {
            using var whole = JournalStore.Open(path, "b");
            if (!whole.Recover().Replaced) return Opened(whole, path);
        }
        catch (JournalRefused) { }
        foreach (var file in Directory.GetFiles(path)) File.Delete(file);
        return JournalStore.Open(path, "b");
    }), "it opened with 0 of 60 rows");

    [Fact]
    public void A_start_that_is_refused_for_a_damaged_journal_is_found() => Finds(new JournalFileTarget(TwoLedgers, path =>
    {
        var opened = JournalStore.Open(path, "b");
        if (!opened.Recover().Replaced) return opened;
        opened.Dispose();
        throw new JournalRefused("damaged");
    }), "JournalRefused: damaged");

    [Theory]
    [InlineData(false, 59, 59, 35, "it opened with 59 of 60 rows")]
    [InlineData(true, 45, 45, 35, "it opened with 45 of 60 rows")]
    [InlineData(true, 29, 29, 0, "it opened with 29 of 60 rows")]
    [InlineData(true, 40, 39, 35, "with other rows")]
    [InlineData(false, 60, 60, 36, "another ledger, or another outbox")]
    public void A_journal_that_opens_with_less_than_was_kept_is_found(bool ofLog, int last, int rows, int outbox, string says)
    {
        using var target = new JournalFileTarget(TwoLedgers);
        target.Judge(Read(null, 60, 60, 35), ofLog: false);
        target.Judge(Read(null, 40, 40, 35), ofLog: true);
        Assert.Contains(says, Assert.Throws<FuzzFinding>(() => target.Judge(Read(null, last, rows, outbox), ofLog)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_main_file_of_which_nothing_is_carried_over_is_found()
    {
        using var target = new JournalFileTarget(TwoLedgers);
        var first = Read(null, 0, 0, 0) with { Replaced = true };
        target.Judge(first, ofLog: false);
        Assert.Throws<FuzzFinding>(() => target.Judge(first, ofLog: true));
    }

    [Fact]
    public void A_spoiled_journal_is_shown_whole()
    {
        using var target = new JournalFileTarget(TwoLedgers);
        var drawn = (HostileFile)target.Draw(new Chance().Begin(Seed, "journal-file", 1));
        var words = drawn.Shown.Split(' ');
        Assert.Equal([drawn.File, "beside"], [words[0], words[2]]);
        Assert.Equal(drawn.Bytes, Unpacked(words[1]));
        Assert.Equal(drawn.Beside, Unpacked(words[3]));
    }

    [Fact]
    public void A_ledger_that_no_journal_held_is_found()
    {
        using var target = new JournalFileTarget(TwoLedgers);
        var forged = TwoLedgers[0] with { LastSwap = 7 };
        target.Judge(Read(TwoLedgers[0] with { Position = 10 }, 60, 60, 35), ofLog: false);
        target.Judge(Read(TwoLedgers[0], 0, 0, 0) with { Replaced = true }, ofLog: false);
        Assert.Throws<FuzzFinding>(() => target.Judge(Read(forged with { Position = 10 }, 60, 60, 35), ofLog: false));
        Assert.Throws<FuzzFinding>(() => target.Judge(Read(forged, 0, 0, 0) with { Replaced = true }, ofLog: false));
    }

    [Fact]
    public void An_end_that_is_made_up_is_found() => Finds(new LastEndTarget((folder, boot) =>
        LastRun.Take(folder, boot) is LastEnd.Unknown ? LastEnd.Watchdog : LastRun.Take(folder, boot)), "which is");

    [Fact]
    public void Files_that_are_not_ready_for_the_next_start_are_found() =>
        Finds(new LastEndTarget((_, _) => LastEnd.Asked), "not ready for the next start");

    [Theory]
    [InlineData("HTTP/1.1 500 Internal Server Error\r\n\r\n", "the server failed: 500")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nroot:x:0:0", "a file of the machine")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 502 Bad Gateway\r\n\r\n", "the server failed: 502")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "no HTTP answer")]
    public void An_answer_that_a_server_must_not_give_is_found(string answer, string says)
    {
        using var target = new HttpTarget("http", new Deaf(), alone: false);
        Assert.Contains(says, Assert.Throws<FuzzFinding>(() => target.Judge(answer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_gone_is_found()
    {
        using var target = new HttpTarget("http", new Deaf(), alone: false);
        Assert.NotNull(FuzzRun.Of(target, Seed, 0, 1, CancellationToken.None).Fault);
    }

    private static ImmutableArray<Ledger> TwoLedgers => [Ledger.Empty with { LastSwap = 3 }, Ledger.Empty with { LastSwap = 4 }];

    private static byte[] Unpacked(string text)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static Recovered Read(Ledger? ledger, int last, int rows, int outbox) => new("", false, ledger,
        [.. Samples.Entries(0, rows).Skip((int)(ledger?.Position ?? 0))], last, default, null, outbox, 0, "", []);

    private static JournalStore Opened(JournalStore before, string path)
    {
        before.Dispose();
        return JournalStore.Open(path, "b");
    }

    private static TrustStore Bent(TrustStore trust) =>
        new(trust.Keys.SetItem(0, trust.Keys[0] with { PublicKey = trust.Keys[0].PublicKey.SetItem(64,
            (byte)(trust.Keys[0].PublicKey[64] ^ 1)) }));

    private static void Finds(FuzzTarget planted, string says)
    {
        using (planted)
        {
            var report = FuzzRun.Of(planted, Seed, 0, Enough, CancellationToken.None);
            Assert.Contains(says, report.Fault?.What ?? $"nothing in {report.Inputs} inputs", StringComparison.Ordinal);
        }
    }

    /// <summary>Nobody listens there: port 1 is of no program of ours.</summary>
    private sealed class Deaf : IServer
    {
        public IPEndPoint At { get; } = new(IPAddress.Loopback, 1);
        public ImmutableArray<string> Paths => ["/"];
        public string Heartbeat => "/";

        public void Dispose() { }
    }
}

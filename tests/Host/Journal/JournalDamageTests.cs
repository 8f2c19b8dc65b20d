using System.Collections.Immutable;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

public sealed class JournalDamageTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_flipped_bit_in_the_text_of_a_row_is_found_and_the_file_is_set_aside_as_it_was()
    {
        folder.Filled(200);
        string before;
        using (var store = folder.Open()) before = store.Journal;
        var bytes = File.ReadAllBytes(folder.Main);
        // A page keeps old copies of rows in its free room; the one that counts is among them.
        var flipped = 0;
        for (var at = 0; at < bytes.Length - 16; at++)
        {
            if (!bytes.AsSpan(at, 12).SequenceEqual("YA4824000000"u8)) continue;
            bytes[at + 8] ^= 0x01;
            flipped++;
        }
        Assert.NotEqual(0, flipped);
        File.WriteAllBytes(folder.Main, bytes);

        using var next = folder.Open();
        var recovered = next.Recover();
        Assert.True(recovered.Replaced);
        Assert.NotEqual(before, recovered.Journal);
        Assert.Empty(recovered.After);
        Assert.Contains(recovered.Remarks, remark => remark.Contains("fails its sum", StringComparison.Ordinal));
        Assert.Equal(bytes, File.ReadAllBytes(Aside(1)));
    }

    [Theory]
    [InlineData("elapsed = elapsed + 1")]
    [InlineData("wall = wall - 1")]
    [InlineData("trust = 'assumed'")]
    [InlineData("drift = 1")]
    [InlineData("boot = 'b002b001b001b001'")]
    [InlineData("type = 'code-spent'")]
    [InlineData("version = 2")]
    [InlineData("body = body || ' '")]
    [InlineData("crc = crc + 4294967296")]
    public void A_change_in_any_column_of_any_row_is_found(string change)
    {
        folder.Filled(30);
        folder.Tamper($"UPDATE entries SET {change} WHERE position = 17");
        Assert.True(Reopened().Replaced);
    }

    [Theory]
    [InlineData("DELETE FROM entries WHERE position = 17")]
    [InlineData("DELETE FROM entries WHERE position = 1")]
    [InlineData("UPDATE entries SET position = 31 WHERE position = 30")]
    [InlineData("UPDATE marks SET value = 'ffffffffffffffff' WHERE name = 'journal'")]
    [InlineData("DELETE FROM marks WHERE name = 'outbox'")]
    [InlineData("DROP TABLE marks; CREATE TABLE marks (name TEXT); INSERT INTO marks VALUES (1)")]
    public void A_missing_row_or_a_wrong_mark_is_found(string change)
    {
        folder.Filled(30);
        folder.Tamper(change);
        Assert.True(Reopened().Replaced);
    }

    [Fact]
    public void Rows_that_end_before_what_the_cloud_has_acknowledged_are_damage()
    {
        folder.Filled(30);
        using (var store = folder.Open())
        {
            store.MoveOutbox(25);
            store.WriteMarks();
        }
        folder.Tamper("DELETE FROM entries WHERE position > 20");
        Assert.True(Reopened().Replaced);
    }

    [Fact]
    public void A_main_file_without_bytes_is_set_aside_with_its_write_ahead_log()
    {
        using (var store = folder.Open())
        {
            store.Append(Samples.Entries(0, 20));
            var cut = folder.CopyAsCut();
            var log = File.ReadAllBytes(Path.Combine(cut, "journal.db-wal"));
            Assert.NotEmpty(log);
            File.WriteAllBytes(Path.Combine(cut, "journal.db"), []);
            Assert.Empty(JournalFolder.AllOf(cut, out var recovered));
            Assert.True(recovered.Replaced);
            Assert.Equal(log, File.ReadAllBytes(Path.Combine(cut, "journal.damaged-1.db-wal")));
        }
    }

    [Theory]
    [InlineData("6F")]
    [InlineData("53514C69746520666F726D6174203300100002024020")]
    public void A_main_file_that_ends_within_its_header_is_set_aside_as_it_was(string left)
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 20));
        var cut = folder.CopyAsCut();
        var log = File.ReadAllBytes(Path.Combine(cut, "journal.db-wal"));
        File.WriteAllBytes(Path.Combine(cut, "journal.db"), Convert.FromHexString(left));
        Assert.Empty(JournalFolder.AllOf(cut, out var recovered));
        Assert.True(recovered.Replaced);
        Assert.Equal(left, Convert.ToHexString(File.ReadAllBytes(Path.Combine(cut, "journal.damaged-1.db"))));
        Assert.Equal(log, File.ReadAllBytes(Path.Combine(cut, "journal.damaged-1.db-wal")));
    }

    [Fact]
    public void A_main_file_that_is_gone_while_its_write_ahead_log_is_there_is_no_first_day()
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 20));
        var cut = folder.CopyAsCut();
        File.Delete(Path.Combine(cut, "journal.db"));
        JournalFolder.AllOf(cut, out var recovered);
        Assert.True(recovered.Replaced);
    }

    [Fact]
    public void A_folder_that_lost_its_journal_is_no_first_day()
    {
        folder.Filled(20);
        File.Delete(folder.Main);
        var recovered = Reopened();
        Assert.True(recovered.Replaced);
        Assert.Contains(recovered.Remarks, remark => remark.Contains("the journal is gone", StringComparison.Ordinal));
        Assert.True(Reopened().Replaced, "also at the next start, when nothing was written yet");
    }

    [Fact]
    public void The_write_ahead_log_of_another_journal_never_gives_a_mixture()
    {
        var ours = folder.Filled(60);
        using var other = new JournalFolder();
        using var store = other.Open();
        store.Append(Samples.Entries(0, 30));
        var cut = other.CopyAsCut();
        File.Copy(folder.Main, Path.Combine(cut, "journal.db"), overwrite: true);
        var after = JournalFolder.AllOf(cut, out var recovered);
        if (recovered.Journal == store.Journal) Same.Assert(Samples.Entries(0, 30), after);
        else if (!recovered.Replaced) Same.Assert(ours[..after.Length], after);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void A_shortened_main_file_is_set_aside(double left)
    {
        folder.Filled(300);
        var bytes = File.ReadAllBytes(folder.Main);
        File.WriteAllBytes(folder.Main, bytes[..(int)(bytes.Length * left)]);
        Assert.True(Reopened().Replaced);
        Assert.Equal((int)(bytes.Length * left), new FileInfo(Aside(1)).Length);
    }

    [Fact]
    public void Noise_where_the_file_should_be_is_set_aside()
    {
        Directory.CreateDirectory(folder.Path);
        var noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        File.WriteAllBytes(folder.Main, noise);
        Assert.True(Reopened().Replaced);
        Assert.Equal(noise, File.ReadAllBytes(Aside(1)));
    }

    [Fact]
    public void A_replaced_journal_says_so_until_something_is_written_to_it()
    {
        folder.Filled(5);
        File.WriteAllBytes(folder.Main, []);
        Assert.True(Reopened().Replaced);
        Assert.True(Reopened().Replaced);
        folder.Filled(1);
        Assert.False(Reopened().Replaced);
    }

    [Fact]
    public void A_cut_between_setting_aside_and_making_a_new_one_is_no_first_day()
    {
        folder.Filled(5);
        File.Move(folder.Main, Aside(1));
        File.WriteAllText(folder.Main + ".new", "half a draft");
        var recovered = Reopened();
        Assert.True(recovered.Replaced);
        Assert.False(File.Exists(folder.Main + ".new"));
    }

    [Fact]
    public void Damaged_journals_are_all_kept_and_a_ninth_is_refused()
    {
        for (var number = 1; number <= 8; number++)
        {
            Directory.CreateDirectory(folder.Path);
            File.WriteAllText(folder.Main, $"noise {number}");
            Assert.True(Reopened().Replaced);
            Assert.Equal($"noise {number}", File.ReadAllText(Aside(number)));
        }
        File.WriteAllText(folder.Main, "noise 9");
        Assert.Contains("the disk is failing", Assert.Throws<JournalRefused>(() => folder.Open()).Message);
        Assert.Equal("noise 9", File.ReadAllText(folder.Main));
        Assert.Equal("noise 1", File.ReadAllText(Aside(1)));
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("journal.db-wal")]
    public void A_folder_in_the_place_of_a_file_is_set_aside_with_what_is_in_it(string name)
    {
        if (name != "journal.db") folder.Filled(5);
        var place = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "note"), "put here by mistake");
        Assert.True(Reopened().Replaced);
        Assert.True(File.Exists(Path.Combine(folder.Path, name.Replace("journal", "journal.damaged-1"), "note")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(9 << 20)]
    public void A_reserve_of_another_size_is_made_whole_again(int bytes)
    {
        var all = folder.Filled(20);
        var reserve = Path.Combine(folder.Path, "reserve.bin");
        File.WriteAllBytes(reserve, new byte[bytes]);
        Same.Assert(all, Reopened().After);
        Assert.Equal(8 << 20, new FileInfo(reserve).Length);
    }

    [Fact]
    public void A_reserve_that_cannot_be_kept_is_told_and_costs_no_start()
    {
        var all = folder.Filled(20);
        var reserve = Path.Combine(folder.Path, "reserve.bin");
        File.Delete(reserve);
        Directory.CreateDirectory(reserve);
        using var store = folder.Open();
        var recovered = store.Recover();
        Same.Assert(all, recovered.After);
        Assert.Contains(recovered.Remarks, remark => remark.Contains("no room can be kept in reserve", StringComparison.Ordinal));
        store.Relieve(0);
        Directory.Delete(reserve);
        store.Relieve(0);
        Assert.False(store.IsOnReserve, "taken when nothing is in its place any more");
    }

    [Fact]
    public void What_a_damaged_journal_still_proves_is_where_the_next_one_begins()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(3);
        var swapsSoFar = life.Ledger;
        using (var store = folder.Open())
        {
            store.Append(life.Entries);
            store.Append(life.Swaps(4).Entries.Skip((int)store.LastPosition));
            store.RaiseIssuedFloor(1_780_000_123);
            store.WriteMarks();
        }
        folder.Tamper($"UPDATE entries SET body = body || ' ' WHERE position = {swapsSoFar.Position + 1}");

        using var next = folder.Open();
        var recovered = next.Recover();
        Assert.True(recovered.Replaced);
        Assert.Equal(0, recovered.LastPosition);
        Assert.Empty(recovered.After);
        Assert.Equal(1_780_000_123, recovered.IssuedFloor);
        Assert.Equal(swapsSoFar.Elapsed, recovered.LastElapsed);
        Same.Assert(swapsSoFar with { Position = 0 }, recovered.Snapshot);
        Assert.Contains(recovered.Remarks, remark => remark.Contains($"as of its position {swapsSoFar.Position}", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_carried_over_is_there_at_every_later_start()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(3);
        using (var store = folder.Open()) store.Append(life.Entries);
        folder.Tamper("UPDATE marks SET value = '7' WHERE name = 'outbox'");
        using (var store = folder.Open())
        {
            Assert.NotNull(store.Recover().Snapshot);
            store.Append([new Entry(1, life.Now, new CabinetStarted("b002b002b002b002", store.Journal, "0.1.0", true))]);
        }
        var again = Reopened();
        Assert.False(again.Replaced);
        Same.Assert(life.Ledger.Custody, again.Snapshot!.Apply(again.After.Single()).Custody);
    }

    [Fact]
    public void A_journal_that_the_cloud_knows_to_be_longer_is_set_aside_with_its_reason_and_carried_over_whole()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens().Swaps(3);
        using (var store = folder.Open()) store.Append(life.Entries);
        JournalStore.Doubt(folder.Path, "the cloud has its events up to 900");
        var recovered = Reopened();
        Assert.True(recovered.Replaced);
        Assert.Contains(recovered.Remarks, remark => remark.Contains("the cloud has its events up to 900", StringComparison.Ordinal));
        Same.Assert(life.Ledger with { Position = 0 }, recovered.Snapshot);
        Assert.False(File.Exists(Path.Combine(folder.Path, "journal.doubt")));
    }

    private Recovered Reopened()
    {
        using var store = folder.Open();
        return store.Recover();
    }

    private string Aside(int number) => Path.Combine(folder.Path, $"journal.damaged-{number}.db");
}

using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

public sealed class JournalStoreTests : IDisposable
{
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_first_day_has_an_id_and_nothing_else()
    {
        using var store = folder.Open();
        var recovered = store.Recover();
        Assert.Matches("^[0-9a-f]{16}$", recovered.Journal);
        Assert.False(recovered.Replaced);
        Assert.Null(recovered.Snapshot);
        Assert.Null(recovered.Last);
        Assert.Empty(recovered.After);
        Assert.Empty(recovered.Remarks);
        Assert.Equal((0, 0, 0, TimeSpan.Zero), (recovered.LastPosition, recovered.OutboxPosition, recovered.IssuedFloor, recovered.LastElapsed));
        Assert.Contains("locking exclusive, journal wal, synchronous 2", recovered.Settings);
    }

    [Fact]
    public void What_was_appended_is_there_after_a_start_with_every_part_of_its_moment()
    {
        var entries = Samples.Entries(0, 100);
        string journal;
        using (var store = folder.Open())
        {
            store.Append(entries.Take(1));
            store.Append(entries.Skip(1).Take(60));
            store.Append(entries.Skip(61));
            journal = store.Journal;
        }
        var after = JournalFolder.AllOf(folder.Path, out var recovered);
        Same.Assert(entries, after);
        Assert.Equal((journal, 100L, entries[^1].At.Elapsed), (recovered.Journal, recovered.LastPosition, recovered.LastElapsed));
        Same.Assert(entries[^1].At, recovered.Last);
        Assert.False(recovered.Replaced);
    }

    [Fact]
    public void A_commit_is_in_the_files_when_Append_returns()
    {
        using var store = folder.Open();
        for (var n = 1; n <= 5; n++)
        {
            var entries = Samples.Entries(store.LastPosition, n);
            store.Append(entries);
            Same.Assert(Samples.Entries(0, (int)store.LastPosition), JournalFolder.AllOf(folder.CopyAsCut(), out _));
        }
    }

    [Fact]
    public void Each_row_carries_the_start_of_the_program_that_wrote_it()
    {
        using (var store = folder.Open("1111111111111111")) store.Append(Samples.Entries(0, 2));
        using (var store = folder.Open("2222222222222222"))
        {
            store.Append(Samples.Entries(2, 2));
            Assert.Equal(["1111111111111111", "2222222222222222"], store.ReadAfter(1, 2).Select(kept => kept.Boot));
            Assert.Equal([2L, 3L], store.ReadAfter(1, 2).Select(kept => kept.Entry.Position));
            Assert.Empty(store.ReadAfter(4, 10));
        }
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(3, 3)]
    [InlineData(5, 6)]
    public void A_position_that_does_not_follow_breaks_an_invariant_and_writes_nothing(long first, long second)
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 2));
        var one = Samples.Entries(0, 1)[0];
        Assert.Throws<InvariantBroken>(() => store.Append([one with { Position = first }, one with { Position = second }]));
        Assert.Equal(2, store.LastPosition);
        Assert.Equal(2, store.ReadAfter(0, 10).Length);
        store.Append(Samples.Entries(2, 1));
        Assert.Equal(3, JournalFolder.AllOf(folder.CopyAsCut(), out _).Length);
    }

    [Fact]
    public void The_outbox_position_goes_to_disk_with_the_next_append_and_never_back()
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 4));
        store.MoveOutbox(3);
        store.RaiseIssuedFloor(1_780_000_000);
        store.MoveOutbox(2);
        store.RaiseIssuedFloor(1_700_000_000);
        Assert.Equal((3, 1_780_000_000), (store.OutboxPosition, store.IssuedFloor));
        Assert.Throws<InvariantBroken>(() => store.MoveOutbox(5));
        JournalFolder.AllOf(folder.CopyAsCut(), out var before);
        Assert.Equal((0, 0), (before.OutboxPosition, before.IssuedFloor));
        store.Append(Samples.Entries(4, 1));
        JournalFolder.AllOf(folder.CopyAsCut(), out var after);
        Assert.Equal((3, 1_780_000_000), (after.OutboxPosition, after.IssuedFloor));
        Assert.False(store.MarksWait);
    }

    [Fact]
    public void A_moved_outbox_position_can_be_written_without_an_append()
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 4));
        store.MoveOutbox(4);
        Assert.True(store.MarksWait);
        store.WriteMarks();
        JournalFolder.AllOf(folder.CopyAsCut(), out var recovered);
        Assert.Equal(4, recovered.OutboxPosition);
    }

    [Fact]
    public void A_second_program_is_refused_in_words_and_the_first_goes_on()
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 1));
        var refused = Assert.Throws<JournalRefused>(() => folder.Open());
        Assert.Contains("in use by another process", refused.Message);
        store.Append(Samples.Entries(1, 1));
        Assert.Equal(2, store.LastPosition);
        Assert.Empty(Directory.GetFiles(folder.Path, "journal.damaged*"));
    }

    [Fact]
    public void A_database_tool_finds_the_live_journal_locked()
    {
        using var store = folder.Open();
        store.Append(Samples.Entries(0, 1));
        using var tool = new SqliteConnection($"Data Source={folder.Main};Pooling=False;Default Timeout=1");
        var locked = Assert.Throws<SqliteException>(() =>
        {
            tool.Open();
            using var command = tool.CreateCommand();
            command.CommandText = "SELECT count(*) FROM entries";
            command.ExecuteScalar();
        });
        Assert.Equal(5, locked.SqliteErrorCode);
        Assert.False(File.Exists(folder.Main + "-shm"));
    }

    [Fact]
    public void A_database_tool_that_has_the_journal_open_is_no_reason_to_set_it_aside()
    {
        folder.Filled(3);
        using var tool = new SqliteConnection($"Data Source={folder.Main};Pooling=False");
        tool.Open();
        using var command = tool.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        Assert.Contains("locked", Assert.Throws<JournalRefused>(() => folder.Open()).Message);
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        tool.Close();
        Assert.Equal(3, JournalFolder.AllOf(folder.Path, out _).Length);
    }

    [Fact]
    public void A_journal_of_a_newer_program_is_refused_and_left_where_it_is()
    {
        folder.Filled(3);
        using (var store = folder.Open()) Assert.Equal(3, store.LastPosition);
        WriteRow(4, "goods-given", "{}");
        using (var store = folder.Open())
            Assert.Contains("goods-given", Assert.Throws<JournalRefused>(() => store.Recover()).Message);
        Assert.Empty(Directory.GetFiles(folder.Path, "journal.damaged*"));
    }

    [Fact]
    public void Room_for_the_day_the_disk_is_full_is_kept_from_the_start()
    {
        using var store = folder.Open();
        Assert.Equal(8 << 20, new FileInfo(Path.Combine(folder.Path, "reserve.bin")).Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_refused_with_its_name()
    {
        File.WriteAllText(folder.Path, "a file where the folder should be");
        Assert.Contains(folder.Path, Assert.Throws<JournalRefused>(() => folder.Open()).Message);
        File.Delete(folder.Path);
    }

    private void WriteRow(long position, string type, string body)
    {
        var row = new JournalRow(position, 2, 3, "trusted", 0, "b", type, 1, body);
        folder.Tamper($"INSERT INTO entries VALUES ({row.Position}, {row.Elapsed}, {row.Wall}, '{row.Trust}', {row.Drift}, "
            + $"'{row.Boot}', '{row.Type}', {row.Version}, '{row.Body}', {row.Crc()})");
    }
}

using Microsoft.Data.Sqlite;
using YongAi.CloudBridge.Store;

namespace YongAi.Edge.Tests.CloudBridge;

public sealed class SqliteEventStoreTests : EventStoreContract
{
    private readonly TempFolder folder = new();

    protected override Task<IEventStore> OpenAsync() =>
        Task.FromResult<IEventStore>(SqliteEventStore.Open(folder.File("events.db"), TimeProvider.System));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Opened_again_everything_is_there()
    {
        await Keep(Event(First, 1), Event(First, 3), Event(Second, 1));
        await Store.DisposeAsync();
        Store = await OpenAsync();

        Assert.Equal<JournalMark>([new JournalMark(First, 1, 3), new JournalMark(Second, 1, 1)], await Store.MarksAsync(CancellationToken.None));
        var kept = await Keep(Event(First, 3), Event(First, 2));
        Assert.Equal<Keeping>([Keeping.Known, Keeping.New], kept.Keepings);
        Assert.Equal(["a1/1", "a1/2", "a1/3", "01/1"], await Bodies());
    }

    [Fact]
    public async Task What_was_answered_is_in_the_files_though_nobody_closed_them()
    {
        await Keep([.. Enumerable.Range(1, 200).Select(n => Event(First, n))]);
        foreach (var end in (string[])["", "-wal"]) File.Copy(folder.File("events.db" + end), folder.File("cut.db" + end));

        await using var cut = SqliteEventStore.Open(folder.File("cut.db"), TimeProvider.System);
        Assert.Equal(new JournalMark(First, 200, 200), (await cut.MarksAsync(CancellationToken.None)).Single());
        Assert.Equal(200, (await cut.EventsAsync("NB-DEMO-01", null, 1_000, CancellationToken.None))!.Value.Length);
    }

    [Fact]
    public void A_second_bridge_on_the_same_file_is_told_so()
    {
        var refused = Assert.Throws<StoreRefused>(() => SqliteEventStore.Open(folder.File("events.db"), TimeProvider.System));
        Assert.Contains("in use by another process", refused.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        var path = folder.File("other.db");
        var bytes = Enumerable.Range(0, 10_000).Select(n => unchecked((byte)(n * 7))).ToArray();
        await File.WriteAllBytesAsync(path, bytes);

        var refused = Assert.Throws<StoreRefused>(() => SqliteEventStore.Open(path, TimeProvider.System));
        Assert.Contains("Move the file aside", refused.Message);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task A_store_of_a_later_format_is_refused()
    {
        await Store.DisposeAsync();
        Change("PRAGMA user_version = 2");

        var refused = Assert.Throws<StoreRefused>(() => SqliteEventStore.Open(folder.File("events.db"), TimeProvider.System));
        Assert.Contains("format 2", refused.Message);
    }

    [Fact]
    public async Task An_event_damaged_on_disk_is_not_served_and_its_next_arrival_heals_it()
    {
        await Keep(Event(First, 1), Event(First, 2));
        await Store.DisposeAsync();
        Change("UPDATE events SET body = CAST('a1/9' AS BLOB) WHERE position = 2");
        Store = await OpenAsync();

        await Assert.ThrowsAsync<EventDamaged>(() => Bodies());
        var kept = await Keep(Event(First, 2));
        Assert.Equal<Keeping>([Keeping.Healed], kept.Keepings);
        Assert.Equal(["a1/1", "a1/2"], await Bodies());
    }

    [Fact]
    public async Task A_store_that_failed_once_answers_nobody_any_more()
    {
        await Keep(Event(First, 1));
        await Store.DisposeAsync();
        Change("DROP TABLE aside");
        Store = await OpenAsync();

        await Assert.ThrowsAsync<SqliteException>(() => SetAside(new ArrivedAside("t", null, "no table", [])));
        await Assert.ThrowsAsync<SqliteException>(() => Store.Completion);
        await Assert.ThrowsAnyAsync<Exception>(() => Keep(Event(First, 2)));
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.File("events.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

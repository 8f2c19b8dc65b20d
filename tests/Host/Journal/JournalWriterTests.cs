using System.Collections.Concurrent;
using System.Collections.Immutable;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

public sealed class JournalWriterTests : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource patience = new(PatienceMax);
    private readonly JournalFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        patience.Dispose();
    }

    private JournalWriter Writer() => new(folder.Open(), TimeProvider.System);

    [Fact]
    public async Task What_is_handed_over_is_told_written_in_order_and_only_when_it_is_on_disk()
    {
        await using var writer = Writer();
        var told = new ConcurrentQueue<long>();
        var onDisk = new ConcurrentQueue<long>();
        writer.Written += through =>
        {
            told.Enqueue(through);
            onDisk.Enqueue(JournalFolder.AllOf(folder.CopyAsCut(), out var cut).Length);
        };
        writer.Start();
        for (long n = 0; n < 30; n += 3) writer.Hand(Samples.Entries(n, 3));
        await writer.WaitForMoreAsync(29, patience.Token);
        await writer.StopAsync(patience.Token);
        Assert.Equal(told.Order(), told);
        Assert.Equal(30, told.Last());
        Assert.All(told.Zip(onDisk), pair => Assert.True(pair.Second >= pair.First, $"{pair.First} told, {pair.Second} on disk"));
        Same.Assert(Samples.Entries(0, 30), JournalFolder.AllOf(folder.Path, out _));
    }

    [Fact]
    public async Task Turns_that_wait_behind_a_slow_disk_share_the_next_commit()
    {
        await using var writer = Writer();
        var told = new ConcurrentQueue<long>();
        writer.Written += told.Enqueue;
        for (long n = 0; n < 40; n++) writer.Hand(Samples.Entries(n, 1));
        writer.Start();
        await writer.WaitForMoreAsync(39, patience.Token);
        // It is on disk a moment before that is told.
        await writer.StopAsync(patience.Token);
        Assert.Equal([40L], told);
    }

    [Fact]
    public async Task Handing_over_never_waits_and_the_queue_has_an_end()
    {
        await using var writer = Writer();
        for (long n = 0; n < JournalWriter.TurnsMax; n++) writer.Hand(Samples.Entries(n, 1));
        Assert.Contains("silent for far too long",
            Assert.Throws<InvariantBroken>(() => writer.Hand(Samples.Entries(JournalWriter.TurnsMax, 1))).Message);
        writer.Start();
        await writer.WaitForMoreAsync(JournalWriter.TurnsMax - 1, patience.Token);
    }

    [Fact]
    public async Task Nothing_is_handed_over_out_of_order()
    {
        await using var writer = Writer();
        writer.Hand(Samples.Entries(0, 2));
        writer.Hand([]);
        Assert.Throws<InvariantBroken>(() => writer.Hand(Samples.Entries(3, 1)));
        Assert.Throws<InvariantBroken>(() => writer.Hand(Samples.Entries(1, 1)));
    }

    [Fact]
    public async Task The_relay_reads_what_is_on_disk_with_the_start_that_wrote_it()
    {
        await using var writer = Writer();
        writer.Start();
        writer.Hand(Samples.Entries(0, 10));
        await writer.WaitForMoreAsync(0, patience.Token);
        var read = await writer.ReadAfterAsync(4, 3, patience.Token);
        Assert.Equal([5L, 6L, 7L], read.Select(kept => kept.Entry.Position));
        Same.Assert(Samples.Entries(4, 3), read.Select(kept => kept.Entry).ToImmutableArray());
        Assert.All(read, kept => Assert.Equal(JournalFolder.Boot, kept.Boot));
        Assert.Empty(await writer.ReadAfterAsync(10, 3, patience.Token));
    }

    [Fact]
    public async Task Who_waits_for_more_is_woken_by_the_next_row_and_can_give_up()
    {
        await using var writer = Writer();
        writer.Start();
        var waiting = writer.WaitForMoreAsync(0, patience.Token);
        using var tired = new CancellationTokenSource();
        var givenUp = writer.WaitForMoreAsync(0, tired.Token);
        await tired.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        Assert.False(waiting.IsCompleted);
        writer.Hand(Samples.Entries(0, 1));
        await waiting;
        Assert.Equal(1, writer.LastWritten);
    }

    [Fact]
    public async Task Links_that_broke_while_the_disk_stood_still_leave_room_for_the_next_one()
    {
        await using var writer = Writer();
        using var broken = new CancellationTokenSource();
        var gone = Enumerable.Range(0, JournalWriter.ReadsMax).Select(_ => writer.ReadAfterAsync(0, 10, broken.Token)).ToList();
        await Assert.ThrowsAsync<InvariantBroken>(() => writer.ReadAfterAsync(0, 10, patience.Token));
        await broken.CancelAsync();
        foreach (var read in gone) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        var next = writer.ReadAfterAsync(0, 10, patience.Token);
        writer.Start();
        Assert.Empty(await next);
    }

    [Fact]
    public async Task Time_that_passes_between_two_looks_at_the_clock_ends_no_writer()
    {
        await using var writer = new JournalWriter(folder.Open(), new HasteningTime(TimeSpan.FromMilliseconds(40))) { MarksWithin = TimeSpan.FromMilliseconds(60) };
        writer.Start();
        writer.Hand(Samples.Entries(0, 5));
        await writer.WaitForMoreAsync(4, patience.Token);
        writer.MoveOutbox(5);
        Recovered cut;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            Assert.Null(writer.Completion.Exception);
            JournalFolder.AllOf(folder.CopyAsCut(), out cut);
        }
        while (cut.OutboxPosition != 5);
    }

    [Fact]
    public async Task A_moved_outbox_position_is_on_disk_soon_also_when_nothing_is_appended()
    {
        await using var writer = new JournalWriter(folder.Open(), TimeProvider.System) { MarksWithin = TimeSpan.FromMilliseconds(20) };
        writer.Start();
        writer.Hand(Samples.Entries(0, 5));
        await writer.WaitForMoreAsync(4, patience.Token);
        writer.MoveOutbox(5);
        writer.RaiseIssuedFloor(1_780_000_000);
        writer.MoveOutbox(3);
        Assert.Equal((5, 1_780_000_000), (writer.OutboxPosition, writer.IssuedFloor));
        Recovered cut;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            JournalFolder.AllOf(folder.CopyAsCut(), out cut);
        }
        while (cut.OutboxPosition != 5 || cut.IssuedFloor != 1_780_000_000);
    }

    [Fact]
    public async Task At_a_stop_everything_handed_over_and_every_mark_is_written()
    {
        var writer = Writer();
        writer.Start();
        writer.Hand(Samples.Entries(0, 1));
        await writer.WaitForMoreAsync(0, patience.Token);
        writer.MoveOutbox(1);
        for (long n = 1; n < 100; n++) writer.Hand(Samples.Entries(n, 1));
        await writer.StopAsync(patience.Token);
        Assert.Equal(100, JournalFolder.AllOf(folder.Path, out var recovered).Length);
        Assert.Equal(1, recovered.OutboxPosition);
        Assert.Throws<InvariantBroken>(() => writer.Hand(Samples.Entries(100, 1)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.ReadAfterAsync(0, 1, patience.Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WaitForMoreAsync(100, patience.Token));
    }

    [Fact]
    public async Task The_cloud_cannot_acknowledge_what_is_not_on_disk()
    {
        await using var writer = Writer();
        writer.Start();
        writer.Hand(Samples.Entries(0, 2));
        await writer.WaitForMoreAsync(1, patience.Token);
        Assert.Throws<InvariantBroken>(() => writer.MoveOutbox(3));
        Assert.Equal(0, writer.OutboxPosition);
    }

    [Fact]
    public async Task A_broken_listener_ends_the_writer_and_everyone_hears_of_it()
    {
        var writer = Writer();
        writer.Written += _ => throw new InvalidOperationException("the inbox is full");
        var waiting = writer.WaitForMoreAsync(5, patience.Token);
        writer.Start();
        writer.Hand(Samples.Entries(0, 1));
        Assert.Equal("the inbox is full",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Completion.WaitAsync(patience.Token))).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.Throws<InvariantBroken>(() => writer.Hand(Samples.Entries(1, 1)));
        await writer.DisposeAsync();
        Assert.Single(JournalFolder.AllOf(folder.Path, out _));
    }

    [Fact]
    public async Task A_snapshot_is_due_after_many_rows_and_stored_behind_them()
    {
        var life = new Life(TimeSpan.FromSeconds(20)).Opens();
        await using var writer = Writer();
        writer.Hand(life.Entries);
        Assert.False(writer.SnapshotIsDue);
        var before = life.Entries.Length;
        writer.Hand([.. life.Swaps(60).Entries.Skip(before)]);
        Assert.True(writer.SnapshotIsDue);
        writer.Keep(life.Ledger, life.Now);
        Assert.False(writer.SnapshotIsDue);
        Assert.Throws<InvariantBroken>(() => writer.Keep(life.Ledger with { Position = 3 }, life.Now));
        writer.Start();
        await writer.StopAsync(patience.Token);
        Assert.Empty(JournalFolder.AllOf(folder.Path, out var recovered));
        Same.Assert(life.Ledger, recovered.Snapshot);
        await using var next = Writer();
        Assert.False(next.SnapshotIsDue);
    }

    [Fact]
    public async Task A_writer_with_nothing_to_do_still_comes_round()
    {
        var turns = new SemaphoreSlim(0);
        await using var writer = new JournalWriter(folder.Open(), TimeProvider.System) { Turned = () => turns.Release() };
        writer.Start();
        for (var n = 0; n < 2; n++) Assert.True(await turns.WaitAsync(PatienceMax, patience.Token));
    }

    /// <summary>So long passes before each look at the clock: whoever looks twice sees two times, as on a machine that is busy with others.</summary>
    private sealed class HasteningTime(TimeSpan step) : TimeProvider
    {
        private long looks;

        public override long GetTimestamp() => Interlocked.Increment(ref looks) * (long)(step.TotalSeconds * TimestampFrequency);
    }
}

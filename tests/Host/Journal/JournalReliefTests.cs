using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>What gives way when the journal passes its limit, and what never does.</summary>
public sealed class JournalReliefTests : IDisposable
{
    private readonly JournalFolder folder = new();
    private readonly Life life = new Life(TimeSpan.FromSeconds(20)).Opens();
    private static readonly StoreLimits Tight = new() { RowsMax = 300 };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_journal_within_its_limit_is_left_alone()
    {
        using var store = Lived(Tight with { RowsMax = 100_000 }, swaps: 40);

        var measured = store.Relieve(published: 0);

        Assert.False(measured.IsOver);
        Assert.Equal(store.LastPosition, measured.Rows);
        Assert.Empty(measured.Droppable);
    }

    [Fact]
    public void Detail_that_the_cloud_has_goes_first_and_custody_stays()
    {
        using var store = Lived(Tight with { RowsMax = 500 }, swaps: 40);
        store.MoveOutbox(store.LastPosition);
        var custody = Positions(store, stays: true);

        Settle(store, published: store.LastPosition, onlyWhile: measured => measured.Trimming);

        Assert.Empty(custody.Except(Positions(store, stays: true)));
        Assert.False(store.Relieve(store.LastPosition).IsOver);
    }

    [Fact]
    public void What_nobody_has_goes_in_runs_that_an_event_stands_for_those_published_last()
    {
        using var store = Lived(Tight, swaps: 40);
        const long published = 120;

        var first = store.Relieve(published);

        Assert.NotEmpty(first.Droppable);
        Assert.All(first.Droppable, run => Assert.True(run.From > published && run.To - run.From + 1 >= JournalStore.RunLeast));
        Assert.All(first.Droppable, run => Assert.Equal(run.To - run.From + 1, run.Kinds.Sum(kind => kind.Count)));
        var late = Settle(store, published, onlyWhile: measured => !measured.Droppable.IsEmpty);
        Assert.Contains(late, run => run.To <= published);
    }

    [Fact]
    public void When_only_custody_is_left_that_the_cloud_has_not_the_store_says_that_it_is_stuck()
    {
        using var store = Lived(Tight with { RowsMax = 600 }, swaps: 60);
        var custody = Positions(store, stays: true);

        Settle(store, published: 0, onlyWhile: measured => !measured.Droppable.IsEmpty || measured.Trimming);
        var stuck = store.Relieve(0);

        Assert.True(stuck is { IsOver: true, Trimming: false } && stuck.Droppable.IsEmpty);
        Assert.Equal(custody, Positions(store, stays: true));

        store.MoveOutbox(store.LastPosition);
        Settle(store, published: 0, onlyWhile: measured => measured.IsOver && measured.Trimming);
        Assert.False(store.Relieve(0).IsOver);
    }

    [Fact]
    public void A_dropped_run_is_found_by_every_position_in_it_also_after_a_restart_and_the_ledger_is_the_same()
    {
        RowRun run;
        using (var store = Lived(Tight, swaps: 40))
        {
            run = store.Relieve(0).Droppable[0];
            Give(store, [run]);
            Assert.Null(store.DroppedAt(run.From - 1));
            Assert.Equal(run.To, store.DroppedAt(run.From)!.Value.To);
            Assert.DoesNotContain(store.ReadAfter(run.From - 1, 1), row => row.Entry.Position <= run.To);
        }
        using var again = JournalStore.Open(folder.Path, JournalFolder.Boot, Tight);
        var recovered = again.Recover();

        Assert.False(recovered.Replaced);
        Assert.Equal(new OutboxDropped(run.From, run.To, []).To, ((OutboxDropped)again.DroppedAt(run.To)!.Value.Entry.Entry.Event).To);
        var ledger = recovered.Snapshot!;
        foreach (var entry in recovered.After) ledger = ledger.Apply(entry);
        Same.Assert(life.Ledger, ledger);
    }

    [Fact]
    public void Rows_that_a_start_needs_are_not_dropped_whoever_asks()
    {
        using var store = Lived(Tight, swaps: 40);
        var last = store.LastPosition;

        Assert.Throws<InvariantBroken>(() => store.Drop([new RowRun(last - 1, last, [])]));

        Assert.All(store.Relieve(0).Droppable, run => Assert.True(run.To <= store.SnapshotPosition));
    }

    [Fact]
    public void What_was_trimmed_leaves_a_chain_behind_that_knows_every_row()
    {
        using var store = Lived(Tight, swaps: 40);
        Assert.Equal((0L, ""), store.Trimmed);
        store.MoveOutbox(store.LastPosition);

        store.Relieve(store.LastPosition);
        var (through, hash) = store.Trimmed;

        Assert.True(through > 0);
        Assert.Equal(64, hash.Length);
        store.Dispose();
        using var again = JournalStore.Open(folder.Path, JournalFolder.Boot, Tight);
        Assert.Equal((through, hash), again.Trimmed);
    }

    [Fact]
    public void Every_event_has_a_class()
    {
        Assert.Equal(Samples.EventTypes.Select(type => type.Name).Order(), EventClasses.Classed.Select(type => type.Name).Order());
        Assert.All(Samples.EventTypes.Where(type => JournalFormat.KeptFor(JournalFormat.NameOf(Samples.Of(type))) == Retention.TwoYears),
            type => Assert.False(EventClasses.MayBeDropped(type), $"{type.Name} is kept for two years and may be dropped"));
    }

    private JournalStore Lived(StoreLimits limits, int swaps)
    {
        var store = JournalStore.Open(folder.Path, JournalFolder.Boot, limits);
        for (var third = 0; third < 3; third++)
        {
            store.Append(life.Entries.Skip((int)store.LastPosition));
            if (third > 0) store.Keep(life.Ledger, life.Now);
            if (third < 2) life.Swaps(swaps / 2);
        }
        return store;
    }

    private List<RowRun> Settle(JournalStore store, long published, Func<StoreMeasured, bool> onlyWhile)
    {
        var gone = new List<RowRun>();
        for (var look = 0; look < 200; look++)
        {
            var measured = store.Relieve(published);
            if (!onlyWhile(measured)) return gone;
            if (measured.Droppable.IsEmpty) continue;
            Give(store, measured.Droppable);
            gone.AddRange(measured.Droppable);
        }
        Assert.Fail("it never comes to an end");
        return gone;
    }

    private void Give(JournalStore store, ImmutableArray<RowRun> runs)
    {
        life.Happens([.. runs.Select(run => new OutboxDropped(run.From, run.To, run.Kinds))]);
        store.Append(life.Entries.Skip((int)store.LastPosition));
        store.Drop(runs);
    }

    private static long[] Positions(JournalStore store, bool stays) =>
        [.. store.ReadAfter(0, 100_000).Select(row => row.Entry)
            .Where(entry => entry.Event is not OutboxDropped && EventClasses.MayBeDropped(entry.Event.GetType()) != stays)
            .Select(entry => entry.Position)];
}

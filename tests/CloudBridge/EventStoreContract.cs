using System.Text;
using YongAi.CloudBridge.Store;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>What every store has to hold, whatever it is made of.</summary>
public abstract class EventStoreContract : IAsyncLifetime
{
    protected static readonly JournalKey First = new("NB-DEMO-01", "00000000000000a1");
    protected static readonly JournalKey Second = new("NB-DEMO-01", "0000000000000001");
    protected static readonly JournalKey Elsewhere = new("YW-08", "00000000000000a1");

    protected IEventStore Store { get; set; } = null!;

    protected abstract Task<IEventStore> OpenAsync();

    public async Task InitializeAsync() => Store = await OpenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    protected static ArrivedEvent Event(JournalKey journal, long position, string words = "") =>
        new(journal, position, Encoding.UTF8.GetBytes($"{journal.Journal[^2..]}/{position}{words}"));

    protected Task<Kept> Keep(params ArrivedEvent[] events) => Store.KeepAsync(new Arrivals([.. events], [], []), CancellationToken.None);

    protected Task<Kept> SetAside(params ArrivedAside[] messages) => Store.KeepAsync(new Arrivals([], [], [.. messages]), CancellationToken.None);

    protected async Task<string[]> Bodies(string cabinet = "NB-DEMO-01", (string, long)? after = null, int max = IEventStore.PageMax)
    {
        var page = await Store.EventsAsync(cabinet, after, max, CancellationToken.None);
        return [.. page!.Value.Select(body => Encoding.UTF8.GetString(body))];
    }

    private async Task<CabinetRecord> Record(string cabinet = "NB-DEMO-01") =>
        (await Store.CabinetAsync(cabinet, CancellationToken.None))!;

    [Fact]
    public async Task An_event_sent_twice_is_kept_once()
    {
        var kept = await Keep(Event(First, 1), Event(First, 2), Event(First, 1));
        var later = await Keep(Event(First, 2), Event(First, 3));

        Assert.Equal<Keeping>([Keeping.New, Keeping.New, Keeping.Known], kept.Keepings);
        Assert.Equal<Keeping>([Keeping.Known, Keeping.New], later.Keepings);
        Assert.Equal(["a1/1", "a1/2", "a1/3"], await Bodies());
        Assert.Equal(3, (await Record()).Journals.Single().Events);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_an_alarm_and_the_first_body_stays()
    {
        await Keep(Event(First, 1), Event(First, 2));
        var kept = await Keep(Event(First, 2, " forged"), Event(First, 2, " forged"), Event(First, 2, " worse"), Event(First, 2));

        Assert.Equal<Keeping>([Keeping.Conflict, Keeping.Conflict, Keeping.Conflict, Keeping.Known], kept.Keepings);
        Assert.Equal(["a1/1", "a1/2"], await Bodies());
        var journal = (await Record()).Journals.Single();
        Assert.Equal(2, journal.ConflictCount);
        Assert.Equal([("a1/2 forged", 2L), ("a1/2 worse", 1L)],
            journal.Conflicts.Select(conflict => (conflict.Body, conflict.Times)).Order());
        Assert.All(journal.Conflicts, conflict => Assert.Equal(2, conflict.Position));
        Assert.Equal(new JournalMark(First, 2, 2), kept.Marks.Single());
    }

    [Fact]
    public async Task Other_bodies_beyond_the_limit_leave_the_first_body_and_the_file_small()
    {
        await Keep(Event(First, 1));
        await Keep([.. Enumerable.Range(0, IEventStore.ConflictsKeptMax + 5).Select(n => Event(First, 1, $" other {n}"))]);

        var journal = (await Record()).Journals.Single();
        Assert.Equal(IEventStore.ConflictsKeptMax, journal.ConflictCount);
        Assert.Equal(IEventStore.ConflictsShownMax, journal.Conflicts.Length);
        Assert.Equal(["a1/1"], await Bodies());
    }

    [Fact]
    public async Task The_mark_stops_before_a_hole_and_passes_it_when_it_is_filled()
    {
        var holed = await Keep(Event(First, 1), Event(First, 4), Event(First, 7), Event(First, 5));
        Assert.Equal(new JournalMark(First, 1, 7), holed.Marks.Single());
        Assert.True(holed.Marks.Single().HasGap);
        Assert.Equal<Gap>([new Gap(2, 3), new Gap(6, 6)], (await Record()).Journals.Single().Gaps);

        var half = await Keep(Event(First, 3), Event(First, 2));
        Assert.Equal(new JournalMark(First, 5, 7), half.Marks.Single());

        var whole = await Keep(Event(First, 6));
        Assert.Equal(new JournalMark(First, 7, 7), whole.Marks.Single());
        Assert.Empty((await Record()).Journals.Single().Gaps);
        Assert.Equal(Enumerable.Range(1, 7).Select(position => $"a1/{position}"), await Bodies());
    }

    [Fact]
    public async Task The_mark_passes_what_the_cabinet_gave_up_and_what_came_all_the_same_is_kept()
    {
        await Keep(Event(First, 1), Event(First, 6));
        var ahead = await Keep(Event(First, 9) with { For = new StandsFor(2, 3, Trimmed: false) });
        Assert.Equal(new JournalMark(First, 3, 9), ahead.Marks.Single());

        await Keep(Event(First, 10) with { For = new StandsFor(4, 5, Trimmed: true) }, Event(First, 3));
        var whole = await Keep(Event(First, 7), Event(First, 8), Event(First, 9) with { For = new StandsFor(2, 3, Trimmed: false) });

        Assert.Equal(new JournalMark(First, 10, 10), whole.Marks.Single());
        Assert.Equal(Keeping.Known, whole.Keepings[^1]);
        Assert.Equal(["a1/1", "a1/3", "a1/6", "a1/7", "a1/8", "a1/9", "a1/10"], await Bodies());
        Assert.Equal<StandsFor>([new StandsFor(2, 3, false), new StandsFor(4, 5, true)], (await Record()).Journals.Single().Booked);
    }

    [Fact]
    public async Task Of_telemetry_the_last_is_kept_and_the_others_are_counted()
    {
        for (var n = 1; n <= 3; n++)
            await Store.KeepAsync(new Arrivals([], [], []) { Telemetry = [new ArrivedTelemetry("NB-DEMO-01", Encoding.UTF8.GetBytes($"{n}"))] },
                CancellationToken.None);
        await Keep(Event(First, 1));

        Assert.Equal(("3", 3L), ((await Record()).Telemetry!.Body, (await Record()).Telemetry!.Batches));
    }

    [Fact]
    public async Task A_journal_that_begins_in_the_middle_is_one_gap_from_the_start()
    {
        var kept = await Keep(Event(First, 501));

        Assert.Equal(new JournalMark(First, 0, 501), kept.Marks.Single());
        Assert.Equal<Gap>([new Gap(1, 500)], (await Record()).Journals.Single().Gaps);
    }

    [Fact]
    public async Task Gaps_are_shown_up_to_a_bound()
    {
        await Keep([.. Enumerable.Range(1, IEventStore.GapsShownMax + 20).Select(n => Event(First, 2 * n))]);

        Assert.Equal(IEventStore.GapsShownMax, (await Record()).Journals.Single().Gaps.Length);
    }

    [Fact]
    public async Task Events_read_in_order_of_journals_first_seen_and_positions_within()
    {
        await Keep(Event(First, 3), Event(Elsewhere, 1), Event(Second, 2));
        await Keep(Event(Second, 1), Event(First, 1), Event(First, 2));

        Assert.Equal(["a1/1", "a1/2", "a1/3", "01/1", "01/2"], await Bodies());
        Assert.Equal(["a1/1"], await Bodies("YW-08"));
        Assert.Equal([First, Elsewhere, Second], (await Store.MarksAsync(CancellationToken.None)).Select(mark => mark.Journal));
        Assert.Equal<string>(["NB-DEMO-01", "YW-08"], await Store.CabinetsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_hole_or_a_repeat()
    {
        await Keep(Event(First, 1), Event(First, 2), Event(First, 3), Event(Second, 1), Event(Second, 2));

        Assert.Equal(["a1/1", "a1/2"], await Bodies(max: 2));
        Assert.Equal(["a1/3", "01/1"], await Bodies(after: (First.Journal, 2), max: 2));
        Assert.Equal(["01/2"], await Bodies(after: (Second.Journal, 1), max: 2));
        Assert.Empty(await Bodies(after: (Second.Journal, 2), max: 2));
        Assert.Null(await Store.EventsAsync("NB-DEMO-01", (First.Journal, 9), 2, CancellationToken.None));
        Assert.Null(await Store.EventsAsync("YW-08", (First.Journal, 1), 2, CancellationToken.None));
    }

    [Fact]
    public async Task A_page_ends_at_its_bytes_but_never_before_its_first_event()
    {
        var long1 = new ArrivedEvent(First, 1, new byte[IEventStore.PageBytesMax + 1]);
        await Keep(long1, Event(First, 2));

        var page = await Store.EventsAsync("NB-DEMO-01", null, 10, CancellationToken.None);
        Assert.Equal(IEventStore.PageBytesMax + 1, Assert.Single(page!.Value).Length);
        Assert.Equal(["a1/2"], await Bodies(after: (First.Journal, 1)));
    }

    [Fact]
    public async Task What_could_not_be_taken_is_kept_aside_and_the_oldest_goes_first()
    {
        var rounds = IEventStore.AsideKeptMax + 3;
        await SetAside([.. Enumerable.Range(0, rounds).Select(n => new ArrivedAside("t", "NB-DEMO-01", $"reason {n}", new byte[8_000]))]);
        await Keep(Event(First, 1));

        Assert.Equal(IEventStore.AsideKeptMax, (await Record()).SetAside);
    }

    [Fact]
    public async Task The_last_status_of_a_cabinet_is_known_even_without_events()
    {
        ArrivedStatus online = new("NB-DEMO-01", """{"state":"online"}"""u8.ToArray());
        ArrivedStatus offline = new("NB-DEMO-01", """{"state":"offline"}"""u8.ToArray());
        await Store.KeepAsync(new Arrivals([], [online, offline], []), CancellationToken.None);

        Assert.Equal("""{"state":"offline"}""", (await Record()).Status!.Body);
        Assert.Empty((await Record()).Journals);
        Assert.Null(await Store.CabinetAsync("YW-08", CancellationToken.None));
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Loop;

/// <summary>What the cabinet decides about a journal that fills up, and about a link that shows itself bad.</summary>
public sealed class StoreRoomTests
{
    private static readonly RowRun Run = new(5, 9, [new KindCount("door-opened", 5)]);

    private Cabinet cabinet = Fresh(Ledger.Empty);
    private TimeSpan now = TimeSpan.FromMinutes(1);

    [Fact]
    public void Detail_gives_way_with_an_event_that_stands_for_it_and_only_after_the_ink()
    {
        var decision = Tell(Measured(rows: 1001, Run));

        Assert.Equal((5, 9), decision.Events.OfType<OutboxDropped>().Select(e => (e.From, e.To)).Single());
        var drop = Assert.Single(decision.Effects.OfType<DropRows>());
        Assert.False(drop.MakesSafe);
        Assert.False(cabinet.StoreFull);
    }

    [Fact]
    public void Within_its_limit_nothing_gives_way()
    {
        Assert.Empty(Tell(Measured(rows: 1000, Run)).Events);
    }

    [Fact]
    public void A_silent_disk_is_given_nothing_more_to_write()
    {
        Tell(new InkStalled());

        Assert.Empty(Tell(Measured(rows: 1001, Run)).Effects.OfType<DropRows>());
    }

    [Fact]
    public void When_nothing_may_go_the_store_is_full_until_there_is_room_again()
    {
        Assert.Equal(AlarmKind.StoreFull, Raised(Tell(Measured(rows: 1001))));
        Assert.True(cabinet.StoreFull);
        Assert.Empty(Tell(Measured(rows: 990)).Events);
        Assert.True(cabinet.StoreFull);

        var room = Tell(Measured(rows: 900));

        Assert.False(cabinet.StoreFull);
        Assert.Equal(AlarmKind.StoreFull, room.Events.OfType<AlarmCleared>().Single().Kind);
    }

    [Fact]
    public void A_store_that_was_full_before_a_restart_is_full_until_it_is_measured()
    {
        Tell(Measured(rows: 1001));

        cabinet = Fresh(cabinet.Ledger);

        Assert.True(cabinet.StoreFull);
        Assert.Empty(Tell(new InkFlows()).Events);
        Tell(Measured(rows: 10));
        Assert.False(cabinet.StoreFull);
    }

    [Fact]
    public void A_full_disk_begins_nothing_new_at_once_and_detail_gives_way_until_there_is_room()
    {
        var tight = Tell(Measured(rows: 10, Run) with { DiskFull = true });
        Assert.Single(tight.Effects.OfType<DropRows>());
        Assert.True(cabinet.StoreFull);
        Tell(Measured(rows: 10));
        Assert.False(cabinet.StoreFull);
    }

    [Fact]
    public void Room_that_is_still_being_made_turns_nobody_away()
    {
        Tell(Measured(rows: 1001) with { Trimming = true });

        Assert.False(cabinet.StoreFull);
    }

    [Theory]
    [InlineData(LinkState.Refused, AlarmKind.CloudRefuses)]
    [InlineData(LinkState.Twin, AlarmKind.TwinCabinet)]
    public void A_bad_link_is_an_alarm_that_only_a_good_one_ends(LinkState bad, AlarmKind kind)
    {
        Assert.Equal(kind, Raised(Tell(new LinkSeen(bad))));
        Assert.Empty(Tell(new LinkSeen(bad)).Events);

        cabinet = Fresh(cabinet.Ledger);
        Assert.Empty(Tell(new InkFlows()).Events);

        Assert.Equal(kind, Tell(new LinkSeen(LinkState.Good)).Events.OfType<AlarmCleared>().Single().Kind);
    }

    [Fact]
    public void What_was_trimmed_is_told_by_an_event()
    {
        var told = Tell(new TrimmedWanted(1, 70, "ab")).Events;

        Assert.Equal(new OutboxTrimmed(1, 70, "ab"), Assert.Single(told));
    }

    private static AlarmKind Raised(Decision decision) => decision.Events.OfType<AlarmRaised>().Single(e => e.Slot is null).Kind;

    private static StoreMeasured Measured(long rows, params RowRun[] droppable) => new(0, 1_000_000, rows, 1_000, [.. droppable], false);

    private static Cabinet Fresh(Ledger ledger)
    {
        var plan = ScenarioCabinet.Plan(TestTrust.Demo());
        return new Cabinet(plan, ledger, Image.Dark(plan, TimeSpan.FromMinutes(1)));
    }

    private Decision Tell(Input input)
    {
        now += TimeSpan.FromSeconds(1);
        (cabinet, var decision) = CabinetStep.Step(cabinet, input, new Moment(now, ScenarioCabinet.Morning, TimeTrust.Assumed));
        return decision;
    }
}

using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Store;

namespace YongAi.Edge.Tests.CloudBridge;

public sealed class AckPlanTests
{
    private static readonly JournalKey Journal = new("NB-DEMO-01", "00000000000000a1");
    private static readonly JournalKey Other = new("NB-DEMO-01", "00000000000000b2");

    private readonly AckPlan plan = new(new AckTimes(Seconds(0.05), Seconds(5), Seconds(60)));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static JournalMark Mark(long through, long highest) => new(Journal, through, highest);

    private void AssertDue(double at, params DueAck[] acks) => Assert.Equal<DueAck>(acks, plan.Due(Seconds(at)));

    [Fact]
    public void Events_close_together_share_one_ack()
    {
        plan.Heard(Mark(1, 1), Seconds(10));
        plan.Heard(Mark(2, 2), Seconds(10.02));
        plan.Heard(Mark(5, 5), Seconds(10.04));

        Assert.Equal(Seconds(10.05), plan.NextDue);
        AssertDue(10.04);
        AssertDue(10.05, new DueAck(Mark(5, 5), Resend: false));
        AssertDue(10.06);
        Assert.Null(plan.NextDue);
    }

    [Fact]
    public void What_was_known_already_is_acked_again()
    {
        plan.Heard(Mark(5, 5), Seconds(10));
        AssertDue(11, new DueAck(Mark(5, 5), Resend: false));

        plan.Heard(Mark(5, 5), Seconds(20));
        AssertDue(21, new DueAck(Mark(5, 5), Resend: false));
    }

    [Fact]
    public void A_hole_is_asked_for_when_it_has_stood_long_enough()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        AssertDue(10.05, new DueAck(Mark(1, 3), Resend: false));

        Assert.Equal(Seconds(15), plan.NextDue);
        AssertDue(14.99);
        AssertDue(15, new DueAck(Mark(1, 3), Resend: true));
    }

    [Fact]
    public void A_hole_that_closes_by_itself_is_never_asked_for()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        plan.Heard(Mark(3, 3), Seconds(12));

        AssertDue(12.05, new DueAck(Mark(3, 3), Resend: false));
        AssertDue(100);
        Assert.Null(plan.NextDue);
    }

    [Fact]
    public void While_the_mark_moves_nobody_is_asked_again()
    {
        plan.Heard(Mark(0, 501), Seconds(10));
        AssertDue(15, new DueAck(Mark(0, 501), Resend: true));
        for (var second = 0; second < 80; second++)
        {
            plan.Heard(Mark(second + 1, 501), Seconds(16 + second));
            AssertDue(16.5 + second, new DueAck(Mark(second + 1, 501), Resend: false));
        }
    }

    [Fact]
    public void A_journal_is_asked_at_most_once_a_minute()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        AssertDue(15, new DueAck(Mark(1, 3), Resend: true));

        plan.Heard(Mark(1, 4), Seconds(20));
        AssertDue(20.05, new DueAck(Mark(1, 4), Resend: false));
        AssertDue(74.99);
        AssertDue(75, new DueAck(Mark(1, 4), Resend: true));
    }

    [Fact]
    public void A_new_hole_within_the_minute_waits_for_its_end()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        AssertDue(15, new DueAck(Mark(1, 3), Resend: true));
        plan.Heard(Mark(4, 4), Seconds(16));
        AssertDue(16.05, new DueAck(Mark(4, 4), Resend: false));
        plan.Heard(Mark(4, 6), Seconds(17));
        AssertDue(17.05, new DueAck(Mark(4, 6), Resend: false));

        AssertDue(74.99);
        AssertDue(75, new DueAck(Mark(4, 6), Resend: true));
    }

    [Fact]
    public void A_cabinet_that_went_away_is_asked_once_and_not_for_ever()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        AssertDue(15, new DueAck(Mark(1, 3), Resend: true));

        AssertDue(10_000);
        Assert.Null(plan.NextDue);
    }

    [Fact]
    public void A_hole_found_in_the_store_at_start_is_asked_for_unheard()
    {
        plan.Recall(Mark(0, 501), Seconds(0));
        plan.Recall(new JournalMark(Other, 7, 7), Seconds(0));

        AssertDue(4.99);
        AssertDue(5, new DueAck(Mark(0, 501), Resend: true));
        AssertDue(10_000);
    }

    [Fact]
    public void Journals_of_one_cabinet_are_acked_one_by_one()
    {
        plan.Heard(Mark(3, 3), Seconds(10));
        plan.Heard(new JournalMark(Other, 0, 9), Seconds(10.01));

        Assert.Equal([new DueAck(new JournalMark(Other, 0, 9), false), new DueAck(Mark(3, 3), false)],
            plan.Due(Seconds(10.06)).OrderBy(ack => ack.Mark.Through));
    }

    [Fact]
    public void An_ack_that_could_not_be_sent_is_due_again()
    {
        plan.Heard(Mark(1, 3), Seconds(10));
        var asked = plan.Due(Seconds(15)).Single();
        Assert.True(asked.Resend);
        plan.NotSent(asked, Seconds(15.5));

        AssertDue(15.55, new DueAck(Mark(1, 3), Resend: true));
    }
}

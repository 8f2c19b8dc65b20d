using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Tests.Host.Relay;

public sealed class SendPlanTests
{
    private static readonly RelayTimes Times = new();
    private static readonly TimeSpan Start = TimeSpan.FromHours(1), Moment = TimeSpan.FromMilliseconds(1);

    private readonly SendPlan plan = new(Times, position: 100, last: 900);

    public SendPlanTests() => plan.Connected(100, Start);

    [Fact]
    public void It_begins_after_the_outbox_position_with_a_few_lines()
    {
        Assert.Equal(100, plan.Cursor);
        Assert.Equal(SendPlan.AheadUntilHeard, plan.Room);
        Assert.Null(plan.Due);
    }

    [Fact]
    public void What_lay_on_disk_at_the_start_may_have_been_published_by_an_earlier_start()
    {
        Assert.Equal(900, plan.Published);
        plan.Sent(101, Start);
        Assert.Equal(900, plan.Published);
    }

    [Fact]
    public void A_line_takes_room_and_a_word_gives_it_back()
    {
        SendTo(116);
        Assert.Equal(0, plan.Room);

        plan.Acknowledged(110, Start);

        Assert.Equal(110, plan.Confirmed);
        Assert.Equal(116, plan.Cursor);
        Assert.Equal(SendPlan.AheadMax - 6, plan.Room);
    }

    [Fact]
    public void Without_a_word_it_begins_again_from_the_last_one()
    {
        SendTo(110);
        plan.Acknowledged(105, Start);
        var due = Start + Times.AckWaitMax;
        Assert.Equal(due, plan.Due);

        Assert.False(plan.Lapse(due - Moment));
        Assert.True(plan.Lapse(due));

        Assert.Equal(105, plan.Cursor);
        Assert.Equal(SendPlan.AheadUntilHeard, plan.Room);
        Assert.Null(plan.Due);
    }

    [Fact]
    public void A_silent_receiver_is_asked_ever_more_seldom_until_it_answers()
    {
        var now = Start;
        var waits = new List<TimeSpan>();
        for (var round = 0; round < 5; round++)
        {
            plan.Sent(101, now);
            waits.Add(plan.Due!.Value - now);
            now = plan.Due!.Value;
            Assert.True(plan.Lapse(now));
        }
        var longest = Times.AckWaitLongest;
        Assert.Equal([Times.AckWaitMax, Times.AckWaitMax * 2, longest, longest, longest], waits);
        Assert.Equal(5, plan.RoundsInVain);

        plan.Sent(101, now);
        plan.Sent(102, now);
        plan.Acknowledged(101, now);

        Assert.Equal(now + Times.AckWaitMax, plan.Due);
        Assert.Equal(0, plan.RoundsInVain);
    }

    [Fact]
    public void Nothing_is_waited_for_when_everything_is_confirmed()
    {
        SendTo(103);
        plan.Acknowledged(103, Start);

        Assert.Null(plan.Due);
        Assert.False(plan.Lapse(Start + TimeSpan.FromDays(7)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(42)]
    [InlineData(0)]
    public void A_late_copy_changes_nothing(long through)
    {
        SendTo(105);
        plan.Acknowledged(through, Start + Moment);

        Assert.Equal((100, 105), (plan.Confirmed, plan.Cursor));
        Assert.Equal(Start + Times.AckWaitMax, plan.Due);
    }

    [Fact]
    public void A_word_beyond_this_round_skips_what_an_earlier_round_delivered()
    {
        SendTo(105);
        plan.Acknowledged(700, Start);

        Assert.Equal((700, 700), (plan.Confirmed, plan.Cursor));
    }

    [Fact]
    public void Wanted_again_goes_back_at_most_once_in_its_time()
    {
        SendTo(110);

        Assert.True(plan.AskedAgain(40, Start));
        Assert.Equal(40, plan.Cursor);
        Assert.False(plan.AskedAgain(20, Start + Times.ResendAfter - Moment));
        Assert.Equal(40, plan.Cursor);
        Assert.True(plan.AskedAgain(20, Start + Times.ResendAfter));
        Assert.Equal(20, plan.Cursor);
    }

    [Fact]
    public void A_line_that_was_sent_before_its_turn_counts_as_published_when_all_before_it_are()
    {
        plan.SentEarly(903);
        Assert.Equal(900, plan.Published);

        plan.Sent(901, Start);
        Assert.Equal(901, plan.Published);
        plan.Sent(902, Start);

        Assert.Equal(903, plan.Published);
    }

    [Fact]
    public void A_new_link_begins_again_from_the_outbox_position()
    {
        SendTo(110);
        plan.Acknowledged(104, Start);

        plan.Connected(104, Start + Moment);

        Assert.Equal((104, 104), (plan.Confirmed, plan.Cursor));
        Assert.Equal(SendPlan.AheadUntilHeard, plan.Room);
    }

    private void SendTo(long last)
    {
        for (var line = plan.Cursor + 1; line <= last; line++) plan.Sent(line, Start);
    }
}

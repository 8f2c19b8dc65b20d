using YongAi.Edge.Host.Relay;
using YongAi.Edge.Tests.Uplink;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Edge.Tests.Host.Relay;

public sealed class ReconnectPauseTests
{
    private static readonly RelayTimes Times = new();
    private readonly SteppedTime time = new();
    private readonly ReconnectPause pause = new(Times);

    [Fact]
    public void Pauses_grow_to_their_bound_and_are_not_the_same_for_all()
    {
        var drawn = Enumerable.Range(0, 200).Select(_ => Fail(LinkTrouble.Unreachable)).ToList();

        Assert.InRange(drawn[0], Times.AgainAfter, Times.AgainAfter * 2);
        Assert.InRange(drawn[1], Times.AgainAfter, Times.AgainAfter * 4);
        Assert.All(drawn, one => Assert.InRange(one, Times.AgainAfter, Times.AgainWithin));
        Assert.Contains(drawn, one => one > Times.AgainWithin / 2);
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
    }

    [Fact]
    public void A_broker_that_refuses_is_not_hammered() =>
        Assert.All(Enumerable.Range(0, 50), _ => Assert.InRange(Fail(LinkTrouble.Refused), Times.RefusedAfter, Times.RefusedWithin));

    [Fact]
    public void After_a_good_link_the_pause_is_short_again()
    {
        for (var n = 0; n < 10; n++) Fail(LinkTrouble.Unreachable);
        pause.Tries();
        pause.Linked(time.GetTimestamp());
        time.Step(Times.GoodAfter);

        Assert.InRange(pause.After(new MqttLinkLost(LinkTrouble.Unreachable, ""), time), Times.AgainAfter, Times.AgainAfter * 2);
        Assert.Equal(0, pause.ShortLinks);
    }

    [Fact]
    public void Links_that_break_at_once_are_counted_and_those_never_made_are_not()
    {
        Fail(LinkTrouble.Unreachable);
        Assert.Equal(0, pause.ShortLinks);
        for (var n = 1; n <= RelayWorker.TwinAfter; n++)
        {
            Assert.False(pause.LooksLikeATwin);
            pause.Tries();
            pause.Linked(time.GetTimestamp());
            time.Step(TimeSpan.FromSeconds(1));
            pause.After(new MqttLinkLost(LinkTrouble.TakenOver, ""), time);
            Assert.Equal(n, pause.ShortLinks);
        }
        Assert.True(pause.LooksLikeATwin);
    }

    private TimeSpan Fail(LinkTrouble trouble)
    {
        pause.Tries();
        return pause.After(new MqttLinkLost(trouble, ""), time);
    }
}

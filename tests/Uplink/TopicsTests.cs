using YongAi.Edge.Uplink;

namespace YongAi.Edge.Tests.Uplink;

public sealed class TopicsTests
{
    public static TheoryData<CabinetChannel, string> Contract => new()
    {
        { CabinetChannel.Status, "yongai/v1/demo-12/status" },
        { CabinetChannel.Event, "yongai/v1/demo-12/event" },
        { CabinetChannel.Telemetry, "yongai/v1/demo-12/telemetry" },
        { CabinetChannel.State, "yongai/v1/demo-12/state" },
        { CabinetChannel.PermitAsk, "yongai/v1/demo-12/permit/ask" },
        { CabinetChannel.ConfigReported, "yongai/v1/demo-12/config/reported" },
        { CabinetChannel.Ack, "yongai/v1/demo-12/ack" },
        { CabinetChannel.Command, "yongai/v1/demo-12/command" },
        { CabinetChannel.PermitAnswer, "yongai/v1/demo-12/permit/answer" },
        { CabinetChannel.ConfigDesired, "yongai/v1/demo-12/config/desired" },
    };

    [Theory]
    [MemberData(nameof(Contract))]
    public void A_topic_is_as_the_contract_says_and_comes_apart_again(CabinetChannel channel, string topic)
    {
        Assert.Equal(topic, Topics.Of(channel, "demo-12"));
        Assert.True(Topics.TryParse(topic, out var parsed));
        Assert.Equal(new CabinetTopic(channel, "demo-12"), parsed);
        Assert.Equal(topic.Replace("demo-12", "+"), Topics.OfAll(channel));
        Assert.Equal($"$share/bridge/{topic.Replace("demo-12", "+")}", Topics.OfAllShared(channel, "bridge"));
    }

    [Fact]
    public void The_table_has_every_channel() => Assert.Equal(Enum.GetValues<CabinetChannel>().Length, Contract.Count);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("柜一")]
    [InlineData("a b")]
    [InlineData("trust")]
    [InlineData("123456789012345678901234567890123")]
    public void What_is_no_cabinet_id_makes_no_topic(string cabinet)
    {
        Assert.Throws<ArgumentException>(() => Topics.Of(CabinetChannel.Event, cabinet));
        Assert.False(Topics.TryParse($"yongai/v1/{cabinet}/event", out _));
    }

    [Theory]
    [InlineData("yongai/v2/demo-12/event")]
    [InlineData("yongai/v1/demo-12")]
    [InlineData("yongai/v1/demo-12/")]
    [InlineData("yongai/v1/demo-12/event/x")]
    [InlineData("yongai/v1/demo-12/Event")]
    [InlineData("yongai/v1/demo-12/permit")]
    [InlineData("/yongai/v1/demo-12/event")]
    [InlineData("$share/g/yongai/v1/demo-12/event")]
    [InlineData("")]
    public void A_topic_that_is_none_of_ours_is_not_taken(string topic) => Assert.False(Topics.TryParse(topic, out _));

    [Fact]
    public void Keys_of_an_issuer_lie_on_a_topic_that_is_no_cabinets()
    {
        var topic = Topics.Trust("status");

        Assert.Equal("yongai/v1/trust/status", topic);
        Assert.False(Topics.TryParse(topic, out _));
        Assert.True(Topics.TryParseTrust(topic, out var issuer));
        Assert.Equal("status", issuer);
        Assert.False(Topics.TryParseTrust("yongai/v1/trust/a/b", out _));
        Assert.Throws<ArgumentException>(() => Topics.Trust("a/b"));
    }
}

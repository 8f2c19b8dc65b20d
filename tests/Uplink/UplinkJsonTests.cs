using System.Text;
using System.Text.Json.Nodes;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Tests.Host.Relay;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>
/// What comes from outside is read with care: what we do not know is passed over, what is wrong is named.
/// </summary>
public sealed class UplinkJsonTests
{
    [Fact]
    public void Unknown_members_are_passed_over()
    {
        var message = Example();
        message["newattribute"] = "x";
        message["data"]!["newMember"] = new JsonArray(1, 2);

        Assert.True(Read(message, out var read, out var fault), fault);
        Assert.IsType<SwapCompletedData>(EventTypes.Read(read!));
    }

    [Fact]
    public void A_type_from_a_newer_cabinet_is_an_event_without_typed_data()
    {
        var message = Example();
        message["type"] = "yongai.roof.opened";

        Assert.True(Read(message, out var read, out _));
        Assert.Null(EventTypes.Read(read!));
    }

    [Fact]
    public void Data_that_is_not_what_its_type_says_is_no_typed_data()
    {
        var message = Example();
        message["data"] = new JsonObject { ["swap"] = "forty-one" };

        Assert.True(Read(message, out var read, out _));
        Assert.Null(EventTypes.Read(read!));
    }

    [Theory]
    [InlineData("id", "demo-12-00c0ffee00c0ffee-999", "id")]
    [InlineData("source", "/cabinets/other", "id")]
    [InlineData("source", "demo-12", "source")]
    [InlineData("specversion", "0.3", "specversion")]
    [InlineData("journal", "00C0FFEE00C0FFEE", "journal")]
    [InlineData("journal", "short", "journal")]
    [InlineData("time", "yesterday", "time")]
    public void An_envelope_that_contradicts_itself_is_refused_and_says_where(string member, string value, string named)
    {
        var message = Example();
        message[member] = value;

        Assert.False(Read(message, out _, out var fault));
        Assert.Contains(named, fault);
    }

    [Theory]
    [InlineData("specversion")]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("time")]
    [InlineData("journal")]
    [InlineData("position")]
    [InlineData("boot")]
    [InlineData("traceid")]
    [InlineData("timetrust")]
    [InlineData("data")]
    public void An_envelope_that_lacks_an_attribute_is_refused_and_says_which(string member)
    {
        var message = Example();
        message.Remove(member);

        Assert.False(Read(message, out _, out var fault));
        Assert.Contains(member, fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"text\"")]
    [InlineData("{\"cabinet\":\"c\",\"journal\":\"00c0ffee00c0ffee\",\"through\":1.5,\"resend\":false,\"issued\":1}")]
    [InlineData("{\"cabinet\":\"c\",\"journal\":\"00c0ffee00c0ffee\",\"through\":9223372036854775808,\"resend\":false,\"issued\":1}")]
    [InlineData("{\"cabinet\":\"c\",\"journal\":null,\"through\":1,\"resend\":false,\"issued\":1}")]
    [InlineData("{\"cabinet\":\"c\",\"journal\":\"00c0ffee00c0ffee\",\"through\":1,\"issued\":1}")]
    [InlineData("{\"cabinet\":\"c\",\"journal\":\"j\",\"through\":1,\"through\":2,\"resend\":false,\"issued\":1}")]
    public void An_acknowledgement_that_is_none_is_refused_with_a_reason(string text)
    {
        Assert.False(UplinkJson.TryReadAck(Encoding.UTF8.GetBytes(text), out var ack, out var fault));
        Assert.Null(ack);
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    public void A_reading_beyond_all_numbers_is_none(string volts)
    {
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(Repository.Path("seeds/messages/telemetry.json")));
        var spoiled = text.Replace("53.1", volts, StringComparison.Ordinal);
        Assert.NotEqual(text, spoiled);
        Assert.True(UplinkJson.TryReadTelemetry(Encoding.UTF8.GetBytes(text), out _, out _));
        Assert.False(UplinkJson.TryReadTelemetry(Encoding.UTF8.GetBytes(spoiled), out _, out var fault));
        Assert.Contains("finite", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Transactions_and_single_events_never_share_a_trace()
    {
        Assert.Equal("00c0ffee00c0ffee0000000000000029", EventNames.TraceOfTransaction("00c0ffee00c0ffee", 41));
        Assert.Equal("00c0ffee00c0ffee8000000000000029", EventNames.TraceOfEvent("00c0ffee00c0ffee", 41));
    }

    private static JsonObject Example()
    {
        var entry = EventExamples.Entries.Single(line => line.Event is SwapCompleted);
        var bytes = UplinkJson.Write(EventMapper.Map(entry, EventExamples.Cabinet, EventExamples.Journal, EventExamples.Boot));
        return JsonNode.Parse(bytes)!.AsObject();
    }

    private static bool Read(JsonObject message, out CloudEvent? read, out string fault) =>
        UplinkJson.TryReadEvent(Encoding.UTF8.GetBytes(message.ToJsonString()), out read, out fault);
}

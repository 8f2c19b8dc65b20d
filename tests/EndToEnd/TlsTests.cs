using YongAi.Edge.Tests.Host.App;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>Edge, broker and bridge as real programs over TLS, each with a certificate of its own in a chain of three levels.</summary>
[Collection(nameof(Street))]
public sealed class TlsTests
{
    [Fact]
    public async Task Events_reach_the_cloud_over_TLS_and_a_strange_certificate_stays_outside_while_the_cabinet_serves()
    {
        await using var street = await Street.OpenAsync(tls: true);
        var before = (await street.CloudEventsAsync()).Length;
        Assert.True(before > 1);

        await street.Edge.DisposeAsync();
        street.UseStrangersCertificate();
        street.StartEdge();
        await street.Edge.Up();
        await street.Until(() => Task.FromResult(street.Edge.Log.Contains("does not take our certificate", StringComparison.Ordinal)
            ? true : default(bool?)), "the edge to say that it is refused");
        await street.Until(async () => (await street.Edge.Get("/api/cabinet")).Json.GetProperty("alarms").EnumerateArray()
            .Any(alarm => alarm.GetProperty("kind").GetString() == "cloud-refuses") ? true : default(bool?), "the alarm about it");

        Assert.Equal(before, (await street.CloudEventsAsync()).Length);
    }
}

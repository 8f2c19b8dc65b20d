using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YongAi.CloudBridge;
using YongAi.CloudBridge.Receiving;
using YongAi.Edge.Uplink;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>The bridge in this process against the real broker daemon; cabinets as a broker sees them.</summary>
public sealed class EndToEndTests : IAsyncLifetime
{
    private static readonly TimeSpan TestMax = TimeSpan.FromSeconds(90);

    // Short, so that no test waits long for a hole to be asked for.
    private static readonly AckTimes Times = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(300), TimeSpan.FromMinutes(1));

    private readonly CancellationTokenSource limit = new(TestMax);
    private readonly TempFolder folder = new();
    private readonly ECDsa ackKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient http = new();
    private MosquittoBroker broker = null!;
    private Bridge bridge = null!;

    private CancellationToken Ct => limit.Token;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(folder.File("ack.pem"), ackKey.ExportPkcs8PrivateKeyPem());
        broker = await MosquittoBroker.StartAsync(ct: Ct);
        bridge = await StartAsync();
        await ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        await bridge.DisposeAsync();
        await broker.DisposeAsync();
        http.Dispose();
        ackKey.Dispose();
        folder.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task A_hole_repeats_and_disorder_end_as_each_event_once_and_one_true_ack()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 1, 2, 5, 2, 4, 1);

        var asked = await cabinet.AckAsync(ack => ack.Resend, Ct);
        Assert.Equal((2L, cabinet.Journal), (asked.Through, asked.Journal));
        Assert.Equal("3..3", await GapsAsync("NB-DEMO-01"));

        await cabinet.PublishAsync(Ct, 3, 4, 5);
        Assert.False((await cabinet.AckAsync(ack => ack.Through == 5, Ct)).Resend);
        Assert.Equal([1, 2, 3, 4, 5], await PositionsAsync("NB-DEMO-01"));
        Assert.Equal("", await GapsAsync("NB-DEMO-01"));
    }

    [Fact]
    public async Task A_cabinet_whose_ack_was_lost_is_acked_again()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 1, 2, 3);
        await cabinet.AckAsync(ack => ack.Through == 3, Ct);

        await cabinet.PublishAsync(Ct, 1);
        Assert.Equal(3, (await cabinet.AckAsync(_ => true, Ct)).Through);
    }

    [Fact]
    public async Task An_empty_store_asks_for_everything_again()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 501);

        var asked = await cabinet.AckAsync(ack => ack.Resend, Ct);
        Assert.Equal(0, asked.Through);

        await cabinet.PublishAsync(Ct, CabinetOnTheWire.Run(1, 501));
        await cabinet.AckAsync(ack => ack.Through == 501, Ct);
        Assert.Equal(501, (await PositionsAsync("NB-DEMO-01")).Count);
    }

    [Fact]
    public async Task A_broker_that_lost_everything_loses_nothing_here()
    {
        await using (var before = await ConnectAsync("NB-DEMO-01"))
        {
            await before.PublishAsync(Ct, 1, 2);
            await before.AckAsync(ack => ack.Through == 2, Ct);
        }
        await broker.KillAsync();
        await UntilAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        await broker.RestartAsync(Ct);
        await ReadyAsync();

        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 2, 3);
        await cabinet.AckAsync(ack => ack.Through == 3, Ct);
        Assert.Equal([1, 2, 3], await PositionsAsync("NB-DEMO-01"));
    }

    [Fact]
    public async Task A_bridge_started_again_knows_its_holes_and_asks_for_them()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 1, 3);
        await cabinet.AckAsync(ack => ack.Resend, Ct);
        await bridge.DisposeAsync();
        bridge = await StartAsync();

        Assert.Equal(1, (await cabinet.AckAsync(ack => ack.Resend, Ct)).Through);
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_shown_and_the_first_body_served()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 1);
        await cabinet.SendAsync(CabinetChannel.Event, cabinet.Event(1, version: "forged"), Ct);
        await cabinet.PublishAsync(Ct, 2);
        await cabinet.AckAsync(ack => ack.Through == 2, Ct);

        var journal = await FirstJournalAsync("NB-DEMO-01");
        Assert.Equal(1, journal.GetProperty("conflictCount").GetInt64());
        Assert.Contains("forged", journal.GetProperty("conflicts")[0].GetProperty("body").GetString());
        Assert.Equal("0.1.0", (await EventsAsync("NB-DEMO-01"))[0].GetProperty("data").GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("""{"specversion":"1.0"}""")]
    [InlineData("another cabinet")]
    public async Task What_is_no_event_is_set_aside_and_its_position_stays_a_hole(string payload)
    {
        await using var other = await ConnectAsync("YW-08");
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        var bad = payload == "another cabinet" ? other.Event(1) : Encoding.UTF8.GetBytes(payload);

        await cabinet.SendAsync(CabinetChannel.Event, bad, Ct);
        await cabinet.PublishAsync(Ct, 2);

        Assert.Equal(0, (await cabinet.AckAsync(ack => ack.Resend, Ct)).Through);
        Assert.Equal(1, (await JsonAsync("/api/cabinets/NB-DEMO-01")).GetProperty("setAside").GetInt64());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/api/cabinets/YW-08")).StatusCode);
    }

    [Fact]
    public async Task Many_cabinets_and_journals_are_kept_apart()
    {
        await using var ninghai = await ConnectAsync("NB-DEMO-01");
        await using var yiwu = await ConnectAsync("YW-08");
        var newDisk = ninghai.WithJournal("00000000000000b2");
        await Task.WhenAll(ninghai.PublishAsync(Ct, CabinetOnTheWire.Run(1, 300)),
            yiwu.PublishAsync(Ct, CabinetOnTheWire.Run(1, 200)));
        await newDisk.PublishAsync(Ct, 1, 2);

        await ninghai.AckAsync(ack => ack.Journal == newDisk.Journal && ack.Through == 2, Ct);
        await yiwu.AckAsync(ack => ack.Through == 200, Ct);
        Assert.Equal<int>([.. Enumerable.Range(1, 300), 1, 2], await PositionsAsync("NB-DEMO-01"));
        Assert.Equal(Enumerable.Range(1, 200), await PositionsAsync("YW-08"));
    }

    [Fact]
    public async Task The_last_status_is_known_also_from_before_the_bridge_came()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await bridge.DisposeAsync();
        var status = new Status(Status.Online, "00000000000000b0", DateTimeOffset.UnixEpoch, "0.1.0");
        await cabinet.SendAsync(CabinetChannel.Status, UplinkJson.Write(status), Ct, retain: true);
        bridge = await StartAsync();
        await UntilAsync("/api/cabinets/NB-DEMO-01", HttpStatusCode.OK);

        Assert.Equal("online", (await JsonAsync("/api/cabinets/NB-DEMO-01")).GetProperty("status").GetProperty("state").GetString());
        Assert.Empty(await EventsAsync("NB-DEMO-01"));
        var all = await JsonAsync("/api/cabinets");
        Assert.Equal("NB-DEMO-01", all.GetProperty("cabinets")[0].GetProperty("cabinet").GetString());
    }

    [Fact]
    public async Task Pages_begin_after_a_known_event_and_end_empty()
    {
        await using var cabinet = await ConnectAsync("NB-DEMO-01");
        await cabinet.PublishAsync(Ct, 1, 2, 3);
        await cabinet.AckAsync(ack => ack.Through == 3, Ct);
        var id = $"NB-DEMO-01-{cabinet.Journal}-";

        Assert.Equal([1, 2], await PositionsAsync("NB-DEMO-01", "?max=2"));
        Assert.Equal([3], await PositionsAsync("NB-DEMO-01", $"?max=2&after={id}2"));
        Assert.Empty(await PositionsAsync("NB-DEMO-01", $"?after={id}3"));
    }

    [Theory]
    [InlineData("/api/cabinets/YW-08", 404, "Nothing was ever heard")]
    [InlineData("/api/cabinets/YW-08/events", 404, "Nothing was ever heard")]
    [InlineData("/api/cabinets/YW-08/events?max=0", 400, "max=0")]
    [InlineData("/api/cabinets/YW-08/events?max=many", 400, "max=many")]
    [InlineData("/api/cabinets/YW-08/events?after=7", 400, "after=7")]
    [InlineData("/api/cabinets/YW-08/events?after=YW-08-00000000000000a1-7", 400, "no event")]
    [InlineData("/api/nothing", 404, null)]
    public async Task A_wrong_question_is_answered_with_a_problem(string path, int status, string? detail)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        if (detail is not null) Assert.Contains(detail, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Without_a_broker_the_bridge_lives_and_is_not_ready()
    {
        await broker.StopAsync();
        await UntilAsync("/health/ready", HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
    }

    private Task<CabinetOnTheWire> ConnectAsync(string cabinet) => CabinetOnTheWire.ConnectAsync(broker.Address, cabinet, ackKey, Ct);

    private Task<Bridge> StartAsync() => Bridge.StartAsync(new BridgeOptions(broker.Address, new IPEndPoint(IPAddress.Loopback, 0),
        folder.Path, folder.File("ack.pem"), Times), TimeProvider.System, Ct);

    private Task ReadyAsync() => UntilAsync("/health/ready", HttpStatusCode.OK);

    private async Task<HttpResponseMessage> GetAsync(string path) => await http.GetAsync(new Uri(bridge.Address, path), Ct);

    private async Task UntilAsync(string path, HttpStatusCode status)
    {
        while (true)
        {
            using var answer = await GetAsync(path);
            if (answer.StatusCode == status) return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Ct);
        }
    }

    private async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Ct))!;
    }

    private async Task<List<JsonElement>> EventsAsync(string cabinet, string query = "")
    {
        using var answer = await GetAsync($"/api/cabinets/{cabinet}/events{query}");
        Assert.Equal("application/x-ndjson", answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private async Task<List<int>> PositionsAsync(string cabinet, string query = "") =>
        [.. (await EventsAsync(cabinet, query)).Select(line => line.GetProperty("position").GetInt32())];

    private async Task<JsonElement> FirstJournalAsync(string cabinet) =>
        (await JsonAsync($"/api/cabinets/{cabinet}")).GetProperty("journals")[0];

    private async Task<string> GapsAsync(string cabinet) => string.Join(' ', (await FirstJournalAsync(cabinet)).GetProperty("gaps")
        .EnumerateArray().Select(gap => $"{gap.GetProperty("from")}..{gap.GetProperty("to")}"));
}

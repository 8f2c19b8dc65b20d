using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Tests.Host.Relay;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>The wire, as approved text: a changed file in seeds/messages is a changed promise to other teams.</summary>
public sealed partial class MessageApprovalTests
{
    private const string Folder = "seeds/messages";

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly DateTimeOffset Since = new(2026, 8, 1, 12, 0, 0, 123, TimeSpan.FromHours(8));

    public static TheoryData<string> EventKinds => [.. EventExamples.All.Select(happened => happened.GetType().Name)];

    [Theory]
    [MemberData(nameof(EventKinds))]
    public void An_event_is_what_was_approved_and_reads_back(string kind)
    {
        var entry = EventExamples.Entries.Single(line => line.Event.GetType().Name == kind);
        var message = Map(entry);
        var bytes = UplinkJson.Write(message);

        SameJson($"{message.Type}.json", bytes);

        Assert.True(UplinkJson.TryReadEvent(bytes, out var back, out var fault), fault);
        var data = EventTypes.Read(back!);
        Assert.NotNull(data);
        Assert.Equal(bytes, UplinkJson.Write(back! with { Data = EventTypes.Write(data) }));
        Assert.DoesNotContain(EventExamples.Evidence, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Every_event_of_Control_has_an_example_and_a_type_of_its_own()
    {
        var kinds = typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event)) && !type.IsAbstract);
        var examples = EventExamples.All.Select(happened => happened.GetType()).ToList();
        var types = EventExamples.Entries.Select(entry => Map(entry).Type).ToList();

        Assert.Equal(kinds.Select(kind => kind.Name).Order(), examples.Select(kind => kind.Name).Order());
        Assert.Equal(EventTypes.All.Select(type => type.Name).Order(), types.Order());
        Assert.All(types, type => Assert.Matches(TypeForm(), type));
    }

    [Fact]
    public void Nothing_else_lies_among_the_approved_messages()
    {
        var expected = EventTypes.All.Select(type => $"{type.Name}.json")
            .Concat(["status.online.json", "status.offline.json", "ack.json", "ack.resend.json", "telemetry.json", "command.json", "command.freeze.json", "words.json", "README.md"]);

        Assert.Equal(expected.Order(), Directory.EnumerateFiles(Repository.Path(Folder)).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(Status.Online)]
    [InlineData(Status.Offline)]
    public void A_status_is_what_was_approved_and_reads_back(string state)
    {
        var status = new Status(state, EventExamples.Boot, Since, "0.1.0");
        var bytes = UplinkJson.Write(status);

        SameJson($"status.{state}.json", bytes);

        Assert.True(UplinkJson.TryReadStatus(bytes, out var back, out var fault), fault);
        Assert.Equal(status, back);
    }

    [Fact]
    public void Telemetry_is_what_was_approved_and_reads_back()
    {
        var sample = new TelemetrySample(Since, "assumed",
            [
                new SlotSample(3, "closed", 0.4, true, "BT4824A0000057", 0.9, 62, 53.1, 4.2, 27.5, 31, ["charge-hot"], true),
                new SlotSample(4, "unknown"),
            ],
            new HealthSample(3600, new OutboxSample(1207, 1180, 27), [new LineSample("locks", true, 7200, 2, 0, 0, 3)],
                new Dictionary<string, long> { ["expired"] = 4, ["no-full-pack"] = 1 }, 2, 1, 0,
                new StoreSample(402_113, 536_870_912, 1207, 2_000_000), 1_245_184),
            [
                new SensorSample("smoke", "smoke", Active: false, AgeS: 0.3), new SensorSample("fan", "fan"),
                new SensorSample("air-3", "air", 3, Values: new Dictionary<string, double> { ["temperature"] = 31.4, ["humidity"] = 55.2 }, AgeS: 1.2),
            ]);
        var bytes = UplinkJson.Write(new TelemetryBatch(EventExamples.Cabinet, EventExamples.Boot, [sample]));

        SameJson("telemetry.json", bytes);

        Assert.True(UplinkJson.TryReadTelemetry(bytes, out var back, out var fault), fault);
        Assert.Equal(bytes, UplinkJson.Write(back!));
    }

    [Theory]
    [InlineData(false, "ack.json")]
    [InlineData(true, "ack.resend.json")]
    public void An_acknowledgement_is_what_was_approved_and_reads_back(bool resend, string name)
    {
        var ack = new Ack(EventExamples.Cabinet, EventExamples.Journal, 17, resend, 1_785_556_900);
        var bytes = UplinkJson.Write(ack);

        SameJson(name, bytes);

        Assert.True(UplinkJson.TryReadAck(bytes, out var back, out var fault), fault);
        Assert.Equal(ack, back);
    }

    [Fact]
    public void A_command_is_what_was_approved_and_reads_back()
    {
        Command[] commands =
        [
            new("0b6d5c0e-7c1f-4f0e-9d2a-6f0c2b1a9e77", EventExamples.Cabinet, "slot.open", 1_785_556_900, 1_785_557_200,
                new CommandArgs(Slot: 3), "wang.li", "pack stuck, rider waits"),
            new("hotline-2026-0801-17", EventExamples.Cabinet, "rider.freeze", 1_785_556_900, 1_785_643_300,
                new CommandArgs(Rider: new RiderRef("demo", "r-8841"), Frozen: true), "hotline", "phone lost"),
        ];
        foreach (var (command, name) in commands.Zip(["command.json", "command.freeze.json"]))
        {
            var bytes = UplinkJson.Write(command);
            SameJson(name, bytes);
            Assert.True(UplinkJson.TryReadCommand(bytes, out var back, out var id, out var fault), fault);
            Assert.Equal(command, back);
            Assert.Equal(command.Id, id);
        }
    }

    [Fact]
    public void The_words_of_every_list_are_what_was_approved()
    {
        var words = new JsonObject
        {
            ["timetrust"] = Words<TimeTrust>(),
            ["refusal"] = Array(Enum.GetValues<Refusal>().Select(refusal => refusal.Name())),
            ["door-for"] = Words<DoorFor>(),
            ["pack-refusal"] = Words<PackRefusal>(),
            ["swap-ending"] = Words<SwapEnding>(),
            ["end-reason"] = Words<EndReason>(),
            ["finding"] = Words<Finding>(),
            ["withdrawal"] = Words<Withdrawal>(),
            ["quarantine-reason"] = Words<QuarantineReason>(),
            ["release-reason"] = Words<ReleaseReason>(),
            ["charge-stop"] = Words<ChargeStop>(),
            ["alarm"] = Words<AlarmKind>(),
            ["command-outcome"] = Words<CommandOutcome>(),
            ["origin"] = Words<Origin>(),
            ["goods-ground"] = Words<GoodsGround>(),
            ["goods-ending"] = Words<GoodsEnding>(),
            ["hand-out-end"] = Words<HandOutEnd>(),
        };

        SameJson("words.json", JsonSerializer.SerializeToUtf8Bytes(words));
    }

    private static CloudEvent Map(Entry entry) =>
        EventMapper.Map(entry, EventExamples.Cabinet, EventExamples.Journal, EventExamples.Boot);

    // Laid out for reading; on the wire it is one line.
    private static void SameJson(string name, ReadOnlySpan<byte> message) =>
        Approved.Same($"{Folder}/{name}", JsonNode.Parse(message)!.ToJsonString(Indented) + "\n");

    private static JsonArray Words<T>() where T : struct, Enum => Array(Enum.GetValues<T>().Select(member => member.Word()));

    private static JsonArray Array(IEnumerable<string> words)
    {
        var all = words.ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, word => Assert.Matches(WordForm(), word));
        return new JsonArray([.. all.Select(word => JsonValue.Create(word))]);
    }

    [GeneratedRegex("^yongai\\.[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex TypeForm();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex WordForm();
}

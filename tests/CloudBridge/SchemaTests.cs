using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Tests.CloudBridge;

using Repository = Architecture.Repository;

/// <summary>The published form of the wire says what the wire is: asyncapi.yaml, its schemas, the approved examples and the code agree.</summary>
public sealed class SchemaTests
{
    private const string Messages = "seeds/messages";

    private readonly SchemaFiles schemas = new(Repository.PathOf("cloud-bridge/schemas"));

    public static TheoryData<string> Examples => [.. Repository.FilesUnder(Messages, "*.json")
        .Select(path => Path.GetFileName(path)).Where(name => name != "words.json")];

    public static TheoryData<string> EventExamples => [.. Repository.FilesUnder(Messages, "yongai.*.json").Select(path => Path.GetFileName(path))];

    public static TheoryData<string> Types => [.. EventTypes.All.Select(type => type.Name)];

    [Theory, MemberData(nameof(Examples))]
    public void An_approved_example_fits_its_schema(string name)
    {
        Repository.AssertNone(schemas.Faults(SchemaOf(name), Example(name)));
    }

    [Theory, MemberData(nameof(EventExamples))]
    public void An_event_fits_no_schema_when_any_required_part_is_missing(string name)
    {
        var whole = JsonNode.Parse(Example(name).GetRawText())!.AsObject();
        var required = schemas.File("event.json").GetProperty("required").EnumerateArray().Select(one => one.GetString()!).ToList();
        foreach (var attribute in required)
        {
            var less = whole.DeepClone().AsObject();
            less.Remove(attribute);
            Assert.NotEmpty(schemas.Faults(SchemaOf(name), JsonElement.Parse(less.ToJsonString())));
        }
        foreach (var member in DataSchema(TypeOf(name)).GetProperty("required").EnumerateArray().Select(one => one.GetString()!))
        {
            var less = whole.DeepClone().AsObject();
            less["data"]!.AsObject().Remove(member);
            Assert.Contains(schemas.Faults(SchemaOf(name), JsonElement.Parse(less.ToJsonString())), fault => fault.Contains(member));
        }
    }

    [Theory, MemberData(nameof(EventExamples))]
    public void An_event_of_one_type_does_not_pass_as_another(string name)
    {
        foreach (var other in EventTypes.All.Where(type => type.Name != TypeOf(name)))
            Assert.NotEmpty(schemas.Faults($"events.json#/definitions/{other.Name}", Example(name)));
    }

    [Theory, MemberData(nameof(Types))]
    public void The_schema_of_a_type_has_the_members_of_its_record(string type)
    {
        var record = EventTypes.All.Single(one => one.Name == type).Json;
        var data = DataSchema(type);

        Assert.Equal(record.Properties.Select(member => member.Name).Order(),
            data.GetProperty("properties").EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(record.Properties.Where(member => member.IsRequired).Select(member => member.Name).Order(),
            data.GetProperty("required").EnumerateArray().Select(member => member.GetString()!).Order());
    }

    [Fact]
    public void Every_type_of_event_has_a_schema_a_message_and_an_example_and_there_are_no_others()
    {
        var types = EventTypes.All.Select(type => type.Name).Order().ToList();
        var yaml = Repository.Read("cloud-bridge/asyncapi.yaml");

        Assert.Equal(types, schemas.File("events.json").GetProperty("definitions").EnumerateObject()
            .Select(one => one.Name).Where(name => name.StartsWith("yongai.", StringComparison.Ordinal)).Order());
        Assert.Equal(types, Regex.Matches(yaml, @"^      name: (yongai\..*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Order());
        Assert.Equal(types, Regex.Matches(yaml, @"\$ref: \./schemas/events\.json#/definitions/(.*)").Select(match => match.Groups[1].Value).Order());
        Assert.Equal(types, Repository.FilesUnder(Messages, "yongai.*.json").Select(TypeOf).Order());
    }

    [Fact]
    public void Every_channel_of_the_published_form_is_a_topic_of_the_code()
    {
        var addresses = Regex.Matches(Repository.Read("cloud-bridge/asyncapi.yaml"), "address: (.*)").Select(match => match.Groups[1].Value);

        Assert.Equal([Topics.Of(CabinetChannel.Status, "C"), Topics.Of(CabinetChannel.Event, "C"), Topics.Of(CabinetChannel.Telemetry, "C"), Topics.Of(CabinetChannel.Ack, "C"),
            Topics.Of(CabinetChannel.Command, "C")],
            addresses.Select(address => address.Replace("{cabinet}", "C")));
    }

    [Fact]
    public void The_schemas_name_the_approved_words_and_no_others()
    {
        var words = JsonElement.Parse(Repository.Read($"{Messages}/words.json"));
        foreach (var list in words.EnumerateObject())
        {
            var schema = list.Name == "timetrust" ? schemas.File("event.json").GetProperty("properties").GetProperty("timetrust")
                : schemas.File("events.json").GetProperty("definitions").GetProperty(list.Name);
            Assert.Equal(WordsOf(list.Value), WordsOf(schema.GetProperty("enum")));
        }
    }

    private static IEnumerable<string> WordsOf(JsonElement list) => list.EnumerateArray().Select(word => word.GetString()!).Order();

    private static JsonElement Example(string name) => JsonElement.Parse(Repository.Read($"{Messages}/{name}"));

    private static string TypeOf(string name) => Path.GetFileNameWithoutExtension(name);

    private static string SchemaOf(string name) => name.Split('.')[0] switch
    {
        "yongai" => $"events.json#/definitions/{TypeOf(name)}",
        var message => $"{message}.json",
    };

    private JsonElement DataSchema(string type) => schemas.File("events.json").GetProperty("definitions").GetProperty(type)
        .GetProperty("allOf")[1].GetProperty("properties").GetProperty("data");
}

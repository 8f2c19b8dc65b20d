using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Host.Journal;

/// <summary>How events and ledgers are written as JSON: strictly, with units and names as single values.</summary>
internal static class JournalJson
{
    /// <summary>A field that is missing, unknown or null against its type is an error, never a default.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>How one kind of object is written.</summary>
    public static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people and by us, never put into a page
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            TypeInfoResolver = JournalTypes.Default.WithAddedModifier(LeaveOutWhatCameLater).WithAddedModifier(BeginAsTheRecordDoes),
            IgnoreReadOnlyProperties = true,
            Converters =
            {
                new Name<AlarmKind>(), new Name<CaseKind>(), new Name<ChargeStop>(), new Name<CommandOutcome>(), new Name<CommandType>(),
                new Name<DoorFor>(), new Name<EndReason>(), new Name<Finding>(), new Name<GoodsEnding>(), new Name<GoodsGround>(), new Name<HandOutEnd>(),
                new Name<LastEnd>(), new Name<Origin>(),
                new Name<PackRefusal>(), new Name<QuarantineReason>(), new Name<Refusal>(), new Name<ReleaseReason>(),
                new Name<SwapEnding>(), new Name<SwapStage>(), new Name<TestResult>(), new Name<Withdrawal>(),
                new Number<SlotNumber>(slot => slot.Value, number => new SlotNumber(number)),
                new Number<StateOfCharge>(charge => charge.Percent, number => new StateOfCharge(number)),
                new Word<PackId>(pack => pack.Text, PackId.From),
                new Word<PackClass>(type => type.Name, text => new PackClass(text)),
                new Word<RiderId>(rider => Join(rider.Issuer, rider.Subject), ToRider),
                new Word<ItemId>(item => item.Name, name => new ItemId(name)),
                new Word<ChannelId>(channel => channel.Name, name => new ChannelId(name)),
                new Word<Share>(share => Join(share.Item.Name, Join(share.Rider.Issuer, share.Rider.Subject)), ToShare),
                new Word<CodeKey>(key => Join(key.Issuer, key.Cti), ToCodeKey),
                new CustodyBook(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    // A field that an event got later has a default, which is what all rows before it say by their silence: a row read and
    // written again stays what it was.
    private static void LeaveOutWhatCameLater(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: true, DefaultValue: var usual })
                property.ShouldSerialize = (_, value) => !Equals(value, usual);
    }

    // A field that the ledger got later is missing in older snapshots. The generated reader would set it to the zero of its type;
    // the record itself says what it is as long as nobody sets it.
    private static void BeginAsTheRecordDoes(JsonTypeInfo type)
    {
        if (type.Type == typeof(Ledger)) type.CreateObject = () => new Ledger();
        else if (type.Type == typeof(CommandBook)) type.CreateObject = () => new CommandBook();
        else if (type.Type == typeof(GoodsBook)) type.CreateObject = () => new GoodsBook();
        else if (type.Type == typeof(Swap))
            type.CreateObject = () => new Swap { Number = 0, Rider = default, Classes = [], Offline = false, StartedAt = default };
        else return;
        foreach (var property in type.Properties)
            if (property.AttributeProvider is PropertyInfo { CanWrite: true } member) property.Set = member.SetValue;
    }

    private static RiderId ToRider(string text)
    {
        var (issuer, subject) = Split(text);
        return new RiderId(issuer, subject);
    }

    private static Share ToShare(string text)
    {
        var (item, rider) = Split(text);
        return new Share(ToRider(rider), new ItemId(item));
    }

    private static CodeKey ToCodeKey(string text)
    {
        var (issuer, cti) = Split(text);
        return new CodeKey(issuer, cti);
    }

    // Length first, as in 7:ninghaiR-100: whatever the two parts hold, they come apart where they were joined.
    private static string Join(string first, string second) =>
        string.Create(CultureInfo.InvariantCulture, $"{first.Length}:{first}{second}");

    private static (string First, string Second) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > text.Length - colon - 1)
        {
            throw new JsonException($"'{text}' is not LENGTH:ISSUER and the rest");
        }
        return (text.Substring(colon + 1, length), text[(colon + 1 + length)..]);
    }

    /// <summary>An enumeration by its names, so that their order may change; a number is refused.</summary>
    private sealed class Name<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false) where T : struct, Enum;

    /// <summary>A unit or a number on a door, as a JSON number.</summary>
    private sealed class Number<T>(Func<T, int> write, Func<int, T> read) : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => read(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(write(value));
    }

    /// <summary>An id, as a JSON text, also where it is the key of a table.</summary>
    private sealed class Word<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"a {typeof(T).Name} cannot be null"));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Read(ref reader, type, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(write(value));
    }

    /// <summary>Custody keeps its serials in ordinal order, which a table read from JSON would not.</summary>
    private sealed class CustodyBook : JsonConverter<Custody>
    {
        public override Custody Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var packs = JsonSerializer.Deserialize(ref reader, TypeOf<Dictionary<string, Holding>>())
                ?? throw new JsonException("custody cannot be null");
            foreach (var serial in packs.Keys) PackId.From(serial);
            return new Custody(Custody.Empty.Packs.AddRange(packs));
        }

        public override void Write(Utf8JsonWriter writer, Custody value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Packs, TypeOf<ImmutableSortedDictionary<string, Holding>>());
    }
}

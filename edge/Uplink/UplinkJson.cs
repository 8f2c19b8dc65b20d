using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace YongAi.Edge.Uplink;

/// <summary>
/// The JSON of every message: camelCase, nothing for null, times in UTC to the millisecond; unknown members are
/// ignored, missing ones refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(UtcMilliseconds), typeof(FiniteNumber)])]
[JsonSerializable(typeof(CloudEvent))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Ack))]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(TelemetryBatch))]
[JsonSerializable(typeof(CabinetStartedData))]
[JsonSerializable(typeof(CabinetStoppedData))]
[JsonSerializable(typeof(SwapStartedData))]
[JsonSerializable(typeof(SlotsReservedData))]
[JsonSerializable(typeof(DoorOrderedData))]
[JsonSerializable(typeof(DoorOpenedData))]
[JsonSerializable(typeof(DoorClosedData))]
[JsonSerializable(typeof(PackInsertedData))]
[JsonSerializable(typeof(PackVerifiedData))]
[JsonSerializable(typeof(PackRefusedData))]
[JsonSerializable(typeof(OfferChangedData))]
[JsonSerializable(typeof(SwapCompletedData))]
[JsonSerializable(typeof(GiveBackStartedData))]
[JsonSerializable(typeof(PackGivenBackData))]
[JsonSerializable(typeof(PackHeldData))]
[JsonSerializable(typeof(SwapRecoveredData))]
[JsonSerializable(typeof(SwapEndedData))]
[JsonSerializable(typeof(CaseHeldData))]
[JsonSerializable(typeof(CaseOpenedData))]
[JsonSerializable(typeof(CaseClosedData))]
[JsonSerializable(typeof(StaffCalledData))]
[JsonSerializable(typeof(ConsentAskedData))]
[JsonSerializable(typeof(ConsentGivenData))]
[JsonSerializable(typeof(SwapUndoneData))]
[JsonSerializable(typeof(EarlySwapAllowedData))]
[JsonSerializable(typeof(ClaimMadeData))]
[JsonSerializable(typeof(CancelAskedData))]
[JsonSerializable(typeof(CustodyDisputedData))]
[JsonSerializable(typeof(CodeAcceptedData))]
[JsonSerializable(typeof(CodeSpentData))]
[JsonSerializable(typeof(CodeReleasedData))]
[JsonSerializable(typeof(CodeRefusedData))]
[JsonSerializable(typeof(CodesRefusedData))]
[JsonSerializable(typeof(SlotWithdrawnData))]
[JsonSerializable(typeof(SlotRestoredData))]
[JsonSerializable(typeof(OutboxDroppedData))]
[JsonSerializable(typeof(OutboxTrimmedData))]
[JsonSerializable(typeof(OutputTestedData))]
[JsonSerializable(typeof(AlarmRaisedData))]
[JsonSerializable(typeof(AlarmClearedData))]
[JsonSerializable(typeof(ChargingStartedData))]
[JsonSerializable(typeof(ChargingStoppedData))]
[JsonSerializable(typeof(PackAdoptedData))]
[JsonSerializable(typeof(PackMissedData))]
[JsonSerializable(typeof(PackInQuestionData))]
[JsonSerializable(typeof(PackFoundData))]
[JsonSerializable(typeof(DoorFoundOpenData))]
[JsonSerializable(typeof(PackQuarantinedData))]
[JsonSerializable(typeof(PackReleasedData))]
[JsonSerializable(typeof(GoodsStartedData))]
[JsonSerializable(typeof(ItemOrderedData))]
[JsonSerializable(typeof(LockerOpenedData))]
[JsonSerializable(typeof(ItemGivenData))]
[JsonSerializable(typeof(ItemNotSeenData))]
[JsonSerializable(typeof(ItemInQuestionData))]
[JsonSerializable(typeof(VoucherSpentData))]
[JsonSerializable(typeof(GoodsEndedData))]
[JsonSerializable(typeof(GoodsUnmetData))]
[JsonSerializable(typeof(StockCountedData))]
[JsonSerializable(typeof(StockFilledData))]
[JsonSerializable(typeof(QuestionSettledData))]
[JsonSerializable(typeof(ItemReturnedData))]
[JsonSerializable(typeof(ItemMissedData))]
[JsonSerializable(typeof(DemandUnmetData))]
[JsonSerializable(typeof(CommandAcceptedData))]
[JsonSerializable(typeof(ProblemReportedData))]
[JsonSerializable(typeof(CommandDoneData))]
[JsonSerializable(typeof(CommandsRefusedData))]
[JsonSerializable(typeof(CrewRefusedData))]
[JsonSerializable(typeof(CabinetPausedData))]
[JsonSerializable(typeof(CabinetResumedData))]
[JsonSerializable(typeof(RiderFrozenData))]
[JsonSerializable(typeof(RiderReleasedData))]
[JsonSerializable(typeof(SlotOpenedData))]
[JsonSerializable(typeof(SlotClosedData))]
[JsonSerializable(typeof(PackCollectedData))]
[JsonSerializable(typeof(PackPlacedData))]
public sealed partial class UplinkJson : JsonSerializerContext
{
    /// <summary>An event as bytes.</summary>
    public static byte[] Write(CloudEvent message) => JsonSerializer.SerializeToUtf8Bytes(message, Default.CloudEvent);

    /// <summary>A status as bytes.</summary>
    public static byte[] Write(Status message) => JsonSerializer.SerializeToUtf8Bytes(message, Default.Status);

    /// <summary>An acknowledgement's payload as bytes, to be signed.</summary>
    public static byte[] Write(Ack message) => JsonSerializer.SerializeToUtf8Bytes(message, Default.Ack);

    /// <summary>A command's payload as bytes, to be signed.</summary>
    public static byte[] Write(Command message) => JsonSerializer.SerializeToUtf8Bytes(message, Default.Command);

    /// <summary>Reads an event; false when it is none that keeps the contract, with what is wrong with it.</summary>
    public static bool TryReadEvent(ReadOnlySpan<byte> payload, out CloudEvent? message, out string fault)
    {
        message = Read(payload, Default.CloudEvent, out fault);
        if (message is not null && EnvelopeFault(message) is { } wrong)
        {
            fault = wrong;
            message = null;
        }
        return message is not null;
    }

    /// <summary>Reads a status; false when it is none.</summary>
    public static bool TryReadStatus(ReadOnlySpan<byte> payload, out Status? message, out string fault)
    {
        message = Read(payload, Default.Status, out fault);
        return message is not null;
    }

    /// <summary>
    /// Reads the payload of an acknowledgement; false when it is none. Whether it is genuine is not judged here.
    /// </summary>
    public static bool TryReadAck(ReadOnlySpan<byte> payload, out Ack? message, out string fault)
    {
        message = Read(payload, Default.Ack, out fault);
        return message is not null;
    }

    /// <summary>
    /// Reads the payload of a command; false when it is none. Whether it is genuine is not judged here.
    /// </summary>
    /// <param name="payload">The signed bytes.</param>
    /// <param name="message">The command, or null.</param>
    /// <param name="id">Its id, also where that is all that can be read: it is answered under it.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static bool TryReadCommand(ReadOnlyMemory<byte> payload, out Command? message, out string? id, out string fault)
    {
        message = Read(payload.Span, Default.Command, out fault);
        id = message is null ? IdOf(payload) : message.Id;
        return message is not null;
    }

    private static string? IdOf(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A batch of readings as bytes.</summary>
    public static byte[] Write(TelemetryBatch message) => JsonSerializer.SerializeToUtf8Bytes(message, Default.TelemetryBatch);

    /// <summary>Reads a batch of readings; false when it is none.</summary>
    public static bool TryReadTelemetry(ReadOnlySpan<byte> payload, out TelemetryBatch? message, out string fault)
    {
        message = Read(payload, Default.TelemetryBatch, out fault);
        return message is not null;
    }

    private static T? Read<T>(ReadOnlySpan<byte> payload, JsonTypeInfo<T> type, out string fault) where T : class
    {
        fault = "";
        try
        {
            var read = JsonSerializer.Deserialize(payload, type);
            if (read is null) fault = "null is no message";
            return read;
        }
        catch (JsonException wrong)
        {
            fault = wrong.Message;
            return null;
        }
    }

    private static string? EnvelopeFault(CloudEvent message)
    {
        const string version = Uplink.CloudEvent.Version, cabinets = "/cabinets/";
        if (message.SpecVersion != version) return $"specversion '{message.SpecVersion}' is not {version}";
        if (message.Position < 1) return $"position {message.Position} is not 1 or more";
        if (!EventNames.IsDrawn(message.Journal)) return $"journal '{message.Journal}' is not 16 lower-case hex digits";
        var cabinet = message.Source.StartsWith(cabinets, StringComparison.Ordinal) ? message.Source[cabinets.Length..] : "";
        if (!Topics.IsCabinet(cabinet)) return $"source '{message.Source}' is not /cabinets/ID";
        var id = EventNames.Id(cabinet, message.Journal, message.Position);
        return message.Id == id ? null : $"id '{message.Id}' is not {id}";
    }
}

/// <summary>A time as RFC 3339 in UTC with milliseconds and Z; any RFC 3339 time is read.</summary>
internal sealed class UtcMilliseconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime() : throw new JsonException("a time is written as 2026-08-01T04:05:06.789Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
}

/// <summary>A number that a number can be: 1e400 would be read as infinite, which no reading is and nobody can write again.</summary>
internal sealed class FiniteNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number : throw new JsonException("a number is written in digits, and is finite");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace YongAi.Simulators.World;

/// <summary>Acts and answers as lines of JSON.</summary>
public static class HandsWire
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions AnswerOptions = new(Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public static string Write(HandsAct act) => JsonSerializer.Serialize(act, Options);

    public static string Write(HandsAnswer answer) => JsonSerializer.Serialize(answer, AnswerOptions);

    public static HandsAnswer ReadAnswer(string line) =>
        JsonSerializer.Deserialize<HandsAnswer>(line, AnswerOptions) ?? throw new JsonException("an empty answer");

    /// <summary>Reads an act; null, with the reason, when the line says none.</summary>
    public static HandsAct? ReadAct(string line, out string why)
    {
        try
        {
            why = "say what to do, for example {\"do\":\"look\"}";
            return JsonSerializer.Deserialize<HandsAct>(line, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            why = $"not understood: {e.Message}";
            return null;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>A whole ledger as text, so that two can be held against each other word for word.</summary>
internal static class LedgerText
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new AsName<CodeKey>(), new AsName<RiderId>(), new AsName<Share>() } };

    public static string Of(Ledger ledger) => JsonSerializer.Serialize(ledger, Format);

    /// <summary>The first place where two texts differ, with what stands round it.</summary>
    public static string Difference(string one, string other)
    {
        const int around = 60;
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var from = Math.Max(0, at - around);
        return $"...{one[from..Math.Min(one.Length, at + around)]}..., not ...{other[from..Math.Min(other.Length, at + around)]}...";
    }

    /// <summary>Keys of dictionaries are written as they print.</summary>
    private sealed class AsName<T> : JsonConverter<T> where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("a ledger is only written here");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString()!);
    }
}

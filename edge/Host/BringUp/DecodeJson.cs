using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp;

/// <summary>A decoded frame, or the list of protocols, as one object on one line.</summary>
internal static class DecodeJson
{
    /// <summary>It goes to a terminal or a program, never into a page: Chinese and signs stand as they are.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Decoded decoded) => Written(json =>
    {
        json.WriteString("protocol", decoded.Protocol);
        json.WriteBoolean("ok", decoded.IsRight);
        json.WriteString("error", decoded.Fault?.English);
        if (decoded.Fault is { } fault) json.WriteString("error_zh", fault.Chinese);
        json.WriteStartObject("fields");
        foreach (var field in decoded.Fields) Write(json, field);
        if (decoded.Remarks.Length > 0)
        {
            WriteList(json, "note", decoded.Remarks.Select(remark => remark.English));
            WriteList(json, "note_zh", decoded.Remarks.Select(remark => remark.Chinese));
        }
        json.WriteEndObject();
    });

    public static string List() => Written(json =>
    {
        json.WriteStartArray("protocols");
        foreach (var protocol in FrameDecoder.Protocols) json.WriteStringValue(protocol.Name);
        json.WriteEndArray();
    });

    /// <summary>Always with a point and without zeros that say nothing: 15.59, 0, -3.1.</summary>
    public static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, DecodedField field)
    {
        json.WriteStartObject(field.Name);
        switch (field.Value)
        {
            case Measure measure:
                json.WritePropertyName("value");
                json.WriteRawValue(Number(measure.Number));
                break;
            case Devices.Decoding.Text text: json.WriteString("value", text.Written); break;
            case Names names:
                json.WriteStartArray("value");
                foreach (var name in names.Set) json.WriteStringValue(name);
                json.WriteEndArray();
                break;
            case Numbers numbers:
                json.WriteStartArray("value");
                foreach (var number in numbers.All) json.WriteNumberValue(number);
                json.WriteEndArray();
                break;
        }
        json.WriteString("unit", field.Unit);
        json.WriteEndObject();
        if (field.Meaning is not { } meaning) return;
        json.WriteStartObject(field.Name + "_meaning");
        json.WriteString("value", meaning);
        json.WriteNull("unit");
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("value");
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteNull("unit");
        json.WriteEndObject();
    }
}

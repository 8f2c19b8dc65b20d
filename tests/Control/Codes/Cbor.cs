using System.Formats.Cbor;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>A CBOR map as written: its keys in any order, also twice.</summary>
internal sealed class Pairs : List<(object Key, object Value)>
{
    public Pairs Set(object key, object? value)
    {
        RemoveAll(pair => pair.Key.Equals(key));
        if (value is not null) Add((key, value));
        return this;
    }
}

/// <summary>Bytes that stand for themselves, whatever they are.</summary>
internal sealed record Raw(byte[] Bytes);

internal sealed record Tagged(ulong Tag, object Value);

/// <summary>Writes CBOR that a well-behaved writer would not: duplicates, odd forms, anything.</summary>
internal static class Cbor
{
    public static byte[] Bytes(object value)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        Write(writer, value);
        return writer.Encode();
    }

    private static void Write(CborWriter writer, object value)
    {
        switch (value)
        {
            case int number: writer.WriteInt32(number); break;
            case long number: writer.WriteInt64(number); break;
            case ulong number: writer.WriteUInt64(number); break;
            case double number: writer.WriteDouble(number); break;
            case bool truth: writer.WriteBoolean(truth); break;
            case string text: writer.WriteTextString(text); break;
            case byte[] bytes: writer.WriteByteString(bytes); break;
            case Raw raw: writer.WriteEncodedValue(raw.Bytes); break;
            case Tagged tagged:
                writer.WriteTag((CborTag)tagged.Tag);
                Write(writer, tagged.Value);
                break;
            case Pairs map:
                writer.WriteStartMap(map.Count);
                foreach (var (key, entry) in map)
                {
                    Write(writer, key);
                    Write(writer, entry);
                }
                writer.WriteEndMap();
                break;
            case IReadOnlyCollection<object> list:
                writer.WriteStartArray(list.Count);
                foreach (var entry in list) Write(writer, entry);
                writer.WriteEndArray();
                break;
            default: throw new ArgumentException($"{value.GetType()} is not written here");
        }
    }
}

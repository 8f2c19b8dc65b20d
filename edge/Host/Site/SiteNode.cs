using System.Text;
using System.Text.Json;

namespace YongAi.Edge.Host.Site;

internal enum SiteKind { Object, Array, Text, Number, Boolean, Null }

/// <summary>One value of a JSON file together with its place, so that every fault can say where it is.</summary>
internal sealed record SiteNode(string Place, int Line, SiteKind Kind, string Text,
    ImmutableArray<KeyValuePair<string, SiteNode>> Members, ImmutableArray<SiteNode> Items)
{
    /// <summary>A site file of 32 slots is about 20 KB.</summary>
    public const int FileBytesMax = 1 << 20;

    private const int DepthMax = 16;

    /// <summary>Reads a file; null when it is no JSON at all, with the fault collected.</summary>
    public static SiteNode? Read(string path, SiteFaults faults)
    {
        try
        {
            if (new FileInfo(path).Length > FileBytesMax)
            {
                faults.Add("$", 0, $"{path} 超过 1 MB，不是配置文件",
                    $"{path} is larger than 1 MB: this is no site file");
                return null;
            }
            return Parse(File.ReadAllBytes(path), faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add("$", 0, $"读不到文件 {path}，请核对路径和权限",
                $"cannot read {path}; check the path and its rights: {fault.Message}");
            return null;
        }
    }

    /// <summary>Reads JSON text strictly: no comments, no trailing commas, nothing after the value, no key twice.</summary>
    public static SiteNode? Parse(ReadOnlySpan<byte> json, SiteFaults faults)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble)) json = json[Encoding.UTF8.Preamble.Length..];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DepthMax });
        var lines = new Lines(json);
        try
        {
            reader.Read();
            var root = Value(ref reader, "", lines, faults);
            reader.Read();
            return root;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            var line = broken is JsonException { LineNumber: { } at } ? (int)at + 1 : 1;
            faults.Add("$", line, "不是合法的 JSON，请检查这一行前后的逗号、引号和括号",
                $"not JSON; look at commas, quotes and brackets around this line: {broken.Message}");
            return null;
        }
    }

    private static SiteNode Value(ref Utf8JsonReader reader, string place, Lines lines, SiteFaults faults)
    {
        var line = lines.Of(reader.TokenStartIndex);
        var shown = place.Length == 0 ? "$" : place;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, place, line, lines, faults),
            JsonTokenType.StartArray => Array(ref reader, place, line, lines, faults),
            JsonTokenType.String => Leaf(SiteKind.Text, reader.GetString()!),
            JsonTokenType.Number => Leaf(SiteKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => Leaf(SiteKind.Boolean, "true"),
            JsonTokenType.False => Leaf(SiteKind.Boolean, "false"),
            _ => Leaf(SiteKind.Null, "null"),
        };

        SiteNode Leaf(SiteKind kind, string text) => new(shown, line, kind, text, [], []);
    }

    private static SiteNode Object(ref Utf8JsonReader reader, string place, int line, Lines lines, SiteFaults faults)
    {
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, SiteNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var at = place.Length == 0 ? key : $"{place}.{key}";
            var keyLine = lines.Of(reader.TokenStartIndex);
            reader.Read();
            var value = Value(ref reader, at, lines, faults);
            if (seen.Add(key)) members.Add(new(key, value));
            else faults.Add(at, keyLine, $"“{key}”写了两次，请删去一处", $"'{key}' is written twice; remove one");
        }
        return new SiteNode(place.Length == 0 ? "$" : place, line, SiteKind.Object, "", members.ToImmutable(), []);
    }

    private static SiteNode Array(ref Utf8JsonReader reader, string place, int line, Lines lines, SiteFaults faults)
    {
        var items = ImmutableArray.CreateBuilder<SiteNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Value(ref reader, $"{place}[{items.Count}]", lines, faults));
        return new SiteNode(place, line, SiteKind.Array, "", [], items.ToImmutable());
    }

    /// <summary>Turns a byte offset into a line number.</summary>
    private sealed class Lines
    {
        private readonly List<int> starts = [0];

        public Lines(ReadOnlySpan<byte> json)
        {
            for (var i = 0; i < json.Length; i++)
                if (json[i] == (byte)'\n') starts.Add(i + 1);
        }

        public int Of(long offset)
        {
            var found = starts.BinarySearch((int)offset);
            return found >= 0 ? found + 1 : ~found;
        }
    }
}

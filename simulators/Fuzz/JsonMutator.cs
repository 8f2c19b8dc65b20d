using System.Text;

namespace YongAi.Simulators.Fuzz;

/// <summary>Spoils JSON by its words: values, members, nesting; now and then a byte, as if it were no JSON.</summary>
public static class JsonMutator
{
    private const int StepsMax = 3, NestMax = 80, LongText = 4000;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "13", "0.5", "1e400", "-1e-400", "1E2", "2147483647", "2147483648",
        "-2147483648",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "01", "+1", "1.", "NaN",
        "\"\"", "\" \"", "\"0\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\\"\"", "\"../../etc/passwd\"",
        "\"door/0\"",
        "\"door/-1\"", "\"door/99999999999\"", "\"(a+)+$\"", "\"[\"", "\"9999-12-31T23:59:59.999+14:00\"",
        "\"0001-01-01T00:00:00-14:00\"",
        "\"2026-02-30T00:00:00Z\"", "\"骑手\"", "\"\u202e\"", "[]", "{}", "[[]]", "{\"a\":{}}", "[null]", "{\"id\":1}",
    ];

    /// <summary>A spoiled copy.</summary>
    public static byte[] Spoil(Chance chance, byte[] json, IReadOnlyList<byte[]> others, FrameShape shape)
    {
        if (chance.OneIn(8)) return Mutator.Spoil(chance, json, others, shape);
        var words = Words(Encoding.UTF8.GetString(json));
        for (var steps = chance.Between(1, StepsMax); steps > 0 && words.Count > 0; steps--) Step(chance, words, others);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(words));
        return bytes.Length > Mutator.BytesMax ? bytes[..Mutator.BytesMax] : bytes;
    }

    private static void Step(Chance chance, List<string> words, IReadOnlyList<byte[]> others)
    {
        var at = chance.Below(words.Count);
        switch (chance.Below(10))
        {
            case 0 or 1 or 2: words[NextValue(words, at)] = chance.Of(Values); break;
            case 3: words.RemoveAt(at); break;
            case 4: Double(words, at); break;
            case 5: Drop(words, at); break;
            case 6: words[NextValue(words, at)] = words[NextValue(words, chance.Below(words.Count))]; break;
            case 7: words[NextValue(words, at)] = chance.OneIn(4) ? $"\"{new string('x', LongText)}\"" : Number(chance); break;
            case 8: Nest(chance, words, at); break;
            default: words[NextValue(words, at)] = chance.Among(Words(Encoding.UTF8.GetString(chance.Among(others)))); break;
        }
    }

    private static string Number(Chance chance) =>
        unchecked((long)(chance.Next() >> chance.Below(64))).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The first word from there on that is a value, or a key where there is none.</summary>
    private static int NextValue(List<string> words, int from)
    {
        for (var n = 0; n < words.Count; n++)
        {
            var at = (from + n) % words.Count;
            if (words[at] is not ("{" or "}" or "[" or "]" or ":" or ",") && !string.IsNullOrWhiteSpace(words[at])
                && !(at + 1 < words.Count && words[at + 1] == ":")) return at;
        }
        return from;
    }

    /// <summary>A member twice, with the comma between.</summary>
    private static void Double(List<string> words, int from)
    {
        var at = words.FindIndex(from, word => word == ":");
        if (at < 1 || at + 1 >= words.Count) return;
        words.InsertRange(at - 1, [words[at - 1], ":", words[at + 1] is "{" or "[" ? "null" : words[at + 1], ","]);
    }

    private static void Drop(List<string> words, int from)
    {
        var at = words.FindIndex(from, word => word == ":");
        if (at < 1 || at + 2 >= words.Count) return;
        words.RemoveRange(at - 1, words[at + 2] == "," ? 4 : 3);
    }

    private static void Nest(Chance chance, List<string> words, int from)
    {
        var (at, depth) = (NextValue(words, from), chance.Between(1, NestMax));
        words[at] = string.Concat(Enumerable.Repeat("[", depth)) + words[at] + string.Concat(Enumerable.Repeat("]", depth));
    }

    /// <summary>Texts, numbers, names, marks and blanks; put together they are the text again.</summary>
    private static List<string> Words(string json)
    {
        var words = new List<string>(json.Length / 4 + 1);
        for (var at = 0; at < json.Length;)
        {
            var end = at + 1;
            if (json[at] == '"')
            {
                while (end < json.Length && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
                end = Math.Min(end + 1, json.Length);
            }
            else if (char.IsWhiteSpace(json[at])) while (end < json.Length && char.IsWhiteSpace(json[end])) end++;
            else if (!IsMark(json[at])) while (end < json.Length && !IsMark(json[end]) && !char.IsWhiteSpace(json[end])) end++;
            words.Add(json[at..end]);
            at = end;
        }
        return words;
    }

    private static bool IsMark(char c) => c is '{' or '}' or '[' or ']' or ':' or ',' or '"';
}

using System.Text;

namespace YongAi.Simulators.Fuzz;

/// <summary>Spoils JSON by its words: values, members, nesting; now and then a byte, as if it were no JSON.</summary>
public static class JsonMutator
{
    private const int StepsMax = 3, NestMax = 80, LongText = 4000;

    /// <summary>Values at the edges, of every kind.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "13", "0.5", "1e400", "-1e-400", "1E2", "2147483647", "2147483648",
        "-2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "\"\"", "\" \"", "\"0\"", "\"\\u0000\"", "\"\\n\"", "\"\\\"\"", "\"../../etc/passwd\"", "\"door/0\"",
        "\"door/-1\"", "\"door/99999999999\"",
        "\"(a+)+$\"", "\"[\"", "\"9999-12-31T23:59:59.999+14:00\"", "\"0001-01-01T00:00:00-14:00\"", "\"2026-02-30T00:00:00Z\"",
        "\"骑手\"", "\"\u202e\"", "[]", "{}", "[[]]", "{\"a\":{}}", "[null]", "{\"id\":1}",
    ];

    /// <summary>What looks like a value and is none.</summary>
    private static readonly string[] NoValues =
        ["01", "+1", "1.", "NaN", "\"\\ud800\"", "\"\\udc00\\ud800\"", "'x'", "\"", "undefined", "/**/1"];

    /// <summary>A spoiled copy.</summary>
    public static byte[] Spoil(Chance chance, byte[] json, IReadOnlyList<byte[]> others, FrameShape shape)
    {
        if (chance.OneIn(8)) return Mutator.Spoil(chance, json, others, shape);
        var words = Words(json);
        for (var steps = chance.Between(1, StepsMax); steps > 0 && words.Count > 0; steps--) Step(chance, words, others);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(words));
        return bytes.Length > Mutator.BytesMax ? bytes[..Mutator.BytesMax] : bytes;
    }

    private static void Step(Chance chance, List<string> words, IReadOnlyList<byte[]> others)
    {
        var at = chance.Below(words.Count);
        switch (chance.Below(24))
        {
            case 0: words.RemoveAt(at); break;
            case 1: words[NextValue(words, at)] = chance.Of(NoValues); break;
            case 2 or 3: Double(words, at); break;
            case 4 or 5 or 6: Drop(words, at); break;
            case 7 or 8 or 9: words[NextValue(words, at)] = words[NextValue(words, chance.Below(words.Count))]; break;
            case 10 or 11: words[NextValue(words, at)] = Number(chance); break;
            case 12: words[NextValue(words, at)] = $"\"{new string('x', LongText)}\""; break;
            case 13: Nest(chance, words, at); break;
            case 14 or 15: words[NextValue(words, at)] = chance.Among(Words(chance.Among(others))); break;
            default: words[NextValue(words, at)] = chance.Of(Values); break;
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
        var value = words[Math.Min(at + (string.IsNullOrWhiteSpace(words[at + 1]) ? 2 : 1), words.Count - 1)];
        words.InsertRange(at - 1, [words[at - 1], ":", value is "{" or "[" ? "null" : value, ","]);
    }

    private static void Drop(List<string> words, int from)
    {
        var at = words.FindIndex(from, word => word == ":");
        if (at < 1 || at + 2 >= words.Count) return;
        var (first, last) = (at - 1, at + 1);
        for (var deep = 0; last < words.Count; last++)
        {
            deep += words[last] is "{" or "[" ? 1 : words[last] is "}" or "]" ? -1 : 0;
            if (deep == 0 && !string.IsNullOrWhiteSpace(words[last])) break;
        }
        var comma = words.FindIndex(Math.Min(last + 1, words.Count), word => !string.IsNullOrWhiteSpace(word));
        if (comma >= 0 && words[comma] == ",") last = comma;
        else
        {
            // The last member goes with the comma before it.
            var before = first - 1;
            while (before >= 0 && string.IsNullOrWhiteSpace(words[before])) before--;
            if (before >= 0 && words[before] == ",") first = before;
        }
        words.RemoveRange(first, Math.Min(last, words.Count - 1) - first + 1);
    }

    private static void Nest(Chance chance, List<string> words, int from)
    {
        var (at, depth) = (NextValue(words, from), chance.Between(1, NestMax));
        words[at] = string.Concat(Enumerable.Repeat("[", depth)) + words[at] + string.Concat(Enumerable.Repeat("]", depth));
    }

    /// <summary>Texts, numbers, names, marks and blanks; put together they are the text again.</summary>
    private static List<string> Words(byte[] bytes)
    {
        var json = Encoding.UTF8.GetString(bytes);
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

using System.Globalization;
using System.Text;

namespace YongAi.Edge.Host.Site;

/// <summary>
/// Serials that a pattern lets in, to try on the other patterns: two patterns that share one are ambiguous. Written for what
/// patterns of serials are made of (letters, sets, counts); of anything else it makes no samples, and so finds nothing wrong.
/// </summary>
internal static class SerialSamples
{
    private const int More = 2;

    /// <summary>A few texts that should fit the pattern; whether one does, the pattern itself has to say.</summary>
    public static IEnumerable<string> Of(string pattern) =>
        new[] { Sample(pattern, last: false, 0), Sample(pattern, last: true, 0), Sample(pattern, last: false, More) }
            .OfType<string>().Distinct(StringComparer.Ordinal);

    private static string? Sample(string pattern, bool last, int more)
    {
        var text = new StringBuilder();
        for (var at = 0; at < pattern.Length;)
        {
            if (One(pattern, ref at, last) is not { } letter) return null;
            text.Append(letter, Times(pattern, ref at, more));
        }
        return text.ToString();
    }

    // One letter or set; null for what is not understood.
    private static char? One(string pattern, ref int at, bool last)
    {
        var sign = pattern[at++];
        switch (sign)
        {
            case '.': return last ? 'Z' : '0';
            case '\\' when at < pattern.Length:
                return pattern[at++] switch
                {
                    'd' => last ? '9' : '0',
                    'w' => last ? 'Z' : '0',
                    var other when !char.IsAsciiLetterOrDigit(other) => other,
                    _ => null,
                };
            case '[' when pattern.IndexOf(']', at) is > 0 and var end && pattern[at] != '^':
                var set = pattern[at..end];
                at = end + 1;
                return set.Length == 0 || set.Contains('\\', StringComparison.Ordinal) ? null : last ? set[^1] : set[0];
            default: return "()[]{}|*+?^$".Contains(sign, StringComparison.Ordinal) ? null : sign;
        }
    }

    // {n}, {n,}, {n,m}, *, + and ? after it.
    private static int Times(string pattern, ref int at, int more)
    {
        if (at >= pattern.Length) return 1;
        switch (pattern[at])
        {
            case '*': at++; return more;
            case '+': at++; return 1 + more;
            case '?': at++; return more > 0 ? 1 : 0;
            case '{' when pattern.IndexOf('}', at) is > 0 and var end:
                var counts = pattern[(at + 1)..end].Split(',');
                at = end + 1;
                return int.TryParse(counts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least) ? Math.Min(least, 64) : 1;
            default: return 1;
        }
    }
}

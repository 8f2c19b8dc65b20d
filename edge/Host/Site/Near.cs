namespace YongAi.Edge.Host.Site;

/// <summary>What somebody may have meant who mistyped a word.</summary>
internal static class Near
{
    /// <summary>The known word that is at most two letters away, or null: letters missing, too many, wrong, or two in the wrong order.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var most = typed.Length switch { < 3 => 0, < 5 => 1, _ => 2 };
        return known.Select(word => (Word: word, Away: Distance(typed, word))).Where(near => near.Away <= most)
            .OrderBy(near => near.Away).ThenBy(near => near.Word, StringComparer.Ordinal).FirstOrDefault().Word;
    }

    /// <summary>Chinese and English for the end of a sentence; empty when nothing is near.</summary>
    public static (string Chinese, string English) Hint(string typed, IEnumerable<string> known) =>
        Of(typed, known) is { } word ? ($"，是不是“{word}”？", $"; did you mean '{word}'?") : ("", "");

    // Damerau and Levenshtein, case and the choice between - and _ costing nothing.
    private static int Distance(string typed, string word)
    {
        var (a, b) = (Plain(typed), Plain(word));
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) steps[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) steps[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var swap = a[i - 1] == b[j - 1] ? 0 : 1;
                steps[i, j] = Math.Min(Math.Min(steps[i - 1, j] + 1, steps[i, j - 1] + 1), steps[i - 1, j - 1] + swap);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        return steps[a.Length, b.Length];
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('-', '_');
}

using System.Globalization;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>What stands behind a command: <c>--name value</c> and <c>--switch</c>.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string?> values = new(StringComparer.Ordinal);

    /// <param name="words">The words behind the command.</param>
    /// <param name="valued">Options that take a value.</param>
    /// <param name="switches">Options that take none.</param>
    /// <exception cref="SiteUnusable">A word is no option of this command.</exception>
    public Arguments(IReadOnlyList<string> words, string[] valued, string[] switches)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (switches.Contains(words[i])) values[words[i]] = null;
            else if (!valued.Contains(words[i])) throw new SiteUnusable($"'{words[i]}' is no option here");
            else if (i + 1 == words.Count) throw new SiteUnusable($"{words[i]} needs a value behind it");
            else values[words[i]] = words[++i];
        }
    }

    public bool Has(string option) => values.ContainsKey(option);

    public string? Text(string option) => values.GetValueOrDefault(option);

    public string Needed(string option) => Text(option) ?? throw new SiteUnusable($"{option} is missing");

    /// <summary>One of a few words, the first of them when none is said.</summary>
    public string OneOf(string option, ImmutableArray<string> words)
    {
        var word = Text(option) ?? words[0];
        return words.Contains(word) ? word : throw new SiteUnusable($"{option} is '{word}', but should be one of {string.Join(", ", words)}");
    }

    public int? Whole(string option, int least, int most)
    {
        if (Text(option) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number : throw new SiteUnusable($"{option} is '{text}', but should be a whole number from {least} to {most}");
    }

    public double? Decimal(string option, double least, double most)
    {
        if (Text(option) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number : throw new SiteUnusable($"{option} is '{text}', but should be a number from {least} to {most}");
    }
}

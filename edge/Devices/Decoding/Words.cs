using System.Globalization;

namespace YongAi.Edge.Devices.Decoding;

/// <summary>The names of fields and of what codes mean, as a crew reads them.</summary>
public static class Words
{
    /// <summary>What a frame says more than once is numbered behind this.</summary>
    internal const string Again = "_again_";

    /// <summary>A field's name in Chinese, or null where none is known.</summary>
    /// <param name="field">As in <see cref="DecodedField.Name"/>.</param>
    public static string? Field(string field)
    {
        var again = field.IndexOf(Again, StringComparison.Ordinal);
        if (again < 0) return FieldWords.Chinese.GetValueOrDefault(field) ?? Numbered(field);
        return Field(field[..again]) is { } word ? $"{word} 再次出现 {field[(again + Again.Length)..]}" : null;
    }

    /// <summary>A meaning or a flag in Chinese, or null where none is known.</summary>
    /// <param name="meaning">In kebab-case.</param>
    public static string? Meaning(string meaning)
    {
        if (MeaningWords.Chinese.TryGetValue(meaning, out var exact)) return exact;
        var dash = meaning.LastIndexOf('-');
        if (dash < 0) return null;
        var (head, tail) = (meaning[..dash], meaning[(dash + 1)..]);
        if (tail == "baud") return $"{head} 波特";
        if (!IsNumber(tail) || !MeaningWords.Chinese.TryGetValue(head, out var word)) return null;
        // A cell has a number; a fault of a Daly pack has a level.
        return head is "cell" or "bit" or "di" or "do" ? $"{word} {tail}" : $"{word}（{tail} 级）";
    }

    private static string? Numbered(string field)
    {
        var parts = field.Split('_');
        var name = string.Join('_', parts.Where(part => !IsNumber(part)));
        var numbers = string.Join('-', parts.Where(IsNumber));
        return FieldWords.Chinese.TryGetValue(name, out var word)
            ? string.Create(CultureInfo.InvariantCulture, $"{word} {numbers}") : null;
    }

    private static bool IsNumber(string part) => part.Length > 0 && part.All(char.IsAsciiHexDigitUpper);
}

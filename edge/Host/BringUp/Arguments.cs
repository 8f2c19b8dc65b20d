namespace YongAi.Edge.Host.BringUp;

/// <summary>What was typed after the command: options with a value, and at most one word.</summary>
/// <param name="Options">Values by option name, without the dashes.</param>
/// <param name="Word">The one argument that is no option.</param>
/// <param name="Trouble">What cannot be understood, or null.</param>
internal sealed record Arguments(IReadOnlyDictionary<string, string> Options, string? Word, string? Trouble)
{
    /// <summary>True when an option without a value was typed.</summary>
    public bool Has(string flag) => Options.ContainsKey(flag);

    public static Arguments Read(ReadOnlySpan<string> typed, params ReadOnlySpan<string> known) => Read(typed, [], known);

    /// <param name="typed">What was typed.</param>
    /// <param name="flags">Options without a value.</param>
    /// <param name="known">Options with one.</param>
    public static Arguments Read(ReadOnlySpan<string> typed, string[] flags, ReadOnlySpan<string> known)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        string? word = null, trouble = null;
        for (var i = 0; i < typed.Length && trouble is null; i++)
        {
            if (typed[i].StartsWith("--", StringComparison.Ordinal) && flags.Contains(typed[i][2..])) options[typed[i][2..]] = "";
            else if (typed[i].StartsWith("--", StringComparison.Ordinal))
                trouble = Option(typed, ref i, known, options);
            else if (word is null) word = typed[i];
            else
                trouble = $"不明白多出的“{typed[i]}”；含空格的码要加引号 / "
                    + $"'{typed[i]}' is one word too many; a code with blanks needs quotes";
        }
        return new Arguments(options, word, trouble);
    }

    private static string? Option(ReadOnlySpan<string> typed, ref int i, ReadOnlySpan<string> known,
        Dictionary<string, string> options)
    {
        var name = typed[i][2..];
        if (!known.Contains(name)) return $"没有选项 {typed[i]} / there is no option {typed[i]}";
        if (i + 1 >= typed.Length) return $"{typed[i]} 后面要有值 / {typed[i]} needs a value";
        return options.TryAdd(name, typed[++i]) ? null : $"--{name} 写了两次 / --{name} is given twice";
    }
}

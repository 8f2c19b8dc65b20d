using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp;

/// <summary>What was typed after <c>decode</c>.</summary>
/// <param name="Protocol">Its name; null with --list.</param>
/// <param name="Hex">All other words, joined: a frame may be pasted with its blanks.</param>
/// <param name="Request">What was asked before, in hex.</param>
/// <param name="Trouble">What cannot be understood, or null.</param>
internal sealed record DecodeWords(string? Protocol, string Hex, string? Request, string? Trouble)
{
    public bool IsList { get; private init; }

    public bool IsJson { get; private init; }

    public bool IsEnglish { get; private init; }

    public static DecodeWords Read(ReadOnlySpan<string> typed)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var (hex, flags) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        string? trouble = null;
        for (var i = 0; i < typed.Length && trouble is null; i++)
        {
            var word = typed[i];
            if (word is "--json" or "--list") flags.Add(word);
            else if (word is "--protocol" or "--request" or "--lang")
            {
                if (i + 1 >= typed.Length || typed[i + 1].StartsWith("--", StringComparison.Ordinal))
                    trouble = $"{word} 后面要有值 / {word} needs a value";
                else if (!options.TryAdd(word, typed[++i])) trouble = $"{word} 写了两次 / {word} is given twice";
            }
            else if (word.StartsWith("--", StringComparison.Ordinal)) trouble = $"没有选项 {word} / there is no option {word}";
            else hex.Add(word);
        }
        var read = new DecodeWords(options.GetValueOrDefault("--protocol"), string.Join(' ', hex),
            options.GetValueOrDefault("--request"), trouble)
        {
            IsList = flags.Contains("--list"), IsJson = flags.Contains("--json"),
                IsEnglish = options.GetValueOrDefault("--lang") == "en",
        };
        return trouble is null ? read with { Trouble = Judge(read, options.GetValueOrDefault("--lang")) } : read;
    }

    private static string? Judge(DecodeWords read, string? language)
    {
        if (language is not (null or "zh" or "en"))
            return $"--lang 只能是 zh 或 en，不是“{language}” / --lang is zh or en, not '{language}'";
        if (read.IsList) return read.Hex.Length > 0
            ? $"不明白多出的“{read.Hex}” / '{read.Hex}' is not understood after --list" : null;
        if (read.Protocol is null) return "缺少 --protocol NAME；--list 列出全部 / --protocol NAME is missing; --list names them all";
        if (FrameDecoder.Protocols.All(known => known.Name != read.Protocol))
            return $"没有协议“{read.Protocol}”；--list 列出全部 / there is no protocol '{read.Protocol}'; --list names them all";
        return read.Hex.Length == 0 ? "缺少十六进制的帧 / the frame in hex is missing" : null;
    }
}

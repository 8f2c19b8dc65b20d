using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace YongAi.Edge.Host.Logging;

/// <summary>
/// One message, one line of the console. What others wrote may be in it: control characters, line ends and marks that turn the
/// direction of writing are shown by their number and never obeyed, and a line has an end.
/// </summary>
public sealed class OneLine() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";

    /// <summary>Characters of a message, and of an exception under it.</summary>
    public const int CharsMax = 4096;

    private static readonly SearchValues<char> Shown = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue)
        .Select(c => (char)c).Where(c => char.IsControl(c) || char.GetUnicodeCategory(c)
            is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format)]);

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} ")
            .Append(CultureInfo.InvariantCulture, $"{Word(entry.LogLevel)}: {entry.Category}[{entry.EventId.Id}] ");
        Append(line, entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is { } fault) Append(line.Append(' '), fault.ToString().ReplaceLineEndings(" "));
        textWriter.Write(line.Append('\n'));
    }

    private static void Append(StringBuilder line, string text)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, CharsMax));
        while (rest.IndexOfAny(Shown) is >= 0 and var at)
        {
            line.Append(rest[..at]).Append(CultureInfo.InvariantCulture, $"\\u{(int)rest[at]:x4}");
            rest = rest[(at + 1)..];
        }
        line.Append(rest);
        if (text.Length > CharsMax) line.Append(CultureInfo.InvariantCulture, $" … ({text.Length - CharsMax} more)");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

using System.Globalization;

namespace YongAi.Edge.Uplink;

/// <summary>How an event is named: its id, its source, its subject and its trace.</summary>
public static class EventNames
{
    // Set in the last 16 digits of a trace that is no transaction, so that it never meets a transaction's number.
    private const ulong NoTransaction = 1UL << 63;

    /// <summary><c>{cabinet}-{journal}-{position}</c></summary>
    public static string Id(string cabinet, string journal, long position) =>
        string.Create(CultureInfo.InvariantCulture, $"{cabinet}-{journal}-{position}");

    /// <summary><c>/cabinets/{cabinet}</c></summary>
    public static string Source(string cabinet) => $"/cabinets/{cabinet}";

    /// <summary><c>slot/{number}</c></summary>
    public static string Slot(int number) => string.Create(CultureInfo.InvariantCulture, $"slot/{number}");

    /// <summary>The trace of a transaction: the journal and the transaction's number, 16 hex digits each.</summary>
    public static string TraceOfTransaction(string journal, long number) => journal + Hex((ulong)number);

    /// <summary>
    /// The trace of an event outside any transaction: the journal and the position with its highest bit set.
    /// </summary>
    public static string TraceOfEvent(string journal, long position) => journal + Hex((ulong)position | NoTransaction);

    /// <summary>True for 16 lower-case hex digits, as journals and boots are named.</summary>
    public static bool IsDrawn(string? text)
    {
        if (text is not { Length: 16 }) return false;
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }

    private static string Hex(ulong value) => value.ToString("x16", CultureInfo.InvariantCulture);
}

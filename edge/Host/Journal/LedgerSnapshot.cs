using System.Text.Json;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Journal;

/// <summary>A whole ledger as one row of the snapshot table and back, versioned.</summary>
public static class LedgerSnapshot
{
    public const string Type = "ledger";
    /// <summary>Grows whenever a field of the ledger changes its meaning; an older snapshot is then not read but replayed past.</summary>
    public const int Version = 1;

    /// <param name="ledger">The ledger; its position says after which row it stands.</param>
    /// <param name="at">When it was taken.</param>
    /// <param name="boot">The program that took it.</param>
    public static JournalRow ToRow(Ledger ledger, Moment at, string boot)
    {
        var body = JsonSerializer.Serialize(ledger, JournalJson.TypeOf<Ledger>());
        return new JournalRow(ledger.Position, at.Elapsed.Ticks, at.Wall.UtcTicks - DateTime.UnixEpoch.Ticks,
            JournalFormat.TrustName(at.Trust), at.Drift.Ticks, boot, Type, Version, body);
    }

    /// <summary>The ledger of a row whose sum holds; null with the reason when this program cannot read it.</summary>
    public static Ledger? FromRow(JournalRow row, Action<string> remark)
    {
        if (row.Type != Type || row.Version != Version)
        {
            remark($"snapshot {row.Position} is '{row.Type}' version {row.Version}, not read by this program");
            return null;
        }
        try
        {
            var ledger = JsonSerializer.Deserialize(row.Body, JournalJson.TypeOf<Ledger>());
            if (ledger is not null && ledger.Position == row.Position) return ledger;
            remark($"snapshot {row.Position} holds the ledger of position {ledger?.Position}");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or NotSupportedException or OverflowException or InvariantBroken)
        {
            remark($"snapshot {row.Position} cannot be read: {wrong.Message}");
        }
        return null;
    }
}

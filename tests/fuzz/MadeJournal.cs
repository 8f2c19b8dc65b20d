using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Fuzz;

/// <summary>A journal that was lived with for two runs, and what may be read of it however it is damaged.</summary>
/// <param name="written">Its rows.</param>
/// <param name="ledgers">Its snapshots; each is kept under a position of this journal.</param>
/// <param name="boot">Who wrote it.</param>
internal sealed class MadeJournal(ImmutableArray<Entry> written, ImmutableArray<Ledger> ledgers, string boot)
{
    private const int FirstKept = 10, Half = 30, SecondKept = 40, Acknowledged = 35, Later = 50;

    private readonly ImmutableArray<Ledger> kept =
        [ledgers[0] with { Position = FirstKept, Swap = null }, ledgers[1] with { Position = SecondKept, Swap = null }];
    private HashSet<string> bodies = [], proved = [];

    /// <summary>Positions at which a commit of the log ends, and the one at which the main file does.</summary>
    public static ImmutableArray<int> Commits => [Half, SecondKept, Later];

    /// <summary>The marks that the outbox had.</summary>
    public static ImmutableArray<long> Outboxes => [0, Acknowledged];

    /// <summary>The rows as they are compared.</summary>
    public ImmutableArray<string> Texts { get; } = [.. written.Select(entry => JournalFormat.ToRow(entry, boot).ToString())];

    /// <summary>As a power cut in the second run leaves it: part in the main file, part in the log beside it.</summary>
    /// <returns>The main file and the log.</returns>
    public (byte[] Main, byte[] Log) Make(string folder)
    {
        using (var first = JournalStore.Open(folder, boot))
        {
            first.Append(written.Take(Half));
            first.Keep(kept[0], written[FirstKept].At);
        }
        using var second = JournalStore.Open(folder, boot);
        second.Append(written.Take(SecondKept).Skip(Half));
        second.MoveOutbox(Acknowledged);
        second.Keep(kept[1], written[SecondKept].At);
        second.Append(written.Take(Later).Skip(SecondKept));
        second.Append(written.Skip(Later));
        bodies = [.. kept.Select(Body)];
        proved = [.. kept.Append(Ledger.Empty).SelectMany(Replayed).Select(ledger => Body(ledger with { Position = 0 }))];
        return (File.ReadAllBytes(Path.Combine(folder, "journal.db")), File.ReadAllBytes(Path.Combine(folder, "journal.db-wal")));
    }

    /// <summary>A row as it is compared.</summary>
    public string Text(Entry entry) => JournalFormat.ToRow(entry, boot).ToString();

    /// <summary>None, or one of the two that were kept.</summary>
    public bool IsKept(Ledger? snapshot) => snapshot is null || bodies.Contains(Body(snapshot));

    /// <summary>None, or a snapshot or the empty ledger with some of the rows that follow it, without a hole.</summary>
    public bool IsProved(Ledger? carried) => carried is null || proved.Contains(Body(carried));

    private IEnumerable<Ledger> Replayed(Ledger ledger)
    {
        yield return ledger;
        foreach (var entry in written.Skip((int)ledger.Position))
        {
            try
            {
                ledger = ledger.Apply(entry);
            }
            catch (Exception end) when (end is InvariantBroken or InvalidOperationException or ArgumentException
                or KeyNotFoundException)
            {
                // Rows of all kinds, one after the other, are no cabinet's life: replaying them ends where they contradict.
                yield break;
            }
            yield return ledger;
        }
    }

    private string Body(Ledger ledger) => LedgerSnapshot.ToRow(ledger, written[0].At, boot).Body;
}

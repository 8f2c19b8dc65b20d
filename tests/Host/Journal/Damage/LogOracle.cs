using System.Buffers.Binary;

namespace YongAi.Edge.Tests.Host.Journal.Damage;

/// <summary>What must come of a damage.</summary>
/// <param name="Outcome">One of these.</param>
/// <param name="Rows">So many rows are known afterwards, in the journal or in the ledger that the next one begins with; null: any beginning.</param>
internal readonly record struct Due(Outcome Outcome, int? Rows);

/// <summary>
/// Knows the log as it was, so it can tell from the damaged bytes what is left and what can be proved; the program has only the damaged
/// ones. What is left are the commits before the first changed byte. That later ones were acknowledged is proved by a commit whose end is
/// still there with the beginning of the one after it: nothing is begun before the last sync has answered.
/// </summary>
internal sealed class LogOracle(DamagedJournal journal)
{
    public const int Head = 32, FrameHead = 24, Frame = FrameHead + 4096;

    private readonly byte[] log = journal.Files.Log!;

    public Due Of(byte[] damaged)
    {
        var first = damaged.AsSpan().CommonPrefixLength(log);
        if (first == log.Length) return new Due(Outcome.Harmless, journal.Rows.Length);
        var hit = first < Head ? 0 : journal.Commits.Count(commit => commit.End <= first);
        var rows = hit == 0 ? journal.RowsInMain : journal.Commits[hit - 1].Rows;
        return new Due(IsProved(damaged, hit) ? Outcome.SetAside : Outcome.CleanPrefix, rows);
    }

    private bool IsProved(byte[] damaged, int from) => journal.Commits.Skip(from).SkipLast(1).Any(commit =>
    {
        var last = commit.End - Frame;
        return damaged.Length >= commit.End + Frame && BinaryPrimitives.ReadUInt32BigEndian(damaged.AsSpan(last + 4)) != 0
            && Same(damaged, last + 8, FrameHead - 8) && Same(damaged, commit.End, Frame);
    });

    private bool Same(byte[] damaged, int at, int count) => damaged.AsSpan(at, count).SequenceEqual(log.AsSpan(at, count));
}

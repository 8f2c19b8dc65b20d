using System.Text;
using Microsoft.Data.Sqlite;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Host.Journal;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>A row of the journal, as it would lie on a disk with its sum set right.</summary>
public sealed record HostileRow(JournalRow Row, bool Genuine = false) : HostileInput(Genuine)
{
    public override string Shown => Row.ToString();
}

/// <summary>
/// Journal rows whose sum holds, whatever is in them. Judged: a row is read or refused by name; what is read is the same when
/// written again; and replaying it never ends in anything that setting a journal aside does not know.
/// </summary>
public sealed class RowTarget : FuzzTarget
{
    private const string Boot = "b001b001b001b001";
    private const int SamplesOfEach = 4;
    private static readonly FrameShape Shape = new([(byte)'{', (byte)'"', (byte)',', (byte)'\\']);
    private static readonly long[] Edges = [0, 1, -1, long.MaxValue, long.MinValue, 3_155_378_975_999_999_999,
        -621_355_968_000_000_001, TimeSpan.TicksPerDay];

    private readonly ImmutableArray<JournalRow> rows = [.. Samples.EventTypes
        .SelectMany((type, n) => Enumerable.Range(0, SamplesOfEach)
        .Select(seed => JournalFormat.ToRow(new Entry(n * SamplesOfEach + seed + 1, Samples.MomentOf(seed),
            Samples.Of(type, seed)), Boot)))];
    private readonly ImmutableArray<byte[]> bodies;
    private readonly Func<JournalRow, Entry> read;

    /// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public RowTarget(Func<JournalRow, Entry>? read = null)
    {
        this.read = read ?? JournalFormat.ToEntry;
        bodies = [.. rows.Select(row => Encoding.UTF8.GetBytes(row.Body))];
    }

    public override string Name => "journal-row";

    /// <summary>A body of 8 KB into its event, and into a ledger; our own number.</summary>
    public override long AllocatedMax => 256 * 1024;

    public override void WarmUp()
    {
        foreach (var row in rows) read(row);
    }

    public override HostileInput Draw(Chance chance)
    {
        var row = chance.Among(rows);
        switch (chance.Below(12))
        {
            case 0: return new HostileRow(row, Genuine: true);
            case 1: return new HostileRow(row with { Type = chance.Among(rows).Type });
            case 2: return new HostileRow(row with { Version = chance.Of(0, 2, -1, int.MaxValue) });
            case 3: return new HostileRow(row with { Wall = chance.Of(Edges) });
            case 4: return new HostileRow(row with { Elapsed = chance.Of(Edges), Drift = chance.Of(Edges) });
            case 5: return new HostileRow(row with { Trust = chance.Of("trusted", "", "TRUSTED", "3", "骑手"),
                Position = chance.Of(Edges) });
            default: return new HostileRow(row with { Body = Encoding.UTF8.GetString(
                JsonMutator.Spoil(chance, Encoding.UTF8.GetBytes(row.Body), bodies, Shape)) });
        }
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var row = ((HostileRow)input).Row;
        Entry entry;
        meter.Begin();
        try
        {
            entry = read(row);
        }
        catch (JournalRefused refused) when (refused.Message.Length > 0)
        {
            meter.End();
            return Outcome.Rejected(row.Version == 1 ? "body" : "version");
        }
        meter.End();
        var again = JournalFormat.ToRow(entry, row.Boot);
        if (again with { Body = row.Body } != row || input.Genuine && again != row)
            throw new FuzzFinding($"written again it is {again}");
        if (JournalFormat.ToRow(read(again), row.Boot) != again) throw new FuzzFinding("read and written twice it is not the same");
        Replay(entry);
        return Outcome.Accepted;
    }

    /// <summary>
    /// What replay may end in: the list of <c>JournalSalvage.Attempt</c>, which carries over what a damaged journal still
    /// proves. Anything else would keep a cabinet from starting.
    /// </summary>
    private static void Replay(Entry entry)
    {
        try
        {
            if (entry.Position < 1) return;
            (Ledger.Empty with { Position = entry.Position - 1 }).Apply(entry);
        }
        catch (Exception known) when (known is SqliteException or JournalRefused or JournalFailed or InvariantBroken
            or InvalidCastException
            or FormatException or OverflowException or KeyNotFoundException or InvalidOperationException or ArgumentException
                or IOException)
        {
            // Damage, and told as such.
        }
    }
}

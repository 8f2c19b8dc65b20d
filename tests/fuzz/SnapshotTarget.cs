using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Fuzz.Cabinet;

namespace YongAi.Edge.Fuzz;

/// <summary>Ledgers of cabinets that were lived with.</summary>
public static class LivedLedgers
{
    private const int Cabinets = 2, Steps = 300;

    /// <summary>What some hostile hours left behind: alarms, cases, commands, codes, charging.</summary>
    public static ImmutableArray<Ledger> Of(SeedFiles seeds, int seed)
    {
        var ledgers = ImmutableArray.CreateBuilder<Ledger>();
        using var rig = new RigTarget(seeds, FuzzTargets.Codes(seeds, seed));
        for (var n = 0; n < Cabinets; n++)
        {
            FuzzRun.Of(rig, seed, n * rig.SessionLength, Steps, CancellationToken.None);
            ledgers.Add(rig.Ledger);
        }
        return ledgers.ToImmutable();
    }
}

/// <summary>
/// Snapshots whose sum holds, whatever is in them. Judged: read or left out with the reason; what is read is the same when
/// written again.
/// </summary>
public sealed class SnapshotTarget : FuzzTarget
{
    private const string Boot = "b001b001b001b001";
    private static readonly Moment At = new(TimeSpan.FromHours(5), DateTimeOffset.UnixEpoch, TimeTrust.Trusted);
    private static readonly FrameShape Shape = new([(byte)'{', (byte)'"', (byte)',', (byte)'\\']);

    private readonly ImmutableArray<JournalRow> rows;
    private readonly ImmutableArray<byte[]> bodies;
    private readonly Func<JournalRow, Action<string>, Ledger?> read;

    /// <param name="ledgers">Ledgers to begin from.</param>
    /// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public SnapshotTarget(ImmutableArray<Ledger> ledgers, Func<JournalRow, Action<string>, Ledger?>? read = null)
    {
        this.read = read ?? LedgerSnapshot.FromRow;
        rows = [.. ledgers.Add(Ledger.Empty).Select(ledger => LedgerSnapshot.ToRow(ledger, At, Boot))];
        bodies = [.. rows.Select(row => Encoding.UTF8.GetBytes(row.Body))];
    }

    public override string Name => "snapshot";

    /// <summary>A ledger of 8 KB into its tables; our own number.</summary>
    public override long AllocatedMax => 256 * 1024;

    public override void WarmUp()
    {
        foreach (var row in rows) read(row, _ => { });
    }

    public override HostileInput Draw(Chance chance)
    {
        var row = chance.Among(rows);
        return chance.Below(8) switch
        {
            0 => new HostileRow(row, Genuine: true),
            1 => new HostileRow(row with { Type = chance.Of("ledger", "Ledger", "", "swap-ended"),
                Version = chance.Of(0, 1, 2), Position = chance.Of(row.Position, 0, -1, long.MaxValue) }),
            _ => new HostileRow(row with { Body = Encoding.UTF8.GetString(
                JsonMutator.Spoil(chance, Encoding.UTF8.GetBytes(row.Body), bodies, Shape)) }),
        };
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var row = ((HostileRow)input).Row;
        string? why = null;
        meter.Begin();
        var ledger = read(row, reason => why = reason);
        meter.End();
        if (ledger is null) return Outcome.Rejected(why is { Length: > 0 } ? "left out"
            : throw new FuzzFinding("left out without a reason"));
        var again = LedgerSnapshot.ToRow(ledger, At, row.Boot);
        if (ledger.Position != row.Position || input.Genuine && again.Body != row.Body)
            throw new FuzzFinding($"written again it is {again.Body}");
        var twice = read(again, _ => { }) is { } second ? LedgerSnapshot.ToRow(second, At, row.Boot).Body : null;
        if (twice != again.Body) throw new FuzzFinding($"read and written twice it is {twice}, and was {again.Body}");
        return Outcome.Accepted;
    }
}

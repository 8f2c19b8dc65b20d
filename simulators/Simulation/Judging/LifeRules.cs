using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What is judged.</summary>
/// <param name="Boards">What the eyes see, and what is broken.</param>
/// <param name="Disk">The journal.</param>
/// <param name="Link">The way to the cloud.</param>
/// <param name="Orders">What the cloud ordered.</param>
/// <param name="Cabinet">The cabinet as built.</param>
/// <param name="MayLie">Whether the sensors of a slot have lied lately.</param>
public sealed record Judged(SimulatedCabinet Boards, Disk Disk, CloudLink Link, Orders Orders, (Wiring Wiring, SitePlan Plan) Cabinet,
    Func<int, bool> MayLie)
{
    /// <summary>Nothing ever breaks here and nobody errs.</summary>
    public bool IsSound { get; init; }
}

/// <summary>All rules of one life, each told what it has to know.</summary>
public sealed class LifeRules
{
    private readonly Disk disk;
    private readonly LockRules locks;
    private readonly BookRules books;
    private readonly AlarmRules alarms;
    private readonly ChargeRules charges;
    private readonly OfferRules offers;
    private readonly RiderRules riders;
    private readonly CloudRules cloud;
    private readonly Doorkeeper doors = new();
    private readonly Invariant stands;

    /// <param name="tally">Counts.</param>
    /// <param name="judged">What is judged.</param>
    /// <param name="now">What time it is.</param>
    public LifeRules(Tally tally, Judged judged, Func<TimeSpan> now)
    {
        var (world, faults) = (judged.Boards.World, judged.Boards.Faults);
        disk = judged.Disk;
        locks = new LockRules(tally, disk, judged.Cabinet.Wiring);
        books = new BookRules(tally, world, judged.Orders, now, judged.MayLie);
        alarms = new AlarmRules(tally, judged.IsSound);
        charges = new ChargeRules(tally, world, faults, judged.Cabinet.Plan, judged.MayLie);
        offers = new OfferRules(tally, world, faults, judged.MayLie, doors);
        riders = new RiderRules(tally, world, faults, judged.MayLie, doors);
        cloud = new CloudRules(tally, disk, judged.Link);
        stands = tally.Of("the-program-stands");
    }

    /// <summary>Riders who left their pack and have no case, as far as was looked.</summary>
    public int Swallowed => riders.Swallowed;

    /// <summary>The program was started.</summary>
    public void Started(EdgeRun run)
    {
        locks.Started(run.StartedAfter);
        books.Started([.. disk.Entries.Take((int)run.StartedAfter)], run.Replayed);
        cloud.Started();
    }

    /// <summary>The program ended itself, or wants to.</summary>
    public void Falls(string why)
    {
        if (!stands.Look(false)) stands.Says(why);
    }

    /// <summary>There has been no program for so long.</summary>
    public void WithoutProgram(TimeSpan gone) => charges.WithoutProgram(gone);

    /// <summary>The program ended as it was asked to, and nothing had disturbed it.</summary>
    public void Ended() => charges.Ended();

    /// <summary>Bytes go to a line.</summary>
    public void Sent(LineId line, ReadOnlySpan<byte> bytes) => locks.Sent(line, bytes);

    /// <summary>Bytes came from a line.</summary>
    public void Received(LineId line, ReadOnlySpan<byte> bytes) => locks.Received(line, bytes);

    /// <summary>An entry was handed over.</summary>
    public void Decided(Entry entry, TimeSpan now)
    {
        books.Decided(entry);
        alarms.Decided(entry.Event);
        doors.Decided(entry.Event);
        offers.Decided(entry.Event, now);
    }

    /// <summary>After a turn.</summary>
    /// <param name="run">The run, after the turn.</param>
    /// <param name="turn">Which turn it was.</param>
    /// <param name="now">When.</param>
    /// <param name="isDisturbed">A line was out, or its bytes were, a short time ago, or the program was.</param>
    /// <param name="runsSteadily">The program has run for a while.</param>
    public void AfterTurn(EdgeRun run, long turn, TimeSpan now, bool isDisturbed, bool runsSteadily)
    {
        var ledger = run.Cabinet.Ledger;
        books.AfterTurn(run, turn);
        charges.AfterTurn(ledger, now, isDisturbed);
        offers.AfterTurn(ledger, now, runsSteadily);
        riders.Look(ledger, now, runsSteadily);
    }

    /// <summary>After a turn in which nothing was disturbed.</summary>
    /// <param name="ledger">What the cabinet knows.</param>
    /// <param name="now">When.</param>
    /// <param name="stirredAt">When anybody was last there, or anything was disturbed.</param>
    public void Quiet(Ledger ledger, TimeSpan now, TimeSpan stirredAt) => riders.Quiet(ledger, now, stirredAt);

    /// <summary>Somebody left.</summary>
    public void Left(Regular rider, Visitor body, TimeSpan now, bool wasDisturbed)
    {
        riders.Left(rider, body, now, wasDisturbed);
        offers.Left(rider, body, now);
    }

    /// <summary>At the end, when all is repaired and whoever missed his pack came for it.</summary>
    public void AtEnd(Ledger ledger, IEnumerable<Regular> regulars, TimeSpan now)
    {
        riders.AtEnd(ledger, regulars, now);
        cloud.AtEnd();
        books.AtEnd(disk.Entries, ledger);
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>Starts that come too often, starts that are cut themselves, and a stop that was asked for.</summary>
public sealed class RestartTests : IDisposable
{
    private const string MidSwap = "> stock\n> scan chen\n> await open 12\n> wait 1\n> put 12 YA48240000000099 22\n> close 12\n> wait 1\n";
    private readonly ScenarioScript script = new();

    public void Dispose() => script.Dispose();

    private ScenarioCabinet Edge => script.Cabinet;

    [Theory]
    [InlineData("0")]
    [InlineData("0.3")]
    [InlineData("0.9")]
    public void A_recovery_cut_a_hundred_times_ends_where_one_alone_would_have(string lived)
    {
        string[] once = AfterCuts(1, lived), often = AfterCuts(100, lived);
        Assert.Equal(once, often);
    }

    // Ending, cases and custody; and no lock, whatever happens.
    private static string[] AfterCuts(int cuts, string lived)
    {
        using var script = new ScenarioScript();
        script.Play(MidSwap);
        var fired = script.Cabinet.LocksFired;
        for (var cut = 0; cut < cuts; cut++) script.Play($"> restart\n> wait {lived}\n");
        script.Play("> wait 120\n");
        var ledger = script.Cabinet.Cabinet.Ledger;
        Assert.Equal(fired, script.Cabinet.LocksFired);
        Assert.Null(ledger.Swap);
        var ended = script.Cabinet.Disk.Select(entry => entry.Event).OfType<SwapEnded>().Single();
        // Cut before its first ink is dry, a start leaves no trace.
        Assert.Equal(lived == "0" ? 1 : cuts, script.Cabinet.Disk.Select(entry => entry.Event).OfType<CabinetStarted>().Count() - 1);
        return [$"{ended.Ending} {ended.Why}", .. ledger.Cases.Select(c => $"{c.Rider.Subject} {c.Kind} {c.InSlot} {c.Brought}"),
            .. ledger.Custody.Packs.Select(pack => $"{pack.Key} {pack.Value.Rider?.Subject} {pack.Value.Slot}")];
    }

    [Fact]
    public void Twenty_starts_in_five_minutes_and_the_cabinet_waits_before_it_acts()
    {
        script.Play("> stock\n");
        for (var start = 1; start <= 20; start++)
        {
            script.Play("> restart\n> wait 15\n");
            if (start > 6) script.Play($"> scan rider{start}\n");
        }
        Assert.Equal(0, Edge.LocksFired);
        Assert.DoesNotContain(Edge.Disk, entry => entry.Event is SwapStarted);
        Assert.Contains(Edge.Cabinet.Ledger.Alarms, alarm => alarm.Kind == AlarmKind.RestartLoop);
        Assert.Equal([0, 1, 2, 3, 4, 5, 5], Starts().Skip(1).Take(7).Select(started => started.Restarts));
        Assert.All(Edge.Doors, door => Assert.False(door.ChargerOn));

        script.Play("> wait 50\n");
        Assert.DoesNotContain(Edge.Cabinet.Ledger.Alarms, alarm => alarm.Kind == AlarmKind.RestartLoop);
        script.Play("> scan chen\n> await open 12\n");
        Assert.Equal(1, Edge.LocksFired);
    }

    [Fact]
    public void Starts_far_apart_make_nobody_wait()
    {
        script.Play("> stock\n");
        for (var start = 0; start < 20; start++) script.Play("> restart\n> wait 80\n");
        script.Play("> scan chen\n> await open 12\n");
        Assert.Equal(1, Edge.LocksFired);
    }

    [Fact]
    public void Starts_after_an_asked_stop_make_nobody_wait()
    {
        script.Play("> stock\n");
        for (var start = 0; start < 20; start++)
        {
            Edge.Told(new StopAsked());
            script.Play("> wait 1\n> restart\n> wait 5\n");
        }
        Assert.All(Starts().Skip(1), started => Assert.Equal(LastEnd.Asked, started.LastEnd));
        script.Play("> scan chen\n> await open 12\n");
        Assert.Equal(1, Edge.LocksFired);
    }

    [Fact]
    public void Asked_to_stop_it_fires_no_lock_that_still_waits_for_ink_and_leaves_the_swap_to_the_next_start()
    {
        script.Play("> stock\n> ink 1\n> scan chen\n");
        Edge.Told(new StopAsked());
        script.Play("> wait 3\n> scan wang\n> wait 2\n");
        Assert.Equal(0, Edge.LocksFired);
        Assert.Equal(1, Assert.IsType<CabinetStopped>(Edge.Disk[^1].Event).OpenSwap);
        script.Play("> ink 0.01\n> restart\n> wait 30\n");
        Assert.Equal(0, Edge.LocksFired);
        Assert.Equal(LastEnd.Asked, Starts().Last().LastEnd);
        Assert.Null(Edge.Cabinet.Ledger.Swap);
    }

    [Fact]
    public void Asked_to_stop_it_switches_every_charger_off_at_once_whatever_the_disk_does()
    {
        script.Play("> stock\n> wait 30\n");
        Edge.Door(3).ChargerOn = true;
        Edge.InkTakes = TimeSpan.FromMinutes(1);
        Edge.Told(new StopAsked());
        Assert.All(Edge.Doors, door => Assert.False(door.ChargerOn));
        script.Play("> wait 40\n");
        Assert.All(Edge.Doors, door => Assert.False(door.ChargerOn));
    }

    [Fact]
    public void Asked_to_stop_it_wants_no_lapse_that_is_due_already()
    {
        script.Play("> stock\n> ink 1\n> scan chen\n");
        Edge.Told(new StopAsked());
        script.Play("> wait 400\n");
        Assert.True(CabinetStep.NextDeadline(Edge.Cabinet, Edge.Now) > Edge.Now);
    }

    private IEnumerable<CabinetStarted> Starts() => Edge.Disk.Select(entry => entry.Event).OfType<CabinetStarted>();
}

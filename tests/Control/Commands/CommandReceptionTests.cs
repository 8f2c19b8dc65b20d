using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Commands;

/// <summary>Commands and badges before a whole cabinet: what is written, how often, and what survives.</summary>
public sealed class CommandReceptionTests : IDisposable
{
    private readonly ScenarioScript _script = new();

    public CommandReceptionTests() => _script.Play("> stock\n");

    private ScenarioCabinet Edge => _script.Cabinet;

    public void Dispose() => _script.Dispose();

    [Fact]
    public void A_genuine_command_caught_and_sent_a_thousand_times_is_answered_thirty_times_a_minute_and_acts_once()
    {
        _script.Play("> command slot.open slot=3 id=caught\n> wait 2\n");
        for (var n = 0; n < 1000; n++) _script.Play("> command again caught\n");
        Edge.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Edge.LocksFired);
        Assert.Equal(30, Written<CommandDone>().Count(done => done.Again));
        Assert.Equal(1, Written<CommandsRefused>().Single(refused => refused.Why == Refusal.LimitReached).Count);
        Edge.Wait(TimeSpan.FromSeconds(61));
        Assert.Equal(970, Written<CommandsRefused>().Where(refused => refused.Why == Refusal.LimitReached).Sum(refused => refused.Count));
    }

    [Fact]
    public void A_flood_of_forged_commands_is_two_lines_a_minute_and_one_alarm()
    {
        for (var n = 0; n < 500; n++) _script.Play($"> command slot.open slot=3 id=forged-{n} key=stranger\n");
        Edge.Wait(TimeSpan.FromSeconds(61));
        Assert.Equal([1, 499], Written<CommandsRefused>().Select(refused => refused.Count));
        Assert.Single(Written<YongAi.Edge.Control.Safety.AlarmRaised>());
        Assert.Empty(Edge.Cabinet.Ledger.Commands.Known);
        Edge.Wait(TimeSpan.FromHours(1));
        Assert.Empty(Edge.Cabinet.Ledger.Alarms);
    }

    [Fact]
    public void Commands_of_other_cabinets_take_no_room_in_the_book()
    {
        _script.Play("> command slot.open slot=3 id=theirs cabinet=NB-TEST-02\n> command slot.open slot=3 id=old ago=400\n> wait 1\n");
        Assert.Equal(2, Written<CommandDone>().Count());
        Assert.Empty(Edge.Cabinet.Ledger.Commands.Known);
    }

    [Fact]
    public void What_was_refused_stays_refused_when_it_comes_again()
    {
        _script.Play("> scan chen\n> await open 12\n> command slot.open slot=12 id=busy life=600\n> wait 130\n> close 12\n> wait 6\n");
        Assert.Null(Edge.Cabinet.Ledger.Swap);
        var fired = Edge.LocksFired;
        _script.Play("> command again busy\n> wait 3\n");
        Assert.Equal(fired, Edge.LocksFired);
        Assert.All(Written<CommandDone>(), done => Assert.Equal((CommandOutcome.Refused, Refusal.Busy), (done.Outcome, done.Why)));
    }

    [Fact]
    public void Pause_freeze_and_a_slot_out_of_service_survive_a_power_cut()
    {
        _script.Play("> command cabinet.pause\n> command rider.freeze rider=demo/chen\n> command slot.disable slot=3\n> wait 1\n> restart\n> wait 6\n");
        var ledger = Edge.Cabinet.Ledger;
        Assert.True(ledger.Commands.Paused);
        Assert.Equal("chen", Assert.Single(ledger.Commands.Frozen).Subject);
        Assert.Contains(Withdrawal.Disabled, ledger.WithdrawnFrom(new SlotNumber(3)));
    }

    [Fact]
    public void A_badge_used_before_a_power_cut_is_used_after_it()
    {
        _script.Play("> crew wang crew:slot.open:3\n> wait 2\n> restart\n> wait 70\n> crew again\n> wait 2\n");
        Assert.Equal(1, Edge.LocksFired);
        Assert.Equal(Refusal.Stale, Assert.Single(Written<CrewRefused>()).Why);
    }

    [Fact]
    public void A_challenge_is_answered_by_one_badge_once()
    {
        byte[] nonce = [.. Enumerable.Range(1, 16).Select(n => (byte)n)];
        Edge.Told(new YongAi.Edge.Control.Codes.NonceGiven([.. nonce]));
        var badge = _script.Badge("wang", []);
        Edge.Scan(badge.Draw("crew:slot.disable:3", Edge.Moment.Wall, nonce, "NB-TEST-01"));
        Edge.Scan(badge.Draw("crew:slot.disable:4", Edge.Moment.Wall, nonce, "NB-TEST-01"));
        Edge.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(3, Assert.Single(Written<CommandAccepted>()).Slot!.Value.Value);
        Assert.Equal(Refusal.Stale, Assert.Single(Written<CrewRefused>()).Why);
    }

    [Fact]
    public void An_expired_badge_one_for_no_place_and_one_for_another_place_open_nothing()
    {
        var issuer = YongAi.Simulators.World.CodeWriterIssuer.FromPem(Repository.Path("seeds/issuers/demo-crew.pem"), "demo-crew");
        var old = issuer.Phone("old", ["crew:slot.open"], ScenarioCabinet.Morning.AddDays(-3), TimeSpan.FromDays(2), audience: "NB-TEST-01");
        var anywhere = issuer.Phone("anywhere", ["crew:slot.open"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(2));
        var elsewhere = issuer.Phone("elsewhere", ["crew:slot.open"], ScenarioCabinet.Morning.AddHours(-1), TimeSpan.FromDays(2), audience: "NB-TEST-02");
        foreach (var phone in (YongAi.Simulators.World.SimulatedPhone[])[old, anywhere, elsewhere])
            Edge.Scan(phone.Draw("crew:slot.open:3", Edge.Moment.Wall));
        Edge.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal([Refusal.Expired, Refusal.Malformed, Refusal.WrongPlace],
            Written<YongAi.Edge.Control.Codes.CodesRefused>().Select(refused => refused.Why));
        Assert.Empty(Written<CommandAccepted>());
        Assert.Equal(0, Edge.LocksFired);
    }

    [Fact]
    public void A_lock_out_survives_a_power_cut()
    {
        for (var slot = 3; slot < 8; slot++) _script.Play($"> crew zhao crew:slot.open:{slot} slot.disable\n> wait 1\n");
        _script.Play("> restart\n> wait 6\n> crew zhao crew:slot.disable:3\n> wait 1\n");
        Assert.Equal(CommandBook.TriesMax, Written<CrewRefused>().Count());
        Assert.Empty(Written<CommandAccepted>());
    }

    [Fact]
    public void A_badge_of_another_cabinet_and_a_badge_of_the_riders_issuer_open_nothing()
    {
        var theirs = _script.Phone("li", "48V24Ah").Draw("crew:slot.open:3", Edge.Moment.Wall);
        Edge.Scan(theirs);
        Edge.Wait(TimeSpan.FromSeconds(2));
        Assert.Equal(Refusal.NoRight, Assert.Single(Written<CrewRefused>()).Why);
        Assert.Equal(0, Edge.LocksFired);
    }

    [Fact]
    public void A_slot_ordered_while_the_disk_is_silent_is_not_fired_late()
    {
        Edge.InkTakes = TimeSpan.FromSeconds(8);
        _script.Play("> command slot.open slot=3 id=slow\n> wait 20\n");
        Assert.Equal(0, Edge.LocksFired);
        Assert.Equal((CommandOutcome.Refused, Refusal.NotFired), (Written<CommandDone>().Single().Outcome, Written<CommandDone>().Single().Why));
    }

    private IEnumerable<T> Written<T>() where T : Event => Edge.Disk.Select(entry => entry.Event).OfType<T>();
}

using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// The hotline, crews and riders at one cabinet in no order at all, with copies, power cuts, a slow disk and a silent board. Whatever
/// they do, no lock is fired without an order, each command is answered once, and a slot in service holds what the ledger says.
/// </summary>
public sealed class CrewDisorderTests
{
    private const int Deeds = 60;
    private static readonly string[] SlotActs = ["slot.open", "slot.open", "slot.open", "slot.disable", "slot.enable", "slot.clear"];
    private static readonly string[] Types = ["cabinet.pause", "cabinet.resume", "transaction.cancel"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_ordered_is_answered_once_and_the_ledger_is_right_in_the_end(int seed)
    {
        using var script = Lived(seed);
        Settled(script.Cabinet);
    }

    [Fact]
    public void Such_lives_see_every_answer_and_packs_that_change_hands()
    {
        List<Event> written = [];
        foreach (var seed in Enumerable.Range(1, 6))
        {
            using var script = Lived(seed);
            written.AddRange(script.Cabinet.Disk.Select(entry => entry.Event));
        }
        Assert.Equal(Enum.GetValues<CommandOutcome>(), written.OfType<CommandDone>().Select(done => done.Outcome).Distinct().Order());
        Assert.Contains(written, e => e is CommandDone { Again: true });
        Assert.Contains(written, e => e is PackCollected);
        Assert.Contains(written, e => e is PackPlaced);
        Assert.Contains(written, e => e is SwapCompleted);
    }

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 20));

    private static ScenarioScript Lived(int seed)
    {
        var script = new ScenarioScript();
        script.Play("> stock 10\n");
        var chance = new Random(seed);
        for (var deed = 0; deed < Deeds; deed++)
        {
            Do(script, chance, deed);
            script.Cabinet.Wait(TimeSpan.FromMilliseconds(chance.Next(1, 80) * 100));
        }
        Heal(script);
        return script;
    }

    private static void Do(ScenarioScript script, Random chance, int deed)
    {
        var cabinet = script.Cabinet;
        var slot = chance.Next(1, 13);
        var open = cabinet.Doors.FirstOrDefault(door => door.Open);
        var last = cabinet.Cabinet.Ledger.LastSwap;
        switch (chance.Next(20))
        {
            case < 4:
                script.Play($"> command {SlotActs[chance.Next(5)]} slot={slot} id=c-{deed} life=600\n");
                break;
            case 4:
                script.Play($"> command {Types[chance.Next(3)]} swap={Math.Max(last, 1)} id=c-{deed} life=600\n");
                break;
            case 5 when deed > 0:
                foreach (var id in cabinet.Cabinet.Ledger.Commands.Known.Keys.Where(id => id.StartsWith("c-", StringComparison.Ordinal)).Order().Take(2))
                    script.Play($"> command again {id}\n");
                break;
            case < 8:
                script.Play($"> crew wang crew:{SlotActs[chance.Next(6)]}:{slot}\n");
                break;
            case 8:
                script.Play("> crew wang crew:transaction.cancel\n");
                break;
            case < 12:
                script.Play($"> scan rider-{chance.Next(3)}\n");
                break;
            case < 14 when open is { Pack: null }:
                (open.Pack, open.Charge) = ($"YA4824{chance.Next(90, 98):0000000000}", chance.Next(101));
                break;
            case < 15 when open is not null:
                open.Pack = null;
                break;
            case < 17 when open is not null:
                open.Open = false;
                break;
            case 17:
                script.Cabinet.Restart(inkLost: chance.Next(2) == 0);
                break;
            case 18:
                cabinet.InkTakes = TimeSpan.FromMilliseconds(chance.Next(3) == 0 ? chance.Next(8_000) : 10);
                break;
            case 19:
                cabinet.BoardUp = chance.Next(3) != 0;
                cabinet.Door(slot).Jammed = chance.Next(2) == 0;
                break;
        }
    }

    private static void Heal(ScenarioScript script)
    {
        var cabinet = script.Cabinet;
        (cabinet.InkTakes, cabinet.BoardUp) = (TimeSpan.FromMilliseconds(10), true);
        foreach (var door in cabinet.Doors) door.Jammed = false;
        for (var again = 0; again < 5; again++)
        {
            foreach (var door in cabinet.Doors) door.Open = false;
            cabinet.Wait(TimeSpan.FromSeconds(80));
        }
        foreach (var door in cabinet.Doors) door.Open = false;
        cabinet.Wait(TimeSpan.FromSeconds(200));
    }

    private static void Settled(ScenarioCabinet cabinet)
    {
        var ledger = cabinet.Cabinet.Ledger;
        Assert.Null(ledger.Swap);
        Assert.Empty(ledger.Commands.Open);
        Assert.Empty(ledger.Commands.Attended);
        var written = cabinet.Disk.Select(entry => entry.Event).ToList();
        Assert.True(cabinet.LocksFired <= written.Count(e => e is DoorOrdered or CommandAccepted { Type: CommandType.SlotOpen }));
        foreach (var accepted in written.OfType<CommandAccepted>())
            Assert.Single(written.OfType<CommandDone>(), done => done.Command == accepted.Command && !done.Again);
        foreach (var door in cabinet.Doors)
        {
            var slot = new SlotNumber(door.Number);
            Assert.DoesNotContain(Withdrawal.Maintenance, ledger.WithdrawnFrom(slot));
            if (ledger.WithdrawnFrom(slot).IsEmpty)
                Assert.True(door.Pack == ledger.Custody.In(slot)?.Text,
                    $"slot {slot} serves, holds {door.Pack ?? "nothing"}, and the ledger says {ledger.Custody.In(slot)?.Text ?? "nothing"}");
        }
    }
}

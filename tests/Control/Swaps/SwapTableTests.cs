using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Tests.Scenarios;

namespace YongAi.Edge.Tests.Control.Swaps;

/// <summary>
/// Every stage of a swap against everything its sensors can say, the same when the cloud asks to end it, and against every kind of
/// input through the whole turn: tests/SwapTable.txt. A changed line is a changed behaviour at the cabinet.
/// </summary>
public sealed class SwapTableTests
{
    private static readonly TimeSpan Since = TimeSpan.FromSeconds(1000);
    private static readonly RiderId Rider = new("demo", "chen");
    private static readonly PackId Own = PackId.From("YA48240000000099");
    private static readonly PackId Full = PackId.From("YA48240000000007");
    private static readonly SitePlan Plan = ScenarioCabinet.Plan(TestTrust.Demo());

    /// <summary>What the sensors of the slot in question say, and how long the stage has lasted.</summary>
    private sealed record Seen(string Words, DoorState Door, bool? Present, PackWord Pack, double InStage,
        double? Fired = null, bool NotFired = false, bool InkStalled = false, double DoorFor = 600, bool SerialChanged = false,
        double OthersHeard = 0);

    private static readonly Seen[] Sightings =
    [
        new("door closed, nothing in", DoorState.Closed, false, PackWord.Silent, 3),
        new("door closed, pack in", DoorState.Closed, true, PackWord.Read, 3),
        new("door closed, pack in but mute", DoorState.Closed, true, PackWord.Silent, 3),
        new("door open, nothing in", DoorState.Open, false, PackWord.Silent, 3),
        new("door open, pack in", DoorState.Open, true, PackWord.Read, 3),
        new("board silent", DoorState.Unknown, null, PackWord.Read, 3),
        new("lock fired 2 s ago, door closed", DoorState.Closed, true, PackWord.Read, 3, Fired: 2),
        new("lock fired 5 s ago, door closed", DoorState.Closed, true, PackWord.Read, 6, Fired: 5),
        new("lock fired 5 s ago, board silent", DoorState.Unknown, null, PackWord.Read, 6, Fired: 5),
        new("lock not fired", DoorState.Closed, true, PackWord.Read, 1, NotFired: true),
        new("disk stalled", DoorState.Closed, true, PackWord.Read, 1, InkStalled: true),
        new("disk stalled, lock not fired", DoorState.Closed, true, PackWord.Read, 1, NotFired: true, InkStalled: true),
        new("door closed for 0.5 s, pack in", DoorState.Closed, true, PackWord.Read, 3, DoorFor: 0.5),
        new("door open for 0.5 s, pack in", DoorState.Open, true, PackWord.Read, 3, DoorFor: 0.5),
        new("door closed, pack garbled", DoorState.Closed, true, PackWord.Unreadable, 3),
        new("door closed, serial changed", DoorState.Closed, true, PackWord.Read, 3, SerialChanged: true),
        new("door closed, pack in, others unheard", DoorState.Closed, true, PackWord.Read, 3, OthersHeard: 10),
        new("31 s, door closed, pack in, others unheard", DoorState.Closed, true, PackWord.Read, 31, OthersHeard: 10),
        new("11 s, door closed, pack in but mute", DoorState.Closed, true, PackWord.Silent, 11),
        new("31 s, door closed, pack garbled", DoorState.Closed, true, PackWord.Unreadable, 31),
        new("31 s, door closed, nothing in", DoorState.Closed, false, PackWord.Silent, 31),
        new("31 s, door closed, pack in", DoorState.Closed, true, PackWord.Read, 31),
        new("31 s, door closed, pack in but mute", DoorState.Closed, true, PackWord.Silent, 31),
        new("31 s, door closed, witnesses disagree", DoorState.Closed, false, PackWord.Read, 31),
        new("31 s, door open, nothing in", DoorState.Open, false, PackWord.Silent, 31),
        new("61 s, door closed, pack in", DoorState.Closed, true, PackWord.Read, 61),
        new("61 s, door open, pack in", DoorState.Open, true, PackWord.Read, 61),
        new("121 s, door open, nothing in", DoorState.Open, false, PackWord.Silent, 121),
        new("121 s, door open, pack in", DoorState.Open, true, PackWord.Read, 121),
        new("121 s, board silent", DoorState.Unknown, null, PackWord.Read, 121),
    ];

    [Fact]
    public void Every_stage_answers_every_sighting_as_reviewed()
    {
        var table = new StringBuilder();
        foreach (var stage in Enum.GetValues<SwapStage>().Where(s => s != SwapStage.Reserved))
        {
            table.Append("== ").Append(stage).Append('\n');
            foreach (var seen in Sightings)
                table.Append($"{seen.Words,-40} {Answer(stage, seen)}\n");
        }
        foreach (var stage in Enum.GetValues<SwapStage>().Where(s => s != SwapStage.Reserved))
        {
            table.Append("== ").Append(stage).Append(", cancelled by the cloud: what differs\n");
            foreach (var seen in Sightings)
                if (Answer(stage, seen, cancelled: true) is var answer && answer != Answer(stage, seen))
                    table.Append($"{seen.Words,-40} {answer}\n");
        }
        using var inputs = new SwapInputs();
        foreach (var stage in Enum.GetValues<SwapStage>().Where(s => s != SwapStage.Reserved))
        {
            var situation = Situation(stage, Usual(stage));
            table.Append("== ").Append(stage).Append(", every input, through the whole turn\n");
            foreach (var (words, input) in inputs.All(situation.Swap))
                table.Append($"{words,-40} {inputs.Answer(situation, input)}\n");
        }
        Approved.Same("tests/SwapTable.txt", table.ToString());
    }

    [Fact]
    public void Every_kind_of_input_has_a_line_in_the_table()
    {
        using var inputs = new SwapInputs();
        var kinds = typeof(Input).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Input)) && !type.IsAbstract);
        var told = inputs.All(Situation(SwapStage.WaitTake, Sightings[0]).Swap).Select(line => line.Input.GetType()).ToHashSet();
        Assert.Equal([], kinds.Where(kind => !told.Contains(kind)).Select(kind => $"give {kind.Name} a line in SwapInputs"));
    }

    /// <summary>What a stage usually sees while it waits.</summary>
    private static Seen Usual(SwapStage stage) => stage switch
    {
        SwapStage.OpeningIn or SwapStage.Rereading or SwapStage.OpeningOwn => new("", DoorState.Closed, false, PackWord.Silent, 1),
        SwapStage.WaitInsert or SwapStage.WaitCloseOut or SwapStage.WaitLooked => new("", DoorState.Open, false, PackWord.Silent, 1),
        SwapStage.WaitTake or SwapStage.WaitTakeBack => new("", DoorState.Open, true, PackWord.Read, 1),
        _ => new("", DoorState.Closed, true, PackWord.Read, 1),
    };

    [Fact]
    public void Every_stage_has_a_deadline_within_a_second_of_now()
    {
        foreach (var stage in Enum.GetValues<SwapStage>())
        {
            var situation = Situation(stage, Sightings[0]);
            Assert.InRange(SwapMachine.Deadline(situation), situation.Now + TimeSpan.FromTicks(1), situation.Now + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_swap_never_rests_in_reserved() =>
        Assert.Throws<InvariantBroken>(() => SwapMachine.Step(Situation(SwapStage.Reserved, Sightings[0])));

    private static string Answer(SwapStage stage, Seen seen, bool cancelled = false)
    {
        var situation = Situation(stage, seen);
        return Words(SwapMachine.Step(situation with { Swap = situation.Swap with { Cancelled = cancelled } }));
    }

    /// <summary>A decision in one line.</summary>
    internal static string Words(Decision decision)
    {
        var events = decision.Events.Select(e => e switch
        {
            DoorOrdered d => $"DoorOrdered({d.For} {d.Slot} try {d.Attempt})",
            SwapEnded end => $"SwapEnded({end.Ending} {end.Why})",
            PackRefused r => $"PackRefused({r.Why})",
            SlotWithdrawn w => $"SlotWithdrawn({w.Slot} {w.Why})",
            _ => e.GetType().Name,
        });
        var effects = decision.Effects.Select(e => e switch
        {
            Say say => $"say {say.Prompt.Key}",
            FireLock fire => $"FIRE {fire.Slot}",
            _ => e.GetType().Name,
        });
        var answer = string.Join(", ", events.Concat(effects));
        return answer.Length == 0 ? "-" : answer;
    }

    private static SwapSituation Situation(SwapStage stage, Seen seen)
    {
        var now = Since + TimeSpan.FromSeconds(seen.InStage);
        var atOffer = stage is SwapStage.OpeningOut or SwapStage.WaitTake or SwapStage.WaitCloseOut;
        var swap = new Swap
        {
            Number = 1, Rider = Rider, Classes = [new PackClass("48V24Ah")], Offline = false, StartedAt = Since - TimeSpan.FromSeconds(9),
            Stage = stage, Since = Since, InSlot = new SlotNumber(12), OfferSlot = new SlotNumber(7), Offered = Full,
            Door = new SlotNumber(atOffer ? 7 : 12), Attempt = 1, CodeSpent = stage != SwapStage.OpeningIn,
            For = atOffer ? DoorFor.Take : stage switch
            {
                SwapStage.ReturningOld or SwapStage.WaitTakeBack => DoorFor.GiveBack,
                SwapStage.OpeningOwn or SwapStage.WaitLooked => DoorFor.Look,
                _ => DoorFor.Insert,
            },
            Inserted = stage is not (SwapStage.OpeningIn or SwapStage.WaitInsert or SwapStage.Settling or SwapStage.Rereading
                or SwapStage.OpeningOwn or SwapStage.WaitLooked),
            Brought = atOffer ? Own : null, BroughtClass = atOffer ? new PackClass("48V24Ah") : null,
            Completed = stage == SwapStage.WaitCloseOut,
        };
        var custody = Custody.Empty;
        for (var n = 1; n <= 11; n++) custody = custody.Stock(PackId.From($"YA4824{n:0000000000}"), new SlotNumber(n));
        var views = Plan.Slots.Select(plan => new SlotView(plan, Image(plan.Slot.Value, swap, seen, now), []));
        return new SwapSituation(swap, [.. views], custody, Plan.Packs, Plan.Times, Plan.Swaps, Plan.HandOutFrom, seen.InkStalled, "7F3A",
            SaidAt: now, Tail: null, now);
    }

    private static SlotImage Image(int number, Swap swap, Seen seen, TimeSpan now)
    {
        var question = number == swap.Door!.Value.Value;
        var serial = number == 12 ? Own : PackId.From($"YA4824{number:0000000000}");
        var heard = question ? now : now - TimeSpan.FromSeconds(seen.OthersHeard);
        var word = question ? seen.Pack : number == 12 && !swap.Inserted ? PackWord.Silent : PackWord.Read;
        var image = new SlotImage
        {
            Door = question ? seen.Door : DoorState.Closed, DoorAt = heard, DoorHeardAt = heard, DoorReads = 2,
            DoorSince = question ? now - TimeSpan.FromSeconds(seen.DoorFor) : TimeSpan.Zero,
            SerialChangedAt = question && seen.SerialChanged ? now : null,
            Present = question ? seen.Present : word == PackWord.Read, PresentAt = question && seen.Present is null ? null : heard, PresentReads = 2,
            Pack = word, PackAt = heard, PackWords = 2, SameWord = 2, ReadingAt = heard,
            Reading = word == PackWord.Read ? Reading(serial, number == 12 ? 22 : 97) : null,
        };
        if (!question) return image;
        return image with
        {
            FiredAt = seen.Fired is { } ago ? now - TimeSpan.FromSeconds(ago) : null,
            NotFiredAt = seen.NotFired ? now : null,
        };
    }

    private static PackReading Reading(PackId serial, int charge) =>
        new(serial, new Volts(50), new Amps(0), new StateOfCharge(charge), new Celsius(25), new Celsius(25), 13, PackFaults.None);
}

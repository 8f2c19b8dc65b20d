using System.Globalization;
using YongAi.Edge.Control.Riders;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>What visits work with.</summary>
/// <param name="Chance">Draws who comes, how slow he is and what is particular about him.</param>
/// <param name="Boards">The cabinet he stands before.</param>
/// <param name="Keys">Whose codes he shows.</param>
/// <param name="Scenario">How the days are.</param>
/// <param name="Rates">How often riders do what they should not.</param>
/// <param name="Told">Told what people do.</param>
public sealed record VisitSetting(Random Chance, SimulatedCabinet Boards, CloudKeys Keys, Scenario Scenario, FaultRates Rates, Told Told);

/// <summary>Told what people do.</summary>
/// <param name="Happened">Who, and what in words.</param>
/// <param name="Did">Who, what he did with his hands, and what came of it.</param>
public sealed record Told(Action<string, string> Happened, Action<string, HandsAct, HandsAnswer> Did);

/// <summary>Riders who come, one at the cabinet and one behind him, and what becomes of them and their packs.</summary>
public sealed class Visits(VisitSetting setting)
{
    /// <summary>How often somebody at the cabinet looks at it.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(250);
    /// <summary>He waits no longer for the one before him (domain table D).</summary>
    private static readonly TimeSpan QueuesFor = TimeSpan.FromMinutes(3);
    /// <summary>Whoever went without his pack comes back for it after so long, and again.</summary>
    private static readonly TimeSpan ReturnsAfterLeast = TimeSpan.FromMinutes(10), ReturnsAfterMost = TimeSpan.FromHours(3);
    /// <summary>So many live near.</summary>
    public const int Riders = 40;
    private const int StrangeSerialsFrom = 5000;
    /// <summary>Looks of somebody who waits, in a thousand visits that have an impatient one behind them: he looks some 70 times.</summary>
    private const double ImpatientIn = 70_000;
    private const double SlowestDawdle = 8, HotFrom = 46, HotTo = 64;

    private readonly Random chance = setting.Chance;
    private readonly Hands hands = new(setting.Boards);
    private readonly Queue<(Regular Rider, TimeSpan Came)> queue = new();
    private (Regular Rider, Visitor Body)? here;
    private Prompt? said;
    private TimeSpan looksAt, at;
    private TimeSpan? nextReturn;
    private bool returnKnown;
    private int strangeSerials;

    /// <summary>Everybody who lives near.</summary>
    public IReadOnlyList<Regular> Regulars { get; } =
        [.. Enumerable.Range(0, Riders).Select(number => new Regular(number, setting.Keys.Riders))];

    public int Asked { get; private set; }
    public int Served { get; private set; }
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each habit showed.</summary>
    public SortedDictionary<string, long> Erred { get; } = new(StringComparer.Ordinal);

    /// <summary>Called when somebody left.</summary>
    public event Action<Regular, Visitor>? Left;

    /// <summary>Called when what a slot's sensors say is not so, by what somebody put in.</summary>
    public event Action<int>? Deceived;

    /// <summary>Nobody comes any more but those whose pack is here.</summary>
    public bool Closing { get; set; }

    /// <summary>A crew is at the cabinet: riders wait.</summary>
    public bool CrewHere { get; set; }

    /// <summary>A rider is at the doors.</summary>
    public bool IsBusy => here is not null;

    /// <summary>Somebody stands at the cabinet, or behind him.</summary>
    public bool AnyoneHere => here is not null || queue.Count > 0;

    /// <summary>When somebody at the cabinet looks at it next, or somebody comes back.</summary>
    public TimeSpan? NextDeadline => AnyoneHere ? looksAt : NextReturn;

    /// <summary>When somebody comes back who went without a pack. It changes when one leaves, and is asked for at every byte.</summary>
    private TimeSpan? NextReturn
    {
        get
        {
            if (!returnKnown)
                (nextReturn, returnKnown) = (Regulars.Where(rider => rider.Pack is null).Min(rider => (TimeSpan?)rider.ReturnsAt), true);
            return nextReturn;
        }
    }

    /// <summary>The cabinet says something: who stands there hears it.</summary>
    public void Hear(Prompt prompt)
    {
        said = prompt;
        here?.Body.Hears(prompt);
    }

    /// <summary>The screen is dark.</summary>
    public void ScreenDark() => said = null;

    /// <summary>Somebody comes for a swap.</summary>
    public void Come(TimeSpan now)
    {
        var free = Regulars.Where(rider => rider.Pack is not null && IsAway(rider)).ToArray();
        if (free.Length > 0) StandBehind(free[chance.Next(free.Length)], now);
    }

    /// <summary>Whoever is there looks and acts.</summary>
    public void Lapse(TimeSpan now)
    {
        at = now;
        if (NextReturn <= now)
        {
            // Whoever it was may have been given his pack meanwhile, by a crew.
            returnKnown = false;
            foreach (var rider in Regulars)
                if (rider.Pack is null && rider.ReturnsAt <= now && IsAway(rider)) StandBehind(rider, now);
        }
        if (!AnyoneHere || looksAt > now) return;
        looksAt = now + LooksEvery;
        if (here is null && !CrewHere) StepUp(now);
        else if (queue.TryPeek(out var waits)) WaitBehind(waits.Rider, waits.Came, now);
        if (here is not { } visit) return;
        if (visit.Body.Look(hands.Look(), said, now) is { } act) Do(visit.Rider, visit.Body, act, now);
        if (visit.Body.Left is { } why) Leave(visit.Rider, visit.Body, why, now);
    }

    private bool IsAway(Regular rider) => here?.Rider != rider && queue.All(waits => waits.Rider != rider);

    private void StandBehind(Regular rider, TimeSpan now)
    {
        Asked++;
        if (queue.Count > 0)
        {
            Turn("queue-full");
            Later(rider, now);
        }
        else queue.Enqueue((rider, now));
        if (looksAt < now) looksAt = now;
    }

    private void WaitBehind(Regular rider, TimeSpan came, TimeSpan now)
    {
        if (now - came >= QueuesFor)
        {
            queue.Dequeue();
            Turn("queue-too-long");
            Later(rider, now);
        }
        else if (chance.NextDouble() * ImpatientIn < setting.Rates.Visits.GetValueOrDefault("two-riders"))
        {
            Erred["two-riders"] = Erred.GetValueOrDefault("two-riders") + 1;
            Do(rider, null, new ShowCode(rider.Code(WallClock.Right(now))), now);
        }
    }

    private void StepUp(TimeSpan now)
    {
        if (!queue.TryDequeue(out var next)) return;
        var rider = next.Rider;
        var habit = rider.Pack is null ? Habit.Straight : HabitOfToday();
        var carried = rider.Pack is { } pack ? new Carried(Strange(habit) ?? pack, Demand.SocBrought(chance)) : null;
        var slowness = 1 + chance.NextDouble() * (SlowestDawdle - 1);
        here = (rider, new Visitor(habit, carried, slowness, () => CodeOf(rider, habit)));
        setting.Told.Happened(rider.Name, $"comes with {carried?.Serial ?? "nothing"}, {Habits.NameOf(habit)}");
    }

    private Habit HabitOfToday()
    {
        var perVisit = 1 / setting.Scenario.SwapsPerDay;
        var drawn = chance.NextDouble();
        if ((drawn -= setting.Scenario.OldCodes * perVisit) < 0) return Habit.OldCode;
        if (drawn - setting.Scenario.ForgedCodes * perVisit < 0) return Habit.ForgedCode;
        var habit = Habits.Drawn(setting.Rates.Visits, chance);
        return habit == Habit.TwoRiders ? Habit.Straight : habit;
    }

    private string? Strange(Habit habit) => habit switch
    {
        Habit.Foreign => string.Create(CultureInfo.InvariantCulture, $"XX9999{++strangeSerials:0000000000}"),
        Habit.WrongClass => string.Create(CultureInfo.InvariantCulture, $"YA6030{StrangeSerialsFrom + ++strangeSerials:0000000000}"),
        _ => null,
    };

    private string CodeOf(Regular rider, Habit habit)
    {
        var wall = WallClock.Right(at);
        if (habit is not (Habit.OldCode or Habit.ForgedCode)) return rider.Code(wall);
        Count(habit);
        if (habit == Habit.OldCode) return rider.OldCode(wall);
        var phone = setting.Keys.Strangers.Phone(rider.Name, ["swap:48V24Ah"], wall, TimeSpan.FromDays(1));
        return phone.Draw("swap", wall);
    }

    private void Do(Regular rider, Visitor? body, HandsAct act, TimeSpan now)
    {
        var answer = hands.Do(act, now);
        setting.Told.Did(rider.Name, act, answer);
        body?.Did(act, answer, now);
        if (body is not null && answer.Ok && act is PutPack put && put.Serial == body.Brought?.Serial) SpoilPack(body, put.Slot);
    }

    /// <summary>What is wrong with the pack that was just put in.</summary>
    private void SpoilPack(Visitor body, int slot)
    {
        var spot = setting.Boards.Faults.AtSlot(slot);
        switch (body.Habit)
        {
            case Habit.Hot: setting.Boards.World.Find(slot)!.Pack!.Celsius = HotFrom + chance.NextDouble() * (HotTo - HotFrom); break;
            case Habit.MutePack: spot.Set(Fault.Mute, null, null); break;
            case Habit.AsleepPack: spot.Set(Fault.Asleep, chance.Next(3, 40), null); break;
            case Habit.Cloned when setting.Boards.World.Slots.FirstOrDefault(s => s.Number != slot && s.Pack is not null) is { } other:
                spot.Set(Fault.SaysSerial, null, other.Pack!.Serial);
                Deceived?.Invoke(slot);
                Deceived?.Invoke(other.Number);
                break;
            case Habit.Foreign or Habit.WrongClass: break;
            default: return;
        }
        Count(body.Habit);
    }

    private void Leave(Regular rider, Visitor body, string why, TimeSpan now)
    {
        here = null;
        if (body.Erred) Count(body.Habit);
        SoundAgain();
        Took(rider, body);
        if (why == "served" && body.Brought is not null) Served++;
        else Turn(why == "served" ? "fetched" : why);
        if (rider.Pack is null) Later(rider, now);
        returnKnown = false;
        setting.Told.Happened(rider.Name, $"leaves, {why}, with {rider.Pack ?? "nothing"}");
        Left?.Invoke(rider, body);
    }

    private static void Took(Regular rider, Visitor body)
    {
        // Who came with a strange pack has his own at home.
        var isStrange = body.Brought is { } brought && brought.Serial != rider.Pack;
        if (isStrange && (body.Hands is null || body.Hands.Serial == body.Brought!.Serial)) return;
        if (body.Hands is null && body.Brought is not null) rider.Missing = body.Brought.Serial;
        rider.Pack = body.Hands?.Serial;
        if (rider.Pack is not null) rider.Missing = null;
    }

    /// <summary>What was wrong with a pack went away with it.</summary>
    private void SoundAgain()
    {
        foreach (var slot in setting.Boards.World.Slots)
            if (slot.Pack is null)
                foreach (var fault in (ReadOnlySpan<Fault>)[Fault.Mute, Fault.Asleep, Fault.SaysSerial])
                    setting.Boards.Faults.AtSlot(slot.Number).Set(fault, 0, null);
    }

    private void Later(Regular rider, TimeSpan now)
    {
        rider.ReturnsAt = now + ReturnsAfterLeast + (Closing ? default : (ReturnsAfterMost - ReturnsAfterLeast) * chance.NextDouble());
        returnKnown = false;
    }

    private void Count(Habit habit) => Erred[Habits.NameOf(habit)] = Erred.GetValueOrDefault(Habits.NameOf(habit)) + 1;

    private void Turn(string why) => Refused[why] = Refused.GetValueOrDefault(why) + 1;
}

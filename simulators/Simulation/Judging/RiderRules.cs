using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds of riders and of what lies in the slots, judged by the eyes.</summary>
public sealed class RiderRules
{
    /// <summary>What a rider leaves behind is settled within this time: the longest stages of a swap, one after the other.</summary>
    internal static readonly TimeSpan SettledWithin = CommandDesk.CancelWithin + TimeSpan.FromMinutes(2);
    private static readonly TimeSpan QuietFor = TimeSpan.FromMinutes(2);

    private readonly CabinetWorld world;
    private readonly Faults faults;
    private readonly Func<int, bool> mayLie;
    private readonly Dictionary<Regular, (TimeSpan Since, string Brought, bool ByHisDoor)> without = [];
    private readonly Doorkeeper doors;
    private readonly Invariant packOrCase, forged, eyes, shut, told, serves;
    private TimeSpan lookedAt;

    public RiderRules(Tally tally, CabinetWorld world, Faults faults, Func<int, bool> mayLie, Doorkeeper doors)
    {
        (this.world, this.faults, this.mayLie, this.doors) = (world, faults, mayLie, doors);
        packOrCase = tally.Of("every-rider-ends-with-a-pack-or-a-case");
        forged = tally.Of("a-forged-code-opens-nothing");
        eyes = tally.Of("the-ledger-has-what-lies-in-the-slots");
        shut = tally.Of("a-closed-door-is-not-withdrawn-for-being-open");
        told = tally.Of("nobody-is-left-in-silence");
        serves = tally.Of("the-cabinet-serves-again");
    }

    /// <summary>Riders who left their pack and have no case, as far as was looked.</summary>
    public int Swallowed { get; private set; }

    /// <summary>Somebody left.</summary>
    public void Left(Regular rider, Visitor body, TimeSpan now, bool wasDisturbed)
    {
        if (body.Habit == Habit.ForgedCode && !forged.Look(body.PutInto is null))
            forged.Says($"{rider.Name} put his pack into slot {body.PutInto}");
        if (!wasDisturbed && !told.Look(body.Heard || body.Left != "no-door"))
            told.Says($"{rider.Name} showed his code, no door opened, and nothing was said");
        var byHisDoor = body.PutInto is not { } slot || doors.OrderedFor(slot) == rider.Name;
        if (body.Brought is { } brought && body.Hands is null) without[rider] = (now, brought.Serial, byHisDoor);
        else packOrCase.Look(true);
    }

    /// <summary>Now and then, while a program runs: whoever left his pack has a case once his swap is over.</summary>
    public void Look(Ledger ledger, TimeSpan now, bool runs)
    {
        if (without.Count == 0 || !runs) return;
        foreach (var (rider, left) in without.ToArray())
        {
            var hasCase = ledger.Cases.Any(c => c.Rider.Subject == rider.Name);
            if (!hasCase && now - left.Since < SettledWithin && (ledger.Swap is not null || now - left.Since < QuietFor)) continue;
            without.Remove(rider);
            // He came back meanwhile, or a crew gave it to him.
            var lies = world.Slots.FirstOrDefault(slot => slot.Pack?.Serial == left.Brought);
            var has = hasCase || rider.Pack is not null && rider.Missing is null || lies is null;
            // Behind a door that was not opened for him, a thief's say, nothing tells whose it is: people are called, who find out.
            if (!has && !left.ByHisDoor) has = doors.WasPlaced(left.Brought) || ledger.Alarms.Any(alarm => alarm.Slot?.Value == lies!.Number);
            if (packOrCase.Look(has)) continue;
            Swallowed++;
            packOrCase.Says($"{rider.Name} left {left.Brought} at {left.Since} in slot {lies!.Number}, and there is no case of his");
        }
    }

    /// <summary>When nobody has been there for a while: what serves holds what the ledger says.</summary>
    public void Quiet(Ledger ledger, TimeSpan now, TimeSpan stirredAt)
    {
        if (now - stirredAt < QuietFor || now - lookedAt < QuietFor || ledger.Swap is not null) return;
        lookedAt = now;
        foreach (var slot in world.Slots)
        {
            var number = new SlotNumber(slot.Number);
            if (mayLie(slot.Number) || !faults.AtSlot(slot.Number).IsSound || slot.DoorOpen) continue;
            var withdrawn = ledger.WithdrawnFrom(number);
            if (!shut.Look(!withdrawn.Contains(Withdrawal.DoorOpen))) shut.Says($"slot {number} is closed and out for its open door");
            if (!withdrawn.IsEmpty) continue;
            var written = ledger.Custody.In(number)?.Text;
            if (!eyes.Look(written == slot.Pack?.Serial))
                eyes.Says($"slot {number} serves, holds {slot.Pack?.Serial ?? "nothing"}, and the ledger says {written ?? "nothing"}");
        }
    }

    /// <summary>At the end, when all is repaired, crews were there and whoever missed his pack came for it.</summary>
    public void AtEnd(Ledger ledger, IEnumerable<Regular> regulars, TimeSpan now)
    {
        Look(ledger, now + SettledWithin, runs: true);
        foreach (var rider in regulars)
            if (rider is { Missing: { } missing, Pack: null } && !packOrCase.Look(ledger.Cases.Any(c => c.Rider.Subject == rider.Name)))
            {
                Swallowed++;
                packOrCase.Says($"at the end {rider.Name} has neither {missing} nor a case");
            }
        foreach (var slot in world.Slots)
        {
            var why = ledger.WithdrawnFrom(new SlotNumber(slot.Number)).Where(reason => reason is not Withdrawal.HeldForRider);
            if (!serves.Look(!why.Any()))
                serves.Says($"slot {slot.Number} is out at the end: {string.Join(", ", why)}; it holds {slot.Pack?.Serial ?? "nothing"}");
        }
        if (!serves.Look(ledger.Swap is null)) serves.Says($"swap {ledger.Swap!.Number} is open at the end in {ledger.Swap.Stage}");
    }
}

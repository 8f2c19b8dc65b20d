using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>What always holds of what riders take with them: it is fit (reliability I6), it is what was offered, and it is booked.</summary>
public sealed class OfferRules
{
    /// <summary>A reading counts for 10 s, and a pack is read once a second; with room.</summary>
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);
    /// <summary>Where no swap is under way any more, what left with a rider is booked or a case by then.</summary>
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(10);

    private readonly CabinetWorld world;
    private readonly Func<int, bool> mayLie;
    private readonly ImmutableArray<FaultSpot> spots;
    private readonly TimeSpan?[] unfitSince;
    private readonly Doorkeeper doors;
    private readonly Dictionary<Regular, (TimeSpan Since, string Pack, int From)> took = [];
    private readonly Invariant fit, same, booked;
    private PackId? offered;
    private TimeSpan lookedAt;

    /// <param name="tally">Counts.</param>
    /// <param name="world">What the eyes see.</param>
    /// <param name="faults">What is broken.</param>
    /// <param name="mayLie">Whether the sensors of a slot have lied lately.</param>
    /// <param name="doors">For whom they were opened; is told of each entry first.</param>
    public OfferRules(Tally tally, CabinetWorld world, Faults faults, Func<int, bool> mayLie, Doorkeeper doors)
    {
        (this.world, this.mayLie, this.doors) = (world, mayLie, doors);
        spots = [.. world.Slots.Select(slot => faults.AtSlot(slot.Number))];
        unfitSince = new TimeSpan?[world.Slots.Length];
        fit = tally.Of("no-unfit-pack-is-offered");
        same = tally.Of("what-is-offered-lies-there");
        booked = tally.Of("a-pack-that-leaves-is-booked");
    }

    /// <summary>An entry was handed over.</summary>
    public void Decided(Event decided, TimeSpan now)
    {
        switch (decided)
        {
            case SlotsReserved first: offered = first.Offered; break;
            case OfferChanged other: offered = other.Offered; break;
            case ConsentAsked asked: offered = asked.Offered; break;
            case DoorOrdered { For: DoorFor.Take } order: Offered(order.Slot, now); break;
        }
    }

    /// <summary>Somebody left.</summary>
    public void Left(Regular rider, Visitor body, TimeSpan now)
    {
        took.Remove(rider);
        if (body.TookFrom is not { } from || body.Hands is not { } hands || hands.Serial == body.Brought?.Serial) return;
        if (mayLie(from) || doors.OrderedFor(from) != rider.Name) return;
        took[rider] = (now, hands.Serial, from);
    }

    /// <summary>After each turn; looks once a second.</summary>
    /// <param name="ledger">What the cabinet knows.</param>
    /// <param name="now">When.</param>
    /// <param name="runsSteadily">The program has run for a while: what happened while it was gone it has found out.</param>
    public void AfterTurn(Ledger ledger, TimeSpan now, bool runsSteadily)
    {
        if (now - lookedAt < LooksEvery) return;
        lookedAt = now;
        for (var i = 0; i < unfitSince.Length; i++)
            if (IsUnfit(i)) unfitSince[i] ??= now;
            else unfitSince[i] = null;
        if (took.Count > 0 && runsSteadily) Booked(ledger, now);
    }

    private void Offered(SlotNumber slot, TimeSpan now)
    {
        if (mayLie(slot.Value)) return;
        var lies = world.Find(slot.Value)!.Pack?.Serial;
        if (!same.Look(lies == offered?.Text)) same.Says($"slot {slot} is opened for {offered}, and {lies ?? "nothing"} lies there");
        var since = unfitSince[world.Slots.IndexOf(world.Find(slot.Value)!)];
        if (!fit.Look(!(now - since > NoticedWithin))) fit.Says($"{lies} in slot {slot} has been unfit since {since}, and is offered");
    }

    private void Booked(Ledger ledger, TimeSpan now)
    {
        foreach (var (rider, (since, pack, from)) in took.ToArray())
        {
            var isHis = ledger.Custody.Of(PackId.From(pack))?.Rider?.Subject == rider.Name
                || doors.GaveBack(rider.Name, from);
            var hasCase = ledger.Cases.Any(c => c.Rider.Subject == rider.Name);
            var patience = ledger.Swap is null ? WrittenWithin : RiderRules.SettledWithin;
            if (!isHis && !hasCase && now - since < patience) continue;
            took.Remove(rider);
            if (!booked.Look(isHis || hasCase)) booked.Says($"{rider.Name} left at {since} with {pack} out of slot {from}, and nothing says so");
        }
    }

    private bool IsUnfit(int place) =>
        world.Slots[place].Connected is { } pack
        && (pack.Celsius >= PackHealth.TooHot.Value || !spots[place].IsSound && spots[place].Has(Fault.Protection));
}

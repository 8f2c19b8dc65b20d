using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>
/// The last word of every turn: it strikes out, it never adds. An order to charge passes only for a slot that charges by the
/// ledger and may, a heater goes on only where its pack may be warmed; a lock passes only at a closed door that was ordered, one in a turn.
/// </summary>
public static class Restraint
{
    /// <summary>The effects that may be done.</summary>
    /// <param name="effects">What the turn wants.</param>
    /// <param name="charge">The slots and what charges, after this turn's events.</param>
    /// <param name="ordered">The doors that were ordered: by the swap under way, by a command.</param>
    public static ImmutableArray<Effect> Pass(ImmutableArray<Effect> effects, ChargeSituation charge, ImmutableArray<SlotNumber> ordered)
    {
        var passed = ImmutableArray.CreateBuilder<Effect>(effects.Length);
        var locks = 0;
        foreach (var effect in effects)
        {
            var passes = effect switch
            {
                ChargeOrder order => charge.Charging.ContainsKey(order.Slot.Value)
                    && MayCharge.WhyNot(View(charge, order.Slot), charge) is null,
                FireLock fire => ordered.Contains(fire.Slot) && locks++ == 0
                    && View(charge, fire.Slot).Image.DoorNow(charge.Now) == DoorState.Closed,
                OutputOn { Output: { Use: OutputUse.Heater, Slot: { } slot } } => MayCharge.WhyNotWarm(View(charge, slot), charge) is null,
                OutputOn on => !(on.Output.Use.RestsInDanger() && charge.Forbidden),
                _ => true,
            };
            if (passes) passed.Add(effect);
        }
        return passed.ToImmutable();
    }

    private static SlotView View(ChargeSituation charge, SlotNumber slot)
    {
        foreach (var view in charge.Slots)
            if (view.Number == slot) return view;
        throw new InvariantBroken($"an effect names slot {slot}, which the site does not have");
    }
}

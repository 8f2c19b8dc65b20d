using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>
/// Which slots' heaters are on. A pack that riders need is warmed until it takes what its charger gives; a pack of -2 degrees would take
/// nothing at all, one of 10 a third. Some tens of watts buy a whole charger's current, so heaters get power before chargers do. All that
/// keeps a charger off keeps a heater off too, but that the pack is too cold: it is the one that is warmed (table C rows 1 and 2).
/// </summary>
public static class Warming
{
    /// <summary>Kelvin: a heater goes off so much above the temperature at which it goes on.</summary>
    public const double Slack = 1;

    /// <summary>A pack with any sensor at this or above is not a cold pack, whatever the others say: fans begin here.</summary>
    public static readonly Celsius WarmFrom = new(35);

    /// <summary>A thermistor that is broken or unplugged reads as deep frost; nothing is warmed on such a word.</summary>
    public static readonly Celsius FrostLeast = new(-30);

    /// <summary>The slots to warm from now on, as far as the site's power goes: those that are warmed already, then whoever has most charge.</summary>
    public static SlotSet Of(ChargeSituation s)
    {
        if (s.Heaters.IsEmpty) return default;
        var (left, warmed) = (Candidates.Watts(s), default(SlotSet));
        foreach (var slot in s.Slots.Where(slot => Ought(slot, s)).OrderByDescending(slot => s.WarmedSoFar.Contains(slot.Number))
            .ThenByDescending(slot => slot.Image.Reading!.Charge.Percent).ThenBy(slot => slot.Number))
            if ((left -= s.Energy.HeaterWatts) >= 0) warmed = warmed.With(slot.Number);
        return warmed;
    }

    /// <summary>Those that are warmed and may still be.</summary>
    public static SlotSet Still(ChargeSituation s)
    {
        var still = default(SlotSet);
        foreach (var slot in s.Slots)
            if (s.WarmedSoFar.Contains(slot.Number) && Ought(slot, s)) still = still.With(slot.Number);
        return still;
    }

    /// <summary>Whether the heater of a slot ought to be on, power aside.</summary>
    public static bool Ought(SlotView slot, ChargeSituation s)
    {
        // What halves the current is warm air, or a fan that would not carry the warmth away.
        if (!slot.Plan.Charger || !s.Heaters.Contains(slot.Number) || s.Derate < 1 || MayCharge.WhyNotWarm(slot, s) is not null) return false;
        var warms = s.WarmedSoFar.Contains(slot.Number);
        // Nothing begins on one word.
        if (!warms && slot.ProvedReading(s.Now) is null) return false;
        var reading = slot.Image.Reading!;
        var until = Until(s.Energy.Derating, s.Packs.Find(reading.Serial)?.MostAmps?.Value, (slot.Plan.Adjustable ?? s.Energy.Charger).Value, s.Limits.Coldest.Value);
        return Gains(reading.Charge.Percent / 100.0, s.HandOutFrom.Percent / 100.0, until, reading.Coldest.Value, reading.Hottest.Value, warms);
    }

    /// <summary>The temperature from which a pack takes all that its charger gives, or null where no warmth brings it there.</summary>
    /// <param name="derating">What share a pack takes at which temperature.</param>
    /// <param name="mostAmps">The most it takes at its best temperature; null: whatever its charger gives, wherever it may charge at all.</param>
    /// <param name="chargerAmps">What its charger gives.</param>
    /// <param name="coldest">No charging below.</param>
    public static double? Until(Derating derating, double? mostAmps, double chargerAmps, double coldest)
    {
        if (mostAmps is not { } most) return coldest;
        return derating.ShareFrom(chargerAmps / most) is { } from ? Math.Max(from, coldest) : null;
    }

    /// <summary>Whether warmth is of use to a pack: it waits to be charged for riders, and takes less than its charger gives for being cold.</summary>
    /// <param name="charge">State of charge, 0 to 1.</param>
    /// <param name="handOutFrom">State of charge from which it may go out, 0 to 1.</param>
    /// <param name="until">See <see cref="Until"/>.</param>
    /// <param name="coldest">Degrees, of its coldest sensor.</param>
    /// <param name="hottest">Degrees, of its hottest sensor.</param>
    /// <param name="warms">Its heater is on.</param>
    public static bool Gains(double charge, double handOutFrom, double? until, double coldest, double hottest, bool warms) =>
        charge < handOutFrom && coldest >= FrostLeast.Value && hottest < WarmFrom.Value && coldest < until + (warms ? Slack : 0);
}

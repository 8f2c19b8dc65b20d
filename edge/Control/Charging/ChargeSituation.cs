using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>All that charging looks at.</summary>
/// <param name="Slots">The slots, by number.</param>
/// <param name="Custody">Who owns which pack: only the operator's known packs charge.</param>
/// <param name="Limits">How this cabinet charges.</param>
/// <param name="Charging">Slots that charge.</param>
/// <param name="StockedAt">Since when a slot holds stock.</param>
/// <param name="Reserved">Slots that a swap keeps for itself.</param>
/// <param name="Now">Running time.</param>
public sealed record ChargeSituation(ImmutableArray<SlotView> Slots, Custody Custody, ChargeLimits Limits,
    ImmutableSortedDictionary<int, PackId> Charging, ImmutableSortedDictionary<int, TimeSpan> StockedAt,
    ImmutableArray<SlotNumber> Reserved, TimeSpan Now)
{
    private readonly SlotSet? charging;

    /// <summary>An alarm stands under which nothing charges: fire, water, a tripped breaker, a hand on the stop.</summary>
    public bool Forbidden { get; init; }

    /// <summary>Slots that do not charge for a danger in them or in their row.</summary>
    public SlotSet Isolated { get; init; }

    /// <summary>Thresholds of safety.</summary>
    public SafetyLimits Safety { get; init; } = SafetyLimits.Default;

    /// <summary>Which slots stand near each other.</summary>
    public SlotRows Rows { get; init; } = SlotRows.NextInNumber;

    /// <summary>The slots that charge, where the caller has them at hand: the watch asks for each slot in each turn.</summary>
    internal SlotSet ChargingSlots
    {
        get => charging ?? SlotSet.Of(Charging.Keys);
        init => charging = value;
    }
}

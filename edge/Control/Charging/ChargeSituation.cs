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

    /// <summary>The packs of the network.</summary>
    public PackBook Packs { get; init; } = new([]);

    /// <summary>Power, and what it costs.</summary>
    public EnergyPlan Energy { get; init; } = new();

    /// <summary>Packs that could be handed out as full now.</summary>
    public ImmutableArray<PackId> Ready { get; init; } = [];

    /// <summary>A pack counts as full for riders from this charge on.</summary>
    public StateOfCharge HandOutFrom { get; init; } = new(90);

    /// <summary>Who came here, by name of the class.</summary>
    public ImmutableSortedDictionary<string, DemandHistory> Demand { get; init; } = ImmutableSortedDictionary<string, DemandHistory>.Empty;

    /// <summary>Local time; null where nobody vouches for the clock.</summary>
    public DateTime? Local { get; init; }

    /// <summary>Watts that the site's meter shows; null where none is fitted or it is not heard.</summary>
    public double? SiteWatts { get; init; }

    /// <summary>A meter of the site is fitted.</summary>
    public bool HasMeter { get; init; }

    /// <summary>The most that others drew at any plan of this run, watts; null: the meter was never heard.</summary>
    public double? OthersMost { get; init; }

    /// <summary>Slots that have a heater.</summary>
    public SlotSet Heaters { get; init; }

    /// <summary>Slots that the last plan warms.</summary>
    public SlotSet WarmedSoFar { get; init; }

    /// <summary>Slots that this plan warms: their heaters have their power before any charger.</summary>
    public SlotSet Warmed { get; init; }

    /// <summary>An alarm stands under which nothing charges: fire, water, a tripped breaker, a hand on the stop.</summary>
    public bool Forbidden { get; init; }

    /// <summary>Why nothing charges for a while though nobody is in danger: the air is too hot, mains is gone, unfit or only just back.</summary>
    public ChargeStop? Paused { get; init; }

    /// <summary>Slots whose charger is too hot (domain table C row 7).</summary>
    public SlotSet HotChargers { get; init; }

    /// <summary>0 to 1: what of the current the cabinet's air and fans allow (domain table C row 6).</summary>
    public double Derate { get; init; } = 1;

    /// <summary>Since when mains has been good, running time; null while it is not. The return after an outage is staggered from here (row 20).</summary>
    public TimeSpan? MainsGoodSince { get; init; } = TimeSpan.Zero;

    /// <summary>Why the cabinet, and not the slot or its pack, keeps a slot from charging; null when it does not.</summary>
    public ChargeStop? Held(SlotNumber slot) => Forbidden ? ChargeStop.Danger : Paused ?? (HotChargers.Contains(slot) ? ChargeStop.Temperature : null);

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

using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>Something extra for a time, beside what everybody may have: a heat wave's water, a festival's kit.</summary>
/// <param name="Name">By which it is known in the settings and in events.</param>
/// <param name="Item">What it gives.</param>
/// <param name="From">Begins.</param>
/// <param name="To">Ends, exclusive.</param>
/// <param name="Budget">So many in all, at this cabinet.</param>
/// <param name="PerRider">So many to one rider.</param>
public sealed record Campaign(string Name, ItemId Item, DateTimeOffset From, DateTimeOffset To, int Budget, int PerRider)
{
    /// <summary>Whether it gives a rider one more now.</summary>
    public bool Gives(CampaignUse? used, RiderId rider, DateTimeOffset now) =>
        now >= From && now < To && (used?.Count ?? 0) < Budget && (used?.Of(rider) ?? 0) < PerRider;
}

/// <summary>What a campaign has given here.</summary>
/// <param name="Count">In all; never more than the budget, which bounds <paramref name="Riders"/> too.</param>
/// <param name="Riders">To whom how many.</param>
public sealed record CampaignUse(int Count, ImmutableDictionary<RiderId, int> Riders)
{
    /// <summary>Nothing yet.</summary>
    public static CampaignUse Empty { get; } = new(0, ImmutableDictionary<RiderId, int>.Empty);

    /// <summary>To one rider.</summary>
    public int Of(RiderId rider) => Riders.GetValueOrDefault(rider);

    /// <summary>One more was seen to leave.</summary>
    public CampaignUse Given(RiderId rider) => new(Count + 1, Riders.SetItem(rider, Of(rider) + 1));

    /// <summary>One that was in question lay there.</summary>
    public CampaignUse NotGiven(RiderId rider) => Of(rider) == 0 ? this : new(Count - 1, Riders.SetItem(rider, Of(rider) - 1));
}

namespace YongAi.Edge.Control.Goods;

/// <summary>
/// How many of a thing one rider may have on one day. No city's rules are public; the usual ones are a proposal (domain section 4: water 2 a day
/// and 4 when it is hot, a mask, a poncho).
/// </summary>
/// <param name="PerDay">On one local day.</param>
public sealed record Quota(int PerDay)
{
    /// <summary>On a hot day; null: as on any other.</summary>
    public int? PerHotDay { get; init; }

    /// <summary>How many on a day.</summary>
    /// <param name="isHot">The day is hot, by the site's rule.</param>
    public int On(bool isHot) => isHot && PerHotDay is { } more ? Math.Max(more, PerDay) : PerDay;
}

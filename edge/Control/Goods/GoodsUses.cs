using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>What a rider has had of a thing on his newest day here.</summary>
public readonly record struct DayUse(DateOnly Day, int Count);

/// <summary>Whose share of what.</summary>
public readonly record struct Share(RiderId Rider, ItemId Item);

/// <summary>Who had how many of what today; only things that were seen to leave are in it.</summary>
/// <param name="Uses">By rider and thing.</param>
public sealed record GoodsUses(ImmutableDictionary<Share, DayUse> Uses)
{
    /// <summary>
    /// Entries remembered. A hand-out takes 5 s at the least, which makes 17,280 on a day, and what is older is forgotten: never reached, never exceeded.
    /// </summary>
    public const int UsesMax = 20_000;

    /// <summary>Nobody has had anything.</summary>
    public static GoodsUses Empty { get; } = new(ImmutableDictionary<Share, DayUse>.Empty);

    /// <summary>How many a rider has had on a day. A clock that was set back does not give him his day again.</summary>
    public int Of(RiderId rider, ItemId item, DateOnly day) =>
        Uses.TryGetValue(new Share(rider, item), out var use) && Counts(use.Day, day) ? use.Count : 0;

    /// <summary>One more was seen to leave.</summary>
    public GoodsUses Given(RiderId rider, ItemId item, DateOnly day)
    {
        var before = Of(rider, item, day);
        var uses = Uses.Count >= UsesMax ? Uses.RemoveRange(Uses.Where(use => !Counts(use.Value.Day, day)).Select(use => use.Key).ToList()) : Uses;
        return new GoodsUses(uses.SetItem(new Share(rider, item), new DayUse(day, before + 1)));
    }

    /// <summary>One that was in question on a day lay there.</summary>
    public GoodsUses NotGiven(RiderId rider, ItemId item, DateOnly day) =>
        Uses.TryGetValue(new Share(rider, item), out var use) && use.Day == day && use.Count > 0
            ? new GoodsUses(Uses.SetItem(new Share(rider, item), use with { Count = use.Count - 1 })) : this;

    // A day ahead of ours by more than one was written under a clock that was wrong.
    private static bool Counts(DateOnly its, DateOnly day) => its >= day && its <= day.AddDays(1);
}

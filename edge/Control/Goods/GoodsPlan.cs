using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>What this cabinet hands out, to whom and when.</summary>
public sealed record GoodsPlan
{
    /// <summary>A swap cabinet: no goods.</summary>
    public static GoodsPlan None { get; } = new();

    /// <summary>The kinds of things.</summary>
    public ImmutableArray<ItemPlan> Items { get; init; } = [];

    /// <summary>When it serves.</summary>
    public OpeningHours Hours { get; init; } = OpeningHours.Always;

    /// <summary>What it gives beside everybody's share.</summary>
    public ImmutableArray<Campaign> Campaigns { get; init; } = [];

    /// <summary>Days that are hot by a weather warning, local dates.</summary>
    public ImmutableSortedSet<DateOnly> HotDays { get; init; } = [];

    /// <summary>A day is hot, too, while the air outside is so warm, degrees Celsius (domain section 4: 35).</summary>
    public double HotFrom { get; init; } = 35;

    /// <summary>Local time from UTC.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Deadlines of a hand-out.</summary>
    public GoodsTimes Times { get; init; } = new();

    /// <summary>A kind of thing; null: this site hands none such out.</summary>
    public ItemPlan? Find(ItemId item)
    {
        foreach (var plan in Items)
            if (plan.Id == item) return plan;
        return null;
    }

    /// <summary>How a thing is called; by its id where it has left the site file since.</summary>
    public ItemName NameOf(ItemId item) => Find(item)?.Name ?? new ItemName(item.Name, item.Name);
}

/// <summary>Deadlines of a hand-out.</summary>
public sealed record GoodsTimes
{
    /// <summary>So long a board may take to say how an order ended: a queue of orders, and the slowest spiral (hardware 5: 20 s and 15 s).</summary>
    public TimeSpan EndsWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So long after its motor stopped a thing may still fall past the counter.</summary>
    public TimeSpan DropsWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>An order that the power cut: its board may still be at it for so long after the start (hardware 5: a place lets go within 10 s).</summary>
    public TimeSpan SettlesWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Channels that are tried for one wish, one after the other.</summary>
    public int ChannelsMax { get; init; } = 3;

    /// <summary>A power bank is lent from this charge, per cent (Chengdu convention of 2025-10-30: 50).</summary>
    public int LendFrom { get; init; } = 50;
}

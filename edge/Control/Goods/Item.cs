using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>A kind of thing that riders ask for: what stands after <c>goods:</c> in a code; for example <c>water</c>, <c>umbrella</c>.</summary>
public readonly record struct ItemId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A kind of thing as this site hands it out.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">How riders call it.</param>
public sealed record ItemPlan(ItemId Id, ItemName Name)
{
    /// <summary>How many a rider may have; null: as many as he needs, and each is written down (first aid).</summary>
    public Quota? Quota { get; init; }

    /// <summary>It is lent and due back after so long; null: it is given for good.</summary>
    public TimeSpan? LentFor { get; init; }
}

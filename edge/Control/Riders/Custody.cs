using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>
/// Who owns a pack and where it lies. Exactly one of three: the operator's pack in a slot (slot only), a pack out with a rider
/// (rider only), a rider's pack that waits for him in a slot (both).
/// </summary>
public readonly record struct Holding(RiderId? Rider, SlotNumber? Slot);

/// <summary>Custody: one holding for each pack this cabinet has ever known. A pack has one owner at any time.</summary>
public sealed record Custody(ImmutableSortedDictionary<string, Holding> Packs)
{
    /// <summary>Nobody knows of any pack.</summary>
    public static Custody Empty { get; } = new(ImmutableSortedDictionary.Create<string, Holding>(StringComparer.Ordinal));

    /// <summary>Who holds this pack, or null when it was never seen here.</summary>
    public Holding? Of(PackId pack) => Packs.TryGetValue(pack.Text, out var holding) ? holding : null;

    /// <summary>The pack that the ledger has in a slot, or null.</summary>
    public PackId? In(SlotNumber slot)
    {
        foreach (var (serial, holding) in Packs)
            if (holding.Slot == slot) return PackId.From(serial);
        return null;
    }

    /// <summary>The operator's pack in a slot.</summary>
    public Custody Stock(PackId pack, SlotNumber slot) => With(pack, new Holding(null, slot));

    /// <summary>A pack that went out with a rider.</summary>
    public Custody Out(PackId pack, RiderId rider) => With(pack, new Holding(rider, null));

    /// <summary>A rider's own pack that lies in a slot.</summary>
    public Custody Hold(PackId pack, RiderId rider, SlotNumber slot) => With(pack, new Holding(rider, slot));

    /// <summary>A pack nobody can point at any more: it left the cabinet unseen.</summary>
    public Custody Lost(PackId pack) => this with { Packs = Packs.Remove(pack.Text) };

    private Custody With(PackId pack, Holding holding)
    {
        if (holding.Slot is { } slot && In(slot) is { } other && other != pack)
            throw new InvariantBroken($"slot {slot} cannot hold {pack}: the ledger has {other} there");
        return this with { Packs = Packs.SetItem(pack.Text, holding) };
    }
}

/// <summary>A pack was found in a slot while nobody swapped, and taken into the stock (first start, or a crew put it there).</summary>
public sealed record PackAdopted(SlotNumber Slot, PackId Pack, PackClass Class) : Event;

/// <summary>A pack that the ledger has in a closed slot is not there.</summary>
public sealed record PackMissed(SlotNumber Slot, PackId Pack) : Event;

/// <summary>A rider asked and could not be served: the number that planners lack.</summary>
public sealed record DemandUnmet(RiderId Rider, ImmutableArray<PackClass> Classes, Refusal Why) : Event;

using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>
/// Who owns a pack and where it lies. Exactly one of three: the operator's pack in a slot (slot only), a pack out with a rider
/// (rider only), a rider's pack that waits for him in a slot (both).
/// </summary>
public readonly record struct Holding(RiderId? Rider, SlotNumber? Slot);

/// <summary>Custody: one holding for each pack this cabinet has ever known. A pack has one owner at any time, a slot one pack.</summary>
public sealed record Custody
{
    /// <summary>
    /// Packs remembered; beyond, one that is out with a rider is forgotten for each new one: a serial never seen is normal.
    /// </summary>
    public const int PacksMax = 32_768;

    // By slot number: every slot is asked for its pack in every turn.
    private readonly ImmutableArray<InSlot> _inSlot;

    private readonly record struct InSlot(PackId? Pack, bool IsStock);

    /// <summary>Custody as it was stored.</summary>
    /// <exception cref="InvariantBroken">Two packs are said to lie in one slot.</exception>
    public Custody(ImmutableSortedDictionary<string, Holding> packs) : this(packs, BySlot(packs)) { }

    private Custody(ImmutableSortedDictionary<string, Holding> packs, ImmutableArray<InSlot> inSlot) =>
        (Packs, _inSlot) = (packs, inSlot);

    /// <summary>Nobody knows of any pack.</summary>
    public static Custody Empty { get; } = new(ImmutableSortedDictionary.Create<string, Holding>(StringComparer.Ordinal));

    /// <summary>Who holds which pack, by serial.</summary>
    public ImmutableSortedDictionary<string, Holding> Packs { get; }

    /// <summary>Who holds this pack, or null when it was never seen here.</summary>
    public Holding? Of(PackId pack) => Packs.TryGetValue(pack.Text, out var holding) ? holding : null;

    /// <summary>The pack that the ledger has in a slot, or null.</summary>
    public PackId? In(SlotNumber slot) => _inSlot[slot.Value].Pack;

    /// <summary>The operator's pack in a slot, or null: no pack, or a rider's own.</summary>
    public PackId? StockIn(SlotNumber slot) => _inSlot[slot.Value] is { IsStock: true } its ? its.Pack : null;

    /// <summary>The operator's pack in a slot.</summary>
    public Custody Stock(PackId pack, SlotNumber slot) => With(pack, new Holding(null, slot));

    /// <summary>A pack that went out with a rider.</summary>
    public Custody Out(PackId pack, RiderId rider) => With(pack, new Holding(rider, null));

    /// <summary>A rider's own pack that lies in a slot.</summary>
    public Custody Hold(PackId pack, RiderId rider, SlotNumber slot) => With(pack, new Holding(rider, slot));

    /// <summary>A pack nobody can point at any more: it left the cabinet unseen.</summary>
    public Custody Lost(PackId pack) => new(Packs.Remove(pack.Text), WithoutSlotOf(pack));

    private Custody With(PackId pack, Holding holding)
    {
        if (holding.Slot is { } taken && In(taken) is { } other && other != pack)
            throw new InvariantBroken($"slot {taken} cannot hold {pack}: the ledger has {other} there");
        var inSlot = WithoutSlotOf(pack);
        return new(Room(pack).SetItem(pack.Text, holding), holding.Slot is { } slot
            ? inSlot.SetItem(slot.Value, new InSlot(pack, holding.Rider is null)) : inSlot);
    }

    private ImmutableArray<InSlot> WithoutSlotOf(PackId pack) =>
        Of(pack)?.Slot is { } slot ? _inSlot.SetItem(slot.Value, default) : _inSlot;

    private ImmutableSortedDictionary<string, Holding> Room(PackId pack)
    {
        if (Packs.Count < PacksMax || Packs.ContainsKey(pack.Text)) return Packs;
        foreach (var (serial, holding) in Packs)
            if (holding.Slot is null) return Packs.Remove(serial);
        return Packs;
    }

    private static ImmutableArray<InSlot> BySlot(ImmutableSortedDictionary<string, Holding> packs)
    {
        var inSlot = new InSlot[SlotNumber.Max + 1];
        foreach (var (serial, holding) in packs)
        {
            if (holding.Slot is not { } slot) continue;
            if (inSlot[slot.Value].Pack is { } other)
                throw new InvariantBroken($"slot {slot} cannot hold {serial}: the ledger has {other} there");
            inSlot[slot.Value] = new InSlot(PackId.From(serial), holding.Rider is null);
        }
        return [.. inSlot];
    }
}

/// <summary>A pack was found in a slot while nobody swapped, and taken into the stock (first start, or a crew put it there).</summary>
public sealed record PackAdopted(SlotNumber Slot, PackId Pack, PackClass Class) : Event;

/// <summary>A pack that the ledger has in a closed slot is not there.</summary>
public sealed record PackMissed(SlotNumber Slot, PackId Pack) : Event;

/// <summary>A pack is missing behind a door that this swap left open: a question to its rider, no proof of anything.</summary>
public sealed record PackInQuestion(long Swap, SlotNumber Slot, PackId Pack) : TransactionEvent(Swap);

/// <summary>A pack lies in a slot, and the ledger does not know how it came there (table B3 row 51).</summary>
public sealed record PackFound(SlotNumber Slot, PackId Pack) : Event;

/// <summary>A rider asked and could not be served: the number that planners lack.</summary>
public sealed record DemandUnmet(RiderId Rider, ImmutableArray<PackClass> Classes, Refusal Why) : Event;

using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Slots;

/// <summary>What lies in a slot, if every fitted witness agrees; between is uncertain, and never offered (domain finding 5).</summary>
public enum Occupancy { Uncertain, Empty, Holding }

/// <summary>One slot as a decision sees it: how it is fitted, what its sensors last said, and why it may be out of service.</summary>
/// <param name="Plan">How it is fitted.</param>
/// <param name="Image">What its sensors last said.</param>
/// <param name="Withdrawn">Why it serves nobody.</param>
/// <param name="Quarantine">The quarantine of the pack that lies here, by its own word or by the ledger's.</param>
public sealed record SlotView(SlotPlan Plan, SlotImage Image, ImmutableArray<Withdrawal> Withdrawn, Quarantine? Quarantine = null)
{
    /// <summary>The number on the door.</summary>
    public SlotNumber Number => Plan.Slot;

    /// <summary>True when nothing keeps the slot out of service: no reason stands, and no pack set apart lies here.</summary>
    public bool InService => Plan.Proved && Withdrawn.IsEmpty && Quarantine is null;

    /// <summary>These reasons are over: what is to be written of those that stand.</summary>
    public ImmutableArray<Event> Restored(params ReadOnlySpan<Withdrawal> reasons)
    {
        // Asked of every slot at every reading, and nearly always nothing stands.
        if (Withdrawn.IsEmpty) return [];
        var restored = ImmutableArray.CreateBuilder<Event>();
        foreach (var why in reasons)
            if (Withdrawn.Contains(why)) restored.Add(new SlotRestored(Number, why));
        return restored.ToImmutable();
    }

    /// <summary>What lies in it by the agreement of every fitted witness.</summary>
    public Occupancy OccupancyAt(TimeSpan now)
    {
        if (Plan.Witnesses == 0) return Occupancy.Uncertain;
        bool? bySwitch = Plan.Presence ? Image.PresentNow(now) : null;
        bool? byPack = !Plan.Pack ? null : Image.PackNow(now) switch
        {
            PackWord.Read or PackWord.Unreadable => true,
            PackWord.Silent => false,
            _ => null,
        };
        if (Plan.Presence && bySwitch is null || Plan.Pack && byPack is null) return Occupancy.Uncertain;
        if (Plan.Presence && Plan.Pack && bySwitch != byPack) return Occupancy.Uncertain;
        return bySwitch ?? byPack ?? false ? Occupancy.Holding : Occupancy.Empty;
    }

    /// <summary>Occupancy by words that were all heard after a given time, for example after a door opened.</summary>
    public Occupancy OccupancySince(TimeSpan since, TimeSpan now)
    {
        if (Plan.Presence && !(Image.PresentAt > since)) return Occupancy.Uncertain;
        if (Plan.Pack && !(Image.PackAt > since)) return Occupancy.Uncertain;
        return OccupancyAt(now);
    }

    /// <summary>The serial that was read at least twice in a row, and may be believed now.</summary>
    public PackReading? ProvedReading(TimeSpan now) => Image.SameWord >= 2 ? Image.ReadingNow(now) : null;

    /// <summary>Every fitted witness was heard at least twice since the start.</summary>
    public bool ReadTwice => Image.DoorReads >= 2 && (!Plan.Presence || Image.PresentReads >= 2) && (!Plan.Pack || Image.PackWords >= 2);
}

using System.Globalization;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>What a case is about.</summary>
public enum CaseKind
{
    /// <summary>The rider's own pack waits for him in a slot (待取回).</summary>
    PendingPickup,
    /// <summary>The sensors did not agree; facts may still settle it, then people.</summary>
    Unknown,
}

/// <summary>A swap that ended without settling: the rider holds its number, the cabinet holds its facts.</summary>
/// <param name="Number">What the rider tells the hotline.</param>
/// <param name="Swap">The swap it came from.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Rider">Whose case it is.</param>
/// <param name="InSlot">Slot of the rider's own pack, if one is in.</param>
/// <param name="Brought">The rider's own pack, if its serial is known.</param>
/// <param name="OfferSlot">Slot of the pack that was offered, where that is the question.</param>
/// <param name="Offered">The pack that was offered.</param>
/// <param name="OpenedAt">Running time when it was opened.</param>
/// <param name="StaffCalled">People were called.</param>
/// <param name="Offline">The swap was an offline one: settled later, it still counts as that.</param>
public sealed record Case(string Number, long Swap, CaseKind Kind, RiderId Rider, SlotNumber? InSlot, PackId? Brought,
    SlotNumber? OfferSlot, PackId? Offered, TimeSpan OpenedAt, bool StaffCalled, bool Offline = false)
{
    /// <summary>The number for the hotline: which journal, by its first digits, and which swap.</summary>
    public static string NumberOf(string journal, long swap) => string.Create(CultureInfo.InvariantCulture, $"{journal}-{swap}");
}

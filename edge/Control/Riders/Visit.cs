using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>A visit that is over: whose it was, and the slot whose door was ordered last for him.</summary>
/// <param name="Rider">Who was here.</param>
/// <param name="Swap">Number of the visit.</param>
/// <param name="Slot">The slot he had to do with last.</param>
/// <param name="EndedAt">Running time of its end.</param>
public sealed record Visit(RiderId Rider, long Swap, SlotNumber Slot, TimeSpan EndedAt)
{
    /// <summary>Visits remembered: a visit takes 20 s at the least, and a claim is heard for five minutes.</summary>
    public const int Max = 16;
}

/// <summary>A goods visit that is over.</summary>
/// <param name="Rider">Who was here.</param>
/// <param name="Number">Number of the visit.</param>
public sealed record PastVisit(RiderId Rider, long Number);

using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Goods;

/// <summary>A channel as installed.</summary>
/// <param name="Id">Its name in the site file.</param>
/// <param name="Item">What it holds; null: it is wired, and nothing is handed out from it.</param>
public sealed record ChannelPlan(ChannelId Id, ItemId? Item = null)
{
    /// <summary>The counter that sees what comes out of it, where its board has no sensor of its own.</summary>
    public CounterId? Counter { get; init; }

    /// <summary>The reader that what comes out passes: by its tag it is known again when it comes back.</summary>
    public ReaderId? Reader { get; init; }

    /// <summary>What lies in it is known by a sensor at all times, and by no count: a place of a dock.</summary>
    public bool IsPlace { get; init; }

    /// <summary>The slot behind whose door its one thing lies: a locker. Null: it comes out by itself.</summary>
    public SlotNumber? Door { get; init; }
}

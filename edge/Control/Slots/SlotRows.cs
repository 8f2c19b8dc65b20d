namespace YongAi.Edge.Control.Slots;

/// <summary>Which slots stand so near each other that fire in one reaches the other (domain table C row 3: the whole row off).</summary>
/// <param name="Rows">The rows as the site says them; none: it does not say.</param>
public sealed record SlotRows(ImmutableArray<SlotSet> Rows)
{
    /// <summary>A site that says no rows: a slot's row is the slot before it and the one after it in number.</summary>
    public static SlotRows NextInNumber { get; } = new([]);

    /// <summary>The row of a slot, itself among them. A slot that stands in no row of the site has its neighbours in number.</summary>
    public SlotSet Of(SlotNumber slot)
    {
        foreach (var row in Rows)
            if (row.Contains(slot)) return row;
        return SlotSet.Of(slot.Value - 1).With(SlotSet.Of(slot.Value)).With(SlotSet.Of(slot.Value + 1));
    }
}

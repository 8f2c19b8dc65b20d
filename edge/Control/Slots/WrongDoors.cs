namespace YongAi.Edge.Control.Slots;

/// <summary>
/// A lock was fired, its door stayed closed, and one that nobody had ordered came open instead: locks or switches are mixed up, and
/// nobody knows which door the next pulse would open (fault catalogue row 64: stop all acts on that board).
/// </summary>
public static class WrongDoors
{
    /// <summary>
    /// The slots whose locks are not to be trusted any more: all of the board that was told to open, and of the board whose door came
    /// open. None where no other door did. A door pulled open beside one that opens as ordered is a matter of that door alone.
    /// </summary>
    /// <param name="slots">Every slot.</param>
    /// <param name="ordered">The slot whose lock was fired.</param>
    /// <param name="fired">When.</param>
    /// <param name="now">Running time.</param>
    public static ImmutableArray<SlotView> Mistrusted(ImmutableArray<SlotView> slots, SlotView ordered, TimeSpan fired, TimeSpan now)
    {
        if (ordered.Image.DoorNow(now) != DoorState.Closed || !(ordered.Image.DoorAt > fired)) return [];
        var instead = slots.Where(other => other.Number != ordered.Number && other.Image.DoorNow(now) == DoorState.Open
            && other.Image.Opened == DoorOpening.Unasked && other.Image.DoorSince > fired).ToList();
        return instead.Count == 0 ? []
            : [.. slots.Where(slot => slot.Plan.Board == ordered.Plan.Board || instead.Any(other => other.Plan.Board == slot.Plan.Board))];
    }
}

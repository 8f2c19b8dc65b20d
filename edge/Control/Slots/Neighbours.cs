namespace YongAi.Edge.Control.Slots;

/// <summary>A pack against the others that lie here (domain table C row 4).</summary>
public static class Neighbours
{
    /// <summary>Fewer others than this make no middle.</summary>
    public const int OthersLeast = 3;

    /// <summary>
    /// True when a pack has grown hotter here by so many kelvin, and is so much hotter than the middle of the others. One that was brought
    /// in warm from the street is no fault: it cools.
    /// </summary>
    public static bool IsMuchHotter(SlotView slot, ImmutableArray<SlotView> all, double kelvin, TimeSpan now)
    {
        if (slot.Image.ReadingNow(now) is not { } reading || !(reading.Hottest.Value > slot.Image.Conduct.CoolestHere + kelvin)) return false;
        return Middle(slot, all, now) is { } middle && reading.Hottest.Value > middle + kelvin;
    }

    private static double? Middle(SlotView slot, ImmutableArray<SlotView> all, TimeSpan now)
    {
        Span<double> others = stackalloc double[SlotNumber.Max];
        var count = 0;
        foreach (var other in all)
            if (other.Number != slot.Number && other.Image.ReadingNow(now) is { } reading) others[count++] = reading.Hottest.Value;
        if (count < OthersLeast) return null;
        others[..count].Sort();
        return (others[(count - 1) / 2] + others[count / 2]) / 2;
    }
}

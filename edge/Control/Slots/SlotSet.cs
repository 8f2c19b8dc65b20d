using System.Numerics;

namespace YongAi.Edge.Control.Slots;

/// <summary>Some of a cabinet's slots; to ask whether a slot is among them costs next to nothing.</summary>
public readonly record struct SlotSet
{
    private readonly ulong bits;

    private SlotSet(ulong bits) => this.bits = bits;

    /// <summary>The slots of these numbers.</summary>
    public static SlotSet Of(IEnumerable<int> numbers)
    {
        var bits = 0ul;
        foreach (var number in numbers) bits |= 1ul << number;
        return new SlotSet(bits);
    }

    /// <summary>One slot alone.</summary>
    public static SlotSet Of(int number) => new(1ul << number);

    /// <summary>These and one more.</summary>
    public SlotSet With(SlotNumber slot) => new(bits | 1ul << slot.Value);

    /// <summary>These and those.</summary>
    public SlotSet With(SlotSet others) => new(bits | others.bits);

    /// <summary>True when none is among them.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>How many they are.</summary>
    public int Count => BitOperations.PopCount(bits);

    /// <summary>True when the slot is among them.</summary>
    public bool Contains(SlotNumber slot) => (bits >> slot.Value & 1) == 1;
}

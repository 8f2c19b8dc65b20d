using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Slots;

public sealed class SlotSetTests
{
    [Fact]
    public void A_set_has_the_slots_it_was_made_of_and_no_others()
    {
        var some = SlotSet.Of([1, 7, 32]);
        Assert.Equal([1, 7, 32], Enumerable.Range(1, 32).Where(number => some.Contains(Slot(number))));
        Assert.False(some.IsEmpty);
    }

    [Fact]
    public void A_set_of_none_is_empty()
    {
        Assert.True(SlotSet.Of([]).IsEmpty);
        Assert.DoesNotContain(Enumerable.Range(1, 32), number => default(SlotSet).Contains(Slot(number)));
    }

    [Fact]
    public void Sets_of_the_same_slots_are_the_same() => Assert.Equal(SlotSet.Of([3, 5]), SlotSet.Of([5, 3, 3]));
}

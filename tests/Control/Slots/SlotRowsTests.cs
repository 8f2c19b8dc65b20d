using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Slots;

public sealed class SlotRowsTests
{
    [Fact]
    public void Without_rows_a_slot_stands_between_its_neighbours_in_number() =>
        Assert.Equal([1, 2, 3], InRow(SlotRows.NextInNumber, 2));

    [Fact]
    public void A_row_is_as_the_site_says_it_and_a_slot_in_none_has_its_neighbours()
    {
        var rows = new SlotRows([SlotSet.Of([1, 4, 7])]);
        Assert.Equal([1, 4, 7], InRow(rows, 4));
        Assert.Equal([4, 5, 6], InRow(rows, 5));
    }

    private static IEnumerable<int> InRow(SlotRows rows, int slot) => Enumerable.Range(1, 12).Where(n => rows.Of(Slot(slot)).Contains(Slot(n)));
}

using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Slots;

public sealed class NeighboursTests
{
    [Theory]
    [InlineData(35.0, false)]
    [InlineData(35.2, true)]
    public void A_pack_that_grew_so_much_hotter_than_the_middle_of_the_others_is_told(double celsius, bool told) =>
        Assert.Equal(told, Neighbours.IsMuchHotter(Hot(celsius, coolest: 25), [Hot(celsius, 25), At(1, 25), At(2, 20), At(3, 31)], 10, Now));

    [Fact]
    public void A_pack_that_was_brought_in_warm_is_not() =>
        Assert.False(Neighbours.IsMuchHotter(Hot(45, coolest: 40), [At(1, 25), At(2, 25), At(3, 25)], 10, Now));

    [Fact]
    public void Two_others_make_no_middle() =>
        Assert.False(Neighbours.IsMuchHotter(Hot(45, coolest: 25), [At(1, 25), At(2, 25)], 10, Now));

    private static SlotView At(int slot, double celsius) => View(slot, Holding(Reading(slot, celsius: celsius)));

    private static SlotView Hot(double celsius, double coolest)
    {
        var image = Holding(Reading(7, celsius: celsius));
        return View(7, image with { Conduct = image.Conduct with { CoolestHere = coolest } });
    }
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Packs;

public sealed class PlausibilityTests
{
    private static readonly PackPattern Pattern = Plan.Packs.Patterns[0];

    [Theory]
    [InlineData(35.9, 13, false)]
    [InlineData(36, 13, true)]
    [InlineData(55, 13, true)]
    [InlineData(55.1, 13, false)]
    [InlineData(-50, 13, false)]
    [InlineData(50, 16, false)]
    public void Volts_and_cells_are_those_of_its_class(double volts, int cells, bool fits) =>
        Assert.Equal(fits, Plausibility.FitsClass(Reading(7) with { Volts = new(volts), Cells = cells }, Pattern));

    [Theory]
    [InlineData(90, 43.5, false)]
    [InlineData(89, 43.5, true)]
    [InlineData(90, 43.7, true)]
    [InlineData(10, 53.2, false)]
    [InlineData(11, 53.2, true)]
    [InlineData(10, 53.0, true)]
    public void Full_by_its_count_and_empty_by_its_volts_is_not_believed_nor_the_other_way_round(int charge, double volts, bool fits) =>
        Assert.Equal(fits, Plausibility.ChargeFitsVolts(Reading(7, charge) with { Volts = new(volts) }, Pattern));
}

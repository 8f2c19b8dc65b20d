using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Packs;

public sealed class CellRulesTests
{
    private static readonly SafetyLimits Limits = SafetyLimits.Default;
    private static readonly PackPattern Nickel = Plan.Packs.Patterns[0];
    private static readonly PackPattern Iron = Nickel with { Cells = 16, Least = new(40), Most = new(58.4) };

    [Fact]
    public void What_cells_are_made_of_is_known_by_their_highest_volts()
    {
        Assert.Equal(Chemistry.Nickel, Nickel.Chemistry);
        Assert.Equal(Chemistry.Iron, Iron.Chemistry);
    }

    [Theory]
    [InlineData(4.19, false, false)]
    [InlineData(4.20, true, false)]
    [InlineData(4.24, true, false)]
    [InlineData(4.25, true, true)]
    public void A_charge_of_nickel_ends_at_its_act_and_a_little_above_is_a_fault(double highest, bool full, bool fault)
    {
        Assert.Equal(full, CellRules.AreFull(Cells(4.0, highest), Nickel, Limits, charges: true));
        Assert.Equal(fault, CellRules.AreTooHigh(Cells(4.0, highest), Nickel, Limits));
    }

    [Theory]
    [InlineData(3.64, false, false)]
    [InlineData(3.65, true, false)]
    [InlineData(3.70, true, true)]
    public void A_charge_of_iron_ends_lower(double highest, bool full, bool fault)
    {
        Assert.Equal(full, CellRules.AreFull(Cells(3.3, highest), Iron, Limits, charges: true));
        Assert.Equal(fault, CellRules.AreTooHigh(Cells(3.3, highest), Iron, Limits));
    }

    [Theory]
    [InlineData(4.179, false)]
    [InlineData(4.18, true)]
    public void No_charge_begins_where_a_cell_is_nearly_full(double highest, bool full) =>
        Assert.Equal(full, CellRules.AreFull(Cells(4.0, highest), Nickel, Limits, charges: false));

    [Theory]
    [InlineData(1.99, 2.0, QuarantineReason.CellLow)]
    [InlineData(2.0, 2.2, null)]
    [InlineData(3.6, 3.9, QuarantineReason.CellsUneven)]
    [InlineData(3.6, 3.89, null)]
    public void A_cell_too_low_and_cells_too_far_apart_set_a_pack_apart(double lowest, double highest, QuarantineReason? why) =>
        Assert.Equal(why, CellRules.WhyApart(Cells(lowest, highest), Limits));

    [Fact]
    public void A_make_that_does_not_say_its_cells_is_judged_by_its_faults_alone()
    {
        Assert.Null(CellRules.WhyApart(Reading(7), Limits));
        Assert.False(CellRules.AreFull(Reading(7), Nickel, Limits, charges: true));
        Assert.False(CellRules.AreTooHigh(Reading(7), Nickel, Limits));
    }

    private static PackReading Cells(double lowest, double highest) => Reading(7) with { CellVolts = new CellRange(new(lowest), new(highest)) };
}

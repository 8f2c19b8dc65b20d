using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Packs;

public sealed class PackWearTests
{
    [Theory]
    [InlineData(80, false, false)]
    [InlineData(79, true, false)]
    [InlineData(70, true, false)]
    [InlineData(69, true, true)]
    [InlineData(null, false, false)]
    public void Health_warns_first_and_ends_a_packs_service_later(int? health, bool worn, bool spent)
    {
        Assert.Equal(worn, PackWear.IsWorn(Reading(7) with { Health = health }, SafetyLimits.Default));
        Assert.Equal(spent, PackWear.IsSpent(Reading(7) with { Health = health }, Plan.Packs.Patterns[0], SafetyLimits.Default));
    }

    [Theory]
    [InlineData(1000, 1000, false)]
    [InlineData(1001, 1000, true)]
    [InlineData(9999, null, false)]
    [InlineData(null, 1000, false)]
    public void A_makers_limit_of_cycles_ends_it_too(int? cycles, int? limit, bool spent) =>
        Assert.Equal(spent, PackWear.IsSpent(Reading(7) with { Cycles = cycles }, Plan.Packs.Patterns[0] with { CyclesMost = limit }, SafetyLimits.Default));

    [Fact]
    public void Time_ends_only_the_quarantines_that_time_can_prove_over()
    {
        var byTime = Enum.GetValues<QuarantineReason>().Where(why => Quarantine.LastsFor(why) is not null);
        Assert.Equal([QuarantineReason.Suspect, QuarantineReason.Hot, QuarantineReason.WordsUnstable], byTime);
        Assert.Equal(QuarantineOwner.Operator, Quarantine.OwnerOf(QuarantineReason.OnList));
        Assert.Equal(QuarantineOwner.Crew, Quarantine.OwnerOf(QuarantineReason.CellLow));
    }
}

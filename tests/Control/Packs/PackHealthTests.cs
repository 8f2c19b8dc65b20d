using YongAi.Edge.Control.Packs;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Packs;

/// <summary>What each complaint of a BMS allows.</summary>
public sealed class PackHealthTests
{
    public static TheoryData<PackFaults> All => [.. Enum.GetValues<PackFaults>().Where(fault => fault != PackFaults.None)];

    [Theory, MemberData(nameof(All))]
    public void Only_what_charging_cures_does_not_forbid_charging(PackFaults fault) => Assert.Equal(
        fault is PackFaults.CellUnderVoltage or PackFaults.PackUnderVoltage or PackFaults.SocLow,
        PackHealth.MayBeCharged(Reading(7, faults: fault), new(0), new(45)));

    [Theory, MemberData(nameof(All))]
    public void Only_a_pack_that_complains_of_being_full_may_still_be_handed_out(PackFaults fault) =>
        Assert.Equal(fault == PackFaults.SocHigh, PackHealth.MayBeHandedOut(Reading(7, faults: fault)));

    [Theory, MemberData(nameof(All))]
    public void What_is_damaged_is_set_apart_and_not_taken_in(PackFaults fault)
    {
        var damaged = fault is PackFaults.ShortCircuit or PackFaults.FrontEnd or PackFaults.SoftwareLock or PackFaults.MosFault;
        var over = fault is PackFaults.CellOverVoltage or PackFaults.PackOverVoltage;
        Assert.Equal(damaged ? QuarantineReason.Suspect : null, PackHealth.WhyApart(Reading(7, faults: fault)));
        Assert.Equal(!damaged && !over, PackHealth.MayBeTakenIn(Reading(7, faults: fault)));
    }

    [Fact]
    public void One_complaint_more_beside_an_empty_pack_forbids_charging() =>
        Assert.False(PackHealth.MayBeCharged(Reading(7, faults: PackFaults.CellUnderVoltage | PackFaults.CellDifference), new(0), new(45)));
}

using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Safety;

public sealed class RestraintTests
{
    private static readonly SlotView[] Sound = [View(7, Holding(Reading(7))), View(8, Holding(Reading(8)))];

    [Fact]
    public void A_lock_that_nobody_ordered_is_not_fired()
    {
        Assert.Empty(Passed(Sound, ordered: null, new FireLock(Slot(7))));
        Assert.Empty(Passed(Sound, ordered: 8, new FireLock(Slot(7))));
        Assert.Single(Passed(Sound, ordered: 7, new FireLock(Slot(7))));
    }

    [Fact]
    public void A_lock_is_fired_once_in_a_turn() =>
        Assert.Single(Passed(Sound, ordered: 7, new FireLock(Slot(7)), new FireLock(Slot(7))));

    [Theory]
    [InlineData(DoorState.Open)]
    [InlineData(DoorState.Unknown)]
    public void A_lock_is_fired_only_at_a_door_that_reads_closed(DoorState door) =>
        Assert.Empty(Passed([View(7, Holding(Reading(7)) with { Door = door })], ordered: 7, new FireLock(Slot(7))));

    [Fact]
    public void A_charger_goes_on_only_where_the_ledger_charges_and_the_slot_may()
    {
        var order = new ChargeOrder(Slot(7), TimeSpan.FromSeconds(30));
        Assert.Empty(Restraint.Pass([order], Charge(Sound, Stocked(7, 8)), []));
        Assert.Single(Restraint.Pass([order], Charge(Sound, Stocked(7, 8), charging: [7]), []));
        SlotView[] open = [View(7, Holding(Reading(7)) with { Door = DoorState.Open })];
        Assert.Empty(Restraint.Pass([order], Charge(open, Stocked(7), charging: [7]), []));
    }

    [Fact]
    public void What_makes_safe_always_passes() =>
        Assert.Single(Passed([View(7, SlotImage.Dark)], ordered: null, new StopCharging(Slot(7))));

    private static ImmutableArray<Effect> Passed(SlotView[] slots, int? ordered, params Effect[] effects) =>
        Restraint.Pass([.. effects], Charge(slots, Stocked(7, 8)), ordered is { } number ? [Slot(number)] : []);
}

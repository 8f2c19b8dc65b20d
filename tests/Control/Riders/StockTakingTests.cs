using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Riders;

public sealed class StockTakingTests
{
    private static readonly SlotPlan ByPackAlone = new(Slot(7), Presence: false, Pack: true, Charger: true);

    [Fact]
    public void Where_one_witness_stands_alone_one_silence_is_no_theft()
    {
        Assert.Empty(Look(new SlotView(ByPackAlone, Silent(Now), []), Stocked(7)));
        Assert.Empty(Look(new SlotView(ByPackAlone, Silent(Now - StockTaking.GoneForByOneWitness + TimeSpan.FromSeconds(1)), []), Stocked(7)));
        Assert.Equal([new PackMissed(Slot(7), Pack(7)), new SlotWithdrawn(Slot(7), Withdrawal.PackMissing)],
            Look(new SlotView(ByPackAlone, Silent(Now - StockTaking.GoneForByOneWitness), []), Stocked(7)));
    }

    [Fact]
    public void Two_witnesses_that_agree_for_two_seconds_are_a_theft() =>
        Assert.Contains(new PackMissed(Slot(7), Pack(7)), Look(View(7, Silent(Now - StockTaking.GoneFor)), Stocked(7)));

    [Fact]
    public void What_cannot_be_made_out_for_a_minute_withdraws_its_slot()
    {
        var mute = Silent(Now - TimeSpan.FromSeconds(90)) with { Present = true };
        Assert.True(StockTaking.IsUnclear(View(7, mute), Now));
        Assert.Empty(Look(View(7, mute with { UnclearSince = Now - TimeSpan.FromSeconds(59) }), Stocked()));
        Assert.Equal([new SlotWithdrawn(Slot(7), Withdrawal.ContentsUnclear)],
            Look(View(7, mute with { UnclearSince = Now - StockTaking.UnclearFor }), Stocked()));
    }

    [Fact]
    public void A_witness_that_is_not_heard_makes_nothing_unclear() =>
        Assert.Null(StockTaking.IsUnclear(View(7, Silent(Now) with { Present = null, PresentAt = null }), Now));

    [Fact]
    public void A_serial_that_lies_elsewhere_behind_a_closed_door_is_a_clone()
    {
        var (here, there) = (View(7, Holding(Reading(3))), View(3, Holding(Reading(3))));
        Assert.Equal([new PackQuarantined(Pack(3), Slot(7), QuarantineReason.Clone, null), new SlotWithdrawn(Slot(7), Withdrawal.UnsoundPack)],
            Look(here, Stocked(3), there));
        Assert.DoesNotContain(Look(here, Stocked(3), View(3, Silent(Now))), e => e is PackQuarantined);
    }

    private static ImmutableSortedDictionary<int, TimeSpan> Settled { get; } =
        Enumerable.Range(1, 12).ToImmutableSortedDictionary(number => number, _ => TimeSpan.Zero);

    private static SlotImage Silent(TimeSpan since) => Empty with { PackSince = since, PresentSince = since };

    private static Event[] Look(SlotView slot, Custody custody, params SlotView[] others) =>
        [.. StockTaking.Look(slot, new StockSituation([slot, .. others], custody, Plan.Packs, Settled, ImmutableSortedDictionary<int, long>.Empty, Now))];
}

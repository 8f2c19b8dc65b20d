using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using static YongAi.Edge.Tests.Control.SlotScene;

namespace YongAi.Edge.Tests.Control.Riders;

public sealed class CustodyTests
{
    [Fact]
    public void A_pack_is_in_one_place_however_often_it_moves()
    {
        var custody = Custody.Empty.Hold(Pack(99), Chen, Slot(3)).Stock(Pack(99), Slot(4));
        Assert.Null(custody.In(Slot(3)));
        Assert.Equal(Pack(99), custody.In(Slot(4)));
        Assert.Equal(new Holding(null, Slot(4)), custody.Of(Pack(99)));
    }

    [Fact]
    public void A_slot_never_holds_two_packs()
    {
        var custody = Stocked(7);
        Assert.Throws<InvariantBroken>(() => custody.Stock(Pack(99), Slot(7)));
        Assert.Throws<InvariantBroken>(() => custody.Hold(Pack(99), Chen, Slot(7)));
        Assert.Equal(Pack(7), custody.Stock(Pack(7), Slot(7)).In(Slot(7)));
    }

    [Fact]
    public void A_pack_that_went_out_or_was_lost_leaves_its_slot_to_another()
    {
        Assert.Equal(Pack(99), Stocked(7).Out(Pack(7), Chen).Stock(Pack(99), Slot(7)).In(Slot(7)));
        Assert.Equal(Pack(99), Stocked(7).Lost(Pack(7)).Stock(Pack(99), Slot(7)).In(Slot(7)));
        Assert.Null(Stocked(7).Lost(Pack(7)).Of(Pack(7)));
    }

    [Fact]
    public void Custody_that_was_stored_knows_its_slots_again_and_refuses_two_packs_in_one()
    {
        Assert.Equal(Pack(7), new Custody(Stocked(3, 7).Packs).In(Slot(7)));
        Assert.Throws<InvariantBroken>(() => new Custody(Stocked(7).Packs.Add(Pack(99).Text, new Holding(null, Slot(7)))));
    }

    [Fact]
    public void Memory_is_bounded_and_what_lies_in_a_slot_is_never_forgotten()
    {
        var many = Stocked(1).Packs.ToBuilder();
        for (var n = 100; many.Count < Custody.PacksMax; n++) many.Add(Pack(n).Text, new Holding(Chen, null));
        var custody = new Custody(many.ToImmutable()).Out(Pack(99), Chen).Stock(Pack(98), Slot(2));
        Assert.Equal(Custody.PacksMax, custody.Packs.Count);
        Assert.Equal(new Holding(null, Slot(1)), custody.Of(Pack(1)));
        Assert.Equal(new Holding(null, Slot(2)), custody.Of(Pack(98)));
    }
}

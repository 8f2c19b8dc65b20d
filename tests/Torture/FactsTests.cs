using YongAi.Simulators.Torture;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Torture;

/// <summary>The last words of a machine that died, and the world as they leave it.</summary>
public sealed class FactsTests
{
    private static readonly Facts Standing = new("00000000000000a1", 41,
        [new(3, "YA48240000000003", 98, true, 2), new(4, null, 0, true, 1), new(5, "YA48240000000005", 97, false, 0)],
        [new("rider-1", "YA48240000009001"), new("rider-2", null)]);

    [Fact]
    public void The_last_whole_line_counts_whatever_stands_before_and_behind_it()
    {
        var line = (Standing with { Pending = new TakePack(3), By = "rider-2" }).Line();
        var words = new[] { "VM READY", Standing.Line(), $"[ 12.5] kernel: {line}", line[..^30] };
        var last = Facts.Last(words)!;
        Assert.Equal((line, 41L), (last.Line(), last.Written));
        Assert.Null(Facts.Last(["VM READY", "FACT {"]));
    }

    [Fact]
    public void A_hand_that_was_about_to_move_moves_on_in_the_dark()
    {
        var put = (Standing with { Pending = new PutPack(4, "YA48240000009001", 50), By = "rider-1" }).Settled();
        Assert.Equal(("YA48240000009001", null), (put.Slots[1].Pack, put.Riders[0].Holds));
        var taken = (Standing with { Pending = new TakePack(3), By = "rider-2" }).Settled();
        Assert.Equal((null, "YA48240000000003"), (taken.Slots[0].Pack, taken.Riders[1].Holds));
        Assert.False((Standing with { Pending = new CloseDoor(3) }).Settled().Slots[0].Open);
    }

    [Theory]
    [InlineData(3, "YA48240000009001", "rider-1")]
    [InlineData(5, "YA48240000009001", "rider-1")]
    [InlineData(4, "YA48240000009002", "rider-1")]
    public void What_cannot_be_done_is_not_done(int slot, string pack, string by) =>
        Assert.Equal(Standing.Line(), (Standing with { Pending = new PutPack(slot, pack), By = by }).Settled().Line());

    [Fact]
    public void A_cabinet_begins_as_the_facts_say()
    {
        var beginning = Standing.Beginning();
        Assert.Equal<int>([3, 5], [.. beginning.Stock.Select(pack => pack.Slot)]);
        Assert.Equal<int>([3, 4], [.. beginning.Open]);
    }
}

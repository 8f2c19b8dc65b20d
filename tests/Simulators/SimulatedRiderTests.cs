using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A rider at a simulated cabinet in virtual time; the test opens the doors in place of the edge.</summary>
public sealed class SimulatedRiderTests : IDisposable
{
    private const string Own = "YA48240000009001";
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(20);
    private readonly SiteBench bench = new();
    private readonly SimulatedCabinet cabinet;
    private readonly Hands hands;
    private readonly List<string> says = [];
    private readonly SimulatedRider rider;
    private TimeSpan now = TimeSpan.FromSeconds(1);
    private int drawn;

    public SimulatedRiderTests()
    {
        cabinet = bench.Cabinet();
        hands = new Hands(cabinet);
        rider = new SimulatedRider(RiderScripts.StraightSwap(dawdle: 1, patience: TimeSpan.FromSeconds(60)), new RiderPack(Own, 22),
            () => $"YA1:{++drawn}", says.Add);
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public void He_brings_a_flat_pack_and_leaves_with_a_full_one()
    {
        LiveUntil(() => says.Contains("shows his code"));
        Open(12);
        LiveUntil(() => says.Contains("closes door 12"));
        Assert.Equal(Own, PackIn(12));
        Open(5);
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal((true, Own, "YA48240000000005", null), (rider.Outcome!.Swap, rider.Outcome.Brought, rider.Outcome.Took, rider.Outcome.Why));
        Assert.Equal(["shows his code", "door 12 opened", $"puts pack {Own} (22 %) into slot 12", "closes door 12", "door 5 opened",
            "takes pack YA48240000000005 (100 %) out of slot 5", "closes door 5"], says.Select(WithoutTime));
        Assert.DoesNotContain(hands.Look(), slot => slot.IsOpen);
    }

    [Fact]
    public void Given_back_his_own_pack_he_had_no_swap()
    {
        LiveUntil(() => says.Contains("shows his code"));
        Open(12);
        LiveUntil(() => says.Contains("closes door 12"));
        Open(12);
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal((false, Own), (rider.Outcome!.Swap, rider.Outcome.Took));
        Assert.Equal($"he was given back his own pack {Own}", rider.Outcome.Why);
    }

    [Fact]
    public void When_no_door_opens_he_leaves_and_says_so()
    {
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal("no door opened within 60 s", rider.Outcome!.Why);
        Assert.Null(rider.Outcome.Took);
    }

    [Fact]
    public void While_nothing_opens_he_shows_a_new_code_now_and_then()
    {
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal(["shows his code", .. Enumerable.Repeat("shows a new code", 5)], says);
        Assert.Equal(6, drawn);
    }

    [Fact]
    public void When_no_second_door_opens_his_pack_stays_behind()
    {
        LiveUntil(() => says.Contains("shows his code"));
        Open(12);
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal("no door with another pack opened within 60 s", rider.Outcome!.Why);
        Assert.Equal(Own, PackIn(12));
    }

    [Fact]
    public void A_door_that_was_open_when_he_came_is_none_of_his()
    {
        hands.Do(new ForceDoor(3), now);
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal("no door opened within 60 s", rider.Outcome!.Why);
    }

    [Fact]
    public void A_full_slot_that_is_opened_for_his_pack_ends_his_visit()
    {
        LiveUntil(() => says.Contains("shows his code"));
        Open(3);
        LiveUntil(() => rider.Outcome is not null);
        Assert.Equal("slot 3 holds a pack", rider.Outcome!.Why);
    }

    [Fact]
    public void A_slow_rider_takes_longer_for_everything_he_does()
    {
        var straight = RiderScripts.StraightSwap(1, TimeSpan.FromSeconds(60));
        var slow = RiderScripts.StraightSwap(10, TimeSpan.FromSeconds(60));
        Assert.Equal(straight.Select(step => step.Dawdle * 10), slow.Select(step => step.Dawdle));
    }

    private void Open(int slot)
    {
        cabinet.World.Find(slot)!.Pulse(now);
        LiveUntil(() => cabinet.World.Find(slot)!.DoorOpen);
    }

    private string? PackIn(int slot) => cabinet.World.Find(slot)!.Pack?.Serial;

    private void LiveUntil(Func<bool> reached)
    {
        for (var looks = 0; !reached(); looks++)
        {
            Assert.True(looks < 10_000, $"the rider waits for ever after: {string.Join(", ", says)}");
            cabinet.Lapse(now += LooksEvery);
            if (rider.Live(hands.Look(), now) is { } act) rider.Did(act, hands.Do(act, now), now);
        }
    }

    private static string WithoutTime(string line) => line.Split(" after ")[0];
}

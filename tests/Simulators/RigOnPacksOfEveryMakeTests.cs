using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Tests.Devices.Bms;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A whole cabinet whose packs are of one make, from the site file on: a whole swap, in virtual time.</summary>
public sealed class RigOnPacksOfEveryMakeTests
{
    private const string Own = "YA48240000009001";
    private static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(40), VisitMost = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Makes => [.. PackFamily.Names.Where(name => name != "jbd")];

    [Theory, MemberData(nameof(Makes))]
    public void A_rider_swaps_a_pack_and_it_is_charged_until_it_is_full(string make)
    {
        using var bench = new RigBench(change: PackFamily.Of(make).InSite);
        bench.Live(StartTakes);
        var rider = bench.Rider(Own, soc: 94);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, $"{rider.Outcome?.Why}; events: {string.Join(' ', bench.Events.Select(e => e.GetType().Name))}");
        bench.Live(TimeSpan.FromHours(1));
        Assert.Equal(Own, Assert.Single(bench.Events.OfType<SwapCompleted>()).Brought.Text);
        Assert.True(bench.Events.OfType<ChargingStopped>().Any(stopped => stopped.Pack.Text == Own && stopped.Why == ChargeStop.Full),
            string.Join('\n', bench.Events.Skip(5)));
        Assert.Equal(100, bench.Hands.Look().Single(slot => slot.Pack?.Serial == Own).Pack!.Soc);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_rider_swaps_on_a_line_that_fails_now_and_then(string make)
    {
        using var bench = new RigBench(change: PackFamily.Of(make).InSite);
        bench.Live(StartTakes);
        foreach (var fault in new[] { "corrupt", "split", "late", "noise", "drop-answer" })
            Assert.True(bench.Hands.Do(new SetFault(fault, Line: "pack-12", Times: 2), bench.Now).Ok);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, $"{rider.Outcome?.Why}; events: {string.Join(' ', bench.Events.Select(e => e.GetType().Name))}");
    }
}

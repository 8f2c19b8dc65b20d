using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>
/// The drivers and the simulated boards share no code, only the tables of their makers. Here they speak to each other: the whole
/// cabinet without I/O, a whole swap, in virtual time.
/// </summary>
public sealed class RigOnSimulatedBoardsTests : IDisposable
{
    private const string Own = "YA48240000009001";
    private static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(40), VisitMost = TimeSpan.FromMinutes(5);
    private readonly RigBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_rider_swaps_his_pack()
    {
        bench.Live(StartTakes);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, $"{rider.Outcome?.Why}; events: {string.Join(' ', bench.Events.Select(e => e.GetType().Name))}");
        bench.Live(TimeSpan.FromSeconds(10));
        var completed = Assert.Single(bench.Events.OfType<SwapCompleted>());
        Assert.Equal(Own, completed.Brought.Text);
        Assert.Equal(rider.Outcome!.Took, completed.Taken.Text);
        Assert.DoesNotContain(bench.Hands.Look(), slot => slot.IsOpen);
    }

    [Theory]
    [InlineData("drop-answer", "locks")]
    [InlineData("corrupt", "locks")]
    [InlineData("split", "locks")]
    [InlineData("glue", "locks")]
    [InlineData("late", "locks")]
    [InlineData("noise", "locks")]
    [InlineData("report-first", "locks")]
    [InlineData("corrupt", "pack-12")]
    [InlineData("split", "pack-12")]
    [InlineData("two-chunks", "scanner")]
    [InlineData("ack-first", "scanner")]
    [InlineData("twice", "scanner")]
    public void A_rider_swaps_his_pack_on_a_line_that_fails_now_and_then(string fault, string line)
    {
        bench.Live(StartTakes);
        Assert.True(bench.Hands.Do(new SetFault(fault, Line: line, Times: 3), bench.Now).Ok);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, $"{rider.Outcome?.Why}; events: {string.Join(' ', bench.Events.Select(e => e.GetType().Name))}");
    }

    [Fact]
    public void A_jammed_lock_costs_a_try_and_no_swap()
    {
        bench.Live(StartTakes);
        bench.Hands.Do(new SetFault("jam", Slot: 12, Times: 1), bench.Now);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, rider.Outcome?.Why);
        Assert.Equal(2, bench.Events.OfType<DoorOrdered>().Count(ordered => ordered.Slot.Value == 12));
    }

    [Fact]
    public void The_flat_pack_is_charged_by_renewed_pulses_until_it_is_full()
    {
        bench.Live(StartTakes);
        var rider = bench.Rider(Own, soc: 94);
        bench.Live(VisitMost, rider);
        bench.Live(TimeSpan.FromHours(1));
        Assert.Contains(bench.Events.OfType<ChargingStarted>(), started => started.Pack.Text == Own);
        Assert.Contains(bench.Events.OfType<ChargingStopped>(), stopped => stopped.Pack.Text == Own && stopped.Why == ChargeStop.Full);
        Assert.Equal(100, bench.Hands.Look().Single(slot => slot.Pack?.Serial == Own).Pack!.Soc);
        Assert.DoesNotContain(bench.Hands.Look(), slot => slot.Charger);
    }
}

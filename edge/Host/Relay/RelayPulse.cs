using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// A sign of life for a loop that mostly waits. A network that is gone, a broker that is frozen are no standstill of ours, and the
/// link has its own rule for them; what could stand still here are the relay's locks and the threads it borrows.
/// </summary>
internal sealed class RelayPulse(RelayWorker relay, LoopPulse pulse, TimeProvider time)
{
    /// <summary>As often as the other loops look up.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            _ = relay.View; // takes every lock that the relay has
            pulse.Beat();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}

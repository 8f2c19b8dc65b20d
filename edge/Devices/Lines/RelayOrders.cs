using System.Numerics;

namespace YongAi.Edge.Devices.Lines;

/// <summary>What waits to be switched, one order for each relay. Off beats on; no order to switch on gets old.</summary>
public sealed class RelayOrders
{
    /// <summary>Most relays on one board.</summary>
    public const int RelaysMax = 32;

    /// <summary>
    /// An order to switch on that could not be written for so long is dropped: written late, the pulse would outlast the lease
    /// that was meant. Small against the usual lease of 30 s, which is renewed after 10 s.
    /// </summary>
    public static readonly TimeSpan ChargeWaitMax = TimeSpan.FromSeconds(2);

    private readonly (TimeSpan Lease, TimeSpan Since)[] pulses = new (TimeSpan, TimeSpan)[RelaysMax];
    private uint toSwitchOff;
    private uint toPulse;
    private TimeSpan offSince;

    /// <summary>Since when a relay is to be switched off; null when none is.</summary>
    public TimeSpan? OffSince => toSwitchOff == 0 ? null : offSince;

    /// <summary>Since when the oldest order to switch on waits; null when none does.</summary>
    public TimeSpan? PulseSince => toPulse == 0 ? null : pulses[Oldest()].Since;

    /// <summary>Switch off; an order to switch on that waits is void.</summary>
    public void SwitchOff(int relay, TimeSpan now)
    {
        if (toSwitchOff == 0) offSince = now;
        toSwitchOff |= 1u << relay;
        Void(relay);
    }

    /// <summary>An order to switch on that waits is void.</summary>
    public void Void(int relay) => toPulse &= ~(1u << relay);

    /// <summary>Switch on for one lease; replaces an order for the same relay that still waits.</summary>
    public void Pulse(int relay, TimeSpan lease, TimeSpan now)
    {
        pulses[relay] = (lease, now);
        toPulse |= 1u << relay;
    }

    /// <summary>The relay to be switched off now; it is no longer kept.</summary>
    public int TakeOff()
    {
        var relay = BitOperations.TrailingZeroCount(toSwitchOff);
        toSwitchOff &= toSwitchOff - 1;
        return relay;
    }

    /// <summary>The relay to be switched on now and for how long; it is no longer kept.</summary>
    public (int Relay, TimeSpan Lease) TakePulse()
    {
        var relay = Oldest();
        toPulse &= ~(1u << relay);
        return (relay, pulses[relay].Lease);
    }

    /// <summary>Drops orders to switch on that have waited too long.</summary>
    public void GiveUp(TimeSpan now)
    {
        for (var relay = 0; relay < RelaysMax; relay++)
            if (now >= pulses[relay].Since + ChargeWaitMax) toPulse &= ~(1u << relay);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => toSwitchOff = toPulse = 0;

    private int Oldest()
    {
        var oldest = BitOperations.TrailingZeroCount(toPulse);
        for (var relay = oldest + 1; relay < RelaysMax; relay++)
            if ((toPulse >> relay & 1) == 1 && pulses[relay].Since < pulses[oldest].Since) oldest = relay;
        return oldest;
    }
}

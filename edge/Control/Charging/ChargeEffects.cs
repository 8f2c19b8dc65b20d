using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>Switch a slot's charger on for one lease. Hardware ends it: a timed relay pulse. Not renewed, it goes off by itself.</summary>
public sealed record ChargeOrder(SlotNumber Slot, TimeSpan Lease) : Effect
{
    /// <summary>With so much, where the slot's supply can be told; null: with what it gives.</summary>
    public Amps? Amps { get; init; }
}

/// <summary>Switch a slot's charger off now, without waiting for ink.</summary>
public sealed record StopCharging(SlotNumber Slot) : Effect
{
    /// <inheritdoc/>
    public override bool MakesSafe => true;
}

/// <summary>Why charging ended.</summary>
public enum ChargeStop { Full, DoorNotClosed, PackGone, PackUnsound, Temperature, ReadingStale, Reserved, OutOfService, Danger, NoMains, Planned, OverCap }

/// <summary>A pack begins to charge.</summary>
public sealed record ChargingStarted(SlotNumber Slot, PackId Pack, StateOfCharge Charge) : Event;

/// <summary>A pack stopped charging.</summary>
public sealed record ChargingStopped(SlotNumber Slot, PackId Pack, StateOfCharge? Charge, ChargeStop Why) : Event;

using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Devices.Chargers;

/// <summary>How a Riden supply is fitted.</summary>
/// <param name="Address">1 to 247.</param>
/// <param name="Slot">The slot whose pack it charges.</param>
/// <param name="Gauge">The name under which its own readings are told.</param>
/// <param name="SetVolts">The voltage it charges with.</param>
/// <param name="SetAmps">The most current it charges with.</param>
/// <param name="PollEvery">How often it is read.</param>
public sealed record SupplyFit(byte Address, SlotNumber Slot, GaugeId Gauge, Volts SetVolts, Amps SetAmps, TimeSpan PollEvery);

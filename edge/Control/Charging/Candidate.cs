using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Charging;

/// <summary>A pack that may charge now, as planning sees it.</summary>
/// <param name="Slot">Where it lies.</param>
/// <param name="Class">Place of its class in the plan's list of classes.</param>
/// <param name="Charge">State of charge, 0 to 1.</param>
/// <param name="AmpHours">Its capacity.</param>
/// <param name="Volts">Its voltage.</param>
/// <param name="AmpsMost">The most that its charger, its own allowance and its temperature let pass.</param>
/// <param name="AmpsLeast">The least its charger can give; the same as the most where it only goes on and off.</param>
/// <param name="AmpsNow">What flows into it now; null where it does not charge.</param>
/// <param name="StockedAt">Running time since when it has been here.</param>
/// <param name="Hours">Hours of charging at <paramref name="AmpsMost"/> until it may be handed out; 0 when it may.</param>
public readonly record struct Candidate(SlotNumber Slot, int Class, double Charge, double AmpHours, double Volts, double AmpsMost,
    double AmpsLeast, double? AmpsNow, TimeSpan StockedAt, double Hours)
{
    /// <summary>Amperes that do its cells good, where there is time; 0: its charger knows but one current.</summary>
    public double AmpsGentle { get; init; }

    /// <summary>It charges now.</summary>
    public bool Charges => AmpsNow is not null;

    /// <summary>It may be handed out as it is; what it takes on is range for its rider.</summary>
    public bool IsReady => Hours <= 0;
}

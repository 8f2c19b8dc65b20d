namespace YongAi.Edge.Control.Slots;

/// <summary>One slot as installed: which witnesses and chargers are fitted.</summary>
/// <param name="Slot">Number on the door.</param>
/// <param name="Presence">A presence switch is fitted.</param>
/// <param name="Pack">The pack's BMS can be asked.</param>
/// <param name="Charger">A charger can be switched.</param>
public sealed record SlotPlan(SlotNumber Slot, bool Presence, bool Pack, bool Charger)
{
    /// <summary>The lock board that fires its lock. Where the site has one board only, it needs no name.</summary>
    public string Board { get; init; } = "";

    /// <summary>Its wiring was proved when it was put in, or the site does without. A slot that is not is out of service.</summary>
    public bool Proved { get; init; } = true;

    /// <summary>The most that its supply gives, where it can be told how much; null: the charger only goes on and off.</summary>
    public Amps? Adjustable { get; init; }

    /// <summary>The slot can put out a pack by itself: an aerosol or the like, of this slot alone.</summary>
    public bool Suppression { get; init; }

    /// <summary>Witnesses of what lies in the slot: presence switch, pack serial. Fewer than two: the slot is never offered.</summary>
    public int Witnesses => (Presence ? 1 : 0) + (Pack ? 1 : 0);
}

using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Sensors;

/// <summary>The name of a contact in the site file, for example <c>smoke</c> or <c>service-door</c>.</summary>
public readonly record struct ContactId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What a contact of the cabinet tells when it is active.</summary>
public enum ContactUse
{
    /// <summary>Smoke is seen (domain table C row 14).</summary>
    Smoke,
    /// <summary>A slot's aerosol has fired (table C row 15).</summary>
    Aerosol,
    /// <summary>Water stands at the probe (table C row 18).</summary>
    Flood,
    /// <summary>Somebody pressed the emergency stop.</summary>
    EmergencyStop,
    /// <summary>The earth-leakage breaker has tripped (table C row 19).</summary>
    Leakage,
    /// <summary>Mains is there. The one contact whose rest is bad news.</summary>
    Mains,
    /// <summary>The battery of the uninterruptible supply is low.</summary>
    UpsLow,
    /// <summary>The door for the crew stands open (table B3 row 58).</summary>
    ServiceDoor,
    /// <summary>The cabinet is tilted, shaken or broken open.</summary>
    Tamper,
    /// <summary>A detector's pre-alarm: a trace of smoke (table C row 14).</summary>
    SmokeEarly,
    /// <summary>Somebody at the cabinet pulled the release of the suppression (table C row 16).</summary>
    Release,
}

/// <summary>One contact as installed.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Use">What it tells.</param>
/// <param name="Slot">The slot it looks at; null for the whole cabinet.</param>
public sealed record ContactPlan(ContactId Id, ContactUse Use, SlotNumber? Slot = null)
{
    /// <summary>A crew has seen it tell what it is there for; until then what it says is believed, but it counts as silent too.</summary>
    public bool Proved { get; init; } = true;
}

/// <summary>One contact as it was read.</summary>
/// <param name="Contact">Which.</param>
/// <param name="Active">What its use names is there: smoke, water, mains.</param>
public readonly record struct ContactState(ContactId Contact, bool Active);

/// <summary>Contacts were read; one fact for one frame, or for one look at the pins.</summary>
public sealed record ContactsRead(ImmutableArray<ContactState> Contacts) : Fact;

/// <summary>What reads these contacts does not answer, or is gone.</summary>
public sealed record ContactsSilent(ImmutableArray<ContactId> Contacts) : Fact;

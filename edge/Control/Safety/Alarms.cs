using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Safety;

/// <summary>What a crew must hear of. Each is raised once and cleared once.</summary>
public enum AlarmKind
{
    /// <summary>A door stands open outside a swap.</summary>
    DoorLeftOpen,
    /// <summary>A lock does not open.</summary>
    LockFault,
    /// <summary>The board that reads a slot's switches is silent.</summary>
    SwitchesSilent,
    /// <summary>A pack is hotter than 60 degrees (domain table C row 3).</summary>
    PackHot,
    /// <summary>A charger is on though no order stands, by its relay or by the current into the pack (table B3 row 56).</summary>
    ChargerStuckOn,
    /// <summary>A pack left a closed slot.</summary>
    PackMissing,
    /// <summary>A case waits for people.</summary>
    StaffNeeded,
    /// <summary>The journal took longer than InkWaitMax for an append.</summary>
    StoreSlow,
    /// <summary>The journal was damaged and set aside; this one begins with what that one still proved.</summary>
    JournalReplaced,
    /// <summary>The cloud acknowledged more than was ever published.</summary>
    AckBeyondPublished,
    /// <summary>A door opened by itself or by a hand: nobody had ordered it (table B3 row 13).</summary>
    DoorOpenedUnasked,
    /// <summary>A pack that nobody can account for lies in a slot (table B3 row 51).</summary>
    UnplannedPack,
    /// <summary>What lies in a slot does not say what it is (domain table C row 24).</summary>
    ContentsUnclear,
    /// <summary>One serial in two places (table B3 row 52).</summary>
    CloneSuspected,
    /// <summary>Many forged rider codes came in a short time (table B3 row 5).</summary>
    CodesForged,
    /// <summary>A command came that none of our keys signed, or no longer may.</summary>
    CommandForged,
    /// <summary>A crew's badge is locked out after too many refused tries.</summary>
    CrewLockedOut,
    /// <summary>The journal is at its limit and nothing in it may be dropped: no new swap begins.</summary>
    StoreFull,
    /// <summary>The broker refuses us, or is not the one it should be: certificates, account or rights are wrong.</summary>
    CloudRefuses,
    /// <summary>Another program comes to the broker with our cabinet id.</summary>
    TwinCabinet,
    /// <summary>The program was started again and again in a short time: it waits before it acts.</summary>
    RestartLoop,
    /// <summary>A lock was fired and another door opened: no lock of that board is fired for anybody until a crew has looked.</summary>
    WrongDoor,
    /// <summary>Smoke is seen: no pack charges, and no door opens by itself (table B3 row 46).</summary>
    Smoke,
    /// <summary>A slot's aerosol has fired (table B3 row 47).</summary>
    AerosolFired,
    /// <summary>Water stands in the cabinet (table B3 row 48).</summary>
    Flood,
    /// <summary>Somebody pressed the emergency stop.</summary>
    EmergencyStop,
    /// <summary>The earth-leakage breaker has tripped.</summary>
    Leakage,
    /// <summary>Mains is gone: the cabinet runs on its battery (table B3 row 41).</summary>
    MainsLost,
    /// <summary>The battery of the uninterruptible supply is low.</summary>
    UpsLow,
    /// <summary>The door for the crew stands open (table B3 row 58).</summary>
    ServiceDoorOpen,
    /// <summary>The cabinet is tilted, shaken or broken open.</summary>
    Tamper,
    /// <summary>A detector sees the first trace of smoke, and no alarm yet (domain table C row 14).</summary>
    SmokeEarly,
    /// <summary>Two witnesses say fire: what puts it out is about to be let out (table C row 16).</summary>
    SuppressionDue,
    /// <summary>What puts a fire out was let out; stands until a crew has looked.</summary>
    SuppressionReleased,
    /// <summary>The air in the cabinet is warm: half the current (table C row 6).</summary>
    CabinetWarm,
    /// <summary>The air in the cabinet is too hot to charge.</summary>
    CabinetHot,
    /// <summary>The air in the cabinet is below freezing.</summary>
    CabinetCold,
    /// <summary>A board or a supply is warm (table C row 7).</summary>
    BoardWarm,
    /// <summary>A board or a supply is too hot: the charger it belongs to is off.</summary>
    BoardHot,
    /// <summary>Mains is outside its range (table C row 20).</summary>
    MainsOutOfRange,
    /// <summary>Mains is so far outside its range that nothing charges.</summary>
    MainsUnfit,
    /// <summary>The breaker tripped again after it had been closed once: nothing charges until a crew has looked (table C row 19).</summary>
    LeakageAgain,
    /// <summary>An output or a detector failed its weekly test (table C row 30).</summary>
    SelfTestFailed,
    /// <summary>A contact or a gauge of the cabinet is not heard: what it would tell counts as the worst.</summary>
    SensorSilent,
    /// <summary>A pack is hot, or grows warmer though nothing charges it (domain table C rows 3 and 4, warn).</summary>
    PackWarm,
    /// <summary>A pack grows hot fast: its row is off (domain table C row 4).</summary>
    PackHeatsFast,
    /// <summary>A pack has grown much hotter than the others here: its row is off (domain table C row 4).</summary>
    PackAboveOthers,
    /// <summary>The air in a slot is warm (domain table C row 5, warn).</summary>
    SlotAirWarm,
    /// <summary>The air in a slot is hot: the slot is off (domain table C row 5).</summary>
    SlotAirHot,
    /// <summary>A cell is above what any charge may bring it to (domain table C row 8).</summary>
    CellHigh,
    /// <summary>A cell is very low (domain table C row 9, warn).</summary>
    CellLow,
    /// <summary>The cells of a pack differ (domain table C row 10, warn).</summary>
    CellsUneven,
    /// <summary>A pack is worn: to be replaced before long (domain table C row 33).</summary>
    PackWorn,
    /// <summary>A pack that is charged gives current instead (table B3 row 57).</summary>
    BackFeed,
    /// <summary>Current leaves a pack that lies in its slot (domain table C row 11).</summary>
    Outflow,
    /// <summary>A pack was set apart for its current: none came though it was told to charge, or some came back (domain table C row 11).</summary>
    CurrentMismatch,
    /// <summary>A pack set apart is not heard: nobody watches it (domain table C rows 25 and 26).</summary>
    PackUnwatched,
    /// <summary>More has gone into a pack than it can have missed, or it charges longer than any takes (domain table C row 13).</summary>
    ChargeOverTime,
    /// <summary>What else draws leaves next to nothing of the cap: no charger that stops makes room (domain table C row 21, warn).</summary>
    NearCap,
    /// <summary>The meter shows more than the site may draw: chargers stop one after the other (domain table C row 21, act).</summary>
    OverCap,
}

/// <summary>An alarm that stands: its kind, and the slot it is about, if any.</summary>
public readonly record struct Alarm(AlarmKind Kind, SlotNumber? Slot);

/// <summary>An alarm begins.</summary>
public sealed record AlarmRaised(AlarmKind Kind, SlotNumber? Slot) : Event;

/// <summary>An alarm ends.</summary>
public sealed record AlarmCleared(AlarmKind Kind, SlotNumber? Slot) : Event;

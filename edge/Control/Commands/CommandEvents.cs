using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Commands;

/// <summary>What came of a command (contract v1).</summary>
public enum CommandOutcome
{
    /// <summary>A fact says that it is done.</summary>
    Done,
    /// <summary>Nothing was done.</summary>
    Refused,
    /// <summary>No fact came in time: it may have been done or not.</summary>
    Unknown,
}

/// <summary>A command is genuine, in time and new, and is being followed: written before it takes effect.</summary>
/// <param name="Command">Its id.</param>
/// <param name="Type">What is to be done.</param>
/// <param name="Slot">Which slot.</param>
/// <param name="SwapNumber">Which swap.</param>
/// <param name="Rider">Which rider.</param>
/// <param name="Origin">The cloud, or a crew at the cabinet.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Expires">Its end, seconds since 1970 UTC.</param>
/// <param name="Badge">The crew's code, which is used up by this.</param>
/// <param name="First">Where the site asks for two persons: the code of the one who showed his first, which is used up, too.</param>
public sealed record CommandAccepted(string Command, CommandType Type, SlotNumber? Slot, long? SwapNumber, RiderId? Rider, Origin Origin,
    string By, string Reason, long Expires, Badge? Badge = null, Badge? First = null) : Event;

/// <summary>The answer to a command.</summary>
/// <param name="Command">Its id.</param>
/// <param name="Type">What was asked, as the command spelled it.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Why">Why it was refused.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Slot">Which slot.</param>
/// <param name="Expires">Its end, seconds since 1970 UTC.</param>
/// <param name="Again">True when this answer was given before: the same command came twice and nothing was done.</param>
public sealed record CommandDone(string Command, string Type, CommandOutcome Outcome, Refusal? Why, string By, SlotNumber? Slot, long Expires,
    bool Again = false) : Event;

/// <summary>Commands refused before it was clear who speaks, or beyond what is answered, counted; at most once a minute for each reason.</summary>
public sealed record CommandsRefused(Refusal Why, int Count) : Event;

/// <summary>A crew's code whose signatures hold was refused: the try is on record, and too many lock the badge out.</summary>
public sealed record CrewRefused(RiderId Crew, string Purpose, Refusal Why) : Event;

/// <summary>The cabinet begins no new swaps.</summary>
public sealed record CabinetPaused(string Command) : Event;

/// <summary>The cabinet swaps again.</summary>
public sealed record CabinetResumed(string Command) : Event;

/// <summary>A rider gets no new swap here; what he has in the cabinet stays his.</summary>
public sealed record RiderFrozen(RiderId Rider, string Command) : Event;

/// <summary>A rider is no longer frozen.</summary>
public sealed record RiderReleased(RiderId Rider, string Command) : Event;

/// <summary>The door of a slot that a crew or the cloud ordered is open, by its switch.</summary>
public sealed record SlotOpened(SlotNumber Slot, string Command) : Event;

/// <summary>That door is closed again and what lies behind it is known.</summary>
public sealed record SlotClosed(SlotNumber Slot, string Command) : Event;

/// <summary>A pack was taken out of a slot that was opened for maintenance: it is with whoever ordered that, no theft.</summary>
/// <param name="Slot">Where it lay.</param>
/// <param name="Pack">Which pack.</param>
/// <param name="Command">The command or act that opened the slot.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="Owner">The rider whose pack it stays; null for the operator's own.</param>
public sealed record PackCollected(SlotNumber Slot, PackId Pack, string Command, string By, RiderId? Owner) : Event;

/// <summary>A pack of the network was put into a slot that was opened for maintenance: it is stock from now on.</summary>
/// <param name="Slot">Where it lies.</param>
/// <param name="Pack">Which pack.</param>
/// <param name="Command">The command or act that opened the slot.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="From">The rider with whom the ledger had it; null for nobody.</param>
public sealed record PackPlaced(SlotNumber Slot, PackId Pack, string Command, string By, RiderId? From) : Event;

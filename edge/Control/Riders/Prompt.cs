using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Riders;

/// <summary>What the cabinet says to the rider at its door; the words are the host's (domain table B1).</summary>
public enum PromptKey
{
    Idle, Checking, InsertHere, CloseDoor, CheckingPack, TakeThis, CloseAfterTaking, SwapDone, TakeYourOwnBack, GivenBack,
    Ended, HeldForYou, StaffCalled, Refused, PleaseWait, NothingInserted, DoorTrouble, Maintenance, CrewDone,
    AskConsent, PlugIn, DangerousPack, ClaimFacts, LookHere,
    /// <summary>Fire, water, the stop: go away, and why; with the seconds until suppression is let out.</summary>
    KeepAway,
    /// <summary>A thing is on its way out.</summary>
    ItemComing,
    /// <summary>It was seen to leave: it is his.</summary>
    TakeItem,
    /// <summary>It was seen to leave, and is due back.</summary>
    ItemLent,
    /// <summary>The door of a locker is open: take the thing, close the door.</summary>
    LockerOpen,
    /// <summary>The door of an empty locker is open: put the thing in, close the door.</summary>
    PutIntoLocker,
    /// <summary>He took it out of its locker.</summary>
    ItemTaken,
    /// <summary>He closed the locker with the thing inside: nothing is used up.</summary>
    ItemLeft,
    /// <summary>Nothing was seen to be brought back.</summary>
    NothingReturned,
    /// <summary>Nothing came, and nothing is used up.</summary>
    NoItemCame,
    /// <summary>Nobody knows whether it came.</summary>
    ItemUnclear,
    /// <summary>A tag was held before a bin: put the thing in.</summary>
    PutItemIn,
    /// <summary>A lent thing is back: its receipt.</summary>
    ItemReturned,
    /// <summary>What he reported is written down: its number.</summary>
    ReportTaken,
    /// <summary>The act needs a second person: he shows his code next.</summary>
    SecondPerson,
    /// <summary>An assistant is here: the rider whom he helps shows his code next.</summary>
    ShowForAnother,
}

/// <summary>How riders call a thing.</summary>
public readonly record struct ItemName(string Chinese, string English);

/// <summary>One thing to say: a key, and what goes into its blanks.</summary>
/// <param name="Key">Which sentence.</param>
/// <param name="Slot">The door it is about.</param>
/// <param name="Seconds">Seconds that remain.</param>
/// <param name="Percent">Charge of the pack it is about.</param>
/// <param name="Case">Case number, for the hotline.</param>
/// <param name="Tail">At most four characters, so that the right rider takes the pack; shown, never stored.</param>
/// <param name="Why">Name of the refusal or of the reason, for the words of what to do next.</param>
public sealed record Prompt(PromptKey Key, SlotNumber? Slot = null, int? Seconds = null, int? Percent = null, string? Case = null,
    string? Tail = null, string? Why = null)
{
    /// <summary>The thing it is about.</summary>
    public ItemName? Item { get; init; }

    /// <summary>When that is due back.</summary>
    public DateTimeOffset? Due { get; init; }
}

/// <summary>Show and speak a prompt.</summary>
public sealed record Say(Prompt Prompt) : Errand
{
    /// <summary>Words that promise nothing need not wait for ink: a rider is never left in silence before a stalled disk.</summary>
    public override bool MakesSafe => Prompt.Key is PromptKey.Checking or PromptKey.Refused or PromptKey.PleaseWait
        or PromptKey.Ended or PromptKey.NothingInserted or PromptKey.DoorTrouble
        or PromptKey.DangerousPack or PromptKey.KeepAway or PromptKey.ItemComing;
}

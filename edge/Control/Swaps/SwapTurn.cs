using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Swaps;

/// <summary>All that a swap looks at in one turn.</summary>
/// <param name="Swap">The swap under way.</param>
/// <param name="Slots">The slots, by number.</param>
/// <param name="Custody">Who owns which pack.</param>
/// <param name="Packs">The packs of the network.</param>
/// <param name="Times">Deadlines.</param>
/// <param name="Policy">What the operator decided.</param>
/// <param name="HandOutFrom">A pack counts as full from here.</param>
/// <param name="InkStalled">The disk has not answered for InkWaitMax.</param>
/// <param name="CasePrefix">First part of case numbers: four digits of the journal.</param>
/// <param name="SaidAt">When the cabinet last spoke.</param>
/// <param name="Tail">What to show so that the right rider takes the pack.</param>
/// <param name="Now">Running time.</param>
public sealed record SwapSituation(Swap Swap, ImmutableArray<SlotView> Slots, Custody Custody, PackBook Packs, SwapTimes Times,
    SwapPolicy Policy, StateOfCharge HandOutFrom, bool InkStalled, string CasePrefix, TimeSpan? SaidAt, string? Tail, TimeSpan Now)
{
    /// <summary>Slots where the last pack put in garbled its serial or changed it.</summary>
    public ImmutableSortedSet<int> Doubted { get; init; } = [];

    /// <summary>What stands over all doors: no further one opens; null when nothing does.</summary>
    public Danger? OverDoors { get; init; }

    /// <summary>Thresholds of safety.</summary>
    public SafetyLimits Safety { get; init; } = SafetyLimits.Default;
}

/// <summary>A danger under which no door opens.</summary>
/// <param name="Why">Its name, for the words to the rider.</param>
/// <param name="IsFire">Nobody is to stay at the cabinet, not even before an open door.</param>
public readonly record struct Danger(string Why, bool IsFire);

/// <summary>One turn of a swap being decided: what it sees, and the events and effects so far. Lives within one turn.</summary>
internal sealed class SwapTurn(SwapSituation situation)
{
    private readonly List<Event> _events = [];
    private readonly List<Effect> _effects = [];

    public Swap Swap { get; private set; } = situation.Swap;
    public SwapSituation Sees => situation;
    public SwapTimes Times => situation.Times;
    public TimeSpan Now => situation.Now;
    public TimeSpan InStage => Now - Swap.Since;
    /// <summary>Since the door last ordered was first proved open.</summary>
    public TimeSpan SinceOpened => Now - (Swap.OpenedAt ?? Swap.Since);
    public Decision Decision => new([.. _events], [.. _effects]);

    public SlotView Slot(SlotNumber? number)
    {
        foreach (var slot in situation.Slots)
            if (slot.Number == number) return slot;
        throw new InvariantBroken($"swap {Swap.Number} speaks of slot {number}, which the site does not have");
    }

    /// <summary>Since when what lies behind the door has been undisturbed: the stage began, or the door last moved.</summary>
    public TimeSpan QuietSince(SlotView slot) =>
        slot.Image.DoorNow(Now) == DoorState.Closed && slot.Image.DoorSince > Swap.Since ? slot.Image.DoorSince : Swap.Since;

    /// <summary>Edges of a door within two seconds are one (table B3 row 35); what is taken out meanwhile is seen all the same.</summary>
    public bool StaysOpen(SlotView slot) =>
        slot.Image.DoorNow(Now) == DoorState.Open && Now - slot.Image.DoorSince >= Times.DoorDebounce;

    /// <summary>The door has been closed for so long that it is no bounce.</summary>
    public bool StaysClosed(SlotView slot) =>
        slot.Image.DoorNow(Now) == DoorState.Closed && Now - slot.Image.DoorSince >= Times.DoorDebounce;

    /// <summary>Takes note that the door of this stage closed, or that it stays open again.</summary>
    public void FollowDoor(SlotView slot)
    {
        var door = slot.Image.DoorNow(Now);
        if (Swap.ClosedAt is null && door == DoorState.Closed && slot.Image.DoorAt > Swap.Since)
        {
            Happened(new DoorClosed(Swap.Number, slot.Number));
            Do(new ReadAgain(slot.Number));
        }
        else if (Swap.ClosedAt is { } closed && slot.Image.DoorAt > closed && StaysOpen(slot)) ProvedOpen(slot.Number);
    }

    public void Happened(TransactionEvent e)
    {
        _events.Add(e);
        Swap = Swap.After(e, Now);
    }

    /// <summary>The ordered door is proved open, by its lock or by a hand: the code that led to it is used up.</summary>
    public void ProvedOpen(SlotNumber slot)
    {
        var codeSpent = Swap.CodeSpent;
        Happened(new DoorOpened(Swap.Number, slot, Swap.For, Now - Swap.StartedAt));
        if (!codeSpent) Happened(new CodeSpent(Swap.Number));
    }

    public void SetApart(PackId pack, SlotNumber slot, QuarantineReason why) => _events.Add(Quarantines.Begin(pack, slot, why));

    public void Withdraw(SlotNumber slot, Withdrawal why)
    {
        if (!Slot(slot).Withdrawn.Contains(why)) _events.Add(new SlotWithdrawn(slot, why));
    }

    /// <summary>The rider's own pack that lies in a slot: as proved in this swap, else as the ledger has held it for him.</summary>
    public PackId? OwnPackIn(SlotNumber slot) =>
        Swap.Brought ?? (Sees.Custody.In(slot) is { } held && Sees.Custody.Of(held)?.Rider == Swap.Rider ? held : null);

    public void Unmet(Refusal why) =>
        _events.Add(new DemandUnmet(Swap.Rider, Swap.BroughtClass is { } brought ? [brought] : Swap.Classes, why));

    public void Do(Effect effect) => _effects.Add(effect);

    public void Say(PromptKey key, SlotNumber? slot = null, int? seconds = null, int? percent = null, string? caseNumber = null,
        string? why = null)
    {
        if (situation.OverDoors is { } danger && KeepsHim(key, danger)) Do(new Say(new Prompt(PromptKey.KeepAway, Why: danger.Why)));
        else Do(new Say(new Prompt(key, slot, seconds, percent, caseNumber, key == PromptKey.TakeThis ? situation.Tail : null, why)));
    }

    /// <summary>Words that would keep a rider at the cabinet: before a fire all of them, before water all but those of a door that is open for him.</summary>
    private static bool KeepsHim(PromptKey key, Danger danger) => key switch
    {
        PromptKey.InsertHere or PromptKey.PlugIn or PromptKey.AskConsent or PromptKey.NothingInserted or PromptKey.DoorTrouble
            or PromptKey.CheckingPack or PromptKey.LookHere => true,
        PromptKey.TakeThis or PromptKey.TakeYourOwnBack or PromptKey.CloseDoor or PromptKey.CloseAfterTaking => danger.IsFire,
        _ => false,
    };

    /// <summary>Says again what is to be done at an open door, every so often.</summary>
    public void SayAgain(PromptKey key, SlotNumber? slot, TimeSpan first, TimeSpan limit, int? percent = null)
    {
        var due = situation.SaidAt is { } said && said > Swap.Since ? said + Times.PromptEvery : Swap.Since + first;
        if (Now >= due) Say(key, slot, seconds: (int)Math.Max(0, (limit - InStage).TotalSeconds), percent: percent);
    }
}

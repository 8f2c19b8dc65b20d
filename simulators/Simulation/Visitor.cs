using YongAi.Edge.Control.Riders;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>What a person carries.</summary>
public sealed record Carried(string Serial, int Soc);

/// <summary>
/// A rider at a cabinet, who acts by what he sees and hears as people do: he has to do with the doors that open before him, shows his code
/// again when nothing happens, and does not go away without a pack before his patience is over. No I/O, no clock.
/// </summary>
/// <param name="habit">What is particular about him today.</param>
/// <param name="brings">What he carries; null: he comes for what waits for him.</param>
/// <param name="slowness">1 is a practised rider.</param>
/// <param name="drawCode">Draws the code that he shows.</param>
public sealed class Visitor(Habit habit, Carried? brings, double slowness, Func<string> drawCode)
{
    /// <summary>A code is shown again when nothing has happened for so long; not a fast thumb, but a person who wants his pack.</summary>
    private static readonly TimeSpan ShowsAgainAfter = TimeSpan.FromSeconds(14);
    /// <summary>With his own pack in his hands he goes elsewhere after so long (domain table D: 60 s for a door).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    /// <summary>With his pack in the cabinet he stays longer: longer than a restart and its looking take together.</summary>
    private static readonly TimeSpan PatienceWithout = TimeSpan.FromMinutes(6);

    /// <summary>Refusals after which a person shows his code again.</summary>
    private static readonly ImmutableArray<string> Retries = ["recovering", "not-a-code", "malformed", "stale", "busy"];

    private readonly Dictionary<int, bool> doors = [];
    private ImmutableArray<int>? openBefore;
    private TimeSpan came, nextAt, shownAt, stirredAt;
    private string? code;
    private bool shown, erred, putBack;

    /// <summary>What he has in his hands now.</summary>
    public Carried? Hands { get; private set; } = brings;

    /// <summary>The slot of his own pack, while it is in there.</summary>
    public int? OwnIn { get; private set; }

    /// <summary>The last slot he put his own pack into.</summary>
    public int? PutInto { get; private set; }

    /// <summary>The last slot out of which he took a pack.</summary>
    public int? TookFrom { get; private set; }

    /// <summary>Why he left, or null while he is here: <c>served</c>, <c>given-back</c>, or what kept him from it.</summary>
    public string? Left { get; private set; }

    /// <summary>The cabinet said why it does not serve him, since he came.</summary>
    public string? Refused { get; private set; }

    /// <summary>It said anything at all since he showed his code.</summary>
    public bool Heard { get; private set; }

    /// <summary>What is particular about him has happened.</summary>
    public bool Erred => erred;

    /// <summary>The habit he came with.</summary>
    public Habit Habit => habit;

    /// <summary>What he brought.</summary>
    public Carried? Brought { get; } = brings;

    private bool HasAnother => Hands is { } carried && carried.Serial != Brought?.Serial;

    /// <summary>The cabinet says something.</summary>
    public void Hears(Prompt prompt)
    {
        if (!shown) return;
        Heard = true;
        if (prompt.Key == PromptKey.Refused) Refused = prompt.Why;
    }

    /// <summary>He looks; answers what he does now, or null. The caller does it and says so by <see cref="Did"/>.</summary>
    public HandsAct? Look(ImmutableArray<SlotLook> sees, Prompt? said, TimeSpan now)
    {
        Notice(sees, now);
        if (Left is not null || now < nextAt) return null;
        foreach (var slot in sees)
            if (slot.IsOpen && doors.ContainsKey(slot.Slot)) return AtDoor(slot, said, now);
        return Waiting(said, now);
    }

    /// <summary>What came of an act of his.</summary>
    public void Did(HandsAct act, HandsAnswer answer, TimeSpan now)
    {
        Dawdle(now, 0.8);
        stirredAt = now;
        if (!answer.Ok) return;
        switch (act)
        {
            case ShowCode:
                (shown, shownAt, Refused) = (true, now, null);
                break;
            case PutPack put:
                var own = put.Serial == Brought?.Serial;
                (OwnIn, PutInto, Hands, doors[put.Slot]) = (own ? put.Slot : OwnIn, own ? put.Slot : PutInto, null, true);
                break;
            case PlugPack plug: doors[plug.Slot] = true; break;
            case TakePack take:
                Hands = new Carried(answer.Serial!, answer.Soc!.Value);
                TookFrom = take.Slot;
                if (OwnIn == take.Slot) OwnIn = null;
                doors[take.Slot] = true;
                break;
            case CloseDoor close:
                doors.Remove(close.Slot);
                break;
        }
    }

    private void Notice(ImmutableArray<SlotLook> sees, TimeSpan now)
    {
        if (openBefore is null) (came, stirredAt) = (now, now);
        foreach (var slot in sees)
        {
            var before = openBefore?.Contains(slot.Slot) ?? true;
            if (slot.IsOpen && !before)
            {
                doors[slot.Slot] = false;
                stirredAt = now;
                Dawdle(now, 1.2);
            }
            else if (!slot.IsOpen) doors.Remove(slot.Slot);
        }
        openBefore = [.. sees.Where(slot => slot.IsOpen).Select(slot => slot.Slot)];
    }

    /// <summary>Before an open door that is his business: puts in, takes out, or closes it.</summary>
    private HandsAct? AtDoor(SlotLook slot, Prompt? said, TimeSpan now)
    {
        var door = slot.Slot;
        if (doors[door]) return Leaves(slot, now) ? null : TakesBackAgain(slot) is { } put ? put : new CloseDoor(door);
        if (Hands is { } carried) return slot.Pack is null && !HasAnother ? PutsIn(carried, door, now) : new CloseDoor(door);
        if (slot.Pack is not { } pack) return new CloseDoor(door);
        if (said is { Key: PromptKey.PlugIn } && pack.Serial == Brought?.Serial) return new PlugPack(door, true);
        return TakesOut(pack, door, now);
    }

    private HandsAct? PutsIn(Carried carried, int door, TimeSpan now)
    {
        if (habit == Habit.LeavesBeforeInserting) return Err(now, "left");
        if (habit == Habit.InsertsNothing && !erred)
        {
            erred = true;
            return new CloseDoor(door);
        }
        var plugged = habit != Habit.PlugForgotten || erred;
        erred |= !plugged;
        return new PutPack(door, carried.Serial, carried.Soc, plugged);
    }

    private HandsAct? TakesOut(PackLook pack, int door, TimeSpan now)
    {
        var isAnother = pack.Serial != Brought?.Serial;
        if (isAnother && habit == Habit.LeavesAtOffer) return Err(now, "left");
        if (!isAnother || habit != Habit.NotTaken || erred) return new TakePack(door);
        erred = true;
        return new CloseDoor(door);
    }

    /// <summary>He has done what he came to this door for, and goes without closing it.</summary>
    private bool Leaves(SlotLook slot, TimeSpan now)
    {
        var leaves = habit == Habit.LeavesDoorOpenIn && slot.Slot == OwnIn || habit == Habit.LeavesDoorOpenOut && HasAnother;
        if (leaves) Err(now, HasAnother ? "served" : "left");
        return leaves;
    }

    private HandsAct? TakesBackAgain(SlotLook slot)
    {
        if (habit != Habit.PutsBack || putBack || !HasAnother || slot.Pack is not null) return null;
        (putBack, erred) = (true, true);
        return new PutPack(slot.Slot, Hands!.Serial, Hands.Soc);
    }

    /// <summary>No door of his is open: he is done, or shows his code, or has had enough.</summary>
    private ShowCode? Waiting(Prompt? said, TimeSpan now)
    {
        if (HasAnother) return habit == Habit.ShowsAgain && !erred ? ShowsItAgain() : Go("served");
        if (shown && Hands is not null && PutInto is not null) return Go("given-back");
        if (habit == Habit.LeavesAfterInserting && OwnIn is not null) return Err(now, "left");
        if (Hands is not null && Refused is { } why && !Retries.Contains(why)) return Go(why);
        if (now - came > PatienceWithout || Hands is not null && now - stirredAt > Patience) return Go(Refused ?? "no-door");
        if (Brought is null && Refused is not null && now - came > Patience) return Go(Refused);
        var asked = said is { Key: PromptKey.AskConsent };
        var waits = asked ? ShowsAgainAfter / 3 : ShowsAgainAfter;
        return !shown || now - (shownAt > stirredAt ? shownAt : stirredAt) > waits ? new ShowCode(code = drawCode()) : null;
    }

    private ShowCode ShowsItAgain()
    {
        erred = true;
        return new ShowCode(code!);
    }

    private ShowCode? Go(string why)
    {
        Left = why;
        return null;
    }

    private ShowCode? Err(TimeSpan now, string why)
    {
        erred = true;
        stirredAt = now;
        return Go(why);
    }

    private void Dawdle(TimeSpan now, double seconds) => nextAt = now + TimeSpan.FromSeconds(seconds) * slowness;
}

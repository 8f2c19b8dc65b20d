using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>What somebody came for.</summary>
/// <param name="Brings">Serial of the pack he brings; null: he comes with empty hands.</param>
/// <param name="Purpose">What his code is for; null: he has no code, and somebody opens for him.</param>
internal sealed record Comes(string? Brings, string? Purpose = "swap")
{
    public int Soc { get; init; } = 22;
    /// <summary>What he came to give lies in the cabinet already: his hands are empty.</summary>
    public bool ItIsThere { get; init; }
    /// <summary>He wants to see his last slot again, and puts nothing in.</summary>
    public bool Looks { get; init; }
    /// <summary>He puts the first pack that he gets back at once.</summary>
    public bool Undoes { get; init; }
    /// <summary>His own pack in his hand again is an end for him too.</summary>
    public bool TakesOwnBack { get; init; }
    /// <summary>He shows his code twice at the beginning: the second one is his yes.</summary>
    public bool Consents { get; init; }
}

/// <summary>How somebody takes a cabinet that goes dark before him.</summary>
internal enum InTheDark
{
    /// <summary>He goes on with the door before him as if nothing had happened.</summary>
    GoesOn,
    /// <summary>He goes on when the lights have been on for a moment: within the time that a start gives to an open door.</summary>
    Hesitates,
    /// <summary>He stands still until the cabinet has made up its mind; doors stay as they are.</summary>
    StandsStill,
}

/// <summary>
/// Somebody at the cabinet who goes by what he sees. An open door: a pack that he came to give goes in, one that lies there comes
/// out if his hands are empty, and he closes it. No door: he shows a fresh code now and then, until he has what he came for.
/// </summary>
internal sealed class CutPerson(Comes comes, InTheDark dark, Hands hands, Func<string> drawCode)
{
    private static readonly TimeSpan HesitatesFor = CutSite.RecoverWithin * 0.6, StandsFor = CutSite.RecoverWithin * 1.5;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(250), ActsAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShowsEvery = TimeSpan.FromSeconds(12), SaysYesAfter = TimeSpan.FromSeconds(3);
    private const int ShowsMax = 6;

    private readonly Dictionary<int, (TimeSpan Since, bool Acted)> doors = [];
    private TimeSpan showsAt, standsUntil;
    private int shows;
    private bool undone, tookOwn, looked;

    public TimeSpan LooksAt { get; private set; }
    public string? Hand { get; private set; } = comes.ItIsThere ? null : comes.Brings;
    /// <summary>He has left, with whatever he has.</summary>
    public bool IsGone { get; private set; }

    public void Comes(TimeSpan now) => (LooksAt, showsAt) = (now, now);

    /// <summary>Everything went dark, and is up again at a moment.</summary>
    public void SeesItDark(TimeSpan upAt)
    {
        if (dark != InTheDark.GoesOn) standsUntil = upAt + (dark == InTheDark.Hesitates ? HesitatesFor : StandsFor);
        if (showsAt < upAt) showsAt = upAt;
    }

    public void Look(TimeSpan now)
    {
        LooksAt = now + LooksEvery;
        if (IsGone || now < standsUntil) return;
        foreach (var slot in hands.Look())
        {
            if (!slot.IsOpen) doors.Remove(slot.Slot);
            else if (!doors.TryGetValue(slot.Slot, out var door)) doors[slot.Slot] = (now, false);
            else if (now - door.Since >= ActsAfter) doors[slot.Slot] = (now, At(slot, door.Acted, now));
        }
        if (doors.Count > 0) return;
        if (IsContent || shows >= ShowsMax && now >= showsAt) IsGone = true;
        else if (comes.Purpose is not null && now >= showsAt) Show(now);
    }

    private bool IsContent => comes.Looks ? looked : Hand is not null && (Hand != comes.Brings || tookOwn && comes.TakesOwnBack);

    private void Show(TimeSpan now)
    {
        showsAt = now + (comes.Consents && shows == 0 ? SaysYesAfter : ShowsEvery);
        shows++;
        hands.Do(new ShowCode(drawCode()), now);
    }

    /// <summary>What he does at an open door; true when there is only its closing left.</summary>
    private bool At(SlotLook slot, bool acted, TimeSpan now)
    {
        looked = true;
        if (!acted && slot.Pack is null && Hand is { } gives && gives == comes.Brings && !IsContent)
        {
            Hand = null;
            Done(new PutPack(slot.Slot, gives, comes.Soc), now);
        }
        else if (!acted && slot.Pack is { } lies && Hand is null)
        {
            (Hand, tookOwn) = (lies.Serial, lies.Serial == comes.Brings);
            Done(new TakePack(slot.Slot), now);
            return !(comes.Undoes && !undone && !tookOwn);
        }
        else if (!acted && slot.Pack is null && comes.Undoes && !undone && Hand is { } regrets && regrets != comes.Brings)
        {
            (Hand, undone) = (null, true);
            Done(new PutPack(slot.Slot, regrets), now);
        }
        else if (acted) Done(new CloseDoor(slot.Slot), now);
        return true;
    }

    private void Done(HandsAct act, TimeSpan now)
    {
        if (hands.Do(act, now) is { Ok: false } refused) throw new InvalidOperationException($"{act}: {refused.Why}");
    }
}

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>The power goes: thrown out of the middle of a turn, after which nobody asks this rig anything any more.</summary>
internal sealed class PowerCut : Exception;

/// <summary>What leaves the rig, and is a place to be cut at.</summary>
internal enum Leaves
{
    /// <summary>The events of a turn, to the journal.</summary>
    Append,
    /// <summary>Something said to the rider, or a word to the relay.</summary>
    Errand,
    /// <summary>The bytes that fire a lock.</summary>
    LockFired,
    /// <summary>The bytes that switch a charger on or off.</summary>
    ChargerOrder,
    /// <summary>The bytes of any other question to a board or a pack.</summary>
    Question,
}

/// <summary>How far a thing had left when the power went.</summary>
internal enum Left
{
    No,
    /// <summary>The first half of its bytes.</summary>
    Half,
    Yes,
}

/// <summary>One cut: which of the things that leave the rig, how far it had left, and what of the wet ink is on disk.</summary>
/// <param name="Point">The so-manieth thing that leaves, from 1.</param>
/// <param name="Left">How far it had left.</param>
/// <param name="Kept">So many of the turns that were being written are on disk.</param>
/// <param name="Boards">The boards lose their power too; false: only the computer's program ends.</param>
internal readonly record struct Cut(int Point, Left Left, int Kept, bool Boards)
{
    public override string ToString() =>
        $"{(Boards ? "power" : "program")} cut at point {Point}, left: {Left}, {Kept} wet turns kept";
}

/// <summary>A place that was passed: what left, when, and how many turns were wet before and after.</summary>
internal readonly record struct Passed(Leaves What, TimeSpan At, int WetBefore, int WetAfter);

/// <summary>Counts what leaves the rig, and cuts where it is told to.</summary>
internal sealed class CutPoints(Func<TimeSpan> now, Func<int> wet)
{
    private readonly List<Passed> passed = [];
    private Cut? next;

    public IReadOnlyList<Passed> All => passed;

    /// <summary>The cut that is due next.</summary>
    public Cut Cut => next!.Value;

    /// <summary>Counts anew from here, up to a cut.</summary>
    public void Begin(Cut? cut)
    {
        next = cut;
        passed.Clear();
    }

    public void Pass(Leaves what, Action leave, Action? leaveHalf = null)
    {
        var before = wet();
        var cut = next is { } due && due.Point == passed.Count + 1 ? due : (Cut?)null;
        if (cut is { Left: Left.Half }) leaveHalf!();
        else if (cut is not { Left: Left.No }) leave();
        passed.Add(new Passed(what, now(), before, wet()));
        if (cut is not null) throw new PowerCut();
    }

    /// <summary>
    /// Every cut at these places, one after the other: before and after whatever leaves, with every beginning of the wet ink kept. At
    /// what is no mere question the program alone is cut too, and the bytes of an order in their middle.
    /// </summary>
    public static IEnumerable<Cut> Of(IReadOnlyList<Passed> places)
    {
        for (var point = 1; point <= places.Count; point++)
        {
            var (what, at, before, after) = places[point - 1];
            // In one instant nothing happens between what left and what leaves next: that is one cut, not two.
            var isSame = point > 1 && places[point - 2].At == at && places[point - 2].WetAfter == before;
            for (var kept = 0; !isSame && kept <= before; kept++) yield return new Cut(point, Left.No, kept, Boards: true);
            for (var kept = 0; kept <= after; kept++) yield return new Cut(point, Left.Yes, kept, Boards: true);
            if (what == Leaves.Question) continue;
            // A program that is killed takes with it what it had not written.
            if (!isSame) yield return new Cut(point, Left.No, 0, Boards: false);
            yield return new Cut(point, Left.Yes, 0, Boards: false);
            if (what is Leaves.LockFired or Leaves.ChargerOrder) yield return new Cut(point, Left.Half, 0, Boards: false);
        }
    }
}

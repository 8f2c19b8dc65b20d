namespace YongAi.Simulators.Boards;

/// <summary>Things that are due at some moment, the soonest first; among equals the one that was added first.</summary>
/// <param name="most">A small controller remembers little; what does not fit is lost.</param>
internal sealed class DueQueue<T>(int most)
{
    // Boards have one or two things to do: a list kept in order is quicker than a heap, and keeps equals in their order.
    private readonly List<(TimeSpan Due, T What)> waiting = [];

    /// <summary>When the first is due; null when nothing waits.</summary>
    internal TimeSpan? NextDue => waiting.Count == 0 ? null : waiting[0].Due;

    internal void Add(TimeSpan due, T what)
    {
        if (waiting.Count == most) return;
        var place = waiting.Count;
        while (place > 0 && waiting[place - 1].Due > due) place--;
        waiting.Insert(place, (due, what));
    }

    /// <summary>The next that is due by now, with the moment at which it was due.</summary>
    internal bool TryTake(TimeSpan now, out TimeSpan due, out T what)
    {
        (due, what) = waiting.Count == 0 ? default : waiting[0];
        if (waiting.Count == 0 || due > now) return false;
        waiting.RemoveAt(0);
        return true;
    }

    internal void Clear() => waiting.Clear();
}

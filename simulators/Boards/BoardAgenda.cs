namespace YongAi.Simulators.Boards;

/// <summary>What a board will do by itself, each thing at its moment.</summary>
public sealed class BoardAgenda
{
    /// <summary>A small controller remembers little; what does not fit is lost.</summary>
    private const int EntriesMax = 64;

    private readonly PriorityQueue<Action<TimeSpan>, (TimeSpan Due, long Order)> entries = new();
    private long order;

    public TimeSpan? NextDue => entries.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Notes an act; it is told the moment it was due, not the later one at which it is carried out.</summary>
    public void Add(TimeSpan due, Action<TimeSpan> act)
    {
        if (entries.Count < EntriesMax) entries.Enqueue(act, (due, order++));
    }

    public void RunDue(TimeSpan now)
    {
        while (entries.TryPeek(out var act, out var next) && next.Due <= now)
        {
            entries.Dequeue();
            act(next.Due);
        }
    }

    public void Forget() => entries.Clear();
}

namespace YongAi.Simulators.Boards;

/// <summary>What a board will do by itself, each thing at its moment.</summary>
public sealed class BoardAgenda
{
    private const int EntriesMax = 64;

    private readonly DueQueue<Action<TimeSpan>> entries = new(EntriesMax);

    public TimeSpan? NextDue => entries.NextDue;

    /// <summary>Notes an act; it is told the moment it was due, not the later one at which it is carried out.</summary>
    public void Add(TimeSpan due, Action<TimeSpan> act) => entries.Add(due, act);

    public void RunDue(TimeSpan now)
    {
        while (entries.TryTake(now, out var due, out var act)) act(due);
    }

    public void Forget() => entries.Clear();
}

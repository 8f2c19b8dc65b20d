namespace YongAi.Edge.Bench;

/// <summary>What was written between two looks, over and over.</summary>
internal sealed class JournalUse
{
    private readonly List<double> written = [], grown = [], events = [];

    public void Add(ProcessLook before, ProcessLook after)
    {
        written.Add(after.WrittenBytes - before.WrittenBytes);
        grown.Add(after.JournalBytes - before.JournalBytes);
        events.Add(after.Position - before.Position);
    }

    public IEnumerable<Figure> Figures(string span) =>
    [
        new($"{span}: bytes written by the process", "bytes", [.. written]),
        new($"{span}: growth of the journal files", "bytes", [.. grown]),
        new($"{span}: events appended", "events", [.. events]),
    ];
}

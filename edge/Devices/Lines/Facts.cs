namespace YongAi.Edge.Devices.Lines;

/// <summary>
/// Facts of one call, told when the line's own state is in order again: whoever hears one may at once ask the same line to act.
/// </summary>
public sealed class Facts
{
    private readonly List<Input> waiting = [];
    private bool telling;

    /// <summary>Keeps an input until it is told.</summary>
    public void Add(Input input) => waiting.Add(input);

    /// <summary>Tells everything in order, also what is added meanwhile.</summary>
    public void TellTo(ILineOutput output)
    {
        if (telling) return;
        telling = true;
        for (var next = 0; next < waiting.Count; next++) output.Tell(waiting[next]);
        waiting.Clear();
        telling = false;
    }
}

using YongAi.Simulators.Boards;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A board on a desk, in virtual time: bytes in as hexadecimal text, bytes out the same way.</summary>
internal sealed class BoardBench(ISimulatedBoard board, Action<TimeSpan>? world = null)
{
    /// <summary>Longer than any board thinks, a restart and a sequence of twelve locks included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(100);

    /// <summary>What the board says to these bytes, one text for each burst.</summary>
    public string[] Ask(string hex, TimeSpan? within = null) => [.. AskTimed(hex, within).Select(said => said.Hex)];

    /// <summary>The same, with the moment at which each burst begins, counted from the last bit of the question.</summary>
    public (string Hex, TimeSpan After)[] AskTimed(string hex, TimeSpan? within = null)
    {
        var asked = Now;
        board.Receive(Convert.FromHexString(hex), Now);
        return [.. RunTimed(within ?? Patience).Select(said => (said.Hex, said.At - asked))];
    }

    public string[] Run(TimeSpan passes) => [.. RunTimed(passes).Select(said => said.Hex)];

    /// <summary>Lets time pass from one thing due to the next.</summary>
    private IEnumerable<(string Hex, TimeSpan At)> RunTimed(TimeSpan passes)
    {
        var said = new List<(string, TimeSpan)>();
        var end = Now + passes;
        while (true)
        {
            world?.Invoke(Now);
            board.Lapse(Now);
            while (board.TryTake(Now, out var sends)) said.Add((Convert.ToHexString(sends.Bytes), sends.Due));
            if (Now == end) return said;
            var next = board.NextDeadline is { } due && due < end ? due : end;
            Now = next > Now ? next : Now;
        }
    }
}

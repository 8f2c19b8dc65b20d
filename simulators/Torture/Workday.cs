using YongAi.Simulators.World;

namespace YongAi.Simulators.Torture;

/// <summary>Edge and riders at work in a machine that will die: every change is said before it is done and when it was.</summary>
public sealed class Workday
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(200), StartLooksEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Stand stand;
    private readonly TextWriter output;
    private Facts facts;

    public Workday(Stand stand, TextWriter output)
    {
        (this.stand, this.output) = (stand, output);
        facts = new Facts(null, 0, [], Crowd.Everybody);
        stand.Boards.Acting = (act, by) => Tell(now => act is ShowCode ? now : now with { Pending = act, By = by });
        stand.Boards.Acted = (act, by, answer) => Tell(now => answer.Ok ? now.Settled() : now with { Pending = null, By = "" });
    }

    /// <summary>Until the machine dies, or the stop.</summary>
    public async Task LiveAsync(Crowd crowd, CancellationToken stop)
    {
        stand.StartEdge();
        // In a machine that is slow nobody is in the way of the edge's start.
        while (!stop.IsCancellationRequested && stand.EdgeRuns && !await stand.EdgeSaysAsync("/health/ready"))
            await Task.Delay(StartLooksEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await LookAsync();
        var street = crowd.LiveAsync(stop);
        while (!stop.IsCancellationRequested && stand.EdgeRuns)
        {
            await LookAsync();
            await Task.Delay(LooksEvery, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (!stand.EdgeRuns) throw new IOException($"the edge ended: {stand.LastWord}");
        await street;
    }

    private async Task LookAsync()
    {
        var word = await stand.CabinetAsync();
        ImmutableArray<FactSlot> slots = [.. (await stand.Boards.LookAsync()).Select(FactSlot.Of)];
        Tell(now => now with { Slots = slots, Journal = word?.Journal ?? now.Journal, Written = Math.Max(now.Written, word?.Written ?? 0) });
    }

    private void Tell(Func<Facts, Facts> change)
    {
        lock (gate)
        {
            var next = change(facts);
            if (next.Line() == facts.Line()) return;
            facts = next;
            output.WriteLine(facts.Line());
            output.Flush();
            // Out of the machine before the hand moves; where standard output is no terminal there is nothing to wait for.
            _ = Posix.Drain(Posix.StandardOutput);
        }
    }
}

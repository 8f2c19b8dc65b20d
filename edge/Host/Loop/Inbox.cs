using System.Diagnostics.CodeAnalysis;

namespace YongAi.Edge.Host.Loop;

/// <summary>
/// What waits for the loop: many threads put in, one takes out. Bounded. Nobody spins: a wait costs the processor nothing, which
/// BlockingCollection does not promise, and a cabinet waits all day. The loop is woken when the lock is free again.
/// </summary>
internal sealed class Inbox(int most)
{
    private readonly object gate = new();
    private readonly Queue<Stimulus> waiting = new();
    private readonly AutoResetEvent more = new(false);
    private bool closed;

    /// <summary>Puts one in; waits for room as long as the loop takes something out within this time.</summary>
    /// <returns>False when it stayed full, or when it is closed.</returns>
    public bool TryAdd(Stimulus stimulus, TimeSpan within)
    {
        lock (gate)
        {
            while (waiting.Count >= most && !closed && Monitor.Wait(gate, within)) { }
            if (closed || waiting.Count >= most) return false;
            waiting.Enqueue(stimulus);
            if (waiting.Count > 1) return true;
        }
        more.Set();
        return true;
    }

    /// <summary>Takes the oldest; waits at most so long for one.</summary>
    /// <returns>False when none came, or when it is closed.</returns>
    public bool TryTake([MaybeNullWhen(false)] out Stimulus stimulus, TimeSpan within)
    {
        if (TryTake(out stimulus)) return true;
        more.WaitOne(within);
        return TryTake(out stimulus);
    }

    /// <summary>Nothing goes in or out any more, and nobody waits on.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }
        more.Set();
    }

    private bool TryTake([MaybeNullWhen(false)] out Stimulus stimulus)
    {
        lock (gate)
        {
            stimulus = null;
            if (closed || !waiting.TryDequeue(out stimulus)) return false;
            if (waiting.Count == most - 1) Monitor.PulseAll(gate);
            return true;
        }
    }
}

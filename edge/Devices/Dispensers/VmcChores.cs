namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// What a vending board is asked beside orders: to begin anew, and how channels stand. None of it moves anything, so what is not
/// acknowledged is left after some tries.
/// </summary>
/// <param name="fit">How the board is fitted.</param>
public sealed class VmcChores(VmcFit fit)
{
    /// <summary>
    /// A board may answer our word by its own: two that each begin anew whenever the other does would never end. Our own number.
    /// </summary>
    public static readonly TimeSpan AnewEvery = TimeSpan.FromSeconds(5);

    private readonly Queue<VmcChannel?> waiting = new();
    private TimeSpan? saidAnewAt;
    private byte number;
    private int sends;

    /// <summary>Everything is to be asked: the synchronisation first, which the board's maker wants before anything else.</summary>
    public void Begin()
    {
        waiting.Clear();
        sends = 0;
        waiting.Enqueue(null);
        foreach (var channel in fit.Channels) waiting.Enqueue(channel);
    }

    /// <summary>The board asks to begin anew.</summary>
    public void BeginAgain(TimeSpan now)
    {
        if (!(now < saidAnewAt + AnewEvery)) Begin();
    }

    /// <summary>How a channel stands is to be asked.</summary>
    public void Check(VmcChannel channel)
    {
        if (!waiting.Contains(channel)) waiting.Enqueue(channel);
    }

    /// <summary>Writes what is next; false when nothing is.</summary>
    public bool TryWrite(Span<byte> request, VmcNumbers numbers, TimeSpan now, out int length)
    {
        length = 0;
        if (sends == VmcDispenser.SendsMax) Acknowledged();
        if (!waiting.TryPeek(out var channel)) return false;
        if (sends++ == 0) number = numbers.Next();
        if (channel is null) saidAnewAt = now;
        length = channel is null ? VmcFrames.WriteSynchronise(request, number) : VmcFrames.WriteCheck(request, number, channel.Selection);
        return true;
    }

    /// <summary>What was asked last is done with.</summary>
    public void Acknowledged()
    {
        if (sends > 0) waiting.Dequeue();
        sends = 0;
    }
}

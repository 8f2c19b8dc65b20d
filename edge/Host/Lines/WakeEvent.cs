namespace YongAi.Edge.Host.Lines;

/// <summary>An eventfd: another thread ends a poll with it.</summary>
internal sealed unsafe class WakeEvent : IDisposable
{
    private readonly Lock gate = new();
    private bool closed;

    public WakeEvent()
    {
        Descriptor = Libc.EventFd(0, Libc.EventNonBlocking | Libc.EventCloseOnExec);
        if (Descriptor < 0) throw new IOException($"eventfd: {Libc.Words(Libc.LastError)}");
    }

    /// <summary>Readable after <see cref="Set"/> until <see cref="Clear"/>.</summary>
    public int Descriptor { get; }

    /// <summary>Ends the poll under way, or the next one. Does nothing after disposal.</summary>
    public void Set()
    {
        var one = 1UL;
        lock (gate)
        {
            if (closed) return;
            // The only failure of a non-blocking eventfd is a full counter, and then it is readable already.
            _ = Libc.Write(Descriptor, (byte*)&one, sizeof(ulong));
        }
    }

    /// <summary>Makes it unreadable again.</summary>
    public void Clear()
    {
        ulong count;
        _ = Libc.Read(Descriptor, (byte*)&count, sizeof(ulong));
    }

    /// <summary>Waits until it is set, at most so long.</summary>
    public void Wait(TimeSpan most)
    {
        var entry = new PollEntry { Fd = Descriptor, Events = Libc.PollIn };
        // Interrupted by a signal it only waits less; whoever waits here looks again anyway.
        _ = Libc.Poll(&entry, 1, (int)Math.Ceiling(most.TotalMilliseconds));
        Clear();
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed) return;
            closed = true;
            _ = Libc.Close(Descriptor);
        }
    }
}

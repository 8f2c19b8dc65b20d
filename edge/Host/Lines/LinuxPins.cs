using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// Pins of one chip of the kernel's GPIO character device, on a thread of its own: one poll for edges and for being woken. Levels are the
/// truth and are read after every edge and each second; edges only hint. A chip that goes and comes back is taken again, for ever.
/// </summary>
/// <param name="name">The bank's name in the site file.</param>
/// <param name="chip">Label of the chip, for example pinctrl-rp1, or its path, for example /dev/gpiochip0 or a link to it.</param>
/// <param name="pins">1 to 64 pins.</param>
public sealed unsafe class LinuxPins(string name, string chip, ImmutableArray<PinRequest> pins) : IPinBank
{
    /// <summary>Levels are read at least so often: an edge can be lost, a level cannot.</summary>
    public static TimeSpan ReadEvery { get; } = TimeSpan.FromSeconds(1);

    /// <summary>First wait before the chip is opened again; doubles up to <see cref="RetakeMax"/>.</summary>
    public TimeSpan RetakeAfter { get; init; } = TimeSpan.FromMilliseconds(100);
    /// <summary>Longest wait.</summary>
    public TimeSpan RetakeMax { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>Called when the bank's loop comes round, at least every <see cref="RetakeMax"/>: for a watchdog.</summary>
    public Action Turned { get; init; } = () => { };

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly WakeEvent wake = new();
    private readonly ulong outputs = OutputsOf(pins);
    private IPinEvents? sink;
    private Thread? thread;
    private PinChip? taken;
    private string? trouble;
    private bool reportedDown;
    private volatile bool stopping;

    public string Name => name;

    public void Start(IPinEvents events)
    {
        if (thread is not null) throw new InvalidOperationException($"pins {name} were started before");
        sink = events;
        thread = new Thread(Run) { Name = $"pins {name}", IsBackground = true };
        thread.Start();
    }

    public void Drive(ulong levels, ulong mask)
    {
        lock (gate)
        {
            if (taken is null) return;
            try
            {
                taken.Drive(levels, mask & outputs);
            }
            catch (PinsBroken broken)
            {
                trouble = broken.Message;
            }
        }
        wake.Set();
    }

    public void Dispose()
    {
        if (stopping) return;
        stopping = true;
        wake.Set();
        // A sink that calls Dispose is on the bank's own thread, which then ends by itself.
        if (thread is { } other && other != Thread.CurrentThread && !other.Join(StopWithin))
            throw new TimeoutException($"pins {name} did not stop within {StopWithin.TotalSeconds} s");
        wake.Dispose();
    }

    private void Run()
    {
        var wait = RetakeAfter;
        while (!stopping)
        {
            Turned();
            using (var port = PinChip.TryTake(chip, pins, out var why))
            {
                if (port is not null)
                {
                    wait = RetakeAfter;
                    why = Serve(port);
                }
                GoDown(why);
            }
            if (!stopping) wake.Wait(wait);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, RetakeMax.Ticks));
        }
    }

    // Returns why the pins are no longer served.
    private string Serve(PinChip port)
    {
        lock (gate) (taken, trouble) = (port, null);
        reportedDown = false;
        sink!.Up(name);
        try
        {
            while (!stopping)
            {
                Turned();
                lock (gate)
                    if (trouble is not null) return trouble;
                sink.Read(name, port.Read());
                if (Poll(port)) port.Edges(edge => sink.Edge(name, edge));
            }
            return "stopped";
        }
        catch (PinsBroken broken)
        {
            return broken.Message;
        }
        finally
        {
            lock (gate) taken = null;
        }
    }

    private void GoDown(string why)
    {
        if (stopping || reportedDown) return;
        reportedDown = true;
        sink!.Down(name, why);
    }

    // True when an edge waits.
    private bool Poll(PinChip port)
    {
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Fd = port.Descriptor, Events = Libc.PollIn };
        entries[1] = new PollEntry { Fd = wake.Descriptor, Events = Libc.PollIn };
        if (Libc.Poll(entries, 2, (int)ReadEvery.TotalMilliseconds) < 0)
        {
            if (Libc.LastError != Libc.Interrupted) throw new PinsBroken($"poll: {Libc.Words(Libc.LastError)}");
            return false;
        }
        if (entries[1].Happened != 0) wake.Clear();
        if ((entries[0].Happened & (Libc.PollHup | Libc.PollErr | Libc.PollInvalid)) != 0) throw new PinsBroken("the chip is gone");
        return entries[0].Happened != 0;
    }

    private static ulong OutputsOf(ImmutableArray<PinRequest> pins)
    {
        if (pins.Length is 0 or > GpioV2.LinesMax) throw new ArgumentOutOfRangeException(nameof(pins), pins.Length, $"1 to {GpioV2.LinesMax} pins");
        var mask = 0UL;
        for (var n = 0; n < pins.Length; n++)
            if (pins[n].IsOutput) mask |= 1UL << n;
        return mask;
    }
}

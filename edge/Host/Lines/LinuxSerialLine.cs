using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// A serial line of the kernel's tty layer on a thread of its own: one poll for bytes, for room to send and for being
/// woken. Told apart are silence (nothing happens) and hang-up (the adapter or the far end of a pseudo-terminal is gone).
/// It is opened by its path, and again with the links of the path as they then are, for ever.
/// </summary>
/// <param name="name">The line's name in the site file.</param>
/// <param name="path">Where the tty is; best under /dev/serial/by-id or by-path, since ttyUSB numbers change.</param>
/// <param name="baud">Bits per second.</param>
/// <param name="time">Measures time-outs, on its monotonic axis.</param>
public sealed unsafe class LinuxSerialLine(string name, string path, int baud, TimeProvider time) : ISerialLine
{
    /// <summary>Most bytes that wait to be sent: 4 s at 9600 Bd, far more than any frame.</summary>
    public const int WriteQueueMax = 4096;
    private const int ReadMax = 4096;
    private const int GatherBytes = 16, BitsPerByte = 10;
    private const string HungUp = "hung up: the far end or the adapter is gone";

    /// <summary>The bits of one character.</summary>
    public LineFormat Format { get; init; } = LineFormat.Bits8N1;
    /// <summary>The kernel turns the direction of a bare RS-485 transceiver; adapters mostly do it themselves (hardware 7.1).</summary>
    public bool Rs485 { get; init; }
    /// <summary>A line that takes no byte for so long is closed and opened again.</summary>
    public TimeSpan WriteWithin { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>First wait before it is opened again; doubles up to <see cref="ReopenMax"/>.</summary>
    public TimeSpan ReopenAfter { get; init; } = TimeSpan.FromMilliseconds(100);
    /// <summary>Longest wait: an adapter that is back is found within 5 s (fault 60).</summary>
    public TimeSpan ReopenMax { get; init; } = TimeSpan.FromSeconds(2);
    /// <summary>A line that stayed up for so long starts again with the first wait.</summary>
    public TimeSpan SteadyAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Bytes that come singly are gathered for so long before they are handed on, so that a slow line does not wake the whole
    /// program for each; 0 where every byte is waited for, as at a scanner.
    /// </summary>
    public TimeSpan GatherFor { get; init; }

    /// <summary>Called when the line's loop comes round, at least once in <see cref="TurnWithin"/>: for a watchdog.</summary>
    public Action Turned { get; init; } = () => { };

    /// <summary>Time of 16 bytes: 17 ms at 9600 Bd, as long as the common USB adapters gather by themselves (16 ms).</summary>
    public static TimeSpan GatherAt(int baud) => TimeSpan.FromSeconds(GatherBytes * BitsPerByte / (double)baud);

    /// <summary>The longest the loop rests when nothing happens.</summary>
    public static TimeSpan TurnWithin { get; } = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly WakeEvent wake = new();
    private readonly WriteQueue unsent = new(WriteQueueMax);
    private ILineEvents? sink;
    private Thread? thread;
    private TtyPort? open;
    private bool overflown;
    private bool reportedDown;
    private long progressAt;
    private volatile bool stopping;

    public string Name => name;

    public void Start(ILineEvents events)
    {
        if (thread is not null) throw new InvalidOperationException($"line {name} was started before");
        sink = events;
        thread = new Thread(Run) { Name = $"line {name}", IsBackground = true };
        thread.Start();
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        lock (gate)
        {
            if (open is null) return;
            // Mostly the driver takes them at once, and the line's thread need not be woken for it.
            if (unsent.Count == 0)
            {
                bytes = bytes[Math.Max(0, open.TryWrite(bytes))..];
                if (bytes.IsEmpty) return;
                progressAt = time.GetTimestamp();
            }
            overflown |= !unsent.TryAdd(bytes);
        }
        wake.Set();
    }

    public void Dispose()
    {
        if (stopping) return;
        stopping = true;
        wake.Set();
        // A sink that calls Dispose is on the line's own thread, which then ends by itself.
        if (thread is { } other && other != Thread.CurrentThread && !other.Join(StopWithin))
            throw new TimeoutException($"line {name} did not stop within {StopWithin.TotalSeconds} s");
        wake.Dispose();
    }

    private void Run()
    {
        var wait = ReopenAfter;
        while (!stopping)
        {
            Turned();
            var openedAt = time.GetTimestamp();
            using (var port = TtyPort.TryOpen(path, new LineSettings(baud, Format, Rs485), out var why))
            {
                if (port is not null)
                {
                    GoUp(port);
                    why = Serve(port);
                }
                GoDown(why);
            }
            if (time.GetElapsedTime(openedAt) >= SteadyAfter) wait = ReopenAfter;
            if (!stopping) wake.Wait(wait);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, ReopenMax.Ticks));
        }
    }

    private void GoUp(TtyPort port)
    {
        lock (gate)
        {
            unsent.Clear();
            overflown = false;
            open = port;
        }
        reportedDown = false;
        sink!.Up(name);
    }

    private void GoDown(string why)
    {
        lock (gate)
        {
            open = null;
            unsent.Clear();
        }
        if (stopping || reportedDown) return;
        reportedDown = true;
        sink!.Down(name, why);
    }

    // Returns why the line is no longer served.
    private string Serve(TtyPort port)
    {
        var buffer = new byte[ReadMax];
        long? gatheringSince = null;
        try
        {
            while (!stopping)
            {
                Turned();
                if (Trouble() is { } trouble) return trouble;
                var left = gatheringSince is { } since ? GatherFor - time.GetElapsedTime(since) : (TimeSpan?)null;
                var happened = Poll(port, left);
                if ((happened & Libc.PollOut) != 0) Send(port);
                var hungUp = (happened & (Libc.PollHup | Libc.PollErr | Libc.PollInvalid)) != 0;
                if (gatheringSince is null && (happened & Libc.PollIn) != 0) gatheringSince = time.GetTimestamp();
                if (gatheringSince is { } began && (hungUp || time.GetElapsedTime(began) >= GatherFor))
                {
                    gatheringSince = null;
                    var count = port.Read(buffer);
                    if (count == 0) return HungUp;
                    if (count > 0) sink!.Received(name, buffer.AsSpan(0, count));
                }
                else if (hungUp) return HungUp;
            }
            return "stopped";
        }
        catch (TtyBroken broken)
        {
            return broken.Message;
        }
    }

    private string? Trouble()
    {
        lock (gate)
        {
            if (overflown) return $"more than {WriteQueueMax} bytes wait to be sent";
            return unsent.Count > 0 && time.GetElapsedTime(progressAt) >= WriteWithin
                ? $"took no byte for {WriteWithin.TotalSeconds} s"
                : null;
        }
    }

    private short Poll(TtyPort port, TimeSpan? gatherOn)
    {
        var rest = gatherOn ?? TurnWithin;
        bool sending;
        lock (gate)
        {
            sending = unsent.Count > 0;
            if (sending && WriteWithin - time.GetElapsedTime(progressAt) is var patience && patience < rest) rest = patience;
        }
        var entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { Fd = port.Descriptor, Events = gatherOn is null ? Libc.PollIn : (short)0 };
        if (sending) entries[0].Events |= Libc.PollOut;
        entries[1] = new PollEntry { Fd = wake.Descriptor, Events = Libc.PollIn };
        var milliseconds = (int)Math.Ceiling(Math.Clamp(rest.TotalMilliseconds, 0, TurnWithin.TotalMilliseconds));
        if (Libc.Poll(entries, 2, milliseconds) < 0)
        {
            if (Libc.LastError != Libc.Interrupted) throw new TtyBroken($"poll: {Libc.Words(Libc.LastError)}");
            return 0;
        }
        if (entries[1].Happened != 0) wake.Clear();
        return entries[0].Happened;
    }

    private void Send(TtyPort port)
    {
        lock (gate)
        {
            if (unsent.Count == 0) return;
            var count = port.Write(unsent.Head);
            if (count <= 0) return;
            unsent.Drop(count);
            progressAt = time.GetTimestamp();
        }
    }
}

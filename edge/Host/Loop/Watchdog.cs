using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace YongAi.Edge.Host.Loop;

/// <summary>One loop that has to turn for the service to count as alive.</summary>
public sealed class LoopPulse
{
    private long turns;

    internal LoopPulse(string name) => Name = name;

    /// <summary>What the loop is called in the log.</summary>
    public string Name { get; }

    internal long Turns => Interlocked.Read(ref turns);

    /// <summary>The loop came round once more. Cheap; from any thread.</summary>
    public void Beat() => Interlocked.Increment(ref turns);
}

/// <summary>
/// Tells systemd that the service is up and that every loop still turns (sd_notify(3), by hand: one datagram to the socket it
/// names). One loop that stands still is enough to be restarted: there is no half-alive cabinet.
/// </summary>
public sealed class Watchdog : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<(LoopPulse Pulse, long Seen)> loops = [];
    private readonly Socket? socket;

    /// <param name="notifySocket">NOTIFY_SOCKET: a path, or an abstract name after <c>@</c>; null or empty without systemd.</param>
    /// <param name="watchdogMicroseconds">WATCHDOG_USEC: restarted after so long without a word; null: not watched.</param>
    public Watchdog(string? notifySocket, string? watchdogMicroseconds)
    {
        if (long.TryParse(watchdogMicroseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var within) && within > 0)
            CheckEvery = TimeSpan.FromMicroseconds(within) / 3;
        if (string.IsNullOrEmpty(notifySocket)) return;
        if (notifySocket[0] is not ('/' or '@'))
            throw new ArgumentException($"NOTIFY_SOCKET is '{notifySocket}': neither a path nor an abstract name after @");
        socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        socket.Connect(new UnixDomainSocketEndPoint(notifySocket[0] == '@' ? '\0' + notifySocket[1..] : notifySocket));
    }

    /// <summary>How often <see cref="Check"/> is to be called: three times in systemd's patience; null when it does not watch.</summary>
    public TimeSpan? CheckEvery { get; }

    /// <summary>As the environment says that systemd set.</summary>
    public static Watchdog FromEnvironment()
    {
        // WATCHDOG_PID names the process that is watched; another one must stay quiet.
        var watched = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        var ours = string.IsNullOrEmpty(watched) || watched == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return new Watchdog(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"),
            ours ? Environment.GetEnvironmentVariable("WATCHDOG_USEC") : null);
    }

    /// <summary>From now on this loop has to turn between two checks.</summary>
    public LoopPulse Register(string name)
    {
        var pulse = new LoopPulse(name);
        lock (gate) loops.Add((pulse, 0));
        return pulse;
    }

    /// <summary>Recovery is over, riders can come.</summary>
    public bool Ready() => Send("READY=1");

    /// <summary>The service is going down on purpose.</summary>
    public bool Stopping() => Send("STOPPING=1");

    /// <summary>A start or stop needs longer than planned, for example a large journal to be checked.</summary>
    public bool ExtendTimeout(TimeSpan by) =>
        Send(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)by.TotalMicroseconds}"));

    /// <summary>Tells systemd that we live, but only if every loop came round since the last time.</summary>
    /// <returns>The loops that stood still; empty when all turned.</returns>
    public ImmutableArray<string> Check()
    {
        lock (gate)
        {
            ImmutableArray<string> still = [.. loops.Where(loop => loop.Pulse.Turns == loop.Seen).Select(loop => loop.Pulse.Name)];
            if (!still.IsEmpty) return still;
            for (var n = 0; n < loops.Count; n++) loops[n] = (loops[n].Pulse, loops[n].Pulse.Turns);
            Send("WATCHDOG=1");
            return still;
        }
    }

    /// <summary>Checks for as long as it runs, and names loops that stand still. Returns at once when systemd does not watch.</summary>
    public async Task RunAsync(TimeProvider time, Action<ImmutableArray<string>> standStill, CancellationToken cancel)
    {
        if (CheckEvery is not { } every) return;
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(cancel))
            if (Check() is { IsEmpty: false } still) standStill(still);
    }

    public void Dispose() => socket?.Dispose();

    // False when there is no systemd, or when it does not take the word now: the next one comes soon, and if it never takes one
    // its patience ends, which is its right.
    private bool Send(string state)
    {
        if (socket is null) return false;
        try
        {
            return socket.Send(Encoding.UTF8.GetBytes(state)) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Runtime.InteropServices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Lines;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Live;

/// <summary>A simulated cabinet in real time: its lines are pseudo-terminals, people act through a socket, on one thread.</summary>
public sealed class LiveCabinet : IDisposable
{
    private const int ReadMost = 1024;
    /// <summary>Packs charge while nobody talks: the world is looked after at least this often.</summary>
    private static readonly TimeSpan LapseAtLeastEvery = TimeSpan.FromSeconds(1);

    private readonly SimulatedSite site;
    private readonly SimulatedCabinet cabinet;
    private readonly Hands hands;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly HandsSocket socket;
    private readonly WakeUp wake = new();
    private readonly Dictionary<string, PseudoTerminal> terminals = new(StringComparer.Ordinal);
    private readonly byte[] buffer = new byte[ReadMost];
    private readonly HashSet<string> kernelFiles = new(StringComparer.Ordinal);
    private TimeSpan kernelAt;

    /// <exception cref="IOException">A line cannot be made, or another simulated cabinet runs on this site file.</exception>
    public LiveCabinet(SimulatedSite site, SimulatedCabinet cabinet, TimeProvider clock)
    {
        (this.site, this.cabinet, this.clock) = (site, cabinet, clock);
        hands = new Hands(cabinet);
        started = clock.GetTimestamp();
        socket = new HandsSocket(site.HandsPath);
        try
        {
            JoinLines();
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Lives until it is told to stop.</summary>
    public void Run(CancellationToken stop)
    {
        using var ringing = stop.Register(wake.Ring);
        while (!stop.IsCancellationRequested)
        {
            Wait();
            Turn();
        }
    }

    public void Dispose()
    {
        foreach (var terminal in terminals.Values) terminal.Dispose();
        socket.Dispose();
        wake.Dispose();
    }

    private TimeSpan Now => clock.GetElapsedTime(started);

    /// <summary>What drivers of the kernel would write, into the folder that stands for sysfs; what broke off its bus is no longer there.</summary>
    private void WriteKernel()
    {
        if (site.SysfsPath is not { } root || Now < kernelAt) return;
        kernelAt = Now + LapseAtLeastEvery;
        var gone = kernelFiles.ToHashSet(StringComparer.Ordinal);
        foreach (var (path, text) in cabinet.Kernel.Files())
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            kernelFiles.Add(file);
            gone.Remove(file);
        }
        foreach (var file in gone) File.Delete(file);
        kernelFiles.ExceptWith(gone);
    }

    private void Turn()
    {
        // What was due before comes before what is read now.
        cabinet.Lapse(Now);
        WriteKernel();
        foreach (var line in cabinet.Lines)
            if (terminals.TryGetValue(line.Name, out var terminal)) Hear(line, terminal);
        socket.Serve(Act);
        cabinet.Lapse(Now);
        foreach (var line in cabinet.Lines)
            if (terminals.TryGetValue(line.Name, out var terminal) && line.Fetch() is { Length: > 0 } bytes)
                terminal.Write(bytes, Now);
    }

    private void Hear(SimulatedLine line, PseudoTerminal terminal)
    {
        line.HostBaud = terminal.EdgeBaud;
        while (line.TakesMore && terminal.Read(buffer) is > 0 and var count) line.Written(buffer.AsSpan(0, count), Now);
    }

    private HandsAnswer Act(HandsAct act)
    {
        var answer = hands.Do(act, Now);
        JoinLines();
        return answer;
    }

    /// <summary>A pulled line has no terminal: who has it open sees it hang up. One that is back gets a new one.</summary>
    private void JoinLines()
    {
        foreach (var line in cabinet.Lines)
        {
            if (line.Pulled && terminals.Remove(line.Name, out var gone)) gone.Dispose();
            else if (!line.Pulled && !terminals.ContainsKey(line.Name))
                terminals[line.Name] = PseudoTerminal.Open(site.LinePaths[line.Name]);
        }
    }

    private void Wait()
    {
        List<int> waitedFor = [wake.PollFd, .. socket.PollFds];
        foreach (var line in cabinet.Lines)
            if (line.TakesMore && terminals.TryGetValue(line.Name, out var terminal)) waitedFor.Add(terminal.PollFd);
        Span<LibC.PollFd> fds = stackalloc LibC.PollFd[waitedFor.Count];
        for (var i = 0; i < fds.Length; i++) fds[i] = new LibC.PollFd { Fd = waitedFor[i], Wanted = LibC.PollIn };
        var pause = (cabinet.NextDeadline ?? TimeSpan.MaxValue) - Now;
        if (pause > LapseAtLeastEvery) pause = LapseAtLeastEvery;
        if (pause < TimeSpan.Zero) pause = TimeSpan.Zero;
        var timeout = new LibC.TimeSpec
        {
            Seconds = (long)pause.TotalSeconds,
            Nanoseconds = (long)(pause.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick),
        };
        if (LibC.Poll(fds, (nuint)fds.Length, timeout, 0) < 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted)
            throw LibC.Trouble("waiting for the lines");
    }
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>The drivers of a site on its simulated boards, in virtual time.</summary>
internal sealed class LineRun
{
    private readonly SimulatedCabinet cabinet;

    /// <param name="site">The site.</param>
    /// <param name="change">Another speed or another round for a line.</param>
    public LineRun(SimulatedSite site, Func<LineWiring, LineWiring> change)
    {
        var wiring = LifePlan.WiringOf(site).Lines.Select(change).ToList();
        foreach (var line in wiring) site.Text.Lines[line.Line.Name] = site.Text.Lines[line.Line.Name] with { Baud = line.Baud };
        cabinet = new SimulatedCabinet(site, new CabinetSetup { Grain = TimeSpan.FromMilliseconds(1) });
        foreach (var pack in Stock.Usual(site, packs: null)) cabinet.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        Lines = [.. wiring.Select(line => new LineShare(line, cabinet.Find(line.Line.Name)!))];
        foreach (var line in Lines) line.Open(Now);
    }

    public ImmutableArray<LineShare> Lines { get; }
    public TimeSpan Now { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>Counting begins now.</summary>
    public void Begin()
    {
        foreach (var line in Lines) line.Begin(Now);
    }

    public void Perform(Effect effect)
    {
        foreach (var line in Lines) line.Perform(effect, Now);
    }

    /// <summary>Time passes, with everything that happens in it.</summary>
    public void Pass(TimeSpan time, Action? each)
    {
        var end = Now + time;
        while (true)
        {
            each?.Invoke();
            var next = cabinet.NextDeadline;
            foreach (var line in Lines)
                if (line.NextDeadline is { } at && !(next <= at)) next = at;
            if (next is not { } due || due > end) break;
            if (due > Now) Now = due;
            cabinet.Lapse(Now);
            foreach (var line in Lines) line.Serve(Now);
        }
        Now = end;
    }
}

/// <summary>One line and how much of it is used.</summary>
internal sealed class LineShare(LineWiring wiring, SimulatedLine far) : ILineOutput
{
    private readonly SharedLine line = new(wiring);
    private readonly int bits = wiring.Format == LineFormat.Bits8N1 ? 10 : 11;
    private TimeSpan now, began, busy, sentAt;
    private long bytes, ended;
    private bool inFlight;
    private string? awaited;

    public string Name => wiring.Line.Name;
    public int Baud => wiring.Baud;
    public string Makes => string.Join(" + ", wiring.Devices.Select(MakeOf).GroupBy(make => make)
        .Select(alike => alike.Count() == 1 ? alike.Key : $"{alike.Count()} {alike.Key}"));

    /// <summary>Share of the time in which bits were on the wire.</summary>
    public double Wire => bytes * bits / (double)wiring.Baud / (now - began).TotalSeconds;

    /// <summary>Share of the time in which an exchange was under way, the silence after it included.</summary>
    public double Busy => busy / (now - began);

    /// <summary>Requests that were sent after an exchange had ended although an opening waited.</summary>
    public int Overtaken { get; private set; }

    public TimeSpan? NextDeadline => line.NextDeadline;

    private Moment Moment => new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);

    private TimeSpan Silence => wiring.Baud > 19200 ? TimeSpan.FromMilliseconds(1.75) : TimeSpan.FromSeconds(3.5 * bits / wiring.Baud);

    public void Open(TimeSpan at)
    {
        now = at;
        line.Open(Moment, this);
    }

    public void Begin(TimeSpan at) => (began, now, busy, bytes) = (at, at, TimeSpan.Zero, 0);

    public void Perform(Effect effect, TimeSpan at)
    {
        now = at;
        if (line.Serves(effect)) line.Perform(effect, Moment, this);
    }

    /// <summary>Orders a door and lets time pass until its request is sent; how many milliseconds that took.</summary>
    public double OpensAfter(SlotNumber slot, Action pass)
    {
        var from = now;
        awaited = "opening";
        line.Perform(new FireLock(slot), Moment, this);
        while (awaited is not null) pass();
        return (sentAt - from).TotalMilliseconds;
    }

    public void Serve(TimeSpan at)
    {
        now = at;
        if (far.Fetch() is { Length: > 0 } heard)
        {
            bytes += heard.Length;
            line.Receive(heard, Moment, this);
        }
        if (line.NextDeadline <= now) line.Lapse(Moment, this);
        Ended();
    }

    public void Send(ReadOnlySpan<byte> request)
    {
        Ended();
        bytes += request.Length;
        (inFlight, sentAt) = (true, now);
        if (awaited is not null && request[1] == 0x05) awaited = null;
        else if (awaited is not null) Overtaken++;
        far.Written(request, now);
    }

    public void Tell(Input input) { }

    private void Ended()
    {
        var all = line.Counts.Answered + line.Counts.Unanswered;
        if (!inFlight || all == ended) return;
        (inFlight, ended) = (false, all);
        busy += now - sentAt + Silence;
    }

    private static string MakeOf(DeviceWiring device) => device switch
    {
        LockBoardWiring board => board.Make.GetType().Name.Replace("Make", "", StringComparison.Ordinal),
        PackWiring pack => pack.Make.GetType().Name.Replace("Make", "", StringComparison.Ordinal),
        SlotBoardWiring => "slot boards",
        RelayBoardWiring => "relays",
        _ => "scanner",
    };
}

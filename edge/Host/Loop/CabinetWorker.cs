using Microsoft.Extensions.Logging;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Logging;

namespace YongAi.Edge.Host.Loop;

/// <summary>What the cabinet works with.</summary>
/// <param name="Lines">Every line of the wiring.</param>
/// <param name="Journal">Where its events go; takes a snapshot when one is due.</param>
/// <param name="Errands">Runs what no device takes; returns at once.</param>
/// <param name="Clock">What time it is, on both axes.</param>
/// <param name="Time">Measures how long a turn took.</param>
/// <param name="Recorder">Keeps the last turns.</param>
/// <param name="Pulse">Beats as often as the loop looks up.</param>
/// <param name="Log">The log.</param>
public sealed record CabinetOutside(ImmutableArray<ISerialLine> Lines, JournalWriter Journal, Action<Errand, Moment> Errands,
    Func<Moment> Clock, TimeProvider Time, FlightRecorder Recorder, LoopPulse Pulse, ILogger Log)
{
    /// <summary>Every bank of pins of the wiring.</summary>
    public ImmutableArray<IPinBank> Banks { get; init; } = [];

    /// <summary>Reads the sensors of the kernel.</summary>
    public KernelReadings? Kernel { get; init; }
}

/// <summary>
/// The one thread that turns the cabinet. Bytes, levels of pins, texts of the kernel, requests and written positions wait in a bounded inbox; it gives them to the
/// rig one after the other, with the time, and lets time itself come when the rig asked for it. A fault ends it and with it
/// the process.
/// </summary>
public sealed class CabinetWorker : ILineEvents, IPinEvents, IRigOutside, IDisposable
{
    /// <summary>Things that may wait for their turn: minutes of bytes from every line together.</summary>
    public const int InboxMax = 4096;

    /// <summary>A full inbox for this long means that the loop is stuck: the process ends.</summary>
    public TimeSpan InboxWaitMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The loop looks up at least this often, so that a beat is a sign of life.</summary>
    public static readonly TimeSpan LookUpEvery = TimeSpan.FromSeconds(1);

    /// <summary>A turn that takes longer delays safety (limit to start with: 50 ms).</summary>
    public static readonly TimeSpan TurnSlowAfter = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);

    private readonly Inbox inbox = new(InboxMax);
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource rested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CabinetOutside outside;
    private readonly Dictionary<string, ISerialLine> lines;
    private readonly Dictionary<string, IPinBank> banks;
    private readonly Start start;
    private readonly Rig rig;
    private readonly Thread thread;
    private ImmutableSortedDictionary<string, LineState> states;
    private CabinetView view;
    private long written;
    private long beatAt;

    /// <param name="outside">What the cabinet works with.</param>
    /// <param name="start">The first input of all; the lines are opened when its turn is over.</param>
    /// <param name="build">Builds the rig, which gets this worker as its outside.</param>
    public CabinetWorker(CabinetOutside outside, Start start, Func<IRigOutside, Rig> build)
    {
        (this.outside, this.start) = (outside, start);
        lines = outside.Lines.ToDictionary(line => line.Name, StringComparer.Ordinal);
        banks = outside.Banks.ToDictionary(bank => bank.Name, StringComparer.Ordinal);
        var untried = new LineState(false, null, TimeSpan.Zero);
        states = lines.Keys.Concat(banks.Keys).ToImmutableSortedDictionary(name => name, _ => untried, StringComparer.Ordinal);
        rig = build(this);
        written = rig.Cabinet.Ledger.Position;
        view = new CabinetView(rig.Cabinet, outside.Clock(), written, states);
        beatAt = outside.Time.GetTimestamp();
        thread = new Thread(Run) { IsBackground = true, Name = "cabinet" };
    }

    /// <summary>The cabinet after the last turn.</summary>
    public CabinetView View => Volatile.Read(ref view);

    /// <summary>The counters of every line. Read beside the loop: each number is whole, together they may be of two turns.</summary>
    public ImmutableSortedDictionary<string, LineCounts> LineCounts =>
        lines.Keys.ToImmutableSortedDictionary(name => name, name => rig.CountsOf(new LineId(name)), StringComparer.Ordinal);

    /// <summary>How long ago the loop last looked up.</summary>
    public TimeSpan BeatAge => outside.Time.GetElapsedTime(Volatile.Read(ref beatAt));

    /// <summary>Completes when the loop was stopped; faults when it failed.</summary>
    public Task Ended => ended.Task;

    /// <summary>Completes after an asked stop, when all that was decided is on disk and no charger is read as on.</summary>
    public Task Rested => rested.Task;

    public void Begin() => thread.Start();

    /// <summary>A request or a fact from the host itself.</summary>
    public void Tell(Input input) => Post(new Told(input));

    /// <summary>The journal is on disk up to a position.</summary>
    public void Written(long position) => Post(new InkDried(position));

    void ILineEvents.Up(string line) => Post(new LineOpened(new LineId(line)));

    void ILineEvents.Down(string line, string why) => Post(new LineLost(new LineId(line), why));

    void ILineEvents.Received(string line, ReadOnlySpan<byte> bytes) => Post(new BytesReceived(new LineId(line), bytes.ToArray()));

    void IPinEvents.Up(string bank) => Post(new PinsTaken(new BankId(bank)));

    void IPinEvents.Down(string bank, string why) => Post(new PinsGone(new BankId(bank), why));

    void IPinEvents.Read(string bank, ulong levels) => Post(new LevelsRead(new BankId(bank), levels));

    void IPinEvents.Edge(string bank, PinEdge edge) => Post(new EdgeSeen(new BankId(bank), edge));

    void IRigOutside.Drive(BankId bank, ulong levels, ulong mask) => banks[bank.Name].Drive(levels, mask);

    void IRigOutside.Send(LineId line, ReadOnlySpan<byte> bytes) => lines[line.Name].Write(bytes);

    void IRigOutside.Run(Errand errand) => outside.Errands(errand, outside.Clock());

    public void Dispose()
    {
        stop.Cancel();
        inbox.Close();
        if (thread.IsAlive && thread != Thread.CurrentThread) thread.Join(StopWithin);
        foreach (var line in lines.Values) line.Dispose();
        foreach (var bank in banks.Values) bank.Dispose();
        outside.Kernel?.Dispose();
    }

    private void Post(Stimulus stimulus)
    {
        if (inbox.TryAdd(stimulus, InboxWaitMax)) return;
        if (stop.IsCancellationRequested) Log.TooLate(outside.Log, stimulus.Kind);
        else
            ended.TrySetException(
                new InvariantBroken($"the loop took nothing out of a full inbox for {InboxWaitMax.TotalSeconds} s"));
    }

    private void Run()
    {
        try
        {
            Turn(new Told(start));
            foreach (var line in lines.Values) line.Start(this);
            foreach (var bank in banks.Values) bank.Start(this);
            outside.Kernel?.Start((gauge, texts) => Post(new KernelSaid(gauge, texts)));
            while (!stop.IsCancellationRequested) Next();
            ended.TrySetResult();
        }
        catch (Exception fault)
        {
            ended.TrySetException(fault);
        }
    }

    private void Next()
    {
        if (inbox.TryTake(out var stimulus, Patience())) Turn(stimulus);
        if (rig.NextDeadline <= outside.Clock().Elapsed) Turn(null);
        Volatile.Write(ref beatAt, outside.Time.GetTimestamp());
        outside.Pulse.Beat();
    }

    // In whole milliseconds, upwards: the kernel wakes us in these, and a moment too early would be a turn for nothing.
    private TimeSpan Patience()
    {
        var left = rig.NextDeadline - outside.Clock().Elapsed;
        return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(left.TotalMilliseconds, 0, LookUpEvery.TotalMilliseconds)));
    }

    private void Turn(Stimulus? stimulus)
    {
        var now = outside.Clock();
        var began = outside.Time.GetTimestamp();
        Give(stimulus, now);
        var took = outside.Time.GetElapsedTime(began);
        var kind = stimulus?.Kind ?? "lapse";
        outside.Recorder.Record(new Flight(now.Elapsed, kind, took));
        // The first turn also makes the machine code of all that it uses, and no line is open yet.
        if (took > TurnSlowAfter && stimulus is not Told { Input: Start })
            Log.SlowTurn(outside.Log, kind, took.TotalMilliseconds);
        Volatile.Write(ref view, new CabinetView(rig.Cabinet, now, written, states));
        if (IsAtRest) rested.TrySetResult();
        if (rig.Cabinet.Ledger.Swap is null && outside.Journal.SnapshotIsDue) outside.Journal.Keep(rig.Cabinet.Ledger, now);
    }

    private bool IsAtRest => rig.Cabinet.Image.Stopping && written == rig.Cabinet.Ledger.Position
        && rig.Cabinet.Image.Slots.All(slot => slot.ChargerOn != true);

    private void Give(Stimulus? stimulus, Moment now)
    {
        switch (stimulus)
        {
            case null: rig.Lapse(now); break;
            case BytesReceived got: rig.Receive(got.Line, got.Bytes, now); break;
            case Told told: rig.Tell(told.Input, now); break;
            case InkDried ink:
                written = ink.Position;
                rig.Written(ink.Position, now);
                break;
            case LineOpened opened:
                Mark(opened.Line.Name, new LineState(true, null, now.Elapsed));
                Log.LineUp(outside.Log, opened.Line.Name);
                rig.LineUp(opened.Line, now);
                break;
            case LineLost lost:
                Mark(lost.Line.Name, new LineState(false, lost.Why, now.Elapsed));
                Log.LineDown(outside.Log, lost.Line.Name, lost.Why);
                rig.LineDown(lost.Line, now);
                break;
            case PinsTaken taken:
                Mark(taken.Bank.Name, new LineState(true, null, now.Elapsed));
                Log.LineUp(outside.Log, taken.Bank.Name);
                rig.PinsUp(taken.Bank, now);
                break;
            case PinsGone gone:
                Mark(gone.Bank.Name, new LineState(false, gone.Why, now.Elapsed));
                Log.LineDown(outside.Log, gone.Bank.Name, gone.Why);
                rig.PinsDown(gone.Bank, now);
                break;
            case LevelsRead read: rig.PinsRead(read.Bank, read.Levels, now); break;
            case EdgeSeen seen: rig.PinEdge(seen.Bank, seen.Edge.Pin, seen.Edge.Rising, seen.Edge.Lost, now); break;
            case KernelSaid said: rig.KernelRead(said.Gauge, said.Texts, now); break;
            default: throw new InvariantBroken($"nobody takes a {stimulus.Kind}");
        }
    }

    private void Mark(string place, LineState state) => states = states.SetItem(place, state);
}

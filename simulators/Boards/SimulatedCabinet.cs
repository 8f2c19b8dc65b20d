using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>How a simulated cabinet is set up beyond its site file.</summary>
public sealed record CabinetSetup
{
    /// <summary>A door springs open this long after its pulse.</summary>
    public TimeSpan DoorSpringsAfter { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long received bytes may gather before the host is given them; long in virtual time.</summary>
    public TimeSpan Grain { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Head of unsolicited door reports, 81 or 82; null: none.</summary>
    public byte? ReportHead { get; init; }
    public int Seed { get; init; } = 1;
}

/// <summary>The boards of one cabinet on their lines and the world behind them: one machine without I/O or clock.</summary>
/// <remarks>
/// Time only grows. Whoever drives it calls <see cref="Lapse"/> at <see cref="NextDeadline"/> and then fetches the bytes of the
/// lines. A driver that is late changes nothing but the moment at which the bytes are fetched.
/// </remarks>
public sealed class SimulatedCabinet
{
    private readonly OrderedDictionary<string, SimulatedLine> lines = new();
    private readonly OrderedDictionary<string, ScannerSimulator> scanners = new();
    private TimeSpan lapsedTo;
    private TimeSpan? next;
    private bool known;

    public SimulatedCabinet(SimulatedSite site, CabinetSetup setup)
    {
        Faults = new Faults();
        World = new CabinetWorld(
            [.. site.Text.Slots.Select(s => new SimulatedSlot(s.Slot, Faults.AtSlot(s.Slot), setup.DoorSpringsAfter))],
            site.KindOf);
        foreach (var (name, line) in site.Text.Lines)
            lines.Add(name, new SimulatedLine(name, line.Baud, setup.Grain, Faults.At(name)) { Touched = () => known = false });
        var boards = new CabinetBoards(site, World, Faults, new Random(setup.Seed), setup.ReportHead);
        foreach (var board in site.Text.LockBoards ?? []) lines[board.Line].Add(boards.LockBoard(board));
        foreach (var board in site.Text.RelayBoards ?? []) lines[board.Line].Add(boards.RelayBoard(board));
        foreach (var slot in site.Text.Slots)
            if (slot.Pack is { } pack) lines[pack.Line].Add(boards.Bms(slot.Slot, pack));
        foreach (var scanner in site.Text.Scanners ?? [])
        {
            var board = boards.Scanner(scanner);
            scanners.Add(scanner.Line, board);
            lines[scanner.Line].Add(board);
        }
    }

    public Faults Faults { get; }
    public CabinetWorld World { get; }
    public IReadOnlyCollection<SimulatedLine> Lines => lines.Values;
    public IReadOnlyDictionary<string, ScannerSimulator> Scanners => scanners;

    /// <summary>When it wants to be told that time has passed. It is asked for more often than it changes.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            if (!known) (next, known) = (Next(), true);
            // A text is shown to a scanner without a word to its line.
            var soonest = next;
            foreach (var scanner in scanners.Values) soonest = Soonest.Of(soonest, scanner.NextDeadline);
            return soonest;
        }
    }

    public SimulatedLine? Find(string line) => lines.GetValueOrDefault(line);

    /// <summary>Lets time pass, from one thing due to the next: doors spring, packs charge, bytes arrive, boards speak.</summary>
    public void Lapse(TimeSpan now)
    {
        while (NextDeadline is { } due && due < now) LapseTo(due);
        LapseTo(now);
    }

    private TimeSpan? Next()
    {
        var soonest = World.NextDeadline;
        foreach (var line in lines.Values) soonest = Soonest.Of(soonest, line.NextDeadline);
        return soonest;
    }

    private void LapseTo(TimeSpan now)
    {
        known = false;
        if (now > lapsedTo) lapsedTo = now;
        World.Advance(lapsedTo);
        foreach (var line in lines.Values) line.Lapse(lapsedTo);
    }
}

using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

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
    private readonly OrderedDictionary<string, TagReaderSimulator> tagReaders = new();
    private readonly ImmutableArray<SimulatedLine> inOrder;
    private readonly Deadlines deadlines;
    private TimeSpan lapsedTo;
    private bool stirred = true;
    private bool received;

    public SimulatedCabinet(SimulatedSite site, CabinetSetup setup)
    {
        Faults = new Faults { Changed = () => stirred = true };
        World = new CabinetWorld(
            [.. site.Text.Slots.Select(s => new SimulatedSlot(s.Slot, Faults.AtSlot(s.Slot), setup.DoorSpringsAfter))], site.KindOf);
        foreach (var slot in World.Slots) slot.Moved += () => stirred = true;
        foreach (var (name, line) in site.Text.Lines)
        {
            var place = lines.Count;
            lines.Add(name, new SimulatedLine(name, line.Baud, setup.Grain, Faults.At(name)) { Touched = () => Touched(place) });
        }
        inOrder = [.. lines.Values];
        deadlines = new Deadlines(inOrder.Length);
        var boards = new CabinetBoards(site, World, Faults, new Random(setup.Seed), setup.ReportHead);
        foreach (var board in site.Text.LockBoards ?? []) lines[board.Line].Add(boards.LockBoard(board));
        foreach (var board in site.Text.RelayBoards ?? []) lines[board.Line].Add(boards.RelayBoard(board));
        foreach (var board in site.Text.IoBoards ?? []) lines[board.Line].Add(boards.IoBoard(board));
        foreach (var contact in site.Text.Contacts ?? []) World.Around.SetContact(contact.Name, contact.Use == "mains");
        foreach (var output in site.Text.Outputs ?? [])
            if (output is { Use: "heater", Slot: { } heated }) World.Heaters[heated] = output.Name;
        World.Hazards.Fit([.. (site.Text.Contacts ?? []).Select(contact => new HazardContact(contact.Name, contact.Use, contact.Slot))]);
        Sensors = [.. (site.Text.Contacts ?? []).Select(contact => contact.Name), .. (site.Text.Gauges ?? []).Select(gauge => gauge.Name),
            .. (site.Text.KernelGauges ?? []).Select(gauge => gauge.Name)];
        Pins = [.. (site.Text.Pins ?? []).Select(bank => new SimulatedPins(bank.Name, site.Text, World.Around)).Where(bank => !bank.IsUnused)];
        Kernel = new SimulatedKernel(site.Text, World);
        foreach (var slot in site.Text.Slots)
        {
            if (slot.Pack is { } pack) lines[pack.Line].Add(boards.Bms(slot.Slot, pack));
            if (slot.SlotBoard is { } board) lines[board.Line].Add(boards.SlotBoard(slot.Slot, board));
        }
        foreach (var gauge in site.Text.Gauges ?? [])
            if (gauge.Line is { } line) lines[line].Add(boards.Gauge(gauge));
        foreach (var supply in site.Text.Supplies ?? []) lines[supply.Line].Add(boards.Supply(supply));
        foreach (var scanner in site.Text.Scanners ?? [])
        {
            var board = boards.Scanner(scanner);
            board.Touched = lines[scanner.Line].Touched;
            scanners.Add(scanner.Line, board);
            lines[scanner.Line].Add(board);
        }
        foreach (var dispenser in site.Text.Dispensers ?? [])
            foreach (var board in boards.Dispenser(dispenser)) lines[dispenser.Line].Add(board);
        foreach (var reader in site.Text.TagReaders ?? [])
        {
            var board = new TagReaderSimulator(Faults.At(reader.Line)) { Touched = lines[reader.Line].Touched };
            tagReaders.Add(reader.Name, board);
            lines[reader.Line].Add(board);
        }
    }

    public Faults Faults { get; }
    /// <summary>By their names in the site file.</summary>
    public IReadOnlyDictionary<string, TagReaderSimulator> TagReaders => tagReaders;
    public CabinetWorld World { get; }

    /// <summary>Names of contacts and gauges that can be out of order.</summary>
    public ImmutableHashSet<string> Sensors { get; }
    public IReadOnlyCollection<SimulatedLine> Lines => lines.Values;
    public IReadOnlyDictionary<string, ScannerSimulator> Scanners => scanners;
    public ImmutableArray<SimulatedPins> Pins { get; }
    public SimulatedKernel Kernel { get; }

    /// <summary>When it wants to be told that time has passed.</summary>
    public TimeSpan? NextDeadline => Soonest.Of(World.NextDeadline, deadlines.Soonest);

    /// <summary>When the host next looks at pins and kernel files by itself; they say nothing unasked.</summary>
    public TimeSpan NextLook
    {
        get
        {
            var next = Kernel.NextDeadline;
            foreach (var bank in Pins)
                if (bank.NextDeadline < next) next = bank.NextDeadline;
            return next;
        }
    }

    public SimulatedLine? Find(string line) => lines.GetValueOrDefault(line);

    /// <summary>Lets time pass, from one thing due to the next: doors spring, packs charge, bytes arrive, boards speak.</summary>
    public void Lapse(TimeSpan now)
    {
        while (NextDeadline is { } due && due < now) LapseTo(due);
        LapseTo(now);
    }

    /// <summary>Bytes that the host has received on some line and was not yet given; the lines come in their order.</summary>
    public bool TryFetch(out SimulatedLine line, out byte[] bytes)
    {
        (line, bytes) = (inOrder[0], []);
        if (!received) return false;
        foreach (var speaks in inOrder)
        {
            if (!speaks.HasReceived) continue;
            (line, bytes) = (speaks, speaks.Fetch());
            return true;
        }
        return received = false;
    }

    /// <summary>
    /// A line where nothing is due has nothing to do, and there are many of them. But what moves and what breaks may be noticed by
    /// any board, so then all of them look.
    /// </summary>
    private void LapseTo(TimeSpan now)
    {
        if (now > lapsedTo) lapsedTo = now;
        World.Advance(lapsedTo);
        var all = stirred;
        stirred = false;
        if (!all && !(deadlines.Soonest <= lapsedTo)) return;
        for (var place = 0; place < inOrder.Length; place++)
        {
            if (!all && !deadlines.IsDue(place, lapsedTo)) continue;
            inOrder[place].Lapse(lapsedTo);
            received |= inOrder[place].HasReceived;
            Touched(place);
        }
    }

    private void Touched(int place) => deadlines.Set(place, inOrder[place].NextDeadline);
}

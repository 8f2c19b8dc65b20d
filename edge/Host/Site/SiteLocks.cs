using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Locks.RelayLocks;

namespace YongAi.Edge.Host.Site;

/// <summary>A lock board while the slots still tell which of its channels they use.</summary>
internal sealed class LockBoardDraft(SiteNode at, string name, string line, LockBoardWiring empty, int closedLevel, int presentLevel)
{
    private readonly SortedDictionary<int, LockChannel> channels = [];
    private readonly Dictionary<(int Channel, bool Output), string> users = [];

    public SiteNode At => at;

    public string Name => name;

    public string Line => line;

    public byte Address => empty.Address;

    /// <summary>The last channel that fires a lock, and the last that is read.</summary>
    public int Last(bool output) => SiteLocks.Last(empty.Make, output);

    /// <summary>The place that uses this output or input already, or null after it was free.</summary>
    public string? Claim(int channel, bool output, string place) =>
        users.TryAdd((channel, output), place) ? null : users[(channel, output)];

    public void Lock(int channel, SlotNumber slot) => channels[channel] = Of(channel) with { Lock = slot };

    public void Feedback(int channel, SlotNumber slot, FeedbackUse use) => channels[channel] = Of(channel) with
    {
        Use = use,
        Slot = slot,
        ActiveLevel = use == FeedbackUse.Door ? closedLevel : presentLevel,
    };

    public LockBoardWiring Wiring() => empty with { Channels = [.. channels.Values] };

    private LockChannel Of(int channel) =>
        channels.TryGetValue(channel, out var known) ? known : new LockChannel(channel, null, FeedbackUse.Unused, null, closedLevel);
}

/// <summary>Reads the lock boards: of what make, how set, on which line.</summary>
internal static class SiteLocks
{
    private const string A80 = "8a80", Wkly = "wkly", Cu16 = "cu16", Winnsen = "winnsen", Dc02 = "dc02", Relays = SiteLines.RelayFamily;

    /// <summary>The read-all reply of 7 bytes carries 24 bits, whatever the size of the board; boards have up to 50 (hardware 1.1).</summary>
    private const int A80ReadAll = 24, A80Most = 50;

    /// <summary>No source says how many a WKLY board may have; more than 48 were never seen. Our own number.</summary>
    private const int WklyMost = 48;

    /// <summary>16 locks, and 16 infrared inputs behind them (hardware 1.3).</summary>
    private const int Cu16Locks = 16, Cu16Inputs = 32;

    /// <summary>Hardware 1.5 and 1.6.</summary>
    private const int WinnsenLocks = 16, Dc02Locks = 12;

    public static Dictionary<string, LockBoardDraft> Read(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var boards = new Dictionary<string, LockBoardDraft>(StringComparer.Ordinal);
        foreach (var item in site.ItemsOrNone("lock_boards", SiteBoards.BoardsMax))
            if (SiteSection.Read(item, faults, section => Board(section, lines, faults)) is { } board)
                SiteBoards.Keep(boards, board.Name, board, board.At, faults);
        return boards;
    }

    /// <summary>The last channel of a make that fires a lock, and the last that is read.</summary>
    public static int Last(LockMake make, bool output) => make switch
    {
        A80Make { ReadAll: true } => A80ReadAll,
        A80Make => A80Most,
        WklyMake => WklyMost,
        Cu16Make => output ? Cu16Locks : Cu16Inputs,
        WinnsenMake => WinnsenLocks,
        Dc02Make => Dc02Locks,
        RelayLockMake board => output ? board.Relays : board.Inputs,
        _ => 0,
    };

    /// <summary>The bit of a closed door where the site does not say: a Winnsen board says 01 for open (hardware 1.5).</summary>
    private static int ClosedLevel(string family) => family == Winnsen ? 0 : 1;

    private static LockBoardDraft Board(SiteSection section, SiteLines lines, SiteFaults faults)
    {
        var name = SiteBoards.Name(section, faults);
        var family = section.Word("family", [A80, Wkly, Cu16, Winnsen, Dc02, Relays]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = Address(section, family, faults);
        var make = Make(section, family, faults);
        var echo = section.Word("echo", ["probe", "off", "on"], "probe") switch
        {
            "off" => EchoMode.Off,
            "on" => EchoMode.On,
            _ => EchoMode.Probe,
        };
        var closed = section.Whole("closed_level", 0, 1, ClosedLevel(family));
        var present = section.Whole("present_level", 0, 1, 1);
        // A switch reading says nothing after 3 s (SlotImage.SwitchStaleAfter): two polls have to fit.
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 100, 1500, 500));
        lines.Attach(section, line, family, address, faults);
        return new LockBoardDraft(section.Node, name, line, new LockBoardWiring(make, (byte)address, echo, [], poll), closed, present);
    }

    private static int Address(SiteSection section, string family, SiteFaults faults)
    {
        // DIP switches of 1 to 31 or 1 to 32 at 8A/80, sources differ; the others as their sections of hardware 1 say. A Winnsen
        // board's switch is not described: any byte.
        var (least, most) = family switch
        {
            A80 => (1, 32),
            Wkly => (0, 31),
            Cu16 => (0, 14),
            Dc02 => (1, 15),
            Relays => (1, 247),
            _ => (0, 255),
        };
        var address = section.Whole("address", 0, 255);
        if (section.Find("address") is { } at && (address < least || address > most))
            faults.Add(at, $"{family} 板的地址是 {least} 到 {most}，没有 {address}", $"boards of {family} have addresses {least} to {most}, not {address}");
        return address;
    }

    private static LockMake Make(SiteSection section, string family, SiteFaults faults)
    {
        var dialect = section.Word("dialect", ["A", "B"], "A") == "A" ? LockDialect.A : LockDialect.B;
        var readAll = section.Flag("read_all", true);
        var settle = section.Flag("settle", true);
        var relays = section.Whole("relays", 1, 32, 8);
        var inputs = section.Whole("inputs", 0, 32, 8);
        var pulse = Pulse(section, faults);
        Belong(section, family, A80, ["dialect", "read_all"], faults);
        Belong(section, family, Cu16, ["settle"], faults);
        Belong(section, family, Relays, ["relays", "inputs", "pulse_ms"], faults);
        return family switch
        {
            Wkly => new WklyMake(),
            Cu16 => new Cu16Make(settle),
            Winnsen => new WinnsenMake(),
            Dc02 => new Dc02Make(),
            Relays => new RelayLockMake(relays, inputs, pulse),
            _ => new A80Make(dialect, readAll),
        };
    }

    /// <summary>The board counts in steps; one in between would become another without a word.</summary>
    private static TimeSpan Pulse(SiteSection section, SiteFaults faults)
    {
        var step = (int)RelayLockFrames.PulseUnit.TotalMilliseconds;
        var pulse = section.Whole("pulse_ms", step, 3000, 500);
        var shorter = pulse / step * step;
        if (pulse != shorter && section.Find("pulse_ms") is { } at)
            faults.Add(at, $"这种板按 {step} 毫秒一档计时，没有 {pulse}，请写 {shorter} 或 {shorter + step}",
                $"such a board counts in steps of {step} ms and has no {pulse}; write {shorter} or {shorter + step}");
        return TimeSpan.FromMilliseconds(pulse);
    }

    /// <summary>What says nothing about a board of this make was perhaps meant for another.</summary>
    private static void Belong(SiteSection section, string family, string owner, string[] keys, SiteFaults faults)
    {
        foreach (var key in keys)
            if (family != owner && section.Find(key) is { } at)
                faults.Warn(at, $"“{key}”只对 {owner} 板有用，这里不起作用", $"'{key}' is for boards of {owner} and says nothing here");
    }
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Site;

/// <summary>A lock board while the slots still tell which of its channels they use.</summary>
internal sealed class LockBoardDraft(SiteNode at, string name, string line, LockBoardWiring empty, int closedLevel, int presentLevel)
{
    /// <summary>The read-all reply of 7 bytes carries 24 bits, whatever the size of the board (hardware 1.1).</summary>
    public const int ReadAllChannelsMax = 24;

    /// <summary>The largest board of the family.</summary>
    public const int ChannelsMax = 50;

    private readonly SortedDictionary<int, LockChannel> channels = [];
    private readonly Dictionary<(int Channel, bool Output), string> users = [];

    public SiteNode At => at;

    public string Name => name;

    public string Line => line;

    public byte Address => empty.Address;

    public int Last => empty.ReadAll ? ReadAllChannelsMax : ChannelsMax;

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

/// <summary>A relay board while the slots still tell which of its relays switch their chargers.</summary>
internal sealed class RelayBoardDraft(SiteNode at, string name, string line, RelayBoardWiring empty)
{
    private readonly SortedDictionary<int, ChargerRelay> chargers = [];
    private readonly Dictionary<int, string> users = [];

    public SiteNode At => at;

    public string Name => name;

    public string Line => line;

    public byte Address => empty.Address;

    public int Relays => empty.Relays;

    public string? Claim(int relay, string place) => users.TryAdd(relay, place) ? null : users[relay];

    public void Charger(int relay, SlotNumber slot) => chargers[relay] = new ChargerRelay(relay, slot);

    public RelayBoardWiring Wiring() => empty with { Chargers = [.. chargers.Values] };
}

/// <summary>Reads the boards that several slots share.</summary>
internal static class SiteBoards
{
    private const int BoardsMax = 32;

    public static Dictionary<string, LockBoardDraft> LockBoards(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var boards = new Dictionary<string, LockBoardDraft>(StringComparer.Ordinal);
        foreach (var item in site.Items("lock_boards", 1, BoardsMax))
            if (SiteSection.Read(item, faults, section => LockBoard(section, lines, faults)) is { } board)
                Keep(boards, board.Name, board, board.At, faults);
        return boards;
    }

    private static LockBoardDraft LockBoard(SiteSection section, SiteLines lines, SiteFaults faults)
    {
        var name = Name(section, faults);
        section.Word("family", ["8a80"]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        // DIP switches of 1 to 31 or 1 to 32, sources differ (hardware 1.1).
        var address = (byte)section.Whole("address", 1, 32);
        var dialect = section.Word("dialect", ["A", "B"]) == "A" ? LockDialect.A : LockDialect.B;
        var echo = section.Word("echo", ["probe", "off", "on"], "probe") switch
        {
            "off" => EchoMode.Off,
            "on" => EchoMode.On,
            _ => EchoMode.Probe,
        };
        var readAll = section.Flag("read_all", true);
        var closed = section.Whole("closed_level", 0, 1, 1);
        var present = section.Whole("present_level", 0, 1, 1);
        // A switch reading says nothing after 3 s (SlotImage.SwitchStaleAfter): two polls have to fit.
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 100, 1500, 500));
        lines.Attach(section, line, SiteLines.LockFamily, address, faults);
        return new LockBoardDraft(section.Node, name, line,
            new LockBoardWiring(address, dialect, echo, readAll, [], poll), closed, present);
    }

    public static Dictionary<string, RelayBoardDraft> RelayBoards(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var boards = new Dictionary<string, RelayBoardDraft>(StringComparer.Ordinal);
        foreach (var item in site.Items("relay_boards", 0, BoardsMax))
            if (SiteSection.Read(item, faults, section => RelayBoard(section, lines, faults)) is { } board)
                Keep(boards, board.Name, board, board.At, faults);
        return boards;
    }

    private static RelayBoardDraft RelayBoard(SiteSection section, SiteLines lines, SiteFaults faults)
    {
        var name = Name(section, faults);
        section.Word("family", ["modbus-relay"]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = (byte)section.Whole("address", 1, 247);
        var relays = section.Whole("relays", 8, 32);
        if (relays is not (8 or 16 or 32) && section.Find("relays") is { } at)
            faults.Add(at, "这种板有 8、16 或 32 路继电器", "such a board has 8, 16 or 32 relays");
        // A relay read back says nothing after 7 s (SlotImage.ChargerStaleAfter): two polls have to fit.
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 500, 3000, 2000));
        lines.Attach(section, line, SiteLines.RelayFamily, address, faults);
        return new RelayBoardDraft(section.Node, name, line, new RelayBoardWiring(address, relays, [], poll));
    }

    private static string Name(SiteSection section, SiteFaults faults)
    {
        var name = section.Text("name", SiteLines.NameCharsMax);
        if (name.Length > 0 && !SiteLines.IsName(name))
            faults.Add(section.Find("name")!, "名称只能用小写字母、数字和横线",
                "a name is made of lower-case letters, digits and hyphens");
        return name;
    }

    private static void Keep<T>(Dictionary<string, T> boards, string name, T board, SiteNode at, SiteFaults faults)
    {
        if (name.Length > 0 && !boards.TryAdd(name, board))
            faults.Add($"{at.Place}.name", at.Line, $"已有一块板叫“{name}”，请换个名称",
                $"another board is called '{name}'; choose another name");
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Site;

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

/// <summary>Reads the relay boards, and what all boards that several slots share have in common.</summary>
internal static partial class SiteBoards
{
    public const int BoardsMax = 32;

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

    public static string Name(SiteSection section, SiteFaults faults, string key = "name")
    {
        var name = section.Text(key, SiteLines.NameCharsMax);
        if (name.Length > 0 && !SiteLines.IsName(name))
            faults.Add(section.Find(key)!, "名称只能用小写字母、数字和横线",
                "a name is made of lower-case letters, digits and hyphens");
        return name;
    }

    public static void Keep<T>(Dictionary<string, T> boards, string name, T board, SiteNode at, SiteFaults faults)
    {
        if (name.Length > 0 && !boards.TryAdd(name, board))
            faults.Add($"{at.Place}.name", at.Line, $"已有一块板叫“{name}”，请换个名称",
                $"another board is called '{name}'; choose another name");
    }

    /// <summary>A board and a channel on it, as <c>name/3</c>.</summary>
    public static (SiteNode At, string Name, int Number)? Reference(SiteSection section, string key, bool needed, SiteFaults faults)
    {
        var at = needed ? section.Need(key) : section.Find(key);
        if (at is null) return null;
        var match = Port().Match(at.Kind == SiteKind.Text ? at.Text : "");
        if (match.Success) return (at, match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        faults.Add(at, "要写成“板名/通道”，例如 \"door/3\"", "board and channel belong here, for example \"door/3\"");
        return null;
    }

    [GeneratedRegex(@"\A([a-z0-9-]{1,32})/([0-9]{1,3})\z")]
    private static partial Regex Port();
}

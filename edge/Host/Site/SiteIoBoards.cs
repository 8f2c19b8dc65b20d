using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.IoBoards;

namespace YongAi.Edge.Host.Site;

/// <summary>An IO board while the rest of the site file still tells what its relays and inputs are for.</summary>
internal sealed class IoBoardDraft(SiteNode at, string name, string line, IoBoardFit empty)
{
    private readonly List<IoOutput> outputs = [];
    private readonly List<IoContact> contacts = [];
    private readonly List<IoChannel> channels = [];
    private readonly Dictionary<(string, int), string> users = [];

    public SiteNode At => at;

    public string Name => name;

    public string Line => line;

    public int Relays => empty.Relays;

    public int Inputs => empty.Inputs;

    /// <summary>Keeps a relay or an input; the place that has it already, if one does.</summary>
    public string? Claim(string kind, int number, string place) => users.TryAdd((kind, number), place) ? null : users[(kind, number)];

    public void Output(int relay, OutputPlan plan) => outputs.Add(new IoOutput(relay, plan));

    public void Contact(int input, ContactId contact, int activeLevel) => contacts.Add(new IoContact(input, contact, activeLevel));

    public void Channel(int relay, ChannelId channel, TimeSpan pulse) => channels.Add(new IoChannel(relay, channel, pulse));

    public IoBoardWiring Wiring() => new(empty with { Outputs = [.. outputs], Contacts = [.. contacts], Channels = [.. channels] });
}

/// <summary>Reads the Modbus boards with relays and inputs that serve no lock and no charger.</summary>
internal static class SiteIoBoards
{
    public const string Family = "modbus-io";

    public static Dictionary<string, IoBoardDraft> Read(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var boards = new Dictionary<string, IoBoardDraft>(StringComparer.Ordinal);
        foreach (var item in site.Items("io_boards", 0, SiteBoards.BoardsMax))
            if (SiteSection.Read(item, faults, section => Board(section, lines, faults)) is { } board)
                SiteBoards.Keep(boards, board.Name, board, board.At, faults);
        return boards;
    }

    private static IoBoardDraft Board(SiteSection section, SiteLines lines, SiteFaults faults)
    {
        var name = SiteBoards.Name(section, faults);
        section.Word("family", [Family]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = (byte)section.Whole("address", 1, 247);
        var (relays, inputs) = (section.Whole("relays", 0, 32, 8), section.Whole("inputs", 0, 32, 8));
        // A contact says nothing after 3 s (ContactImage.StaleAfter): two polls have to fit.
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 100, 1500, 500));
        lines.Attach(section, line, Family, address, faults);
        return new IoBoardDraft(section.Node, name, line, new IoBoardFit(address, relays, inputs) { PollEvery = poll });
    }
}

using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Dispensers;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads what hands goods out: boards of spirals, docks of power banks, and their channels.</summary>
internal sealed class SiteGoods(SiteLines lines, SiteNames channels, SiteFaults faults)
{
    private const string Vmc = "vmc", Dock = "bank-dock";
    private const int DispensersMax = 8, ChannelsMax = 64, SelectionMax = 999;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public List<(string Line, DeviceWiring Wiring)> Boards { get; } = [];

    /// <summary>The channels of the cabinet, in the order in which they are written.</summary>
    public List<ChannelDraft> Channels { get; } = [];

    public void Read(SiteSection site)
    {
        foreach (var item in site.Items("dispensers", 0, DispensersMax)) SiteSection.Read(item, faults, Dispenser);
    }

    private bool Dispenser(SiteSection section)
    {
        SiteBoards.Keep(names, SiteBoards.Name(section, faults), section.Node.Place, section.Node, faults);
        var family = section.Word("family", [Vmc, Dock]);
        var line = section.Text("line", SiteLines.NameCharsMax);
        var crc = section.Word("crc", ["modbus", "ccitt-false", "xmodem"], "modbus") switch
        {
            "ccitt-false" => DockCrc.CcittFalse,
            "xmodem" => DockCrc.Xmodem,
            _ => DockCrc.Modbus,
        };
        var poll = TimeSpan.FromMilliseconds(section.Whole("poll_ms", 250, 5000, 1000));
        var seats = new Dictionary<(int Board, int Seat), string>();
        var written = section.Items("channels", 1, ChannelsMax).Select(item => SiteSection.Read(item, faults, one => Channel(one, family, seats)));
        var read = written.OfType<ChannelText>().ToImmutableArray();
        if (family == Vmc)
        {
            lines.Attach(section, line, SiteLines.VmcFamily, 0, faults);
            Boards.Add((line, new VmcWiring(new VmcFit(
                [.. read.Select(one => new VmcChannel(one.Channel, one.Seat, one.DropSensor, one.Elevator))]))));
            return true;
        }
        foreach (var board in read.GroupBy(one => one.Address).OrderBy(board => board.Key))
        {
            lines.Attach(section, line, SiteLines.DockFamily, board.Key, faults);
            Boards.Add((line, new DockWiring(new DockFit((byte)board.Key, [.. board.Select(one => new DockChannel(one.Channel, one.Seat))])
            {
                Crc = crc, PollEvery = poll,
            })));
        }
        return true;
    }

    private ChannelText Channel(SiteSection section, string family, Dictionary<(int Board, int Seat), string> seats)
    {
        var name = channels.Read(section, "channel");
        var selection = Own(section, "selection", Vmc, family, 1, SelectionMax);
        var address = Own(section, "address", Dock, family, 0, DockFit.AddressMax);
        var place = Own(section, "place", Dock, family, 1, DockFit.Places);
        var read = new ChannelText(new ChannelId(name), address, family == Vmc ? selection : place,
            section.Flag("drop_sensor", false), section.Flag("elevator", false));
        if (!seats.TryAdd((read.Address, read.Seat), section.Node.Place))
            faults.Add(section.Find(family == Vmc ? "selection" : "place") ?? section.Node,
                $"与 {seats[(read.Address, read.Seat)]} 是同一个货道或仓位，请改一处",
                $"{seats[(read.Address, read.Seat)]} is the same spiral or place; change one of them");
        Channels.Add(ChannelDraft.Read(section, read.Channel, family == Dock || read.DropSensor, isPlace: family == Dock));
        return read;
    }

    /// <summary>A number that channels of one family have and others have not.</summary>
    private int Own(SiteSection section, string key, string owner, string family, int least, int most)
    {
        if (section.Find(key) is { } at)
        {
            if (family != owner) faults.Add(at, $"{family} 的通道没有“{key}”，请删去", $"channels of {family} have no '{key}'; remove it");
            return section.Whole(key, least, most);
        }
        if (family == owner)
            faults.Add(section.Node, $"{family} 的通道要写“{key}”，{least} 到 {most}", $"a channel of {family} needs '{key}', {least} to {most}");
        return least;
    }

    private sealed record ChannelText(ChannelId Channel, int Address, int Seat, bool DropSensor, bool Elevator);
}

/// <summary>Reads the readers of tags.</summary>
internal static class SiteTagReaders
{
    private const int ReadersMax = 4;

    public static List<(string Line, TagReaderWiring Wiring)> Read(SiteSection site, SiteLines lines, SiteFaults faults)
    {
        var readers = new List<(string, TagReaderWiring)>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in site.Items("tag_readers", 0, ReadersMax))
            SiteSection.Read(item, faults, section =>
            {
                var name = SiteBoards.Name(section, faults);
                SiteBoards.Keep(names, name, section.Node.Place, section.Node, faults);
                var line = section.Text("line", SiteLines.NameCharsMax);
                lines.Attach(section, line, SiteLines.TagReaderFamily, 0, faults);
                readers.Add((line, new TagReaderWiring(new ReaderId(name))));
                return true;
            });
        return readers;
    }
}

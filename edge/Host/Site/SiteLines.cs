using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Site;

/// <summary>The lines of the site file, and who sits on each: one protocol for each line, one address for each board.</summary>
internal sealed class SiteLines
{
    public const int NameCharsMax = 32;
    public const string RelayFamily = "modbus-relay";
    public const string SlotBoardFamily = "slot-board";
    public const string ScannerFamily = "scanner";
    public const string VmcFamily = "vmc";
    public const string DockFamily = "bank-dock";
    public const string TagReaderFamily = "tag-reader";

    /// <summary>What speaks Modbus, each with an address of its own, shares a line.</summary>
    private static readonly string[] Modbus = [RelayFamily, SiteIoBoards.Family, SlotBoardFamily, SitePacks.JkModbus, SiteGauges.Riden, .. SiteGauges.Families];
    private static readonly string[] Alone = [ScannerFamily, VmcFamily, TagReaderFamily, .. SitePacks.WithoutAddress];

    private const int LinesMax = 64;

    private static readonly int[] Bauds = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200];

    private readonly Dictionary<string, SiteLine> lines = new(StringComparer.Ordinal);
    private readonly bool complete;

    private SiteLines(bool complete) => this.complete = complete;

    public IEnumerable<SiteLine> All => lines.Values;

    public static SiteLines Read(SiteSection site, string folder, SiteFaults faults)
    {
        var at = site.Need("lines");
        var read = new SiteLines(at is { Kind: SiteKind.Object, Members.Length: > 0 and <= LinesMax });
        if (at is null) return read;
        if (!read.complete)
        {
            faults.Add(at, $"这里要写 1 到 {LinesMax} 条线路的对象 {{ 名称: {{ … }} }}",
                $"an object of 1 to {LinesMax} lines {{ name: {{ … }} }} belongs here");
            return read;
        }
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in at.Members)
        {
            if (!IsName(name))
                faults.Add(node, "线路名称只能用小写字母、数字和横线，最多 32 个字符",
                    "a line's name is made of lower-case letters, digits and hyphens, at most 32");
            var line = SiteSection.Read(node, faults, section => Line(section, name, folder, paths, faults));
            read.lines[name] = line ?? new SiteLine(node, new LinePort(new LineId(name), "", 9600));
        }
        return read;
    }

    private static SiteLine Line(SiteSection section, string name, string folder, Dictionary<string, string> paths,
        SiteFaults faults)
    {
        var path = section.Text("path", 1024);
        var baud = section.Whole("baud", 1200, 115200, 9600);
        if (!Bauds.Contains(baud) && section.Find("baud") is { } at)
            faults.Add(at, $"没有这个速率，可用：{string.Join("、", Bauds)}",
                $"no such rate; there are {string.Join(", ", Bauds)}");
        var full = path.Length == 0 ? "" : Path.GetFullPath(path, folder);
        var device = Device(full);
        if (full.Length > 0 && !paths.TryAdd(device, section.Node.Place))
            faults.Add(section.Find("path")!, $"{paths[device]} 已用这个串口；一个串口只能是一条线路",
                $"{paths[device]} has this port already; one port is one line");
        var format = section.Word("format", ["8N1", "8E1", "8N2"], "8N1");
        var port = new LinePort(new LineId(name), full, baud)
        {
            Format = Enum.Parse<LineFormat>("Bits" + format), Rs485 = section.Flag("rs485", false),
        };
        return new SiteLine(section.Node, port);
    }

    // One adapter has several names under /dev/serial; where it is plugged in now, the links say which of them are one.
    private static string Device(string path)
    {
        try
        {
            return path.Length > 0 && File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: true } target ? target.FullName : path;
        }
        catch (Exception unresolved) when (unresolved is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameCharsMax && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Puts a device on a line. What has no address sits alone.</summary>
    public void Attach(SiteSection device, string name, string family, int address, SiteFaults faults)
    {
        if (name.Length == 0 || !complete) return;
        var at = device.Find("line")!;
        if (!lines.TryGetValue(name, out var line))
        {
            var (chinese, english) = Near.Hint(name, lines.Keys);
            faults.Add(at, $"没有名为“{name}”的线路，请写进 lines{chinese}", $"there is no line '{name}'; add it to lines{english}");
            return;
        }
        if (line.Users.Count > 0 && line.Users[0] is var first
            && (WireOf(first.Family) != WireOf(family) || Alone.Contains(family)))
            faults.Add(at, WireOf(first.Family) != WireOf(family)
                    ? $"线路“{name}”已接 {first.Place}（{first.Family}），协议不同，请另接一条线路"
                    : $"线路“{name}”已接 {first.Place}；它没有地址，只能独占一条线路",
                first.Family != family
                    ? $"line '{name}' has {first.Place} ({first.Family}), another protocol; give this one a line of its own"
                    : $"line '{name}' has {first.Place}; without an address it needs a line of its own");
        else if (line.Users.FirstOrDefault(user => user.Address == address) is { } twin)
            faults.Add(device.Find("address") ?? at, $"地址 {address} 与 {twin.Place} 重复，请改拨码",
                $"address {address} belongs to {twin.Place} already; set another on its switches");
        line.Users.Add(new SiteLineUser(device.Node.Place, family, address));
    }

    /// <summary>The bits of one character on a line; null when there is no such line.</summary>
    public LineFormat? FormatOf(string name) => lines.TryGetValue(name, out var line) ? line.Port.Format : null;

    private static string WireOf(string family) => Modbus.Contains(family) ? "modbus" : family;

    public void WarnOfUnused(SiteFaults faults)
    {
        foreach (var line in lines.Values)
            if (line.Users.Count == 0)
                faults.Warn(line.At, "这条线路上没有设备", "nothing is wired to this line");
    }
}

/// <summary>One line and what was wired to it so far.</summary>
internal sealed record SiteLine(SiteNode At, LinePort Port)
{
    public List<SiteLineUser> Users { get; } = [];
}

/// <summary>A device on a line: where the site file says so, what it speaks, its address.</summary>
internal sealed record SiteLineUser(string Place, string Family, int Address);

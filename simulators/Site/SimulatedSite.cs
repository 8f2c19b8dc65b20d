using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Site;

/// <summary>A site file, or a word of the command line, cannot be used; the text says where and what to do.</summary>
public sealed class SiteUnusable(string message) : Exception(message);

/// <summary>A channel of a board as the site file names it: <c>door/13</c>.</summary>
public readonly record struct ChannelName(string Board, int Channel);

/// <summary>The same site file that the edge reads, as the simulators understand it.</summary>
public sealed class SimulatedSite
{
    private const int SocketPathMax = 107;
    private const string DemoFile = "demo-12.json", SensorsFile = "sensors-12.json", GoodsFile = "goods.json";
    private readonly ImmutableArray<(Regex Serial, PackKind Kind)> kinds;

    private SimulatedSite(string file, SiteText text)
    {
        Text = text;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        SysfsPath = text.Sysfs is null or "/sys" ? null : Path.GetFullPath(text.Sysfs, folder);
        LinePaths = text.Lines.ToImmutableDictionary(line => line.Key, line => Path.GetFullPath(line.Value.Path, folder));
        HandsPath = Path.Combine(Path.GetDirectoryName(LinePaths[text.Lines.GetAt(0).Key])!, "hands.sock");
        kinds = [.. (text.Packs ?? []).Select(pack =>
            (new Regex($"^(?:{pack.Serial})$", RegexOptions.NonBacktracking), PackKind.Of(pack.Class, pack.Cells)))];
    }

    public SiteText Text { get; }

    /// <summary>The folder that stands for sysfs; null where the site reads the machine's own.</summary>
    public string? SysfsPath { get; }
    public ImmutableDictionary<string, string> LinePaths { get; }

    /// <summary>Where people act on the simulated cabinet: a socket beside the first line.</summary>
    public string HandsPath { get; }

    /// <exception cref="SiteUnusable">The file is missing or not what a site file should be.</exception>
    public static SimulatedSite Read(string file) => Read(file, () => File.ReadAllText(file));

    /// <summary>The 12-slot cabinet of <c>seeds/sites/demo-12.json</c>, which every copy of this program carries.</summary>
    public static SimulatedSite Demo() => Carried(DemoFile);

    /// <summary>The same with every sensor: <c>seeds/sites/sensors-12.json</c>, carried as well.</summary>
    public static SimulatedSite WithSensors() => Carried(SensorsFile);

    /// <summary>The service cabinet: <c>seeds/sites/goods.json</c>, carried as well.</summary>
    public static SimulatedSite WithGoods() => Carried(GoodsFile);

    private static SimulatedSite Carried(string file) => Read(file, () =>
    {
        using var stream = typeof(SimulatedSite).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    private static SimulatedSite Read(string file, Func<string> text)
    {
        try
        {
            return Of(file, text());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SiteUnusable($"{file}: {e.Message}");
        }
    }

    private static SimulatedSite Of(string file, string json)
    {
        try
        {
            var text = JsonSerializer.Deserialize<SiteText>(json, SiteJson.Options)
                ?? throw new SiteUnusable($"{file}: is null");
            if (text.Lines.Count == 0)
                throw new SiteUnusable($"{file}: 'lines' is empty; a simulated cabinet needs at least one");
            if (text.Slots.IsDefault) text = text with { Slots = [] };
            if (text.Slots.IsEmpty && text.Dispensers is not { Length: > 0 })
                throw new SiteUnusable($"{file}: 'slots' is empty, and there are no 'dispensers' either");
            var site = new SimulatedSite(file, text);
            site.Check(file);
            return site;
        }
        catch (JsonException e)
        {
            throw new SiteUnusable($"{file}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw new SiteUnusable($"{file}: a pattern in 'packs' cannot be used: {e.Message}");
        }
    }

    /// <summary>What a pack of this serial is built of; foreign packs too are built of something.</summary>
    public PackKind KindOf(string serial) =>
        kinds.Where(kind => kind.Serial.IsMatch(serial)).Select(kind => kind.Kind).FirstOrDefault() ?? PackKind.Foreign;

    /// <summary>Splits <c>door/13</c>.</summary>
    public static ChannelName Channel(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var channel)
            ? new ChannelName(parts[0], channel)
            : throw new SiteUnusable($"'{text}' names no channel of a board; write board/number, for example door/13");
    }

    private void Check(string file)
    {
        if (HandsPath.Length > SocketPathMax)
            throw new SiteUnusable($"{file}: the socket {HandsPath} is longer than {SocketPathMax} characters; shorten the folder");
        var used = (Text.LockBoards ?? []).Select(board => ("lock_boards", board.Line))
            .Concat((Text.RelayBoards ?? []).Select(board => ("relay_boards", board.Line)))
            .Concat((Text.IoBoards ?? []).Select(board => ("io_boards", board.Line)))
            .Concat((Text.Scanners ?? []).Select(scanner => ("scanners", scanner.Line)))
            .Concat((Text.Gauges ?? []).Where(gauge => gauge.Line is not null).Select(gauge => ("gauges", gauge.Line!)))
            .Concat((Text.Supplies ?? []).Select(supply => ("supplies", supply.Line)))
            .Concat((Text.Dispensers ?? []).Select(dispenser => ("dispensers", dispenser.Line)))
            .Concat((Text.TagReaders ?? []).Select(reader => ("tag_readers", reader.Line)))
            .Concat(Text.Slots.Where(slot => slot.SlotBoard is not null).Select(slot => ("slots", slot.SlotBoard!.Line)))
            .Concat(Text.Slots.Where(slot => slot.Pack is not null).Select(slot => ("slots", slot.Pack!.Line)));
        foreach (var (where, line) in used)
            if (!Text.Lines.ContainsKey(line))
                throw new SiteUnusable($"{file}: {where} name the line '{line}', which 'lines' lacks");
        foreach (var (name, line) in Text.Lines)
            if (line.Baud is < 300 or > 4_000_000)
                throw new SiteUnusable($"{file}: lines.{name}.baud {line.Baud} is no usable speed");
        foreach (var supply in Text.Supplies ?? [])
            if (Text.Slots.All(slot => slot.Slot != supply.Slot))
                throw new SiteUnusable($"{file}: supply '{supply.Name}' charges slot {supply.Slot}, which 'slots' lacks");
        if (Text.Slots.GroupBy(slot => slot.Slot).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new SiteUnusable($"{file}: slot {twice.Key} is there twice");
    }
}

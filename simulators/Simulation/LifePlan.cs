using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// Plan and wiring of a simulated cabinet, as the edge would read them from the same site file. The edge's own reader is in Host,
/// which the simulators do not know; a test holds the two against each other.
/// </summary>
public static class LifePlan
{
    private static readonly TimeSpan SwitchesEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PacksEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ChargersEvery = TimeSpan.FromSeconds(2);

    /// <param name="site">The site.</param>
    /// <param name="trust">Whose codes are taken.</param>
    /// <param name="maxCharging">How many slots charge at the same time.</param>
    public static SitePlan Of(SimulatedSite site, TrustStore trust, int maxCharging) => new(site.Text.Cabinet, null,
        [.. site.Text.Slots.Select(Slot)],
        new PackBook([.. (site.Text.Packs ?? []).Select(Pack)]), trust,
        new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromMinutes(15), 60, 0),
        new SwapTimes(),
        new ChargeLimits(maxCharging, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100),
            new StateOfCharge(95)),
        new StateOfCharge(90));

    /// <summary>Which device is on which line.</summary>
    public static Wiring WiringOf(SimulatedSite site) => new([.. site.Text.Lines.Select(line =>
        new LineWiring(new LineId(line.Key), line.Value.Baud, [.. Devices(site.Text, line.Key)]))]);

    private static SlotPlan Slot(SlotText slot) =>
        new(new SlotNumber(slot.Slot), slot.Presence is not null, slot.Pack is not null, slot.Charger is not null)
        {
            Board = slot.Lock is { } output ? SimulatedSite.Channel(output).Board : "",
        };

    private static PackPattern Pack(PackPatternText pack) => pack.Volts is [var least, var most]
        ? new PackPattern(new Regex($@"\A(?:{pack.Serial})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            new PackClass(pack.Class), pack.Cells,
            new Volts(least), new Volts(most))
        : throw new SiteUnusable($"packs: the pattern '{pack.Serial}' needs 'volts': [least, most]");

    private static IEnumerable<DeviceWiring> Devices(SiteText site, string line)
    {
        foreach (var board in site.LockBoards ?? [])
            if (board.Line == line)
                yield return new LockBoardWiring(board.Address, board.Dialect == "B" ? LockDialect.B : LockDialect.A,
                    board.Echo switch { "on" => EchoMode.On, "off" => EchoMode.Off, _ => EchoMode.Probe }, board.ReadAll,
                    Channels(site, board), SwitchesEvery);
        foreach (var board in site.RelayBoards ?? [])
            if (board.Line == line)
                yield return new RelayBoardWiring(board.Address, board.Relays, Chargers(site, board), ChargersEvery);
        foreach (var slot in site.Slots)
            if (slot.Pack?.Line == line) yield return new JbdWiring(new SlotNumber(slot.Slot), PacksEvery);
        foreach (var scanner in site.Scanners ?? [])
            if (scanner.Line == line)
                yield return new ScannerWiring(scanner.End switch
                {
                    "crlf" => ScanEnd.CrLf,
                    "tab" => ScanEnd.Tab,
                    "none" => ScanEnd.None,
                    _ => ScanEnd.Cr,
                });
    }

    private static ImmutableArray<LockChannel> Channels(SiteText site, LockBoardText board)
    {
        var channels = new SortedDictionary<int, LockChannel>();
        foreach (var slot in site.Slots)
        {
            var number = new SlotNumber(slot.Slot);
            if (At(slot.Lock, board.Name) is { } output) channels[output] = Of(output) with { Lock = number };
            if (At(slot.Door, board.Name) is { } door)
                channels[door] = Of(door) with { Use = FeedbackUse.Door, Slot = number, ActiveLevel = board.ClosedLevel };
            if (At(slot.Presence, board.Name) is { } presence)
                channels[presence] = Of(presence) with { Use = FeedbackUse.Presence, Slot = number, ActiveLevel = board.PresentLevel };
        }
        return [.. channels.Values];

        LockChannel Of(int channel) =>
            channels.GetValueOrDefault(channel) ?? new LockChannel(channel, null, FeedbackUse.Unused, null, board.ClosedLevel);
    }

    private static ImmutableArray<ChargerRelay> Chargers(SiteText site, RelayBoardText board) =>
        [.. site.Slots.Where(slot => At(slot.Charger, board.Name) is not null)
            .Select(slot => new ChargerRelay(At(slot.Charger, board.Name)!.Value, new SlotNumber(slot.Slot)))
            .OrderBy(charger => charger.Relay)];

    private static int? At(string? wire, string board) =>
        wire is not null && SimulatedSite.Channel(wire) is var channel && channel.Board == board ? channel.Channel : null;
}

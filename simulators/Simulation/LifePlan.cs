using System.Text.RegularExpressions;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Devices.SlotBoards;
using YongAi.Edge.Devices;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// Plan and wiring of a simulated cabinet, as the edge would read them from the same site file. The edge's own reader is in Host,
/// which the simulators do not know; a test holds the two against each other.
/// </summary>
public static class LifePlan
{
    /// <param name="site">The site.</param>
    /// <param name="trust">Whose codes are taken.</param>
    /// <param name="maxCharging">How many slots charge at the same time.</param>
    public static SitePlan Of(SimulatedSite site, TrustStore trust, int maxCharging) => new(site.Text.Cabinet, null,
        [.. site.Text.Slots.Select(slot => Slot(slot, site.Text))],
        new PackBook([.. (site.Text.Packs ?? []).Select(Pack)]), trust,
        new CodePolicy(true, TimeSpan.FromDays(7), TimeSpan.FromDays(7), TimeSpan.FromMinutes(15), 60, 0),
        new SwapTimes(),
        new ChargeLimits(maxCharging, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100),
            new StateOfCharge(95)),
        new StateOfCharge(90))
    {
        Contacts = [.. (site.Text.Contacts ?? []).Select(each => new ContactPlan(new ContactId(each.Name), Word<ContactUse>(each.Use), At(each.Slot)))],
        Gauges =
        [
            .. (site.Text.Gauges ?? []).Select(each => new GaugePlan(new GaugeId(each.Name), Word<GaugeUse>(each.Use), At(each.Slot))),
            .. (site.Text.Supplies ?? []).Select(each => new GaugePlan(new GaugeId(each.Name), GaugeUse.Supply, new SlotNumber(each.Slot))),
            .. (site.Text.KernelGauges ?? []).Select(each => new GaugePlan(new GaugeId(each.Name), Word<GaugeUse>(each.Use), At(each.Slot))),
        ],
        Outputs = [.. (site.Text.Outputs ?? []).Select(PlanOf)],
        Channels =
        [
            .. (site.Text.Dispensers ?? []).SelectMany(dispenser => dispenser.Channels.Select(channel =>
                new ChannelPlan(new ChannelId(channel.Channel), ItemOf(channel.Item)) { Counter = CounterOf(channel.Counter), Reader = ReaderOf(channel.Reader), IsPlace = dispenser.Family == "bank-dock" })),
            .. (site.Text.RelayChannels ?? []).Select(channel =>
                new ChannelPlan(new ChannelId(channel.Channel), ItemOf(channel.Item)) { Counter = CounterOf(channel.Counter), Reader = ReaderOf(channel.Reader) }),
            .. (site.Text.Lockers ?? []).Select(locker => new ChannelPlan(new ChannelId(locker.Channel), ItemOf(locker.Item)) { Door = new SlotNumber(locker.Slot) }),
        ],
        Bins = [.. (site.Text.ReturnBins ?? []).Select(bin => new ReturnBin(new ChannelId(bin.Name), new ItemId(bin.Item), new ReaderId(bin.Reader), new CounterId(bin.Counter)))],
        Goods = site.Text.Goods is { } goods ? GoodsOf(goods) : GoodsPlan.None,
    };

    private static ItemId? ItemOf(string? name) => name is null ? null : new ItemId(name);

    private static ReaderId? ReaderOf(string? name) => name is null ? null : new ReaderId(name);

    private static CounterId? CounterOf(string? name) => name is null ? null : new CounterId(name);

    private static GoodsPlan GoodsOf(GoodsText goods) => new()
    {
        Items = [.. goods.Items.Select(item => new ItemPlan(new ItemId(item.Item), new ItemName(item.Zh, item.En))
        {
            Quota = item.PerDay is { } most ? new Quota(most) { PerHotDay = item.PerHotDay } : null,
            LentFor = item.LentForHours is { } hours ? TimeSpan.FromHours(hours) : null,
        })],
    };

    /// <summary>Which device is on which line.</summary>
    public static Wiring WiringOf(SimulatedSite site) => new([.. site.Text.Lines.Select(line =>
        new LineWiring(new LineId(line.Key), line.Value.Baud, [.. Devices(site.Text, line.Key)])
        {
            Format = Enum.Parse<LineFormat>("Bits" + line.Value.Format),
        })])
    {
        Banks = [.. (site.Text.Pins ?? []).Select(bank => BankOf(site.Text, bank.Name)).Where(bank => !bank.Pins.IsEmpty)],
        Kernel = [.. (site.Text.KernelGauges ?? []).Select(KernelOf)],
    };

    private static BankWiring BankOf(SiteText site, string bank)
    {
        bool IsHere(PinText? pin) => pin is not null && pin.At.Split('/')[0] == bank;
        return new BankWiring(new BankId(bank),
        [
            .. (site.Contacts ?? []).Where(each => IsHere(each.Pin)).Select(each => new ContactPin(new ContactId(each.Name))),
            .. (site.Outputs ?? []).Where(each => IsHere(each.Pin)).Select(each => new OutputPin(PlanOf(each))),
            .. (site.Counters ?? []).Where(each => IsHere(each.Pin)).Select(each => new CounterPin(new CounterId(each.Name))),
        ]);
    }

    private static KernelFit KernelOf(KernelGaugeText gauge)
    {
        var parts = gauge.At.Split('/');
        return new KernelFit(new GaugeId(gauge.Name), Word<KernelPlace>(parts[0]), parts[1], parts.ElementAtOrDefault(2) ?? "") { Nth = gauge.Nth };
    }

    private static IoBoardFit FitOf(SiteText site, IoBoardText board) =>
        new(board.Address, board.Relays, board.Inputs)
        {
            PollEvery = TimeSpan.FromMilliseconds(board.PollMs),
            Outputs = [.. from output in site.Outputs ?? [] where At(output.Relay, board.Name) is not null
                select new IoOutput(At(output.Relay, board.Name)!.Value, PlanOf(output))],
            Contacts = [.. from contact in site.Contacts ?? [] where At(contact.Input?.Port, board.Name) is not null
                select new IoContact(At(contact.Input!.Port, board.Name)!.Value, new ContactId(contact.Name), contact.Input.ActiveLevel)],
            Channels = [.. from channel in site.RelayChannels ?? [] where At(channel.Relay, board.Name) is not null
                select new IoChannel(At(channel.Relay, board.Name)!.Value, new ChannelId(channel.Channel), TimeSpan.FromMilliseconds(channel.PulseMs))],
        };

    private static OutputPlan PlanOf(OutputText output) => new(new OutputId(output.Name), Word<OutputUse>(output.Use), At(output.Slot));

    private static SlotNumber? At(int? slot) => slot is { } number ? new SlotNumber(number) : null;

    /// <summary><c>emergency-stop</c> is EmergencyStop.</summary>
    private static T Word<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value : throw new SiteUnusable($"'{text}' is no {typeof(T).Name}");

    private static SlotPlan Slot(SlotText slot, SiteText site) =>
        new(new SlotNumber(slot.Slot), (slot.Presence, slot.SlotBoard) is not (null, null), (slot.Pack, slot.SlotBoard) is not (null, null),
            (slot.Charger, slot.SlotBoard?.HostTimeoutS) is not (null, null))
        {
            Board = slot.Lock is { } output ? SimulatedSite.Channel(output).Board : "",
            Adjustable = (site.Supplies ?? []).FirstOrDefault(supply => supply.Slot == slot.Slot) is { } supply ? new Amps(supply.Amps) : null,
        };

    private static PackPattern Pack(PackPatternText pack) => pack.Volts is [var least, var most]
        ? new PackPattern(new Regex($@"\A(?:{pack.Serial})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            new PackClass(pack.Class), pack.Cells,
            new Volts(least), new Volts(most))
        {
            Holds = pack.Ah, MostAmps = pack.Amps is { } amps ? new Amps(amps) : null,
        }
        : throw new SiteUnusable($"packs: the pattern '{pack.Serial}' needs 'volts': [least, most]");

    private static IEnumerable<DeviceWiring> Devices(SiteText site, string line)
    {
        foreach (var board in site.LockBoards ?? [])
            if (board.Line == line)
                yield return new LockBoardWiring(MakeOf(board), board.Address,
                    board.Echo switch { "on" => EchoMode.On, "off" => EchoMode.Off, _ => EchoMode.Probe },
                    Channels(site, board), TimeSpan.FromMilliseconds(board.PollMs));
        foreach (var board in site.RelayBoards ?? [])
            if (board.Line == line)
                yield return new RelayBoardWiring(board.Address, board.Relays, Chargers(site, board), TimeSpan.FromMilliseconds(board.PollMs));
        foreach (var board in site.IoBoards ?? [])
            if (board.Line == line) yield return new IoBoardWiring(FitOf(site, board));
        foreach (var slot in site.Slots)
        {
            if (slot.Pack is { } pack && pack.Line == line)
                yield return new PackWiring(MakeOf(pack), new SlotNumber(slot.Slot), TimeSpan.FromMilliseconds(pack.PollMs));
            if (slot.SlotBoard is { } board && board.Line == line) yield return new SlotBoardWiring(FitOf(board, new SlotNumber(slot.Slot)));
        }
        foreach (var gauge in site.Gauges ?? [])
            if (gauge.Line == line) yield return new GaugeWiring(FitOf(gauge, site.Energy?.CapWatts is not null));
        foreach (var supply in site.Supplies ?? [])
            if (supply.Line == line)
                yield return new SupplyWiring(new(supply.Address, new SlotNumber(supply.Slot), new(supply.Name), new(supply.Volts),
                    new(supply.Amps), TimeSpan.FromMilliseconds(supply.PollMs)));
        foreach (var scanner in site.Scanners ?? [])
            if (scanner.Line == line)
                yield return new ScannerWiring(scanner.End switch
                {
                    "crlf" => ScanEnd.CrLf,
                    "tab" => ScanEnd.Tab,
                    "none" => ScanEnd.None,
                    _ => ScanEnd.Cr,
                }, scanner.Setup == "gm65");
        foreach (var dispenser in site.Dispensers ?? [])
            if (dispenser.Line == line)
                foreach (var board in Boards(dispenser)) yield return board;
        foreach (var reader in site.TagReaders ?? [])
            if (reader.Line == line) yield return new TagReaderWiring(new ReaderId(reader.Name));
    }

    private static GaugeFit FitOf(GaugeText gauge, bool hasCap) => new(new(gauge.Name), gauge.Family switch
        {
            "sdm120" => GaugeMake.Sdm120,
            "dtsu666" => GaugeMake.Dtsu666,
            "pzem" => GaugeMake.Pzem,
            "xy-md02" => GaugeMake.XyMd02,
            _ => throw new SiteUnusable($"gauge '{gauge.Name}': there is no family '{gauge.Family}'"),
        },
        gauge.Address, TimeSpan.FromMilliseconds(gauge.PollMs))
        {
            PowerEvery = hasCap && gauge.Use == "mains" ? GaugeFit.UnderACap : null,
        };

    private static IEnumerable<DeviceWiring> Boards(DispenserText dispenser) => dispenser.Family == "vmc"
        ? [new VmcWiring(new VmcFit([.. dispenser.Channels.Select(channel =>
            new VmcChannel(new ChannelId(channel.Channel), channel.Selection, channel.DropSensor, channel.Elevator))]))]
        : dispenser.Channels.GroupBy(channel => channel.Address).OrderBy(board => board.Key).Select(board => new DockWiring(
            new DockFit(board.Key, [.. board.Select(channel => new DockChannel(new ChannelId(channel.Channel), channel.Place))])
            {
                Crc = dispenser.Crc switch { "ccitt-false" => DockCrc.CcittFalse, "xmodem" => DockCrc.Xmodem, _ => DockCrc.Modbus },
                PollEvery = TimeSpan.FromMilliseconds(dispenser.PollMs),
            }));

    private static LockMake MakeOf(LockBoardText board) => board.Family switch
    {
        "8a80" => new A80Make(board.Dialect == "B" ? LockDialect.B : LockDialect.A, board.ReadAll),
        "wkly" => new WklyMake(),
        "cu16" => new Cu16Make(board.Settle),
        "winnsen" => new WinnsenMake(),
        "dc02" => new Dc02Make(),
        "modbus-relay" => new RelayLockMake(board.Relays, board.Inputs, TimeSpan.FromMilliseconds(board.PulseMs)),
        _ => throw new SiteUnusable($"lock board '{board.Name}': there is no family '{board.Family}'"),
    };

    private static PackMake MakeOf(PackLineText pack) => pack.Family switch
    {
        "jbd" => new JbdMake(),
        "daly-a5" => new DalyA5Make(),
        "daly-d2" => new DalyModbusMake(DalyMap.D2, SerialOf(pack.Serial)),
        "daly-p81" => new DalyModbusMake(DalyMap.P81, SerialOf(pack.Serial)),
        "jk-4e57" => new Jk4E57Make(),
        "jk-modbus" => new JkModbusMake(pack.Address, SerialOf(pack.Serial)),
        "niu" => new NiuMake(),
        _ => throw new SiteUnusable($"line '{pack.Line}': there is no family '{pack.Family}' of packs"),
    };

    private static SerialRegisters SerialOf(SerialText? serial) => serial is null ? default : new(serial.Register, serial.Registers);

    private static SlotBoardFit FitOf(SlotBoardText board, SlotNumber slot) => new(board.Address, slot, SerialOf(board.Serial))
    {
        ValuesEvery = TimeSpan.FromMilliseconds(board.PollMs),
        StateEvery = TimeSpan.FromMilliseconds(board.StateMs),
        IdentityEvery = TimeSpan.FromMilliseconds(board.IdentityMs),
        HostTimeout = board.HostTimeoutS is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Scale = new SlotBoardScale(board.PackMv, board.CurrentMa, board.Temperature == "kelvin"),
    };

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

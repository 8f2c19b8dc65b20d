using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.Boards.Tongues;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>Builds the boards that a site file names, wired to the slots of a world.</summary>
internal sealed class CabinetBoards(SimulatedSite site, CabinetWorld world, Faults faults, Random chance, byte? reportHead)
{
    private const int DockPlaces = 6;

    internal ISimulatedBoard LockBoard(LockBoardText board)
    {
        if (board.Echo == "on") faults.At(board.Line).Set(Fault.Echo, times: null, value: null);
        return board.Family switch
        {
            "8a80" => Board(board, A80(board), A80Tongue.ChannelsMax),
            "wkly" => Board(board, new WklyTongue(board.Address, reports: reportHead is not null), LastOf(board)),
            "cu16" => Board(board, new Cu16Tongue(new() { Address = board.Address, StaysBusy = board.Settle }), Cu16Tongue.ChannelsMax),
            "winnsen" => Board(board, new WinnsenTongue(board.Address), WinnsenTongue.ChannelsMax),
            "dc02" => Board(board, new Dc02Tongue(board.Address), Dc02Tongue.ChannelsMax),
            "modbus-relay" => new RelayBoardSimulator(board.Address,
                new LockContacts(board.Relays, board.Inputs, Channels(board, Math.Max(board.Relays, board.Inputs))), faults.At(board.Line), chance),
            _ => throw new SiteUnusable($"lock board '{board.Name}': family '{board.Family}' is not simulated; "
                + "8a80, wkly, cu16, winnsen, dc02 and modbus-relay are"),
        };
    }

    internal RelayBoardSimulator RelayBoard(RelayBoardText board)
    {
        if (board.Family != "modbus-relay")
            throw new SiteUnusable($"relay board '{board.Name}': family '{board.Family}' is not simulated; modbus-relay is");
        var relays = Enumerable.Range(0, board.Relays).Select(relay => SlotAt(slot => slot.Charger, board.Name, relay));
        return new RelayBoardSimulator(board.Address, new ChargerContacts([.. relays]), faults.At(board.Line), chance);
    }

    internal RelayBoardSimulator IoBoard(IoBoardText board)
    {
        var outputs = (site.Text.Outputs ?? []).Where(output => output.Relay is not null)
            .ToDictionary(output => SimulatedSite.Channel(output.Relay!), output => output.Name);
        foreach (var channel in site.Text.RelayChannels ?? []) outputs.Add(SimulatedSite.Channel(channel.Relay), channel.Channel);
        var inputs = (site.Text.Contacts ?? []).Where(contact => contact.Input is not null)
            .ToDictionary(contact => SimulatedSite.Channel(contact.Input!.Port), contact => (contact.Name, contact.Input!.ActiveLevel == 1));
        return new RelayBoardSimulator(board.Address, new SensorContacts(board.Relays, board.Inputs, world.Around,
            relay => outputs.GetValueOrDefault(new ChannelName(board.Name, relay)),
            input => inputs.TryGetValue(new ChannelName(board.Name, input), out var contact) ? contact : null), faults.At(board.Line), chance);
    }

    internal BmsSimulator Bms(int slotNumber, PackLineText pack) => new(world.Find(slotNumber)!, TongueOf(slotNumber, pack),
        faults.At(pack.Line), faults.AtSlot(slotNumber), chance);

    private IPackTongue TongueOf(int slotNumber, PackLineText pack) => pack.Family switch
    {
        "jbd" => new JbdTongue(),
        "daly-a5" => new DalyA5Tongue(),
        "daly-d2" => DalyMemory.D2.Tongue(SerialOf(slotNumber, pack).Register, SerialOf(slotNumber, pack).Registers, faults.At(pack.Line)),
        "daly-p81" => DalyMemory.P81.Tongue(SerialOf(slotNumber, pack).Register, SerialOf(slotNumber, pack).Registers, faults.At(pack.Line)),
        "jk-4e57" => new Jk4E57Tongue(),
        "jk-modbus" => JkMemory.Tongue(pack.Address, SerialOf(slotNumber, pack).Register, SerialOf(slotNumber, pack).Registers,
            faults.At(pack.Line)),
        "niu" => new NiuTongue(),
        _ => throw new SiteUnusable($"slot {slotNumber}: pack family '{pack.Family}' is not simulated; "
            + "jbd, daly-a5, daly-d2, daly-p81, jk-4e57, jk-modbus and niu are"),
    };

    private static SerialText SerialOf(int slotNumber, PackLineText pack) => pack.Serial
        ?? throw new SiteUnusable($"slot {slotNumber}: a pack of family '{pack.Family}' needs 'serial' with its 'register' and 'registers'");

    internal SlotBoardSimulator SlotBoard(int slotNumber, SlotBoardText board) => new(world.Find(slotNumber)!,
        new SlotBoardSettings(board.Address, board.Serial.Register, board.Serial.Registers,
            board.HostTimeoutS is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
        (faults.At(board.Line), faults.AtSlot(slotNumber)), chance);

    internal GaugeSimulator Gauge(GaugeText gauge) => new(gauge.Family switch
        {
            "sdm120" => GaugeKind.Sdm120,
            "dtsu666" => GaugeKind.Dtsu666,
            "pzem" => GaugeKind.Pzem,
            "xy-md02" => GaugeKind.XyMd02,
            _ => throw new SiteUnusable($"gauge '{gauge.Name}': family '{gauge.Family}' is not simulated; "
                + "sdm120, dtsu666, pzem and xy-md02 are"),
        },
        (gauge.Name, gauge.Slot), gauge.Address, world, faults.At(gauge.Line!), chance);

    internal RidenSimulator Supply(SupplyText supply) => supply.Family == "riden"
        ? new RidenSimulator(supply.Address, world.Find(supply.Slot)!, faults.At(supply.Line), chance)
        : throw new SiteUnusable($"supply '{supply.Name}': family '{supply.Family}' is not simulated; riden is");

    internal ScannerSimulator Scanner(ScannerText scanner) => new(
        scanner.End switch
        {
            "cr" => "\r",
            "crlf" => "\r\n",
            "tab" => "\t",
            "none" => "",
            _ => throw new SiteUnusable($"scanner on '{scanner.Line}': end '{scanner.End}' is none of cr, crlf, tab, none"),
        },
        faults.At(scanner.Line), chance);

    /// <summary>The boards of a dispenser: one that drives spirals, or one for each address of a dock.</summary>
    internal ImmutableArray<ISimulatedBoard> Dispenser(DispenserText dispenser) => dispenser.Family switch
    {
        "vmc" => [new VmcSimulator([.. dispenser.Channels.Select(channel =>
            new VmcSpiral(channel.Selection, world.Shelf.AddSpiral(channel.Channel, faults.At(dispenser.Line))))], faults.At(dispenser.Line))],
        "bank-dock" => [.. dispenser.Channels.GroupBy(channel => channel.Address).Select(board => new BankDockSimulator(board.Key,
            [.. Enumerable.Range(1, DockPlaces).Select(place => board.FirstOrDefault(channel => channel.Place == place) is { } channel
                ? world.Shelf.AddPlace(channel.Channel, faults.At(dispenser.Line)) : null)],
            dispenser.Crc, faults.At(dispenser.Line), chance))],
        _ => throw new SiteUnusable($"dispenser '{dispenser.Name}': family '{dispenser.Family}' is not simulated; vmc and bank-dock are"),
    };

    private LockBoardSimulator Board(LockBoardText board, LockTongue tongue, int channels) =>
        new(tongue, new LockBoardSettings { Channels = Channels(board, channels) }, faults.At(board.Line), chance);

    private A80Tongue A80(LockBoardText board) => new(new A80Settings
    {
        Address = board.Address,
        Dialect = board.Dialect switch
        {
            "A" => Dialect.A,
            "B" => Dialect.B,
            _ => throw new SiteUnusable($"lock board '{board.Name}': dialect '{board.Dialect}' is neither A nor B"),
        },
        ReadAll = board.ReadAll,
        ReportHead = reportHead,
    });

    /// <summary>A WKLY board says itself how many channels it has: as many as are used.</summary>
    private int LastOf(LockBoardText board) => site.Text.Slots.SelectMany(slot => new[] { slot.Lock, slot.Door, slot.Presence }).OfType<string>()
        .Select(SimulatedSite.Channel).Where(channel => channel.Board == board.Name).Select(channel => channel.Channel).DefaultIfEmpty(1).Max();

    private ImmutableArray<LockChannel> Channels(LockBoardText board, int count) =>
        [.. Enumerable.Range(1, count).Select(number => ChannelOf(board, number))];

    private LockChannel ChannelOf(LockBoardText board, int number)
    {
        var door = SlotAt(slot => slot.Door, board.Name, number);
        var presence = SlotAt(slot => slot.Presence, board.Name, number);
        if (door is not null && presence is not null)
            throw new SiteUnusable($"{board.Name}/{number} is both door of slot {door.Number} and presence of slot {presence.Number}");
        var input = door is not null ? new Feedback(door, FeedbackKind.Door, board.ClosedLevel)
            : presence is not null ? new Feedback(presence, FeedbackKind.Presence, board.PresentLevel) : null;
        return new LockChannel(number, SlotAt(slot => slot.Lock, board.Name, number), input);
    }

    private SimulatedSlot? SlotAt(Func<SlotText, string?> wire, string board, int channel)
    {
        var text = site.Text.Slots.FirstOrDefault(slot =>
            wire(slot) is { } name && SimulatedSite.Channel(name) == new ChannelName(board, channel));
        return text is null ? null : world.Find(text.Slot);
    }
}

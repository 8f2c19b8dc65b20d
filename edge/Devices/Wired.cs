using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Bms.DalyA5;
using YongAi.Edge.Devices.Bms.DalyModbus;
using YongAi.Edge.Devices.Bms.Jbd;
using YongAi.Edge.Devices.Bms.Jk4E57;
using YongAi.Edge.Devices.Bms.JkModbus;
using YongAi.Edge.Devices.Bms.Niu;
using YongAi.Edge.Devices.Chargers;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Locks.A80;
using YongAi.Edge.Devices.Locks.Cu16;
using YongAi.Edge.Devices.Locks.Dc02;
using YongAi.Edge.Devices.Locks.RelayLocks;
using YongAi.Edge.Devices.Locks.Winnsen;
using YongAi.Edge.Devices.Locks.Wkly;
using YongAi.Edge.Devices.Scanners;
using YongAi.Edge.Devices.SlotBoards;
using YongAi.Edge.Devices.Tags;

namespace YongAi.Edge.Devices;

/// <summary>Makes the drivers of a line from its wiring, which the site file has already been checked for.</summary>
public static class Wired
{
    /// <summary>The drivers of everything on a line.</summary>
    /// <exception cref="InvariantBroken">Wiring that the check of the site file should have refused.</exception>
    public static ImmutableArray<Device> Drivers(LineWiring line)
    {
        if (line.Devices.Length > 1 && line.Devices.Any(device => device is PackWiring { Make: not JkModbusMake } or ScannerWiring
                or VmcWiring or TagReaderWiring))
            throw new InvariantBroken($"line {line.Line}: what has no address (scanner, pack, vending board, tag reader) is alone on it");
        return [.. line.Devices.Select(device => Driver(line.Line, device))];
    }

    /// <summary>Whether a line's adapter echoes; null to find out. All boards on it share the one adapter.</summary>
    public static bool? EchoOf(LineWiring line)
    {
        var said = line.Devices.OfType<LockBoardWiring>().Select(board => board.Echo).ToImmutableArray();
        if (said.Contains(EchoMode.On)) return true;
        return said.Contains(EchoMode.Off) ? false : null;
    }

    private static Device Driver(LineId line, DeviceWiring device) => device switch
    {
        LockBoardWiring board => new LockBoard(Fit(line, board)),
        PackWiring pack => new BmsDevice(Protocol(line, pack.Make), pack.Slot, pack.PollEvery),
        SlotBoardWiring board => new SlotBoard(board.Fit),
        GaugeWiring gauge => new ModbusGauge(gauge.Fit),
        SupplyWiring supply => new RidenSupply(supply.Fit),
        IoBoardWiring board => new IoBoard(Checked(line, board.Fit)),
        RelayBoardWiring relays => new ChargerRelays(Fit(line, relays)),
        ScannerWiring scanner => new QrScanner(line.Name, EndOf(scanner.End), scanner.SetUp ? new Gm65Setup(EndOf(scanner.End)) : null),
        VmcWiring board => new VmcDispenser(board.Fit),
        DockWiring board => new BankDock(board.Fit),
        TagReaderWiring reader => new TagReader(reader.Reader),
        _ => throw new InvariantBroken($"line {line}: no driver for {device.GetType().Name}"),
    };

    private static LockBoardFit Fit(LineId line, LockBoardWiring board)
    {
        var (locks, inputs) = ChannelsOf(board.Make);
        foreach (var channel in board.Channels)
            if (channel.Channel < 1 || channel.Lock is not null && channel.Channel > locks
                || channel.Use != FeedbackUse.Unused && channel.Channel > inputs)
                throw new InvariantBroken($"line {line}: {board.Make.GetType().Name} has {locks} locks and tells of {inputs} inputs");
        return new LockBoardFit(
            Protocol(line, board),
            board.Echo == EchoMode.Probe,
            [.. board.Channels.SelectMany(LockOf)],
            [.. board.Channels.SelectMany(SwitchOf)],
            board.PollEvery);
    }

    private static LockProtocol Protocol(LineId line, LockBoardWiring board) => board.Make switch
    {
        A80Make make => new A80Protocol(make, board.Address),
        WklyMake => new WklyProtocol(board.Address),
        Cu16Make make when board.Address <= Cu16Frames.AddressMax => new Cu16Protocol(make, board.Address),
        WinnsenMake => new WinnsenProtocol(board.Address),
        Dc02Make => new Dc02Protocol(board.Address),
        RelayLockMake make => new RelayLockProtocol(make, board.Address),
        _ => throw new InvariantBroken($"line {line}: no driver for {board.Make.GetType().Name} at address {board.Address}"),
    };

    /// <summary>Locks that a board of this make can fire, and inputs that its answers tell of.</summary>
    private static (int Locks, int Inputs) ChannelsOf(LockMake make) => make switch
    {
        A80Make { ReadAll: true } => (A80Frames.AllChannels, A80Frames.AllChannels),
        A80Make => (A80Frames.ChannelsMax, A80Frames.ChannelsMax),
        WklyMake => (WklyFrames.ChannelsMax, WklyFrames.ChannelsMax),
        Cu16Make => (Cu16Frames.Locks, Cu16Frames.Inputs),
        WinnsenMake => (WinnsenFrames.ChannelsMax, WinnsenFrames.ChannelsMax),
        Dc02Make => (Dc02Frames.ChannelsMax, Dc02Frames.ChannelsMax),
        RelayLockMake board => (board.Relays, board.Inputs),
        _ => default,
    };

    private static PackProtocol Protocol(LineId line, PackMake make) => make switch
    {
        JbdMake => new JbdProtocol(),
        DalyA5Make => new DalyA5Protocol(),
        DalyModbusMake daly => new DalyModbusProtocol(daly),
        Jk4E57Make => new Jk4E57Protocol(),
        JkModbusMake jk => new JkModbusProtocol(jk),
        NiuMake => new NiuProtocol(),
        _ => throw new InvariantBroken($"line {line}: no driver for {make.GetType().Name}"),
    };

    private static IEnumerable<LockOutput> LockOf(LockChannel channel)
    {
        if (channel.Lock is { } slot) yield return new LockOutput(channel.Channel, slot);
    }

    private static IEnumerable<FeedbackInput> SwitchOf(LockChannel channel)
    {
        if (channel.Use != FeedbackUse.Unused && channel.Slot is { } slot)
            yield return new FeedbackInput(channel.Channel, slot, channel.Use == FeedbackUse.Door, channel.ActiveLevel == 1);
    }

    private static RelayBoardFit Fit(LineId line, RelayBoardWiring board)
    {
        if (board.Relays > RelayOrders.RelaysMax || board.Chargers.Any(charger => charger.Relay >= board.Relays))
            throw new InvariantBroken($"line {line}: the relay board has {board.Relays} relays, counted from 0");
        return new RelayBoardFit(board.Address, board.Relays,
            [.. board.Chargers.Select(charger => new SlotRelay(charger.Relay, charger.Slot))], board.PollEvery);
    }

    private static IoBoardFit Checked(LineId line, IoBoardFit board)
    {
        int[] relays = [.. board.Outputs.Select(output => output.Relay), .. board.Channels.Select(channel => channel.Relay)];
        if (board.Relays > RelayOrders.RelaysMax || relays.Any(relay => relay >= board.Relays) || relays.Distinct().Count() < relays.Length)
            throw new InvariantBroken($"line {line}: the board has {board.Relays} relays, counted from 0, each with one use");
        if (board.Inputs > ModbusFrames.BitsMax || board.Contacts.Any(contact => contact.Input >= board.Inputs))
            throw new InvariantBroken($"line {line}: the board has {board.Inputs} inputs, counted from 0");
        if (board.Channels.Any(channel => channel.Pulse < RelayFrames.PulseUnit))
            throw new InvariantBroken($"line {line}: a pulse is at least {RelayFrames.PulseUnit} long");
        return board;
    }

    private static TextEnd EndOf(ScanEnd end) => end switch
    {
        ScanEnd.Cr => TextEnd.CarriageReturn,
        ScanEnd.CrLf => TextEnd.LineFeed,
        ScanEnd.Tab => TextEnd.Tab,
        _ => TextEnd.None,
    };
}

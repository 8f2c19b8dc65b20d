using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Chargers;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Scanners;

namespace YongAi.Edge.Devices;

/// <summary>Makes the drivers of a line from its wiring, which the site file has already been checked for.</summary>
public static class Wired
{
    /// <summary>The drivers of everything on a line.</summary>
    /// <exception cref="InvariantBroken">Wiring that the check of the site file should have refused.</exception>
    public static ImmutableArray<Device> Drivers(LineWiring line)
    {
        if (line.Devices.Length > 1 && line.Devices.Any(device => device is JbdWiring or ScannerWiring))
            throw new InvariantBroken($"line {line.Line}: a pack or a scanner has no address and must be alone on it");
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
        JbdWiring pack => new JbdBms(pack.Slot, pack.PollEvery),
        RelayBoardWiring relays => new ChargerRelays(Fit(line, relays)),
        ScannerWiring scanner => new QrScanner(line.Name, EndOf(scanner.End)),
        _ => throw new InvariantBroken($"line {line}: no driver for {device.GetType().Name}"),
    };

    private static LockBoardFit Fit(LineId line, LockBoardWiring board)
    {
        if (board.ReadAll && board.Channels.Any(channel => channel.Channel > LockBoardFrames.AllChannels))
            throw new InvariantBroken($"line {line}: a read of all tells of {LockBoardFrames.AllChannels} channels only");
        return new LockBoardFit(
            board.Address,
            board.Dialect == LockDialect.A ? LockBoardFrames.OpenA : LockBoardFrames.OpenB,
            board.ReadAll,
            board.Echo == EchoMode.Probe,
            [.. board.Channels.SelectMany(LockOf)],
            [.. board.Channels.SelectMany(SwitchOf)],
            board.PollEvery);
    }

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

    private static TextEnd EndOf(ScanEnd end) => end switch
    {
        ScanEnd.Cr => TextEnd.CarriageReturn,
        ScanEnd.CrLf => TextEnd.LineFeed,
        ScanEnd.Tab => TextEnd.Tab,
        _ => TextEnd.None,
    };
}

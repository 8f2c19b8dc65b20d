using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>Builds the boards that a site file names, wired to the slots of a world.</summary>
internal sealed class CabinetBoards(SimulatedSite site, CabinetWorld world, Faults faults, Random chance, byte? reportHead)
{
    internal LockBoardSimulator LockBoard(LockBoardText board)
    {
        if (board.Family != "8a80")
            throw new SiteUnusable($"lock board '{board.Name}': family '{board.Family}' is not simulated; 8a80 is");
        var settings = new LockBoardSettings
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
            Channels = [.. Enumerable.Range(1, LockBoardSettings.ChannelsMax).Select(number => ChannelOf(board, number))],
        };
        if (board.Echo == "on") faults.At(board.Line).Set(Fault.Echo, times: null, value: null);
        return new LockBoardSimulator(settings, faults.At(board.Line), chance);
    }

    internal RelayBoardSimulator RelayBoard(RelayBoardText board)
    {
        if (board.Family != "modbus-relay")
            throw new SiteUnusable($"relay board '{board.Name}': family '{board.Family}' is not simulated; modbus-relay is");
        var relays = Enumerable.Range(0, board.Relays).Select(relay => SlotAt(slot => slot.Charger, board.Name, relay));
        return new RelayBoardSimulator(board.Address, [.. relays], faults.At(board.Line), chance);
    }

    internal BmsSimulator Bms(int slotNumber, PackLineText pack)
    {
        if (pack.Family != "jbd")
            throw new SiteUnusable($"slot {slotNumber}: pack family '{pack.Family}' is not simulated; jbd is");
        return new BmsSimulator(world.Find(slotNumber)!, faults.At(pack.Line), faults.AtSlot(slotNumber), chance);
    }

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

using System.Buffers.Binary;
using System.Text;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms.Jbd;
using YongAi.Edge.Devices.Locks.A80;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Simulators.Simulation.Telling;

/// <summary>What a piece of bytes on a line says.</summary>
/// <param name="Words">In words, or "" where it is no whole frame of a device on that line.</param>
/// <param name="Reads">Name of what is read, in the question and in its answer; null for what does something or is not known.</param>
public readonly record struct FrameSaid(string Words, string? Reads = null);

/// <summary>The bytes of a line in the words of the cabinet, by the devices that are wired to it and by their own readers.</summary>
public sealed class FrameWords(Wiring wiring)
{
    private const byte OpenLock = 0x8A, ReadSwitches = 0x80, ReadRelays = 0x01, WriteRelay = 0x05, JbdStart = 0xDD, JbdRead = 0xA5;
    private const int PulseAddress = 0x0200, JbdQuestion = 7, TextShown = 16;
    private static readonly FrameSaid Unknown = new("");

    /// <param name="line">Name of the line.</param>
    /// <param name="bytes">What was written or what came, in one piece.</param>
    /// <param name="sent">True: written by the cabinet.</param>
    public FrameSaid Of(string line, ReadOnlySpan<byte> bytes, bool sent)
    {
        foreach (var device in wiring.Lines.First(wired => wired.Line.Name == line).Devices)
            if (Of(device, bytes, sent) is { } said) return said;
        return Unknown;
    }

    private static FrameSaid? Of(DeviceWiring device, ReadOnlySpan<byte> bytes, bool sent) => device switch
    {
        LockBoardWiring { Make: A80Make } board => sent ? ToLocks(board, bytes) : FromLocks(board, bytes),
        RelayBoardWiring board => OfRelays(board, bytes),
        PackWiring { Make: JbdMake } => sent ? ToPack(bytes) : FromPack(bytes),
        ScannerWiring => OfScanner(bytes),
        _ => DecodedWords.Of(device, bytes),
    };

    private static FrameSaid? ToLocks(LockBoardWiring board, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != A80Frames.Length || bytes[1] != board.Address || Checksums.Xor(bytes) != 0) return null;
        return bytes[0] switch
        {
            OpenLock => new($"fires {LockAt(board, bytes[2])}"),
            ReadSwitches => new("reads the switches", Switches(board, bytes[2])),
            _ => null,
        };
    }

    private static FrameSaid? FromLocks(LockBoardWiring board, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return null;
        if (A80Frames.All(bytes, board.Address, out var levels).Taken == bytes.Length)
            return new($"doors open: {Slots(Active(board, FeedbackUse.Door, levels, false))}; "
                + $"packs present: {Slots(Active(board, FeedbackUse.Presence, levels, true))}", Switches(board, 0));
        if (A80Frames.Report(bytes, board.Address, out var channel, out var level).Taken == bytes.Length)
            return new($"channel {channel} turns {(level ? "high" : "low")}");
        if (bytes.Length != A80Frames.Length || bytes[1] != board.Address || Checksums.Xor(bytes) != 0) return null;
        return bytes[0] switch
        {
            OpenLock => new($"has fired {LockAt(board, bytes[2])}"),
            ReadSwitches => new($"channel {bytes[2]} is {(bytes[3] == 0 ? "low" : "high")}", Switches(board, bytes[2])),
            _ => null,
        };
    }

    private static FrameSaid? OfRelays(RelayBoardWiring board, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != board.Address) return null;
        if (RelayFrames.Relays(bytes, board.Address, board.Relays, out var on).Taken == bytes.Length)
            return new($"chargers on: {Slots(board.Chargers.Where(charger => (on >> charger.Relay & 1) == 1).Select(charger => charger.Slot.Value))}",
                Relays(board));
        if (bytes.Length != RelayFrames.WriteLength) return null;
        var (address, value) = (BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        return bytes[1] switch
        {
            ReadRelays => new("reads the relays", Relays(board)),
            WriteRelay when address >= PulseAddress =>
                new($"charger of {ChargerAt(board, address - PulseAddress)} on for {(value * RelayFrames.PulseUnit).TotalSeconds:0.#} s"),
            WriteRelay => new($"charger of {ChargerAt(board, address)} off"),
            _ => null,
        };
    }

    private static FrameSaid? ToPack(ReadOnlySpan<byte> bytes) =>
        bytes.Length == JbdQuestion && bytes[0] == JbdStart && bytes[1] == JbdRead ? new("asks the pack", "pack") : null;

    private static FrameSaid? FromPack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return null;
        if (JbdFrames.Reply(bytes, JbdFrames.Name, out var name, out _).Taken == bytes.Length)
            return new($"serial {Printed(name)}", "pack serial");
        if (JbdFrames.Reply(bytes, JbdFrames.BasicInfo, out var data, out _).Taken != bytes.Length) return null;
        return JbdBasicInfo.Read(default, data) is { } says
            ? new($"{says.Volts.Value:0.0} V, {says.Charge.Percent} %, {says.Hottest.Value:0} °C"
                + (says.Faults == PackFaults.None ? "" : $", {says.Faults}"), "pack")
            : new("nothing that a pack can be", "pack");
    }

    private static FrameSaid? OfScanner(ReadOnlySpan<byte> bytes) =>
        bytes.ContainsAnyExceptInRange((byte)'\t', (byte)'~') ? null
            : new($"\"{Printed(bytes[..Math.Min(TextShown, bytes.Length)])}{(bytes.Length > TextShown ? "..." : "")}\", {bytes.Length} characters");

    private static string Printed(ReadOnlySpan<byte> text) =>
        string.Concat(Encoding.Latin1.GetString(text).Select(c => char.IsControl(c) ? ' ' : c)).TrimEnd();

    private static string Switches(LockBoardWiring board, int channel) => $"switches {board.Address}/{channel}";

    private static string Relays(RelayBoardWiring board) => $"relays {board.Address}";

    private static IEnumerable<int> Active(LockBoardWiring board, FeedbackUse use, int levels, bool active) =>
        board.Channels.Where(wired => wired.Use == use && ((levels >> wired.Channel - 1 & 1) == wired.ActiveLevel) == active)
            .Select(wired => wired.Slot!.Value.Value);

    private static string LockAt(LockBoardWiring board, int channel) =>
        board.Channels.FirstOrDefault(wired => wired.Channel == channel)?.Lock is { } slot ? $"the lock of slot {slot}" : $"lock {channel} of no slot";

    private static string ChargerAt(RelayBoardWiring board, int relay)
    {
        foreach (var charger in board.Chargers)
            if (charger.Relay == relay) return $"slot {charger.Slot}";
        return $"no slot, relay {relay}";
    }

    private static string Slots(IEnumerable<int> slots) => slots.Order().ToArray() is { Length: > 0 } some ? string.Join(' ', some) : "none";
}

using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Chargers;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Devices.SlotBoards;

namespace YongAi.Edge.Devices;

/// <summary>The name of a line in the site file, for example <c>locks</c> or <c>pack-3</c>.</summary>
public readonly record struct LineId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which device serves which slot, on which line.</summary>
public sealed record Wiring(ImmutableArray<LineWiring> Lines)
{
    /// <summary>Pins of the computer and of its expanders.</summary>
    public ImmutableArray<BankWiring> Banks { get; init; } = [];

    /// <summary>Sensors that drivers of the kernel read.</summary>
    public ImmutableArray<KernelFit> Kernel { get; init; } = [];
}

/// <summary>One serial line and the devices on it.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Baud">Bits per second.</param>
/// <param name="Devices">The devices that share it. A pack without an address, or a scanner, has a line of its own.</param>
public sealed record LineWiring(LineId Line, int Baud, ImmutableArray<DeviceWiring> Devices)
{
    /// <summary>The bits of one character.</summary>
    public LineFormat Format { get; init; } = LineFormat.Bits8N1;
}

/// <summary>The bits of one character: 8 data bits, no or even parity, 1 or 2 stop bits.</summary>
public enum LineFormat { Bits8N1, Bits8E1, Bits8N2 }

/// <summary>The formats as the site file and the trade write them.</summary>
public static class LineFormats
{
    /// <summary><c>8N1</c>, <c>8E1</c> or <c>8N2</c>.</summary>
    public static string Name(this LineFormat format) => format.ToString()["Bits".Length..];
}

/// <summary>How one device is wired.</summary>
public abstract record DeviceWiring;

/// <summary>Whether a half-duplex adapter sends back what was sent; probed at start where the site file does not say.</summary>
public enum EchoMode { Probe, Off, On }

/// <summary>What a feedback input of a lock board is wired to.</summary>
public enum FeedbackUse { Unused, Door, Presence }

/// <summary>One channel of a lock board: a lock output, and a feedback input that may serve another purpose or another slot.</summary>
/// <param name="Channel">1 to the board's channels.</param>
/// <param name="Lock">Slot whose lock this output fires, or null.</param>
/// <param name="Use">What the feedback input is wired to.</param>
/// <param name="Slot">Slot whose door or presence it reads; null when unused.</param>
/// <param name="ActiveLevel">Level of the feedback bit when the door is closed, or when a pack is present: 1 or 0.</param>
public sealed record LockChannel(int Channel, SlotNumber? Lock, FeedbackUse Use, SlotNumber? Slot, int ActiveLevel);

/// <summary>A lock board.</summary>
/// <param name="Make">What it is and how it is set.</param>
/// <param name="Address">By DIP switch; which there are is the make's.</param>
/// <param name="Echo">Whether the adapter echoes.</param>
/// <param name="Channels">The channels in use.</param>
/// <param name="PollEvery">How often switches are read; 500 ms by default.</param>
public sealed record LockBoardWiring(LockMake Make, byte Address, EchoMode Echo, ImmutableArray<LockChannel> Channels,
    TimeSpan PollEvery) : DeviceWiring;

/// <summary>A pack. Without an address of its own it is alone on its line.</summary>
/// <param name="Make">What its BMS is.</param>
/// <param name="Slot">The slot whose connector the line leads to.</param>
/// <param name="PollEvery">How often it is asked; 1 s by default.</param>
public sealed record PackWiring(PackMake Make, SlotNumber Slot, TimeSpan PollEvery) : DeviceWiring;

/// <summary>A Modbus relay board whose relays switch chargers by timed pulses (hardware 1.7).</summary>
/// <param name="Address">1 to 247.</param>
/// <param name="Relays">Relays on the board: 8, 16 or 32.</param>
/// <param name="Chargers">Which relay, from 0, switches which slot's charger.</param>
/// <param name="PollEvery">How often the relays are read back; 2 s by default.</param>
public sealed record RelayBoardWiring(byte Address, int Relays, ImmutableArray<ChargerRelay> Chargers, TimeSpan PollEvery) : DeviceWiring;

/// <summary>One relay that switches one slot's charger.</summary>
public readonly record struct ChargerRelay(int Relay, SlotNumber Slot);

/// <summary>A board that stands between us and one slot's pack, presence switches and charger.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record SlotBoardWiring(SlotBoardFit Fit) : DeviceWiring;

/// <summary>A meter, or a board that measures the air.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record GaugeWiring(GaugeFit Fit) : DeviceWiring;

/// <summary>A Riden supply that charges one slot, behind hardware that ends it.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record SupplyWiring(SupplyFit Fit) : DeviceWiring;

/// <summary>A Modbus board with relays and inputs: outputs, contacts, channels that hand goods out.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record IoBoardWiring(IoBoardFit Fit) : DeviceWiring;

/// <summary>The byte or bytes after which a scanned text is complete.</summary>
public enum ScanEnd { Cr, CrLf, Tab, None }

/// <summary>A line scanner of the GM65 class, or any that sends plain text.</summary>
/// <param name="End">How a text ends; None: after a silence of 50 ms.</param>
/// <param name="SetUp">It takes the commands of the GM65 class and is set up when its line comes up.</param>
public sealed record ScannerWiring(ScanEnd End, bool SetUp = false) : DeviceWiring;

/// <summary>A spiral-motor vending board. It is the master of its line and alone on it.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record VmcWiring(VmcFit Fit) : DeviceWiring;

/// <summary>One board of a power-bank dock.</summary>
/// <param name="Fit">How it is fitted.</param>
public sealed record DockWiring(DockFit Fit) : DeviceWiring;

/// <summary>A reader of 125 kHz tags of the RDM6300 class; alone on its line.</summary>
/// <param name="Reader">Its name.</param>
public sealed record TagReaderWiring(ReaderId Reader) : DeviceWiring;

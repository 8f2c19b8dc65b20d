using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Devices;

/// <summary>The name of a line in the site file, for example <c>locks</c> or <c>pack-3</c>.</summary>
public readonly record struct LineId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which device serves which slot, on which line.</summary>
public sealed record Wiring(ImmutableArray<LineWiring> Lines);

/// <summary>One serial line and the devices on it.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Baud">Bits per second; 8 data bits, no parity, 1 stop bit: ten bits a byte.</param>
/// <param name="Devices">The devices that share it. A pack or a scanner has a line of its own.</param>
public sealed record LineWiring(LineId Line, int Baud, ImmutableArray<DeviceWiring> Devices);

/// <summary>How one device is wired.</summary>
public abstract record DeviceWiring;

/// <summary>The two dialects of the 8A/80 lock boards: A opens with function 11, B with 33 (hardware 1.1).</summary>
public enum LockDialect { A, B }

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

/// <summary>A lock board of the 8A/80 family.</summary>
/// <param name="Address">1 to 32, by DIP switch.</param>
/// <param name="Dialect">Function byte of the opening command.</param>
/// <param name="Echo">Whether the adapter echoes.</param>
/// <param name="ReadAll">False for boards that only answer for single channels.</param>
/// <param name="Channels">The channels in use.</param>
/// <param name="PollEvery">How often switches are read; 500 ms by default.</param>
public sealed record LockBoardWiring(byte Address, LockDialect Dialect, EchoMode Echo, bool ReadAll,
    ImmutableArray<LockChannel> Channels, TimeSpan PollEvery) : DeviceWiring;

/// <summary>A pack with a JBD BMS. It carries no address, so it is alone on its line.</summary>
/// <param name="Slot">The slot whose connector the line leads to.</param>
/// <param name="PollEvery">How often it is asked; 1 s by default.</param>
public sealed record JbdWiring(SlotNumber Slot, TimeSpan PollEvery) : DeviceWiring;

/// <summary>A Modbus relay board whose relays switch chargers by timed pulses (hardware 1.7).</summary>
/// <param name="Address">1 to 247.</param>
/// <param name="Relays">Relays on the board: 8, 16 or 32.</param>
/// <param name="Chargers">Which relay, from 0, switches which slot's charger.</param>
/// <param name="PollEvery">How often the relays are read back; 2 s by default.</param>
public sealed record RelayBoardWiring(byte Address, int Relays, ImmutableArray<ChargerRelay> Chargers, TimeSpan PollEvery) : DeviceWiring;

/// <summary>One relay that switches one slot's charger.</summary>
public readonly record struct ChargerRelay(int Relay, SlotNumber Slot);

/// <summary>The byte or bytes after which a scanned text is complete.</summary>
public enum ScanEnd { Cr, CrLf, Tab, None }

/// <summary>A line scanner of the GM65 class, or any that sends plain text.</summary>
/// <param name="End">How a text ends; None: after a silence of 50 ms.</param>
public sealed record ScannerWiring(ScanEnd End) : DeviceWiring;

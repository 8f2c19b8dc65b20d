using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>Which CRC of 16 bits a board uses.</summary>
public enum DockCrc
{
    /// <summary>Polynomial 8005 reflected, start FFFF, low byte first.</summary>
    Modbus,
    /// <summary>Polynomial 1021, start FFFF, high byte first.</summary>
    CcittFalse,
    /// <summary>Polynomial 1021, start 0000, high byte first.</summary>
    Xmodem,
}

/// <summary>How one board of a power-bank dock is fitted. What is not confirmed of its frames is a setting (README.md).</summary>
/// <param name="Address">0 to 4, by its switches.</param>
/// <param name="Channels">Its places that are in use, each once.</param>
public sealed record DockFit(byte Address, ImmutableArray<DockChannel> Channels)
{
    /// <summary>Places on one board.</summary>
    public const int Places = 6;

    /// <summary>The highest address.</summary>
    public const byte AddressMax = 4;

    /// <summary>The check of its frames.</summary>
    public DockCrc Crc { get; init; } = DockCrc.Modbus;

    /// <summary>Asks which places hold a power bank.</summary>
    public byte StateCommand { get; init; } = 0x05;

    /// <summary>Asks a power bank who it is and how full.</summary>
    public byte BankCommand { get; init; } = 0x01;

    /// <summary>Lets a power bank go.</summary>
    public byte EjectCommand { get; init; } = 0x06;

    /// <summary>How often the places are read.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);
}

/// <summary>One place for a power bank.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Place">1 to 6; 0 to 5 on the wire.</param>
public sealed record DockChannel(ChannelId Channel, int Place);

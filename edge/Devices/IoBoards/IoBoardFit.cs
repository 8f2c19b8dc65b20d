using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.IoBoards;

/// <summary>The relay that switches an output; relays count from 0.</summary>
public readonly record struct IoOutput(int Relay, OutputPlan Output);

/// <summary>The input that a contact is wired to; inputs count from 0.</summary>
/// <param name="Input">Which.</param>
/// <param name="Contact">Which contact.</param>
/// <param name="ActiveLevel">Level of the input when the contact is active: 1 or 0.</param>
public readonly record struct IoContact(int Input, ContactId Contact, int ActiveLevel);

/// <summary>The relay that hands one thing out.</summary>
/// <param name="Relay">From 0.</param>
/// <param name="Channel">Which channel.</param>
/// <param name="Pulse">How long the relay is on for one thing, in steps of <see cref="Framing.RelayFrames.PulseUnit"/>.</param>
public readonly record struct IoChannel(int Relay, ChannelId Channel, TimeSpan Pulse);

/// <summary>How a Modbus board with relays and inputs is fitted (hardware reference 1.7).</summary>
/// <param name="Address">1 to 247.</param>
/// <param name="Relays">Relays on the board, up to 32.</param>
/// <param name="Inputs">Inputs on the board, up to 32; 0 for none.</param>
public sealed record IoBoardFit(byte Address, int Relays, int Inputs)
{
    /// <summary>How often the inputs are read.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Which relay switches which output.</summary>
    public ImmutableArray<IoOutput> Outputs { get; init; } = [];

    /// <summary>Which input reads which contact.</summary>
    public ImmutableArray<IoContact> Contacts { get; init; } = [];

    /// <summary>Which relay hands out from which channel.</summary>
    public ImmutableArray<IoChannel> Channels { get; init; } = [];
}

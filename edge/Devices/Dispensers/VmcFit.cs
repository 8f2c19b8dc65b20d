using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>How a spiral-motor vending board is fitted.</summary>
/// <param name="Channels">Its spirals, each selection once.</param>
public sealed record VmcFit(ImmutableArray<VmcChannel> Channels);

/// <summary>One spiral of a vending board.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Selection">Its number on the board, 1 to 999.</param>
/// <param name="DropSensor">The board is told to look with its light curtain whether something falls.</param>
/// <param name="Elevator">The board is told to fetch with its elevator.</param>
public sealed record VmcChannel(ChannelId Channel, int Selection, bool DropSensor, bool Elevator);

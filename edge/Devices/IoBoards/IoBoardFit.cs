using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Devices.IoBoards;

public readonly record struct IoOutput(int Relay, OutputPlan Output);
public readonly record struct IoContact(int Input, ContactId Contact, int ActiveLevel);
public readonly record struct IoChannel(int Relay, ChannelId Channel, TimeSpan Pulse);
public sealed record IoBoardFit(byte Address, int Relays, int Inputs, TimeSpan PollEvery)
{
    public ImmutableArray<IoOutput> Outputs { get; init; } = [];
    public ImmutableArray<IoContact> Contacts { get; init; } = [];
    public ImmutableArray<IoChannel> Channels { get; init; } = [];
}

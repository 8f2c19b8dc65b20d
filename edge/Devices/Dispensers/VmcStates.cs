using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>What the states of a vending board mean for an order and for a channel.</summary>
public static class VmcStates
{
    /// <summary>How the turn of a channel ended by what the board says; null while it goes on.</summary>
    public static HandOutEnd? EndOf(byte state, VmcChannel channel) => state switch
    {
        // It turns; the elevator goes up or down; a microwave oven has it.
        0x01 or 0x10 or 0x11 or 0x14 or 0x16 or 0x18 or 0x19 or 0x22 or 0x23 or 0x26 => null,
        0x02 or 0x24 => channel.DropSensor ? HandOutEnd.Seen : HandOutEnd.Turned,
        0x03 => HandOutEnd.Jammed,
        0x04 => HandOutEnd.DidNotStop,
        0x06 => HandOutEnd.NoSuchChannel,
        // The elevator failed, or the purchase was ended: where the thing is, the board does not say.
        0x07 or 0x12 or 0x13 or 0xFF => HandOutEnd.Unknown,
        // No table has a state for "turned, and nothing was seen". What no table knows is taken for it where the curtain was to look.
        _ => channel.DropSensor ? HandOutEnd.NotSeen : HandOutEnd.Unknown,
    };

    /// <summary>How a channel stands.</summary>
    public static ChannelState ChannelOf(byte state) => state switch
    {
        0x01 => ChannelState.Ready,
        0x02 => ChannelState.Empty,
        _ => ChannelState.Faulty,
    };
}

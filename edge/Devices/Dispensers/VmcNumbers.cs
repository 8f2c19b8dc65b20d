namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// Pack numbers, 1 to 255. A board takes a command with the number of the one before for the same command, repeated. So one order has one
/// number, made from its running number and not counted here: sent twice, also by a program that was started anew in between, it is still
/// the same. What is no order has numbers of its own, and two of them in a row are never equal, so that no word is taken for the repetition
/// of another.
/// </summary>
public sealed class VmcNumbers
{
    /// <summary>Orders have the numbers 1 to this; after it they begin again.</summary>
    public const int OrdersMax = 250;

    private int next;

    /// <summary>The number of an order.</summary>
    public static byte Of(long order) => (byte)((order - 1) % OrdersMax + 1);

    /// <summary>The next number for what is no order.</summary>
    public byte Next()
    {
        next = (next + 1) % (byte.MaxValue - OrdersMax);
        return (byte)(OrdersMax + 1 + next);
    }
}

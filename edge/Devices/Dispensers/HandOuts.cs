using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Dispensers;

/// <summary>
/// The orders of one board: those that wait for their turn, the one that it works at, and how the last ones ended. An order that comes again
/// is not done again: it waits or works as before, or its known end is told once more.
/// </summary>
public sealed class HandOuts
{
    /// <summary>More do not wait at one board. Our own number.</summary>
    public const int WaitingMax = 8;

    /// <summary>So many ends are remembered. Our own number.</summary>
    public const int EndsMax = 256;

    /// <summary>A person stands there: what has not begun by then is given up. Our own number.</summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);

    private readonly Queue<(HandOut Order, TimeSpan Until)> waiting = new();
    private readonly OrderedDictionary<long, HandOutEnd> ends = [];

    /// <summary>The order that the board works at; null when it rests.</summary>
    public HandOut? Current { get; private set; }

    /// <summary>The order that is next; null when none waits.</summary>
    public HandOut? First => waiting.TryPeek(out var first) ? first.Order : null;

    /// <summary>When the first has waited too long.</summary>
    public TimeSpan? GivesUpAt => waiting.TryPeek(out var first) ? first.Until : null;

    /// <summary>Takes an order, unless it is known.</summary>
    public void Take(HandOut order, TimeSpan now, Facts facts)
    {
        if (IsUnderWay(order)) return;
        if (ends.ContainsKey(order.Order) || waiting.Count == WaitingMax) Refuse(order, facts);
        else waiting.Enqueue((order, now + StartsWithin));
    }

    /// <summary>Tells the known end of an order; one that is not known is not begun, and one under way goes on.</summary>
    public void Refuse(HandOut order, Facts facts)
    {
        if (IsUnderWay(order)) return;
        if (ends.TryGetValue(order.Order, out var end)) facts.Add(new HandOutEnded(order.Channel, order.Order, end));
        else End(order, HandOutEnd.NotStarted, facts);
    }

    /// <summary>The first becomes the current one.</summary>
    public HandOut Begin() => Current = waiting.Dequeue().Order;

    /// <summary>The current one has ended.</summary>
    public void End(HandOutEnd end, Facts facts)
    {
        if (Current is not { } order) throw new InvariantBroken("a board that rests has no order to end");
        Current = null;
        End(order, end, facts);
    }

    /// <summary>The first is not begun.</summary>
    public void DropFirst(Facts facts) => End(waiting.Dequeue().Order, HandOutEnd.NotStarted, facts);

    /// <summary>None of those that wait is begun.</summary>
    public void DropAll(Facts facts)
    {
        while (waiting.Count > 0) DropFirst(facts);
    }

    /// <summary>Gives up what has waited too long.</summary>
    public void GiveUp(TimeSpan now, Facts facts)
    {
        while (GivesUpAt <= now) DropFirst(facts);
    }

    private bool IsUnderWay(HandOut order) => Current?.Order == order.Order || waiting.Any(one => one.Order.Order == order.Order);

    private void End(HandOut order, HandOutEnd end, Facts facts)
    {
        if (ends.Count == EndsMax) ends.RemoveAt(0);
        ends[order.Order] = end;
        facts.Add(new HandOutEnded(order.Channel, order.Order, end));
    }
}

using YongAi.Edge.Control.Goods;

namespace YongAi.Edge.Control.Commands;

/// <summary>What a crew says of a channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Count">How many it found, or put in.</param>
/// <param name="Expires">The last day of what it put in; null: it does not spoil.</param>
public sealed record StockWords(ChannelId Channel, int Count, DateOnly? Expires);

/// <summary>Crews count what is there and put in what is new: count out, count in. What differs from the books stays to be seen.</summary>
internal static class Restocking
{
    /// <summary>More than any channel holds.</summary>
    public const int CountMax = 999;

    public static Refusal? WhyNot(StockWords words, DeskSituation s) =>
        ItemOf(words.Channel, s) is null ? Refusal.NoSuchChannel : s.Goods.Visit?.Channel == words.Channel ? Refusal.Busy : null;

    public static ImmutableArray<Event> Counted(Order order, DeskSituation s)
    {
        var words = order.Stock!;
        var item = ItemOf(words.Channel, s)!.Value;
        var booked = s.Goods.StockOf(words.Channel, item).Count;
        var counted = new StockCounted(words.Channel, item, booked, words.Count, order.By, order.Id);
        // What is in question is still booked: it is gone if one is missing.
        return s.Goods.QuestionOf(words.Channel) is var (number, question)
            ? [new QuestionSettled(number, question.Case, question.Rider, Came: words.Count < booked), counted] : [counted];
    }

    public static ImmutableArray<Event> Filled(Order order, DeskSituation s)
    {
        var words = order.Stock!;
        return [new StockFilled(words.Channel, ItemOf(words.Channel, s)!.Value, words.Count, words.Expires, order.By, order.Id)];
    }

    private static ItemId? ItemOf(ChannelId channel, DeskSituation s)
    {
        foreach (var plan in s.Channels)
            if (plan.Id == channel) return plan.Item;
        foreach (var bin in s.Bins)
            if (bin.Id == channel) return bin.Item;
        return null;
    }
}

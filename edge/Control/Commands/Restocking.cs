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

    public static Refusal? WhyNot(StockWords words, CommandType type, DeskSituation s) =>
        s.ItemAt(words.Channel) is null ? Refusal.NoSuchChannel : s.Goods.Visit?.Channel == words.Channel ? Refusal.Busy
            : s.IsLocker(words.Channel) && After(words, type, s) > 1 ? Refusal.TooMany : null;

    public static ImmutableArray<Event> Counted(Order order, DeskSituation s)
    {
        var words = order.Stock!;
        var item = s.ItemAt(words.Channel)!.Value;
        var booked = s.Goods.StockOf(words.Channel, item).Count;
        var counted = new StockCounted(words.Channel, item, booked, words.Count, order.By, order.Id);
        // What is in question is still booked: it is gone if one is missing.
        return s.Goods.QuestionOf(words.Channel) is var (number, question)
            ? [new QuestionSettled(number, question.Case, question.Rider, Came: words.Count < booked), counted] : [counted];
    }

    /// <summary>What the books would have in it then.</summary>
    private static int After(StockWords words, CommandType type, DeskSituation s) =>
        words.Count + (type == CommandType.StockFill ? s.Goods.StockOf(words.Channel, s.ItemAt(words.Channel)!.Value).Count : 0);

    public static ImmutableArray<Event> Filled(Order order, DeskSituation s)
    {
        var words = order.Stock!;
        return [new StockFilled(words.Channel, s.ItemAt(words.Channel)!.Value, words.Count, words.Expires, order.By, order.Id)];
    }
}

using System.Globalization;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Commands;

/// <summary>
/// What a crew's code asks for. A scanner has no buttons, so the purpose that the phone signs names the act and the slot:
/// <c>crew:slot.open:3</c>, and needs the right <c>crew:slot.open</c>. Of goods it names the channel and the number of things, and the last
/// day on which they may be given: <c>crew:stock.count:water-1:3</c>, <c>crew:stock.fill:water-1:12:20261231</c>.
/// </summary>
public static class CrewActs
{
    /// <summary>A code that led to an act and is still held before the scanner so long after is no second try, seconds.</summary>
    public const long LivesFor = 60;

    /// <summary>True for a code that a crew shows, whatever it asks for.</summary>
    public static bool Is(string purpose) => purpose == CodeRules.Crew || purpose.StartsWith(CodeRules.CrewRight, StringComparison.Ordinal);

    /// <summary>The act as an order; null with the reason when this cabinet cannot tell what is wanted.</summary>
    /// <param name="code">A code that passed the ten checks.</param>
    /// <param name="evidence">Its text.</param>
    /// <param name="slots">The doors there are.</param>
    /// <param name="running">The swap under way: a crew cancels that one.</param>
    public static (Order? Order, Refusal? Why) Read(GenuineCode code, string evidence, ImmutableArray<SlotNumber> slots, long? running)
    {
        var words = code.Purpose.Split(':');
        if (words is not ["crew", var act, ..] || CommandTypes.OfAct(act) is not { } type) return (null, Refusal.UnknownCommand);
        var stock = type.NeedsStock() ? Stock(words, type) : null;
        if (type.NeedsStock() ? stock is null : words.Length != (type.NeedsSlot() ? 3 : 2)) return (null, Refusal.UnknownCommand);
        SlotNumber? slot = null;
        if (type.NeedsSlot())
        {
            if (!int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || slots.All(s => s.Value != number)) return (null, Refusal.NoSuchSlot);
            slot = new SlotNumber(number);
        }
        var badge = new Badge(code.Rider, code.Key, code.IssuedAt, code.Counter, code.Expires, code.Nonce, evidence);
        var by = code.Rider.ToString();
        return (new Order(Id(code), type, slot, type == CommandType.TransactionCancel ? running ?? 0 : null, null, Origin.Crew,
            by.Length <= CommandChecks.ByMax ? by : by[..CommandChecks.ByMax], code.Purpose, code.IssuedAt + LivesFor, badge) { Stock = stock }, null);
    }

    private static StockWords? Stock(string[] words, CommandType type)
    {
        if (words.Length < 4 || words.Length > (type == CommandType.StockFill ? 5 : 4)) return null;
        if (!int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > Restocking.CountMax) return null;
        if (words.Length == 4) return new StockWords(new ChannelId(words[2]), count, null);
        return DateOnly.TryParseExact(words[4], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires)
            ? new StockWords(new ChannelId(words[2]), count, expires) : null;
    }

    /// <summary>No two codes of one credential have the same counter and moment, so each act has an id of its own.</summary>
    public static string Id(GenuineCode code) =>
        string.Create(CultureInfo.InvariantCulture, $"crew-{code.Key.Cti[..16]}-{code.IssuedAt}-{code.Counter}");
}

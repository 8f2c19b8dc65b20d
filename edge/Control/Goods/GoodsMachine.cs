using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Goods;

/// <summary>All that a visit looks at.</summary>
/// <param name="Visit">The visit.</param>
/// <param name="Book">The books.</param>
/// <param name="Image">What the boards said last.</param>
/// <param name="Plan">What this site hands out.</param>
/// <param name="Channel">The channel from which it shall come, as installed; null: none yet, or the site has it no more.</param>
/// <param name="Choice">The next channel that may give the thing, of those not tried yet; null: none, or nothing may be handed out now.</param>
/// <param name="Case">The number of a case, should it come to one.</param>
/// <param name="StartedAt">Running time at the start of the program.</param>
/// <param name="Now">Running time.</param>
public sealed record VisitSituation(GoodsVisit Visit, GoodsBook Book, GoodsImage Image, GoodsPlan Plan, ChannelPlan? Channel,
    ChannelPlan? Choice, string Case, TimeSpan StartedAt, TimeSpan Now)
{
    /// <summary>Where its channel is a locker: the door.</summary>
    public LockerSituation? Locker { get; init; }

    /// <summary>The number of the receipt, should he bring something back.</summary>
    public string Receipt { get; init; } = "";

    /// <summary>False while there is fire or water, or the program is to stop.</summary>
    public bool MayOrder { get; init; } = true;

    /// <summary>Its order was written by this run of the program.</summary>
    internal bool IsOfThisRun => Image.HandOut is { } word && word.Order == Visit.Order;
}

/// <summary>What the boards say of an order: whether the thing came.</summary>
internal enum Came { NotYet, Yes, No, Unknown }

/// <summary>
/// A goods visit: order one thing, see whether it comes, try another channel if not. Rules of this file: it looks at levels, so a fact told
/// twice changes nothing; a turned motor is no thing; what nobody saw is no success and no failure.
/// </summary>
public static class GoodsMachine
{
    /// <summary>One turn of the visit.</summary>
    public static Decision Step(VisitSituation s)
    {
        var visit = s.Visit;
        // The power went between two words of one turn: the last one is said now.
        if (visit.IsSettled && s.Locker is { } its && Lockers.AwaitsClosing(s, its)) return Decision.Nothing;
        if (visit.IsSettled) return End(s, s.Book.Questions.TryGetValue(visit.Order, out var open) ? new GoodsEnded(visit.Number, GoodsEnding.Unknown, open.Case)
            : new GoodsEnded(visit.Number, GoodsEnding.Given));
        if (visit.Channel is not { } channel) return Next(s);
        if (s.Locker is { } locker) return Lockers.Step(s, channel, locker);
        return Judge(s, channel) switch
        {
            Came.Yes => Given(s, channel),
            Came.No => Failed(s, channel),
            Came.Unknown => InQuestion(s, channel),
            _ => Decision.Nothing,
        };
    }

    /// <summary>When it wants to be looked at, whatever happens before.</summary>
    public static TimeSpan Deadline(VisitSituation s)
    {
        if (s.Locker is { } locker) return Lockers.Deadline(s, locker);
        if (WordOf(s) is not { } word) return s.StartedAt + s.Plan.Times.SettlesWithin;
        return word.End is null ? s.Visit.Since + s.Plan.Times.EndsWithin : word.EndedAt + s.Plan.Times.DropsWithin;
    }

    private static HandOutWord? WordOf(VisitSituation s) => s.IsOfThisRun ? s.Image.HandOut : null;

    private static Came Judge(VisitSituation s, ChannelId channel)
    {
        var plan = s.Channel;
        if (WordOf(s) is not { } word) return Restarted(s, channel, plan);
        // What was counted came, whatever the board makes of its motor.
        var dropped = word.CountBefore is { } before && s.Image.Count(plan?.Counter) is { } count && count > before;
        if (dropped && word.End is not null) return Came.Yes;
        return word.End switch
        {
            null when s.Now - s.Visit.Since < s.Plan.Times.EndsWithin => Came.NotYet,
            null => dropped ? Came.Yes : plan is { IsPlace: true } ? ByPlace(s, channel) ?? Came.Unknown : Came.Unknown,
            HandOutEnd.Seen => Came.Yes,
            HandOutEnd.NotStarted or HandOutEnd.Refused or HandOutEnd.NoSuchChannel => Came.No,
            _ when plan is { IsPlace: true } => s.Now - word.EndedAt < s.Plan.Times.DropsWithin ? Came.NotYet : ByPlace(s, channel) ?? Came.Unknown,
            HandOutEnd.NotSeen or HandOutEnd.Jammed when plan?.Counter is null => Came.No,
            _ when s.Now - word.EndedAt < s.Plan.Times.DropsWithin && plan?.Counter is not null => Came.NotYet,
            HandOutEnd.Turned or HandOutEnd.NotSeen or HandOutEnd.Jammed when word.CountBefore is not null && s.Image.Count(plan?.Counter) is not null => Came.No,
            _ => Came.Unknown,
        };
    }

    /// <summary>The order was written by a run that is over: a place of a dock says what became of it, a spiral does not.</summary>
    private static Came Restarted(VisitSituation s, ChannelId channel, ChannelPlan? plan)
    {
        var settles = s.Now - s.StartedAt < s.Plan.Times.SettlesWithin;
        return (plan is { IsPlace: true } ? ByPlace(s, channel) : null) switch
        {
            Came.Yes => Came.Yes,
            _ when settles => Came.NotYet,
            Came.No => Came.No,
            _ => Came.Unknown,
        };
    }

    /// <summary>It is empty, or another one lies there by now: while it was dark the one came out, and somebody put the other in.</summary>
    private static Came? ByPlace(VisitSituation s, ChannelId channel)
    {
        if (!s.Image.Places.TryGetValue(channel.Name, out var place)) return null;
        var isAnother = place.Serial is { } serial && s.Book.Places.GetValueOrDefault(channel.Name) is { Length: > 0 } booked && booked != serial;
        return place.Present && !isAnother ? Came.No : Came.Yes;
    }

    internal static Decision Given(VisitSituation s, ChannelId channel)
    {
        var visit = s.Visit;
        var given = new ItemGiven(visit.Number, channel, visit.Order, s.Book.Places.TryGetValue(channel.Name, out var serial) && serial.Length > 0 ? serial
            : s.Image.TagSince(s.Channel?.Reader, visit.Since));
        return End(s, given, new GoodsEnded(visit.Number, GoodsEnding.Given));
    }

    private static Decision Failed(VisitSituation s, ChannelId channel)
    {
        var end = WordOf(s)?.End ?? HandOutEnd.NotStarted;
        return new Decision([new ItemNotSeen(s.Visit.Number, channel, s.Visit.Order, end == HandOutEnd.Turned ? HandOutEnd.NotSeen : end)], []);
    }

    internal static Decision InQuestion(VisitSituation s, ChannelId channel) =>
        End(s, new ItemInQuestion(s.Visit.Number, channel, s.Visit.Order, s.Case), new GoodsEnded(s.Visit.Number, GoodsEnding.Unknown, s.Case));

    /// <summary>He opened the door, and closed it again with the thing inside: that was his choice, and no other door opens.</summary>
    internal static Decision Left(VisitSituation s, ChannelId channel) =>
        End(s, new ItemNotSeen(s.Visit.Number, channel, s.Visit.Order, HandOutEnd.LeftThere), new GoodsEnded(s.Visit.Number, GoodsEnding.NothingCame));

    /// <summary>From another channel, if there is one, and if he still stands there: nothing is begun for a visit of a run that is over.</summary>
    private static Decision Next(VisitSituation s)
    {
        if (s.Choice is not { } channel || s.Visit.StartedAt < s.StartedAt || s.Visit.Tried.Length >= s.Plan.Times.ChannelsMax)
            return End(s, new GoodsEnded(s.Visit.Number, GoodsEnding.NothingCame));
        var order = s.Book.LastOrder + 1;
        Effect acts = channel.Door is { } door ? new FireLock(door) : new HandOut(channel.Id, order);
        return new Decision([new ItemOrdered(s.Visit.Number, channel.Id, order)],
            [acts, new Say(new Prompt(channel.Door is null ? PromptKey.ItemComing : PromptKey.Checking) { Item = s.Plan.NameOf(s.Visit.Item) })]);
    }

    /// <summary>The end, in one append with what led to it; the code is used up if the thing came or may have come.</summary>
    internal static Decision End(VisitSituation s, params ReadOnlySpan<Event> last)
    {
        var ended = (GoodsEnded)last[^1];
        var events = ImmutableArray.CreateBuilder<Event>();
        events.AddRange(last[..^1]);
        events.Add(ended.Ending == GoodsEnding.NothingCame ? new CodeReleased(s.Visit.Number) : new CodeSpent(s.Visit.Number));
        if (s.Visit.Voucher is { } voucher && ended.Ending != GoodsEnding.NothingCame) events.Add(new VoucherSpent(s.Visit.Number, voucher, s.Visit.VoucherExpires, s.Visit.VoucherLeft));
        events.Add(ended);
        var prompt = ended.Ending switch
        {
            GoodsEnding.TakenBack => new Prompt(PromptKey.ItemReturned, Case: s.Receipt),
            GoodsEnding.Given when s.Locker is not null => new Prompt(PromptKey.ItemTaken),
            GoodsEnding.Given => new Prompt(s.Visit.Due is null ? PromptKey.TakeItem : PromptKey.ItemLent),
            _ when s.Visit.Ground == GoodsGround.Return => new Prompt(PromptKey.NothingReturned, Case: ended.Case),
            GoodsEnding.NothingCame when last is [ItemNotSeen { End: HandOutEnd.LeftThere }, ..] => new Prompt(PromptKey.ItemLeft),
            GoodsEnding.NothingCame => new Prompt(PromptKey.NoItemCame),
            _ => new Prompt(PromptKey.ItemUnclear, Case: ended.Case),
        };
        return new Decision(events.ToImmutable(), [new Say(prompt with { Item = s.Plan.NameOf(s.Visit.Item), Due = ended.Ending == GoodsEnding.Given ? s.Visit.Due : null })]);
    }
}

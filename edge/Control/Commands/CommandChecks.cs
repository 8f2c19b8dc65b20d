using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Commands;

/// <summary>All that a command is judged by, beside itself.</summary>
/// <param name="Cabinet">This cabinet's id.</param>
/// <param name="Slots">The doors it has.</param>
/// <param name="Trust">The keys it trusts.</param>
/// <param name="Book">Commands that were judged before.</param>
/// <param name="Floor">It cannot be earlier than this, seconds since 1970 UTC.</param>
public sealed record CommandSituation(string Cabinet, ImmutableArray<SlotNumber> Slots, TrustStore Trust, CommandBook Book, long Floor);

/// <summary>The verdict on one command.</summary>
/// <param name="Why">Why it is refused; null when it is to be followed, or was judged before.</param>
/// <param name="Genuine">One of our keys signed it, so whoever sent it gets an answer under its id.</param>
/// <param name="Before">The answer it got before, or none yet; null when it is new.</param>
/// <param name="Order">What to do; only where nothing speaks against it.</param>
public sealed record CommandVerdict(Refusal? Why, bool Genuine, KnownCommand? Before = null, Order? Order = null);

/// <summary>
/// The checks of contract v1, in this order; the first that fails names the refusal: signature, form, the key's right to that type, audience,
/// known before, time, room. A command that is known gets its answer again whatever the time is by now, and nothing is done.
/// </summary>
public static class CommandChecks
{
    /// <summary>Sizes of what a command carries; what is larger is malformed.</summary>
    public const int IdMax = 64, TypeMax = 64, ByMax = 64, ReasonMax = 200;

    /// <summary>A command may be issued by a clock that is so far ahead of ours (contract v1: 5 minutes), seconds.</summary>
    public const long AheadMax = 5 * 60;

    /// <summary>Judges a command. Whatever it is, the answer is a verdict, never an exception.</summary>
    public static CommandVerdict Judge(CommandReceived received, CommandSituation here, Moment now)
    {
        if (!SignedWord.TryVerify(received.Signed.AsSpan(), here.Trust, KeyKind.Command, now, out _, out var key))
            return new CommandVerdict(received.Words is null ? Refusal.Malformed : Refusal.BadSignature, false);
        if (received.Id is not { } id || !IsId(id)) return new CommandVerdict(Refusal.Malformed, false);
        if (received.Words is not { } words || !InForm(words)) return new CommandVerdict(Refusal.Malformed, true);
        if (!key!.MayGive(words.Type)) return new CommandVerdict(Refusal.NoRight, true);
        if (words.Cabinet != here.Cabinet) return new CommandVerdict(Refusal.WrongPlace, true);
        if (here.Book.Known.TryGetValue(id, out var known)) return new CommandVerdict(null, true, known);
        var type = CommandTypes.OfCommand(words.Type, words.Target);
        var why = OutOfTime(words, type, here.Floor, now) ?? (here.Book.HasRoom(here.Floor) ? null : Refusal.StoreFull);
        if (why is not null) return new CommandVerdict(why, true);
        if (type is null) return new CommandVerdict(Refusal.UnknownCommand, true);
        return Ordered(id, words, type.Value, here);
    }

    /// <summary>True for 1 to 64 of letters, digits and <c>- _ . :</c>.</summary>
    public static bool IsId(string id) =>
        id.Length is >= 1 and <= IdMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static bool InForm(CommandWords words) =>
        words.Type.Length is >= 1 and <= TypeMax && words.By.Length <= ByMax && words.Reason.Length <= ReasonMax
        && !words.Type.Any(char.IsControl) && !words.By.Any(char.IsControl) && !words.Reason.Any(char.IsControl)
        && words.Issued >= 0 && words.Expires > words.Issued;

    private static Refusal? OutOfTime(CommandWords words, CommandType? type, long floor, Moment now)
    {
        var time = now.WallIsTrusted ? CodeTime.Of(now) : CodeTime.Floor(floor, now);
        if (time.Passed(words.Expires)) return Refusal.Expired;
        if (words.Expires - words.Issued > (long)CommandTypes.LifeOf(type).TotalSeconds) return Refusal.TooLongLived;
        if (!now.WallIsTrusted) return type?.MakesSafe() == true ? null : Refusal.ClockNotTrusted;
        return time.Reached(words.Issued - AheadMax) ? null : Refusal.NotYetValid;
    }

    private static CommandVerdict Ordered(string id, CommandWords words, CommandType type, CommandSituation here)
    {
        var target = words.Target;
        SlotNumber? slot = null;
        if (type.NeedsSlot())
        {
            if (target.Slot is not { } number) return new CommandVerdict(Refusal.Malformed, true);
            if (here.Slots.All(s => s.Value != number)) return new CommandVerdict(Refusal.NoSuchSlot, true);
            slot = new SlotNumber(number);
        }
        if (type == CommandType.TransactionCancel && target.Swap is null
            || type is CommandType.RiderFreeze or CommandType.RiderRelease && target.Rider is null)
            return new CommandVerdict(Refusal.Malformed, true);
        return new CommandVerdict(null, true, null, new Order(id, type, slot, type == CommandType.TransactionCancel ? target.Swap : null,
            type is CommandType.RiderFreeze or CommandType.RiderRelease ? target.Rider : null, Origin.Cloud, words.By, words.Reason, words.Expires));
    }
}

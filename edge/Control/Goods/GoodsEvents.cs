using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>An event inside one goods visit.</summary>
/// <param name="Visit">Running number of the visit; visits and swaps are numbered together, so that a code belongs to one of them.</param>
public abstract record VisitEvent(long Visit) : Event;

/// <summary>A rider is let in for a thing, or with one that he brings back.</summary>
/// <param name="Visit">Number of this visit.</param>
/// <param name="Rider">Who.</param>
/// <param name="Item">What he shall have.</param>
/// <param name="Ground">By what.</param>
/// <param name="Day">Local date, on which it counts.</param>
/// <param name="Offline">The cloud had not been heard for longer than the site allows.</param>
/// <param name="Campaign">Which campaign gives it, where one does.</param>
/// <param name="Voucher">The voucher that pays, where one does.</param>
/// <param name="VoucherExpires">Its end, seconds since 1970 UTC.</param>
/// <param name="Due">When a thing that is lent is due back.</param>
/// <param name="VoucherLeft">Things that the voucher buys beyond this one.</param>
public sealed record GoodsStarted(long Visit, RiderId Rider, ItemId Item, GoodsGround Ground, DateOnly Day, bool Offline,
    string? Campaign = null, CodeKey? Voucher = null, long VoucherExpires = 0, DateTimeOffset? Due = null, int VoucherLeft = 0) : VisitEvent(Visit);

/// <summary>One thing shall come out of a channel: written before anything turns, and before each pulse of a lock.</summary>
/// <param name="Visit">For which visit.</param>
/// <param name="Channel">From where.</param>
/// <param name="Order">Number of this hand-out in the journal, from 1.</param>
/// <param name="Attempt">1, or more for a lock that is tried again.</param>
public sealed record ItemOrdered(long Visit, ChannelId Channel, long Order, int Attempt = 1) : VisitEvent(Visit);

/// <summary>The door of a locker was read open after its lock had been ordered.</summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Channel">The locker.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="AfterScan">From the code to the open door.</param>
public sealed record LockerOpened(long Visit, ChannelId Channel, long Order, TimeSpan AfterScan) : VisitEvent(Visit);

/// <summary>It was seen to leave: the rider has it, and his right to it is used up by this.</summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Channel">From where.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="Tag">What it calls itself, where it says so: the serial of a power bank.</param>
public sealed record ItemGiven(long Visit, ChannelId Channel, long Order, string? Tag = null) : VisitEvent(Visit);

/// <summary>It did not come: nothing is used up, and where the channel is to blame it gives nothing until a crew has looked.</summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Channel">From where it ought to have come.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="End">What the board said.</param>
public sealed record ItemNotSeen(long Visit, ChannelId Channel, long Order, HandOutEnd End) : VisitEvent(Visit);

/// <summary>
/// Nobody knows whether it came. It counts against his share until a crew has counted the channel, which gives nothing until then: so nobody
/// has more than his share, and if it lies there his right comes back.
/// </summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Channel">From where.</param>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="Case">Number for the hotline.</param>
public sealed record ItemInQuestion(long Visit, ChannelId Channel, long Order, string Case) : VisitEvent(Visit);

/// <summary>A voucher paid for one thing: that was seen to leave, or is in question.</summary>
/// <param name="Visit">In which visit.</param>
/// <param name="Voucher">Which.</param>
/// <param name="Expires">Its end, seconds since 1970 UTC.</param>
/// <param name="Left">Things it still buys here; 0: it is used up.</param>
public sealed record VoucherSpent(long Visit, CodeKey Voucher, long Expires, int Left = 0) : VisitEvent(Visit);

/// <summary>How a goods visit ended.</summary>
public enum GoodsEnding
{
    /// <summary>He has it.</summary>
    Given,
    /// <summary>Nothing came, and nothing is used up.</summary>
    NothingCame,
    /// <summary>Nobody knows; he has a case number.</summary>
    Unknown,
    /// <summary>He brought it back.</summary>
    TakenBack,
}

/// <summary>A goods visit is over.</summary>
public sealed record GoodsEnded(long Visit, GoodsEnding Ending, string? Case = null) : VisitEvent(Visit);

/// <summary>A rider with a right asked for a thing and did not get it.</summary>
public sealed record GoodsUnmet(RiderId Rider, ItemId Item, Refusal Why) : Event;

/// <summary>A crew counted what lies in a channel: that is its stock from now on, and what was in question is settled by it.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Item">What it holds.</param>
/// <param name="Booked">What the books had in it.</param>
/// <param name="Found">What lay in it.</param>
/// <param name="By">Who counted.</param>
/// <param name="Command">The act by which it was told.</param>
public sealed record StockCounted(ChannelId Channel, ItemId Item, int Booked, int Found, string By, string Command) : Event;

/// <summary>A crew put things into a channel, behind those that are there.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Item">What it holds.</param>
/// <param name="Put">How many.</param>
/// <param name="Expires">The last day on which they may be given; null: they do not spoil.</param>
/// <param name="By">Who.</param>
/// <param name="Command">The act by which it was told.</param>
public sealed record StockFilled(ChannelId Channel, ItemId Item, int Put, DateOnly? Expires, string By, string Command) : Event;

/// <summary>A hand-out that was in question is settled by a count.</summary>
/// <param name="Order">Number of the hand-out.</param>
/// <param name="Case">Its case.</param>
/// <param name="Rider">Whose.</param>
/// <param name="Came">It had come; false: it lay there, and his right to it is back.</param>
public sealed record QuestionSettled(long Order, string Case, RiderId Rider, bool Came) : Event;

/// <summary>A thing is here that the books had not: a power bank in a place, what fell into a bin, what was put into a locker. A rider brought it back, or a crew put it in.</summary>
/// <param name="Channel">The place, or the bin.</param>
/// <param name="Item">What it is.</param>
/// <param name="Tag">What it calls itself.</param>
/// <param name="Loan">Number of the hand-out by which it was lent; null: nobody here lent it.</param>
/// <param name="Rider">Whose loan is over; null: nobody's that is known here.</param>
/// <param name="InBin">It is in a bin or a locker, where things are counted; false: in a place, which says itself what lies there.</param>
public sealed record ItemReturned(ChannelId Channel, ItemId Item, string? Tag, long? Loan, RiderId? Rider, bool InBin = false) : Event;

/// <summary>What the books had in a place is gone, and nobody was handed it.</summary>
public sealed record ItemMissed(ChannelId Channel, ItemId Item, string? Tag) : Event;

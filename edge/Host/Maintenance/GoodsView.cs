using YongAi.Edge.Control;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>What a cabinet hands out, as it stands; no rider is in it.</summary>
/// <param name="Open">It serves at this hour; null: nobody vouches for the clock.</param>
/// <param name="OpensAt">Local time at which it opens, where it is closed and opens within two weeks.</param>
/// <param name="Loans">Things out on loan.</param>
/// <param name="Overdue">Of these, past their time.</param>
/// <param name="Cases">Hand-outs of which nobody knows whether something came: their case numbers.</param>
/// <param name="Channels">The channels, in the order of the site file.</param>
public sealed record GoodsReport(bool? Open, DateTime? OpensAt, int Loans, int Overdue, ImmutableArray<string> Cases, ImmutableArray<ChannelReport> Channels);

/// <summary>One channel.</summary>
/// <param name="Channel">Its name in the site file.</param>
/// <param name="Item">What it holds.</param>
/// <param name="Chinese">How riders call that.</param>
/// <param name="English">How riders call that.</param>
/// <param name="Count">How many there are by the books, or by the sensor of a place.</param>
/// <param name="Expires">The first day on which anything in it spoils.</param>
/// <param name="State">gives, spoils-soon, empty, spoiled, silent, faulty, out-of-use, low, shut, open, gone.</param>
/// <param name="Slot">The slot behind whose door it lies, where it is a locker.</param>
public sealed record ChannelReport(string Channel, string Item, string Chinese, string English, int Count, DateOnly? Expires, string State, int? Slot = null);

/// <summary>Goods for the crew.</summary>
internal static class GoodsView
{
    /// <summary>Null where nothing is handed out.</summary>
    public static GoodsReport? Of(Cabinet cabinet, Moment at)
    {
        if (cabinet.Plan.Goods.Items.IsEmpty) return null;
        var (book, hours, local) = (cabinet.Ledger.Goods, cabinet.Plan.Goods.Hours, at.Wall.ToOffset(cabinet.Plan.Goods.UtcOffset));
        var stock = cabinet.GoodsStock();
        return new GoodsReport(at.WallIsTrusted ? hours.IsOpen(local.DateTime) : null,
            at.WallIsTrusted && !hours.IsOpen(local.DateTime) ? hours.OpensAt(local.DateTime) : null,
            book.Loans.Open.Count, at.WallIsTrusted ? book.Loans.Open.Values.Count(loan => loan.Due < at.Wall) : 0,
            [.. book.Questions.Values.Select(question => question.Case)],
            [.. cabinet.Plan.Channels.Where(channel => channel.Item is not null)
                .Select(channel => Channel(channel, stock.GetValueOrDefault(channel.Id.Name), cabinet, at.WallIsTrusted ? DateOnly.FromDateTime(local.DateTime) : null, at.Elapsed))]);
    }

    private static ChannelReport Channel(ChannelPlan channel, ChannelStock? stock, Cabinet cabinet, DateOnly? today, TimeSpan now)
    {
        var name = cabinet.Plan.Goods.NameOf(channel.Item!.Value);
        return new ChannelReport(channel.Id.Name, channel.Item.Value.Name, name.Chinese, name.English, stock?.Count ?? 0, stock?.FirstExpires,
            State(channel, stock, cabinet, today, now), channel.Door?.Value);
    }

    /// <summary>The worst there is to say.</summary>
    private static string State(ChannelPlan channel, ChannelStock? stock, Cabinet cabinet, DateOnly? today, TimeSpan now)
    {
        var image = cabinet.Image.Goods;
        if (cabinet.Ledger.Goods.OutOfUse.ContainsKey(channel.Id.Name)) return "out-of-use";
        if (channel.IsPlace)
            return !image.Places.TryGetValue(channel.Id.Name, out var place) ? "silent" : !place.Present ? "empty"
                : place.Charge >= cabinet.Plan.Goods.Times.LendFrom ? "gives" : "low";
        if (channel.Door is { } door)
        {
            var slot = cabinet.Views()[cabinet.Plan.IndexOf(door)];
            if (slot.Image.DoorNow(now) != DoorState.Closed) return slot.Image.DoorNow(now) == DoorState.Open ? "open" : "silent";
            if (!slot.InService) return "shut";
            if (stock is { Count: > 0 } && slot.Plan.Presence && slot.Image.PresentNow(now) == false) return "gone";
        }
        else if (!image.Channels.TryGetValue(channel.Id.Name, out var state)) return "silent";
        else if (state == ChannelState.Faulty) return "faulty";
        else if (state == ChannelState.Empty) return "empty";
        if (stock is not { Count: > 0 }) return "empty";
        if (today is not { } day) return "gives";
        return stock.IsBlocked(day) ? "spoiled" : stock.SpoilsSoon(day) ? "spoils-soon" : "gives";
    }
}

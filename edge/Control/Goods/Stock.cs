namespace YongAi.Edge.Control.Goods;

/// <summary>Things of one delivery that lie one behind the other in a channel.</summary>
/// <param name="Count">How many.</param>
/// <param name="Expires">The last day on which they may be given; null: they do not spoil.</param>
public readonly record struct Batch(int Count, DateOnly? Expires);

/// <summary>What the books have in a channel, by what crews counted in and what sensors saw leave.</summary>
/// <param name="Item">What it holds.</param>
/// <param name="Batches">As they come out, the front one first; none is empty.</param>
public sealed record ChannelStock(ItemId Item, ImmutableArray<Batch> Batches)
{
    /// <summary>So long before it spoils a crew is told (domain section 4).</summary>
    public const int WarnsDays = 14;

    /// <summary>How many there are, spoiled ones too: they lie there.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var batch in Batches) count += batch.Count;
            return count;
        }
    }

    /// <summary>The last day of what comes out next; null where it does not spoil, or nothing is there.</summary>
    public DateOnly? FrontExpires => Batches.IsEmpty ? null : Batches[0].Expires;

    /// <summary>The first day on which anything in it spoils; null: nothing does.</summary>
    public DateOnly? FirstExpires => Batches.Min(batch => batch.Expires);

    /// <summary>What comes out next is spoiled: a channel gives nothing from behind it.</summary>
    public bool IsBlocked(DateOnly today) => FrontExpires < today;

    /// <summary>Something in it spoils soon.</summary>
    public bool SpoilsSoon(DateOnly today) => FirstExpires < today.AddDays(WarnsDays);

    /// <summary>So many were put behind the others.</summary>
    public ChannelStock With(int put, DateOnly? expires) => put == 0 ? this
        : this with { Batches = Batches is [.. var before, var last] && last.Expires == expires ? [.. before, last with { Count = last.Count + put }] : [.. Batches, new Batch(put, expires)] };

    /// <summary>So many lie in it, as counted: too few are gone from the front; of what nobody had booked, the worst is supposed: it spoils first.</summary>
    public ChannelStock Counted(int found)
    {
        var stock = this;
        while (stock.Count > found) stock = stock.WithoutOne();
        return stock.With(found - stock.Count, Batches.IsEmpty ? null : FirstExpires);
    }

    /// <summary>The front one has left.</summary>
    public ChannelStock WithoutOne() => Batches switch
    {
        [] => this,
        [{ Count: 1 }, .. var rest] => this with { Batches = rest },
        [var front, .. var rest] => this with { Batches = [front with { Count = front.Count - 1 }, .. rest] },
    };
}

/// <summary>From which channel a thing is given.</summary>
public static class StockChoice
{
    /// <summary>The channel whose front spoils first, of those that serve and are not blocked; null: there is none.</summary>
    /// <param name="item">What is wanted.</param>
    /// <param name="stock">What lies where.</param>
    /// <param name="serves">Whether a channel can give at all now.</param>
    /// <param name="today">Local date.</param>
    public static ChannelId? Of(ItemId item, ImmutableSortedDictionary<string, ChannelStock> stock, Func<ChannelId, bool> serves, DateOnly today)
    {
        (ChannelId Channel, DateOnly Expires)? best = null;
        foreach (var (name, its) in stock)
        {
            var channel = new ChannelId(name);
            if (its.Item != item || its.Count == 0 || its.IsBlocked(today) || !serves(channel)) continue;
            var expires = its.FrontExpires ?? DateOnly.MaxValue;
            if (best is not { } known || expires < known.Expires) best = (channel, expires);
        }
        return best?.Channel;
    }
}

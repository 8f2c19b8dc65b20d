using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Goods;

/// <summary>A thing that a rider has on loan.</summary>
/// <param name="Order">The hand-out by which he got it.</param>
/// <param name="Item">What.</param>
/// <param name="Tag">Its tag or serial, by which it is known again; null: it has none, or none was read.</param>
/// <param name="Rider">Who has it.</param>
/// <param name="Due">When it is due back. Past it he is reminded; nothing of his is locked here.</param>
public sealed record Loan(long Order, ItemId Item, string? Tag, RiderId Rider, DateTimeOffset Due);

/// <summary>What is out on loan from here.</summary>
/// <param name="Open">By the number of the hand-out.</param>
public sealed record LoanBook(ImmutableSortedDictionary<long, Loan> Open)
{
    /// <summary>
    /// Loans remembered: as many as the largest cabinets hold things to lend, some times over. The oldest goes first; its return is then one of a
    /// thing that nobody here knows, and the cloud settles it.
    /// </summary>
    public const int LoansMax = 4_096;

    /// <summary>Nothing is out.</summary>
    public static LoanBook Empty { get; } = new(ImmutableSortedDictionary<long, Loan>.Empty);

    /// <summary>What a rider has of a kind of thing; null: nothing.</summary>
    public Loan? Of(RiderId rider, ItemId item)
    {
        foreach (var loan in Open.Values)
            if (loan.Rider == rider && loan.Item == item) return loan;
        return null;
    }

    /// <summary>The loan that a thing which comes back ends: by its tag, whoever brings it; a thing without one by who brings it. Null: none that is known here.</summary>
    public Loan? EndedBy(string? tag, ItemId? item, RiderId? rider)
    {
        foreach (var loan in Open.Values)
            if (tag is not null ? loan.Tag == tag : loan.Tag is null && loan.Item == item && loan.Rider == rider) return loan;
        return null;
    }

    /// <summary>A thing has gone out.</summary>
    public LoanBook Lent(Loan loan)
    {
        var room = Open.Count >= LoansMax ? Open.Remove(Open.Keys.First()) : Open;
        return new LoanBook(room.SetItem(loan.Order, loan));
    }

    /// <summary>It is back.</summary>
    public LoanBook Ended(long order) => new(Open.Remove(order));
}

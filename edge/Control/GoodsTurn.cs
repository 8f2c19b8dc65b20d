using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;

namespace YongAi.Edge.Control;

/// <summary>Goods in the turn: the visit under way, and what lies in the places of docks, held against the books.</summary>
internal static class GoodsTurn
{
    /// <summary>A visit takes two decisions for each channel it tries, and one for its end; more would be a circle.</summary>
    private const int DecisionsMax = 16;

    /// <summary>The visit, as far as facts carry it.</summary>
    public static void Step(CabinetTurn turn)
    {
        for (var n = 0; turn.Ledger.Goods.Visit is { } visit; n++)
        {
            if (n == DecisionsMax) throw new InvariantBroken($"goods visit {visit.Number} comes to no rest");
            var decision = GoodsMachine.Step(turn.Cabinet.Visiting(visit, turn.Now));
            turn.Happened(decision.Events);
            foreach (var effect in decision.Effects) turn.Do(Heard(turn, effect));
            if (decision.Events.IsEmpty) break;
        }
    }

    /// <summary>Before fire and water nobody is told to take something out: he is to go.</summary>
    private static Effect Heard(CabinetTurn turn, Effect effect) =>
        effect is Say && Hold.OverDoors(turn.Ledger.Alarms) is { } danger ? new Say(new Prompt(PromptKey.KeepAway, Why: danger.ToString())) : effect;

    /// <summary>What a dock says of its places: things that came back, and things that are gone.</summary>
    public static void Look(CabinetTurn turn, DockRead read)
    {
        foreach (var place in read.Places)
        {
            if (turn.Plan.ItemAt(place.Channel) is not { } item || turn.Ledger.Goods.Visit?.Channel == place.Channel) continue;
            var booked = turn.Ledger.Goods.Places.TryGetValue(place.Channel.Name, out var tag) ? tag : null;
            if (place.Present == booked is not null && (place.Serial ?? "") == (booked ?? "")) continue;
            if (booked is not null) turn.Happened(new ItemMissed(place.Channel, item, booked.Length > 0 ? booked : null));
            if (place.Present) Back(turn, place.Channel, place.Serial, item);
        }
    }

    /// <summary>A tag is held before a bin: its thing is to be put in. No loan ends by that.</summary>
    public static void Look(CabinetTurn turn, TagRead read)
    {
        if (turn.Ledger.Goods.Visit is not null || turn.Ledger.Swap is not null) return;
        foreach (var bin in turn.Plan.Bins)
            if (bin.Reader == read.Reader) turn.Do(Heard(turn, new Say(new Prompt(PromptKey.PutItemIn) { Item = turn.Plan.Goods.NameOf(bin.Item) })));
    }

    /// <summary>Something fell into a bin: the thing whose tag was read just before; else one that nobody knows.</summary>
    public static void Look(CabinetTurn turn, CounterRead read)
    {
        foreach (var bin in turn.Plan.Bins)
        {
            if (bin.Counter != read.Counter) continue;
            for (var n = turn.Image.Goods.Passed.GetValueOrDefault(read.Counter.Name); n > 0; n--)
            {
                var tag = turn.Image.Goods.TagSince(bin.Reader, turn.Now - ReturnBin.FallsWithin);
                // One tag is one thing.
                turn.Picture(turn.Image with { Goods = turn.Image.Goods with { Tags = turn.Image.Goods.Tags.Remove(bin.Reader.Name) } });
                Back(turn, bin.Id, tag, bin.Item, inBin: true);
            }
        }
    }

    private static void Back(CabinetTurn turn, ChannelId place, string? tag, ItemId item, bool inBin = false)
    {
        var loan = tag is not null ? turn.Ledger.Goods.Loans.EndedBy(tag, null, null) : null;
        turn.Happened(new ItemReturned(place, item, tag, loan?.Order, loan?.Rider, inBin));
        // What lies there at a start came before it: nobody stands there and waits for a receipt.
        if (loan is not null || turn.Now - turn.Image.StartedAt >= turn.Plan.Goods.Times.SettlesWithin)
            turn.Do(new Say(new Prompt(PromptKey.ItemReturned, Case: turn.Cabinet.ReceiptNumber) { Item = turn.Plan.Goods.NameOf(item) }));
    }
}

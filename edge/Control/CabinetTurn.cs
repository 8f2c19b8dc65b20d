using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>One turn of the cabinet being decided. Lives within one turn; outside, only the answer is seen.</summary>
internal sealed class CabinetTurn(Cabinet cabinet, Moment now)
{
    private readonly List<Event> _events = [];
    private readonly List<Effect> _effects = [];
    private ImmutableArray<SlotView> _views;

    public Cabinet Cabinet { get; private set; } = cabinet;
    public Moment At => now;
    public TimeSpan Now => now.Elapsed;
    public SitePlan Plan => Cabinet.Plan;
    public Ledger Ledger => Cabinet.Ledger;
    public Image Image => Cabinet.Image;
    public IReadOnlyList<Event> Events => _events;
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>The slots as they are seen now; made anew only after something changed.</summary>
    public ImmutableArray<SlotView> Views => _views.IsDefault ? _views = Cabinet.Views() : _views;

    public SlotView View(SlotNumber slot) => Views[Plan.IndexOf(slot)];

    public void Happened(Event e)
    {
        _events.Add(e);
        if (e is SwapEnded && Ledger.Swap is { } over) Picture(Image with { SwapOver = (over.StartedAt, Now) });
        if (e is CodeSpent && Ledger.Codes.Held?.Nonce is { } nonce) UseUp(nonce);
        if (e is CommandAccepted { Badge.Nonce: { } answered }) UseUp(answered);
        // A helper of riders opens no service door.
        if (e is CommandAccepted { Origin: Origin.Crew, Type: not CommandType.SwapAssist }) Picture(Image with { Safety = Image.Safety with { CrewAt = Now } });
        Cabinet = Cabinet with { Ledger = Ledger.Apply(new Entry(Ledger.Position + 1, now, e)) };
        // An ordered door starts with a clean slate: what an earlier pulse did says nothing about this one.
        var ordered = e switch
        {
            DoorOrdered d => d.Slot,
            CommandAccepted { Type: CommandType.SlotOpen } c => c.Slot,
            ItemOrdered o => Plan.Channel(o.Channel)?.Door,
            _ => null,
        };
        if (ordered is { } door) Observe(door, image => image with { FiredAt = null, NotFiredAt = null });
        if (e is ChargingStarted started) Observe(started.Slot, image => image with { ChargeBegunAt = Now });
        if (e is ChargingStopped { Why: ChargeStop.Full } full)
            Observe(full.Slot, image => image with { Conduct = image.Conduct with { Charged = default } });
        if (e is ChargingStopped { Why: ChargeStop.Temperature or ChargeStop.PackUnsound or ChargeStop.ReadingStale or ChargeStop.Full or ChargeStop.OverCap } stopped)
            Observe(stopped.Slot, image => image with { ChargeUnfitAt = Now });
        if (e is ItemOrdered item) Picture(Image with { Goods = Image.Goods with { HandOut = new HandOutWord(item.Order, Image.Goods.Count(Plan.Channel(item.Channel)?.Counter)) } });
        _views = default;
    }

    public void Happened(ImmutableArray<Event> events)
    {
        foreach (var e in events) Happened(e);
    }

    public void Do(Effect effect)
    {
        _effects.Add(effect);
        // What is said to one rider who has to wait is not what the other one is to do.
        if (effect is Say say && (Ledger.Swap is null && Ledger.Goods.Visit is null || say.Prompt.Key is not (PromptKey.PleaseWait or PromptKey.Refused or PromptKey.Maintenance or PromptKey.CrewDone
            or PromptKey.ReportTaken or PromptKey.SecondPerson)))
            Picture(Image with { Said = say.Prompt, SaidAt = Now });
    }

    public void Do(ImmutableArray<Effect> effects)
    {
        foreach (var effect in effects) Do(effect);
    }

    public void Take(Decision decision)
    {
        foreach (var e in decision.Events) Happened(e);
        foreach (var effect in decision.Effects) Do(effect);
    }

    public void Picture(Image image) => Cabinet = Cabinet with { Image = image };

    /// <summary>Changes the image of one slot.</summary>
    public void Observe(SlotNumber slot, Func<SlotImage, SlotImage> change)
    {
        var index = Plan.IndexOf(slot);
        Picture(Image with { Slots = Image.Slots.SetItem(index, change(Image.Slots[index])) });
        _views = default;
    }

    /// <summary>Changes the images of all slots that one frame tells of, as one change.</summary>
    public void Observe<TWord>(ImmutableArray<TWord> words, Func<TWord, SlotNumber> slotOf, Func<SlotImage, TWord, SlotImage> change)
    {
        var slots = Image.Slots.ToBuilder();
        foreach (var word in words)
        {
            var index = Plan.IndexOf(slotOf(word));
            slots[index] = change(slots[index], word);
        }
        Picture(Image with { Slots = slots.DrainToImmutable() });
        _views = default;
    }

    /// <summary>One use (rider-code YA1): a nonce whose code led to an open door answers no other.</summary>
    private void UseUp(string nonce) =>
        Picture(Image with { Nonces = Image.Nonces.RemoveAll(n => Convert.ToHexStringLower(n.Bytes.AsSpan()) == nonce) });

}

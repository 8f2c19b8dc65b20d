using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>One cabinet: what it is, what it must remember, what its sensors last said. Immutable: readers take it whole.</summary>
public sealed record Cabinet(SitePlan Plan, Ledger Ledger, Image Image)
{
    /// <summary>The cloud has not been heard for longer than the site allows.</summary>
    public bool OfflineAt(TimeSpan now) =>
        Image.CloudHeardAt is not { } heard || now - heard > Plan.Codes.OfflineAfter;

    /// <summary>
    /// The earliest the wall time can be, seconds since 1970 UTC: build date, latest believed time of any event, latest signed
    /// <c>issued</c>, whichever is the newest (rider-code YA1, without trusted time).
    /// </summary>
    public long TimeFloor => Math.Max(Plan.Codes.BuildDate, Math.Max(Ledger.TimeFloor, Image.IssuedFloor));

    /// <summary>After a start: an open swap is not settled yet, or some slot's sensors have not been read twice.</summary>
    public bool StillLooking(TimeSpan now) =>
        Image.Recovering || now - Image.StartedAt < Plan.Times.RecoverWithin && Views().Any(slot => !slot.ReadTwice);

    /// <summary>The slots as decisions see them, in the plan's order.</summary>
    public ImmutableArray<SlotView> Views()
    {
        var views = ImmutableArray.CreateBuilder<SlotView>(Plan.Slots.Length);
        for (var i = 0; i < Plan.Slots.Length; i++)
            views.Add(new SlotView(Plan.Slots[i], Image.Slots[i], Ledger.WithdrawnFrom(Plan.Slots[i].Slot),
                Quarantine(Plan.Slots[i].Slot, Image.Slots[i])));
        return views.MoveToImmutable();
    }

    /// <summary>By the pack's own word or by the ledger's: what is set apart stays so also where the two differ.</summary>
    private Quarantine? Quarantine(SlotNumber slot, SlotImage image)
    {
        if (Ledger.Quarantined.IsEmpty) return null;
        var answers = image.Pack == PackWord.Read ? image.Reading?.Serial : null;
        return Ledger.QuarantineOf(answers) ?? Ledger.QuarantineOf(Ledger.Custody.In(slot));
    }

    /// <summary>The slots that a swap under way keeps for itself.</summary>
    public ImmutableArray<SlotNumber> Reserved
    {
        get
        {
            if (Ledger.Swap is not { } swap) return [];
            var reserved = ImmutableArray.CreateBuilder<SlotNumber>(2);
            if (swap.InSlot is { } inSlot) reserved.Add(inSlot);
            // A pack that is only kept for later charges on; it stops when its door is ordered.
            if (swap.OfferSlot is { } offer && swap.Stage is SwapStage.OpeningOut or SwapStage.WaitTake or SwapStage.WaitCloseOut)
                reserved.Add(offer);
            return reserved.ToImmutable();
        }
    }

    /// <summary>The door whose lock may be fired: ordered by the swap under way, and not proved open since.</summary>
    public SlotNumber? DoorOrdered =>
        Ledger.Swap is { Stage: SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld } swap ? swap.Door : null;

    internal SwapSituation Swapping(Swap swap, ImmutableArray<SlotView> views, TimeSpan now) =>
        new(swap, views, Ledger.Custody, Plan.Packs, Plan.Times, Plan.HandOutFrom, Image.InkStalled, CasePrefix, Image.SaidAt,
            Image.Tail, now);

    internal ChargeSituation Charging(ImmutableArray<SlotView> views, TimeSpan now) =>
        new(views, Ledger.Custody, Plan.Charging, Ledger.Charging, Ledger.StockedAt, Reserved, now);

    internal SafetySituation Safety(ImmutableArray<SlotView> views, TimeSpan now)
    {
        var ought = ImmutableArray.CreateBuilder<AlarmKind>();
        if (Image.InkStalled) ought.Add(AlarmKind.StoreSlow);
        if (Ledger.JournalReplaced) ought.Add(AlarmKind.JournalReplaced);
        if (Image.AckBeyondPublished) ought.Add(AlarmKind.AckBeyondPublished);
        return new SafetySituation(Charging(views, now), Ledger.Cases, Ledger.Alarms, Image.StartedAt, ought.ToImmutable());
    }

    private string CasePrefix => Ledger.Journal.Length >= 4 ? Ledger.Journal[..4].ToUpperInvariant() : "0000";
}

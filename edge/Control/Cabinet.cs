using System.Globalization;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
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

    /// <summary>The journal is at its limit: no new swap begins. After a start, as it was before until it is measured.</summary>
    public bool StoreFull => Image.StoreFull ?? Stands(AlarmKind.StoreFull);

    /// <summary>After a start: an open swap is not settled yet, or some slot's sensors have not been read twice.</summary>
    public bool StillLooking(TimeSpan now) =>
        Image.Recovering || now - Image.StartedAt < Plan.Times.RecoverWithin && Views().Any(slot => !slot.ReadTwice);

    // What the slots last looked like, and by which ledger. A cabinet made of this one takes it over and looks anew only at what
    // changed: a reading changes one slot of twelve, and most turns do not change the ledger.
    private Seen? _seen;

    private sealed record Seen(Ledger By, ImmutableArray<SlotView> Views);

    /// <summary>The slots as decisions see them, in the plan's order.</summary>
    public ImmutableArray<SlotView> Views()
    {
        var before = ReferenceEquals(_seen?.By, Ledger) ? _seen.Views : [];
        var views = ImmutableArray.CreateBuilder<SlotView>(Plan.Slots.Length);
        for (var i = 0; i < Plan.Slots.Length; i++)
            views.Add(i < before.Length && ReferenceEquals(before[i].Image, Image.Slots[i]) ? before[i] : View(Plan.Slots[i], Image.Slots[i]));
        _seen = new Seen(Ledger, views.MoveToImmutable());
        return _seen.Views;
    }

    private SlotView View(SlotPlan plan, SlotImage image) =>
        new(plan, image, Ledger.WithdrawnFrom(plan.Slot), Quarantine(plan.Slot, image));

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
            if (swap.OfferSlot is { } offer && (swap.Completed || swap.Stage is SwapStage.OpeningOut or SwapStage.WaitTake))
                reserved.Add(offer);
            return reserved.ToImmutable();
        }
    }

    /// <summary>A lock that was fired may spring this late (table B3 row 13); beyond, an open door was opened by a hand.</summary>
    public static readonly TimeSpan SpringsWithin = TimeSpan.FromSeconds(60);

    /// <summary>Why a door that is now open would be open: ordered by the swap under way or by a command, a late spring, or nobody's order.</summary>
    public DoorOpening WhyOpen(SlotNumber slot, TimeSpan now)
    {
        if (Ledger.Swap?.Door == slot || DoorOf(Ledger.Goods.Visit) == slot || Ledger.Commands.Of(slot) is not null) return DoorOpening.Asked;
        return now - Image.Slots[Plan.IndexOf(slot)].FiredAt <= SpringsWithin ? DoorOpening.Late : DoorOpening.Unasked;
    }

    /// <summary>
    /// A pack that came in without a code: whoever shows his code in time may have put it in (table B3 row 51). It may have come
    /// while its rider was at another door, so his time counts from the end of that swap.
    /// </summary>
    public bool MayBeClaimed(SlotNumber slot, TimeSpan now)
    {
        if (Ledger.WithdrawnSince(slot, Withdrawal.UnplannedPack) is not { } since) return false;
        if (Ledger.Swap is { } swap && swap.StartedAt <= since) return true;
        var from = Image.SwapOver is { } over && over.From <= since && since < over.To ? over.To : since;
        return now - from <= Plan.Times.UnplannedWithin;
    }

    /// <summary>
    /// The doors whose locks may be fired: ordered by the visit under way or by a command, and not proved open since. Where a lock of the
    /// board opened another door, or there is fire or water, only a crew that stands there has one fired.
    /// </summary>
    public ImmutableArray<SlotNumber> DoorsOrdered
    {
        get
        {
            if (Image.Stopping) return [];
            if (Hold.OverDoors(Ledger.Alarms) is not null)
                return [.. Ledger.Commands.DoorsOrdered.Where(slot => Ledger.Commands.Of(slot)?.Origin == Origin.Crew)];
            var bySwap = Ledger.Swap is { Stage: SwapStage.OpeningIn or SwapStage.OpeningOut or SwapStage.ReturningOld or SwapStage.OpeningOwn } swap ? swap.Door : null;
            var ordered = Ledger.Goods.Visit is { OpenedAt: null, IsSettled: false } visit ? DoorOf(visit) : bySwap;
            return [.. Ledger.Commands.DoorsOrdered, .. ordered is { } door && !Ledger.WithdrawnFrom(door).Contains(Withdrawal.WrongDoor) ? [door] : ImmutableArray<SlotNumber>.Empty];
        }
    }

    internal SwapSituation Swapping(Swap swap, ImmutableArray<SlotView> views, TimeSpan now) =>
        new(swap, views, Ledger.Custody, Plan.Packs, Plan.Times, Plan.Swaps, Plan.HandOutFrom, Image.InkStalled, CasePrefix, Image.SaidAt,
            Image.Tail, now) 
        {
            Doubted = Ledger.Doubted,
            Safety = Plan.Safety,
            OverDoors = Hold.OverDoors(Ledger.Alarms) is { } danger ? new Danger(danger.ToString(), Hold.IsFire(danger)) : null,
        };

    /// <summary>False for a hand-out that is not, or no longer, the one that the visit under way waits for, and for any while there is fire or water.</summary>
    public bool MayHandOut(Effect effect) => effect is not HandOut order
        || MayOrderGoods && Ledger.Goods.Visit is { Channel: not null } visit && visit.Order == order.Order;

    /// <summary>What a wish for a thing looks at.</summary>
    /// <param name="at">Now, by a clock that is believed: without it no code for goods is taken.</param>
    public GoodsSituation GoodsNow(Moment at) =>
        new(Ledger.Goods, Plan.Goods, GoodsStock(), channel => Gives(channel, at.Elapsed), at.Wall, IsHot(at));

    internal VisitSituation Visiting(GoodsVisit visit, TimeSpan now) =>
        new(visit, Ledger.Goods, Image.Goods, Plan.Goods, visit.Channel is { } channel ? Plan.Channel(channel) : null,
            Image.InkStalled || !MayOrderGoods ? null : visit.Ground == GoodsGround.Return ? RoomFor(visit.Item, visit.Tried, now)
                : StockChoice.Of(visit.Item, GoodsStock(), one => Gives(one, now) && !visit.Tried.Contains(one), visit.Day) is { } choice ? Plan.Channel(choice) : null,
            CaseNumber(visit.Number), Image.StartedAt, now)
        {
            Locker = DoorOf(visit) is { } door ? new LockerSituation(Views()[Plan.IndexOf(door)], Views(), Plan.Times.Doors, Image.InkStalled, Image.SaidAt) : null,
            MayOrder = MayOrderGoods,
            Receipt = ReceiptOf(Ledger.Position + 1),
        };

    /// <summary>An empty locker for a thing that is brought back; null: there is none.</summary>
    internal ChannelPlan? RoomFor(ItemId item, ImmutableArray<ChannelId> except, TimeSpan now)
    {
        foreach (var channel in Plan.Channels)
            if (channel.Item == item && !except.Contains(channel.Id) && Takes(channel, now)) return channel;
        return null;
    }

    /// <summary>In service, its switch feels what is put in, and the books have it empty, too.</summary>
    private bool Takes(ChannelPlan channel, TimeSpan now) =>
        channel is { Door: { } door, Item: { } item } && MayOrderGoods && !Ledger.Goods.OutOfUse.ContainsKey(channel.Id.Name)
        && Ledger.Goods.StockOf(channel.Id, item).Count == 0 && Ledger.Commands.Of(door) is null
        && Views()[Plan.IndexOf(door)] is { InService: true, Plan.Presence: true } slot
        && slot.Image.DoorNow(now) == DoorState.Closed && slot.Image.PresentNow(now) == false;

    /// <summary>The door of the locker that a visit is about.</summary>
    internal SlotNumber? DoorOf(GoodsVisit? visit) => visit?.Channel is { } channel ? Plan.Channel(channel)?.Door : null;

    private bool MayOrderGoods => !Image.Stopping && Hold.OverDoors(Ledger.Alarms) is null;

    /// <summary>What lies in the channels: as counted, and in places of docks as they say themselves.</summary>
    public ImmutableSortedDictionary<string, ChannelStock> GoodsStock()
    {
        var stock = Ledger.Goods.Stock.ToBuilder();
        foreach (var channel in Plan.Channels)
        {
            if (channel.Item is not { } item || stock.TryGetValue(channel.Id.Name, out var counted) && counted.Item != item) stock.Remove(channel.Id.Name);
            else if (channel.IsPlace)
                stock[channel.Id.Name] = new ChannelStock(item,
                    Image.Goods.Places.TryGetValue(channel.Id.Name, out var place) && place.Present ? [new Batch(1, null)] : []);
        }
        return stock.ToImmutable();
    }

    /// <summary>Its board is heard and says nothing against it, and no crew has to look at it first.</summary>
    private bool Gives(ChannelId channel, TimeSpan now)
    {
        if (Ledger.Goods.OutOfUse.ContainsKey(channel.Name)) return false;
        if (Plan.Channel(channel)?.Door is { } door)
            return Views()[Plan.IndexOf(door)] is { InService: true } slot && Ledger.Commands.Of(door) is null
                && slot.Image.DoorNow(now) == DoorState.Closed && (!slot.Plan.Presence || slot.Image.PresentNow(now) == true);
        if (Image.Goods.Places.TryGetValue(channel.Name, out var place)) return place.Present && place.Charge >= Plan.Goods.Times.LendFrom;
        return Image.Goods.Channels.TryGetValue(channel.Name, out var state) && state == ChannelState.Ready;
    }

    /// <summary>By a weather warning, or by the air outside.</summary>
    private bool IsHot(Moment at)
    {
        if (Plan.Goods.HotDays.Contains(DateOnly.FromDateTime(at.Wall.ToOffset(Plan.Goods.UtcOffset).DateTime))) return true;
        for (var n = 0; n < Plan.Gauges.Length; n++)
            if (Plan.Gauges[n].Use == GaugeUse.Outside && Image.Gauges[n].Now(Quantity.Temperature, at.Elapsed) >= Plan.Goods.HotFrom) return true;
        return false;
    }

    internal DeskSituation Desk(ImmutableArray<SlotView> views, TimeSpan now) =>
        new(Ledger.Commands, views, Ledger.Custody, Plan.Packs, Ledger.Cases, Ledger.Alarms, Ledger.Swap, Plan.Times, Image.InkStalled,
            Image.Recovering, Image.StartedAt, now)
        {
            Goods = Ledger.Goods, ItemAt = Plan.ItemAt, IsLocker = channel => Plan.Channel(channel)?.Door is not null,
        };

    /// <summary>Why a slot may not charge now, whatever the last plan had for it; null when it may.</summary>
    public ChargeStop? WhyNoCharge(SlotView slot, TimeSpan now) => MayCharge.WhyNot(slot, Charging(Views(), now));

    /// <summary>Why the plan leaves out a pack that nothing bars, or null.</summary>
    public LeftOut? WhyLeftOut(SlotView slot, TimeSpan now) => Candidates.WhyLeftOut(slot, Charging(Views(), now));

    internal ChargeSituation Charging(ImmutableArray<SlotView> views, TimeSpan now) =>
        Restraints.Of(Ledger.Alarms.AsSpan()).On(new ChargeSituation(views, Ledger.Custody, Plan.Charging, Ledger.Charging, Ledger.StockedAt, Reserved, now)
        {
            ChargingSlots = Ledger.ChargingSlots,
            Packs = Plan.Packs,
            Energy = Plan.Energy,
            Paused = IsMainsSettling(now) ? ChargeStop.NoMains : SelfTesting.OutOfUse(Plan, Ledger).Siren ? ChargeStop.OutOfService : null,
            Derate = SelfTesting.OutOfUse(Plan, Ledger).Fan ? Restraints.Half : 1,
            Forbidden = Plan.HasContactor && Isolation.OpensTheContactor(Ledger.Alarms.AsSpan()),
            Isolated = Isolation.Of(Ledger.Alarms.AsSpan(), Plan.Rows),
            Safety = Plan.Safety,
            Rows = Plan.Rows,
            MainsGoodSince = Image.Safety.MainsGoodSince,
        });

    /// <summary>
    /// Why nobody is let in now, or null: fire and water; a crew at the open service door (table B3 row 58); no mains, and a battery that is
    /// low, silent or has served for long (row 41).
    /// </summary>
    public Refusal? WhyClosed(TimeSpan now)
    {
        if (Ledger.Alarms.IsEmpty) return null;
        if (Hold.OverDoors(Ledger.Alarms) is not null) return Refusal.Hold;
        if (Stands(AlarmKind.ServiceDoorOpen)) return Refusal.Paused;
        if (!Stands(AlarmKind.MainsLost)) return null;
        return now - Image.Safety.MainsBadSince < Plan.Safety.ServesOnBattery && IsBatteryWell(now) ? null : Refusal.NoMains;
    }

    /// <summary>Its own contact says that it is not low; where none does, nobody knows.</summary>
    private bool IsBatteryWell(TimeSpan now)
    {
        if (Stands(AlarmKind.UpsLow)) return false;
        for (var n = 0; n < Plan.Contacts.Length; n++)
            if (Plan.Contacts[n].Use == ContactUse.UpsLow && Image.Contacts[n].ActiveNow(now) == false) return true;
        return false;
    }

    /// <summary>A crew that showed a code may have opened the service door so much later.</summary>
    public static readonly TimeSpan CrewIsHereFor = TimeSpan.FromMinutes(10);

    /// <summary>A crew is at the cabinet by its code: it paused it, has a slot open, or has just shown a code that was good.</summary>
    internal bool CrewHere(TimeSpan now) => Image.Safety.OpenedByCrew || Ledger.Commands.Paused || !Ledger.Commands.Attended.IsEmpty
        || now - Image.Safety.CrewAt < CrewIsHereFor;

    /// <summary>Mains is watched here, and has not been good for long enough.</summary>
    private bool IsMainsSettling(TimeSpan now)
    {
        if (!(now - Image.Safety.MainsGoodSince < Plan.Safety.MainsSettles)) return false;
        foreach (var contact in Plan.Contacts)
            if (contact.Use == ContactUse.Mains) return true;
        foreach (var gauge in Plan.Gauges)
            if (gauge.Use == GaugeUse.Mains) return true;
        return false;
    }

    /// <summary>The same with what heaters look at beyond what is safe.</summary>
    internal ChargeSituation Warming(ImmutableArray<SlotView> views, TimeSpan now) => Charging(views, now) with
    {
        HandOutFrom = Plan.HandOutFrom, Heaters = Plan.Heaters, WarmedSoFar = Image.Warmed,
    };

    /// <summary>The same with all that planning looks at.</summary>
    internal ChargeSituation Planning(ImmutableArray<SlotView> views, Moment at) => Warming(views, at.Elapsed) with
    {
        Demand = Ledger.Demand,
        Ready = [.. views.Select(slot => SlotChoice.HandOut(slot, Ledger.Custody, at.Elapsed)).OfType<PackReading>()
            .Where(reading => reading.Charge.Percent >= Plan.HandOutFrom.Percent).Select(reading => reading.Serial)],
        Local = at.WallIsTrusted ? (at.Wall.UtcDateTime + Plan.Energy.UtcOffset) : null, SiteWatts = SiteWatts(at.Elapsed),
        HasMeter = Plan.Gauges.Any(gauge => gauge.Use == GaugeUse.Mains), OthersMost = Image.OthersMost,
    };

    /// <summary>What the meter before everything shows, watts; null where there is none or it is not heard.</summary>
    public double? SiteWatts(TimeSpan now)
    {
        for (var n = 0; n < Plan.Gauges.Length; n++)
            if (Plan.Gauges[n].Use == GaugeUse.Mains && Image.Gauges[n].Now(Quantity.Power, now) is { } watts) return watts;
        return null;
    }

    internal SensorViews Sensors() => Plan.Contacts.IsEmpty && Plan.Gauges.IsEmpty && Plan.Outputs.IsEmpty ? SensorViews.None : new SensorViews(
        [.. Plan.Contacts.Select((plan, n) => new ContactView(plan, Image.Contacts[n]))],
        [.. Plan.Gauges.Select((plan, n) => new GaugeView(plan, Image.Gauges[n]))],
        [.. Plan.Outputs.Select((plan, n) => new OutputView(plan, Image.Outputs[n]))]);

    internal OutputSituation Outputs(TimeSpan now) =>
        new(Sensors(), Ledger.Alarms, !Ledger.Charging.IsEmpty, Ledger.Swap is not null, Plan.Charging.Lease, now)
        {
            ReleasedAt = Image.Safety.ReleasedAt,
            Warmed = Image.Warmed,
            Testing = Image.Safety.Test is { OffAt: null } test ? test.Output : null,
        };

    internal SafetySituation Safety(ImmutableArray<SlotView> views, TimeSpan now)
    {
        var ought = ImmutableArray.CreateBuilder<AlarmKind>();
        if (Image.InkStalled) ought.Add(AlarmKind.StoreSlow);
        if (Ledger.JournalReplaced) ought.Add(AlarmKind.JournalReplaced);
        if (now < Image.SteadyAt) ought.Add(AlarmKind.RestartLoop);
        if (Image.AckBeyondPublished) ought.Add(AlarmKind.AckBeyondPublished);
        if (Image.CommandForgedAt is { } forged && now - forged < Image.ForgeryStandsFor) ought.Add(AlarmKind.CommandForged);
        if (Image.CodesForgedAt is { } burst && now - burst < Image.ForgeryStandsFor) ought.Add(AlarmKind.CodesForged);
        if (Ledger.Commands.AnyLockedOut(now)) ought.Add(AlarmKind.CrewLockedOut);
        if (!Ledger.Withdrawn.IsEmpty && Ledger.WithdrawnFor(Withdrawal.WrongDoor).Any()) ought.Add(AlarmKind.WrongDoor);
        if (StoreFull) ought.Add(AlarmKind.StoreFull);
        if (Image.Link == LinkState.Refused || UnheardOf(AlarmKind.CloudRefuses)) ought.Add(AlarmKind.CloudRefuses);
        if (Image.Link == LinkState.Twin || UnheardOf(AlarmKind.TwinCabinet)) ought.Add(AlarmKind.TwinCabinet);
        return new SafetySituation(Charging(views, now), Ledger.Cases, Ledger.Alarms, Image.StartedAt, ought.ToImmutable(), Claimable(now))
        {
            Sensors = Sensors(),
            Limits = Plan.Safety,
            Failed = SelfTesting.Failed(Plan, Ledger),
            LeakageTrips = Ledger.LeakageTrips,
            Released = Ledger.Released,
            ReleaseFrom = Image.Safety.ReleaseFrom,
            CrewHere = CrewHere(now),
            Testing = Image.Safety.Test?.Output,
            HasContactor = Plan.HasContactor,
            CapWatts = Plan.Energy.CapWatts,
            HeaterWatts = Image.Warmed.Count * Plan.Energy.HeaterWatts,
            Memory = Image.Safety,
        };
    }

    private ImmutableArray<SlotNumber> Claimable(TimeSpan now) => Ledger.Withdrawn.IsEmpty ? []
        : [.. Ledger.WithdrawnFor(Withdrawal.UnplannedPack).Where(slot => MayBeClaimed(slot, now))];

    /// <summary>An alarm about the link stands, and no link has come about since that could end it.</summary>
    private bool UnheardOf(AlarmKind kind) => Image.Link != LinkState.Good && Stands(kind);

    private bool Stands(AlarmKind kind) => Ledger.Alarms.Contains(new Alarm(kind, null));

    /// <summary>The number of the case that a swap leaves.</summary>
    internal string CaseNumber(long swap) => Case.NumberOf(CasePrefix, swap);

    /// <summary>The number of the receipt for what the newest event says.</summary>
    internal string ReceiptNumber => ReceiptOf(Ledger.Position);

    private string ReceiptOf(long position) => string.Create(CultureInfo.InvariantCulture, $"{CasePrefix}-R{position}");

    /// <summary>The number of the report that the next event is.</summary>
    internal string ReportNumber => string.Create(CultureInfo.InvariantCulture, $"{CasePrefix}-P{Ledger.Position + 1}");

    private string CasePrefix => Ledger.Journal.Length >= 4 ? Ledger.Journal[..4].ToUpperInvariant() : "0000";
}

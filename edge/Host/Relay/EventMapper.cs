using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Relay;

/// <summary>
/// Event to message: the only place that knows both. The same entry always gives the same bytes, for the same id with
/// another body is an alarm. What may not travel stays out here: the text of a code, the tail shown at the door.
/// </summary>
public static class EventMapper
{
    private const string Json = "application/json";

    /// <summary>The message of one line of the journal.</summary>
    /// <param name="entry">The line.</param>
    /// <param name="cabinet">Cabinet id.</param>
    /// <param name="journal">Id of the journal it stands in.</param>
    /// <param name="boot">The start of the program that wrote it.</param>
    public static CloudEvent Map(Entry entry, string cabinet, string journal, string boot)
    {
        var data = DataOf(entry.Event);
        return new CloudEvent
        {
            SpecVersion = CloudEvent.Version,
            Id = EventNames.Id(cabinet, journal, entry.Position),
            Source = EventNames.Source(cabinet),
            Type = EventTypes.Of(data).Name,
            Time = entry.At.Wall,
            Subject = SlotOf(entry.Event) is { } slot ? EventNames.Slot(slot.Value) : null,
            DataContentType = Json,
            Journal = journal,
            Position = entry.Position,
            Boot = boot,
            TraceId = entry.Event is TransactionEvent transaction
                ? EventNames.TraceOfTransaction(journal, transaction.Swap)
                : entry.Event is VisitEvent visit ? EventNames.TraceOfTransaction(journal, visit.Visit)
                : EventNames.TraceOfEvent(journal, entry.Position),
            TimeTrust = entry.At.Trust.Word(),
            Data = EventTypes.Write(data),
        };
    }

    private static EventData DataOf(Event happened) => happened switch
    {
        CabinetStarted e => new CabinetStartedData(e.Version, e.JournalReplaced, e.LastEnd.Word(), e.Restarts),
        CabinetStopped e => new CabinetStoppedData(e.OpenSwap),
        TransactionEvent e => OfTransaction(e),
        VisitEvent e => OfVisit(e),
        GoodsUnmet e => new GoodsUnmetData(Ref(e.Rider), e.Item.Name, e.Why.Name()),
        StockCounted e => new StockCountedData(e.Channel.Name, e.Item.Name, e.Booked, e.Found, e.By, e.Command),
        StockFilled e => new StockFilledData(e.Channel.Name, e.Item.Name, e.Put, e.By, e.Command, e.Expires),
        QuestionSettled e => new QuestionSettledData(e.Order, e.Case, Ref(e.Rider), e.Came),
        ItemReturned e => new ItemReturnedData(e.Channel.Name, e.Item.Name, e.Tag, e.Loan, Ref(e.Rider), e.InBin),
        ItemMissed e => new ItemMissedData(e.Channel.Name, e.Item.Name, e.Tag),
        CodeRefused e => new CodeRefusedData(Ref(e.Rider), e.Why.Name()),
        CodesRefused e => new CodesRefusedData(e.Why.Name(), e.Count),
        DemandUnmet e => new DemandUnmetData(Ref(e.Rider), Names(e.Classes), e.Why.Name()),
        SlotWithdrawn e => new SlotWithdrawnData(e.Slot.Value, e.Why.Word()),
        SlotRestored e => new SlotRestoredData(e.Slot.Value, e.Why.Word()),
        PackAdopted e => new PackAdoptedData(e.Slot.Value, e.Pack.Text, e.Class.Name),
        PackMissed e => new PackMissedData(e.Slot.Value, e.Pack.Text),
        PackFound e => new PackFoundData(e.Slot.Value, e.Pack.Text),
        DoorFoundOpen e => new DoorFoundOpenData(e.Slot.Value, e.Late),
        PackQuarantined e => new PackQuarantinedData(e.Pack.Text, e.Why.Word(), e.Slot?.Value, (long?)e.For?.TotalSeconds),
        PackReleased e => new PackReleasedData(e.Pack.Text, e.Why.Word(), e.Slot?.Value),
        ChargingStarted e => new ChargingStartedData(e.Slot.Value, e.Pack.Text, e.Charge.Percent),
        ChargingStopped e => new ChargingStoppedData(e.Slot.Value, e.Pack.Text, e.Why.Word(), e.Charge?.Percent),
        CommandAccepted e => new CommandAcceptedData(e.Command, e.Type.Name(), e.Origin.Word(), e.By, e.Reason, e.Slot?.Value, e.SwapNumber,
            Ref(e.Rider), e.Badge is { } badge ? new CodeRef(badge.Key.Issuer, badge.Key.Cti) : null, Ref(e.First?.Crew)),
        ProblemReported e => new ProblemReportedData(e.Number, Ref(e.Rider), e.Words, e.Visit),
        CommandDone e => new CommandDoneData(e.Command, e.Type, e.Outcome.Word(), e.By, e.Why?.Name(), e.Slot?.Value, e.Again),
        CommandsRefused e => new CommandsRefusedData(e.Why.Name(), e.Count),
        CrewRefused e => new CrewRefusedData(Ref(e.Crew), e.Purpose, e.Why.Name()),
        CabinetPaused e => new CabinetPausedData(e.Command),
        CabinetResumed e => new CabinetResumedData(e.Command),
        RiderFrozen e => new RiderFrozenData(Ref(e.Rider), e.Command),
        RiderReleased e => new RiderReleasedData(Ref(e.Rider), e.Command),
        SlotOpened e => new SlotOpenedData(e.Slot.Value, e.Command),
        SlotClosed e => new SlotClosedData(e.Slot.Value, e.Command),
        PackCollected e => new PackCollectedData(e.Slot.Value, e.Pack.Text, e.Command, e.By, Ref(e.Owner)),
        PackPlaced e => new PackPlacedData(e.Slot.Value, e.Pack.Text, e.Command, e.By, Ref(e.From)),
        OutboxDropped e => new OutboxDroppedData(e.From, e.To,
            e.Counts.ToImmutableSortedDictionary(one => one.Kind, one => one.Count, StringComparer.Ordinal)),
        OutboxTrimmed e => new OutboxTrimmedData(e.From, e.To, e.Hash),
        OutputTested e => new OutputTestedData(e.Output, e.Result.Word(), e.Slot?.Value),
        AlarmRaised e => new AlarmRaisedData(e.Kind.Word(), e.Slot?.Value),
        AlarmCleared e => new AlarmClearedData(e.Kind.Word(), e.Slot?.Value),
        _ => throw new InvariantBroken($"{happened.GetType().Name} has no message"),
    };

    private static EventData OfTransaction(TransactionEvent happened) => happened switch
    {
        CodeAccepted e => new CodeAcceptedData(e.Swap, Ref(e.Rider), e.Purpose, new CodeRef(e.Key.Issuer, e.Key.Cti),
            e.Bound, e.IssuedAt, e.Counter, e.Expires, e.Nonce),
        CodeSpent e => new CodeSpentData(e.Swap),
        CodeReleased e => new CodeReleasedData(e.Swap),
        SwapStarted e => new SwapStartedData(e.Swap, Ref(e.Rider), Names(e.Classes), e.Offline, e.PackHint, Ref(e.AssistedBy)),
        SlotsReserved e => new SlotsReservedData(e.Swap, e.InSlot.Value, e.OfferSlot.Value, e.Offered.Text),
        DoorOrdered e => new DoorOrderedData(e.Swap, e.Slot.Value, e.For.Word(), e.Attempt),
        DoorOpened e => new DoorOpenedData(e.Swap, e.Slot.Value, e.For.Word(), (long)e.AfterScan.TotalMilliseconds),
        DoorClosed e => new DoorClosedData(e.Swap, e.Slot.Value),
        PackInserted e => new PackInsertedData(e.Swap, e.Slot.Value),
        PackVerified e => new PackVerifiedData(e.Swap, e.Slot.Value, e.Pack.Text, e.Class.Name, e.Charge.Percent,
            e.HintDiffers),
        PackRefused e => new PackRefusedData(e.Swap, e.Slot.Value, e.Why.Word(), e.Pack?.Text),
        OfferChanged e => new OfferChangedData(e.Swap, e.OfferSlot.Value, e.Offered.Text),
        SwapCompleted e => new SwapCompletedData(e.Swap, Ref(e.Rider), e.InSlot.Value, e.Brought.Text, e.OutSlot.Value,
            e.Taken.Text, e.Offline, e.BroughtCharge?.Percent, e.TakenCharge?.Percent),
        GiveBackStarted e => new GiveBackStartedData(e.Swap, e.Slot.Value, e.Why.Word()),
        PackGivenBack e => new PackGivenBackData(e.Swap, e.Slot.Value, e.Pack?.Text),
        PackHeld e => new PackHeldData(e.Swap, Ref(e.Rider), e.Slot.Value, e.Pack?.Text),
        SwapRecovered e => new SwapRecoveredData(e.Swap, e.Finding.Word()),
        SwapEnded e => new SwapEndedData(e.Swap, e.Ending.Word(), e.Why.Word(), e.Case),
        PackInQuestion e => new PackInQuestionData(e.Swap, e.Slot.Value, e.Pack.Text),
        CaseHeld e => new CaseHeldData(e.Swap, e.Case),
        CaseOpened e => new CaseOpenedData(e.Swap, e.Case, Ref(e.Rider), e.Slot.Value, e.Pack?.Text),
        CaseClosed e => new CaseClosedData(e.Swap, e.Case),
        StaffCalled e => new StaffCalledData(e.Swap, e.Case),
        ConsentAsked e => new ConsentAskedData(e.Swap, e.OfferSlot.Value, e.Offered.Text, e.Charge.Percent),
        ConsentGiven e => new ConsentGivenData(e.Swap, e.Pack.Text, e.Charge.Percent),
        SwapUndone e => new SwapUndoneData(e.Swap, Ref(e.Rider), e.InSlot.Value, e.Brought.Text, e.OutSlot.Value, e.Taken.Text),
        EarlySwapAllowed e => new EarlySwapAllowedData(e.Swap, e.Given.Text),
        ClaimMade e => new ClaimMadeData(e.Swap, e.Slot.Value, e.Of),
        CancelAsked e => new CancelAskedData(e.Swap),
        CustodyDisputed e => new CustodyDisputedData(e.Swap, e.Slot.Value, e.Pack.Text, Ref(e.Holder)),
        _ => throw new InvariantBroken($"{happened.GetType().Name} has no message"),
    };

    private static EventData OfVisit(VisitEvent happened) => happened switch
    {
        GoodsStarted e => new GoodsStartedData(e.Visit, Ref(e.Rider), e.Item.Name, e.Ground.Word(), e.Day, e.Offline, e.Campaign,
            e.Voucher is { } voucher ? new CodeRef(voucher.Issuer, voucher.Cti) : null, e.Due),
        ItemOrdered e => new ItemOrderedData(e.Visit, e.Channel.Name, e.Order, e.Attempt),
        LockerOpened e => new LockerOpenedData(e.Visit, e.Channel.Name, e.Order, (long)e.AfterScan.TotalMilliseconds),
        ItemGiven e => new ItemGivenData(e.Visit, e.Channel.Name, e.Order, e.Tag),
        ItemNotSeen e => new ItemNotSeenData(e.Visit, e.Channel.Name, e.Order, e.End.Word()),
        ItemInQuestion e => new ItemInQuestionData(e.Visit, e.Channel.Name, e.Order, e.Case),
        VoucherSpent e => new VoucherSpentData(e.Visit, new CodeRef(e.Voucher.Issuer, e.Voucher.Cti), e.Left),
        GoodsEnded e => new GoodsEndedData(e.Visit, e.Ending.Word(), e.Case),
        _ => throw new InvariantBroken($"{happened.GetType().Name} has no message"),
    };

    // Where one slot is meant; a reservation and a completed swap mean two.
    private static SlotNumber? SlotOf(Event happened) => happened switch
    {
        DoorOrdered e => e.Slot,
        DoorOpened e => e.Slot,
        DoorClosed e => e.Slot,
        PackInserted e => e.Slot,
        PackVerified e => e.Slot,
        PackRefused e => e.Slot,
        OfferChanged e => e.OfferSlot,
        GiveBackStarted e => e.Slot,
        PackGivenBack e => e.Slot,
        PackHeld e => e.Slot,
        CaseOpened e => e.Slot,
        ConsentAsked e => e.OfferSlot,
        ClaimMade e => e.Slot,
        CustodyDisputed e => e.Slot,
        SlotWithdrawn e => e.Slot,
        SlotRestored e => e.Slot,
        PackAdopted e => e.Slot,
        PackMissed e => e.Slot,
        PackInQuestion e => e.Slot,
        PackFound e => e.Slot,
        DoorFoundOpen e => e.Slot,
        PackQuarantined e => e.Slot,
        PackReleased e => e.Slot,
        ChargingStarted e => e.Slot,
        ChargingStopped e => e.Slot,
        CommandAccepted e => e.Slot,
        CommandDone e => e.Slot,
        SlotOpened e => e.Slot,
        SlotClosed e => e.Slot,
        PackCollected e => e.Slot,
        PackPlaced e => e.Slot,
        OutputTested e => e.Slot,
        AlarmRaised e => e.Slot,
        AlarmCleared e => e.Slot,
        _ => null,
    };

    private static RiderRef Ref(RiderId rider) => new(rider.Issuer, rider.Subject);

    private static RiderRef? Ref(RiderId? rider) => rider is { } known ? Ref(known) : null;

    private static string[] Names(ImmutableArray<PackClass> classes) => [.. classes.Select(one => one.Name)];
}

using System.Collections.Frozen;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>What an event is worth when the store passes its limit (cloud contract, classes of events).</summary>
public enum EventClass
{
    /// <summary>Packs, rights and codes spent: never dropped.</summary>
    Custody,
    /// <summary>What a crew must hear of: never dropped.</summary>
    Alarm,
    /// <summary>What crews, the cloud and the program itself did: never dropped.</summary>
    Audit,
    /// <summary>How often something happened: may be dropped, oldest first.</summary>
    Count,
    /// <summary>How a swap or a charge went, step by step: may be dropped, oldest first.</summary>
    StepDetail,
}

/// <summary>The class of every event, in this one place.</summary>
public static class EventClasses
{
    private static readonly FrozenDictionary<Type, EventClass> Known = Table();

    /// <summary>The class of an event; one that is in no line of the table is kept like custody until it is.</summary>
    public static EventClass Of(Type kind) => Known.GetValueOrDefault(kind, EventClass.Custody);

    /// <summary>True when an event of this kind may give way when the store passes its limit.</summary>
    public static bool MayBeDropped(Type kind) => Of(kind) is EventClass.Count or EventClass.StepDetail;

    /// <summary>The events that were given a class.</summary>
    public static IEnumerable<Type> Classed => Known.Keys;

    private static FrozenDictionary<Type, EventClass> Table() => new (EventClass Class, Type[] Kinds)[]
    {
        (EventClass.Custody,
        [
            typeof(CodeAccepted), typeof(CodeSpent), typeof(CodeReleased), typeof(SwapStarted), typeof(PackVerified),
            typeof(SwapCompleted), typeof(GiveBackStarted), typeof(PackGivenBack), typeof(PackHeld), typeof(SwapRecovered),
            typeof(SwapEnded), typeof(CaseClosed), typeof(PackAdopted), typeof(PackMissed), typeof(PackFound), typeof(PackQuarantined),
            typeof(PackReleased), typeof(PackInQuestion), typeof(CaseHeld), typeof(CaseOpened), typeof(PackCollected), typeof(PackPlaced),
            typeof(ConsentAsked), typeof(ConsentGiven), typeof(SwapUndone), typeof(EarlySwapAllowed), typeof(ClaimMade),
            typeof(CancelAsked), typeof(CustodyDisputed), typeof(GoodsStarted), typeof(ItemOrdered), typeof(LockerOpened), typeof(ItemGiven), typeof(ItemNotSeen),
            typeof(ItemInQuestion), typeof(VoucherSpent), typeof(GoodsEnded), typeof(StockCounted), typeof(StockFilled), typeof(QuestionSettled),
            typeof(ItemReturned), typeof(ItemMissed), typeof(ProblemReported),
        ]),
        (EventClass.Alarm, [typeof(AlarmRaised), typeof(AlarmCleared), typeof(StaffCalled), typeof(DoorFoundOpen)]),
        (EventClass.Audit,
        [
            typeof(CabinetStarted), typeof(CabinetStopped), typeof(OutboxDropped), typeof(OutboxTrimmed), typeof(CommandAccepted), typeof(CommandDone),
            typeof(CommandsRefused), typeof(CrewRefused), typeof(CabinetPaused), typeof(CabinetResumed), typeof(RiderFrozen),
            typeof(RiderReleased), typeof(SlotOpened), typeof(SlotClosed), typeof(OutputTested),
        ]),
        (EventClass.Count, [typeof(CodeRefused), typeof(CodesRefused), typeof(DemandUnmet), typeof(GoodsUnmet)]),
        (EventClass.StepDetail,
        [
            typeof(SlotsReserved), typeof(DoorOrdered), typeof(DoorOpened), typeof(DoorClosed), typeof(PackInserted),
            typeof(PackRefused), typeof(OfferChanged), typeof(SlotWithdrawn), typeof(SlotRestored), typeof(ChargingStarted),
            typeof(ChargingStopped),
        ]),
    }.SelectMany(line => line.Kinds.Select(kind => KeyValuePair.Create(kind, line.Class))).ToFrozenDictionary();
}

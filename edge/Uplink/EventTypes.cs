using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace YongAi.Edge.Uplink;

/// <summary>One type of event: its name on the wire and the record of its data.</summary>
/// <param name="Name"><c>yongai.noun.past-verb</c></param>
/// <param name="Json">How its data is written and read.</param>
public sealed record EventType(string Name, JsonTypeInfo Json);

/// <summary>
/// Every type of event that a cabinet sends. A receiver meets others, too, from newer cabinets: it keeps them unread.
/// </summary>
public static class EventTypes
{
    /// <summary>All of them, in the order in which a swap makes them, then the rest.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("yongai.cabinet.started", UplinkJson.Default.CabinetStartedData),
        new("yongai.cabinet.stopped", UplinkJson.Default.CabinetStoppedData),
        new("yongai.code.accepted", UplinkJson.Default.CodeAcceptedData),
        new("yongai.swap.started", UplinkJson.Default.SwapStartedData),
        new("yongai.slots.reserved", UplinkJson.Default.SlotsReservedData),
        new("yongai.door.ordered", UplinkJson.Default.DoorOrderedData),
        new("yongai.door.opened", UplinkJson.Default.DoorOpenedData),
        new("yongai.code.spent", UplinkJson.Default.CodeSpentData),
        new("yongai.door.closed", UplinkJson.Default.DoorClosedData),
        new("yongai.pack.inserted", UplinkJson.Default.PackInsertedData),
        new("yongai.pack.verified", UplinkJson.Default.PackVerifiedData),
        new("yongai.pack.refused", UplinkJson.Default.PackRefusedData),
        new("yongai.offer.changed", UplinkJson.Default.OfferChangedData),
        new("yongai.swap.completed", UplinkJson.Default.SwapCompletedData),
        new("yongai.give-back.started", UplinkJson.Default.GiveBackStartedData),
        new("yongai.pack.given-back", UplinkJson.Default.PackGivenBackData),
        new("yongai.pack.held", UplinkJson.Default.PackHeldData),
        new("yongai.swap.recovered", UplinkJson.Default.SwapRecoveredData),
        new("yongai.swap.ended", UplinkJson.Default.SwapEndedData),
        new("yongai.case.held", UplinkJson.Default.CaseHeldData),
        new("yongai.case.opened", UplinkJson.Default.CaseOpenedData),
        new("yongai.case.closed", UplinkJson.Default.CaseClosedData),
        new("yongai.staff.called", UplinkJson.Default.StaffCalledData),
        new("yongai.consent.asked", UplinkJson.Default.ConsentAskedData),
        new("yongai.consent.given", UplinkJson.Default.ConsentGivenData),
        new("yongai.swap.undone", UplinkJson.Default.SwapUndoneData),
        new("yongai.early-swap.allowed", UplinkJson.Default.EarlySwapAllowedData),
        new("yongai.claim.made", UplinkJson.Default.ClaimMadeData),
        new("yongai.cancel.asked", UplinkJson.Default.CancelAskedData),
        new("yongai.custody.disputed", UplinkJson.Default.CustodyDisputedData),
        new("yongai.code.released", UplinkJson.Default.CodeReleasedData),
        new("yongai.code.refused", UplinkJson.Default.CodeRefusedData),
        new("yongai.codes.refused", UplinkJson.Default.CodesRefusedData),
        new("yongai.demand.unmet", UplinkJson.Default.DemandUnmetData),
        new("yongai.goods.started", UplinkJson.Default.GoodsStartedData),
        new("yongai.item.ordered", UplinkJson.Default.ItemOrderedData),
        new("yongai.locker.opened", UplinkJson.Default.LockerOpenedData),
        new("yongai.item.given", UplinkJson.Default.ItemGivenData),
        new("yongai.item.not-seen", UplinkJson.Default.ItemNotSeenData),
        new("yongai.item.in-question", UplinkJson.Default.ItemInQuestionData),
        new("yongai.voucher.spent", UplinkJson.Default.VoucherSpentData),
        new("yongai.goods.ended", UplinkJson.Default.GoodsEndedData),
        new("yongai.goods.unmet", UplinkJson.Default.GoodsUnmetData),
        new("yongai.stock.counted", UplinkJson.Default.StockCountedData),
        new("yongai.stock.filled", UplinkJson.Default.StockFilledData),
        new("yongai.question.settled", UplinkJson.Default.QuestionSettledData),
        new("yongai.item.returned", UplinkJson.Default.ItemReturnedData),
        new("yongai.item.missed", UplinkJson.Default.ItemMissedData),
        new("yongai.slot.withdrawn", UplinkJson.Default.SlotWithdrawnData),
        new("yongai.slot.restored", UplinkJson.Default.SlotRestoredData),
        new("yongai.pack.adopted", UplinkJson.Default.PackAdoptedData),
        new("yongai.pack.missed", UplinkJson.Default.PackMissedData),
        new("yongai.pack.in-question", UplinkJson.Default.PackInQuestionData),
        new("yongai.pack.found", UplinkJson.Default.PackFoundData),
        new("yongai.door.found-open", UplinkJson.Default.DoorFoundOpenData),
        new("yongai.pack.quarantined", UplinkJson.Default.PackQuarantinedData),
        new("yongai.pack.released", UplinkJson.Default.PackReleasedData),
        new("yongai.charging.started", UplinkJson.Default.ChargingStartedData),
        new("yongai.charging.stopped", UplinkJson.Default.ChargingStoppedData),
        new("yongai.command.accepted", UplinkJson.Default.CommandAcceptedData),
        new("yongai.problem.reported", UplinkJson.Default.ProblemReportedData),
        new("yongai.command.done", UplinkJson.Default.CommandDoneData),
        new("yongai.commands.refused", UplinkJson.Default.CommandsRefusedData),
        new("yongai.crew.refused", UplinkJson.Default.CrewRefusedData),
        new("yongai.cabinet.paused", UplinkJson.Default.CabinetPausedData),
        new("yongai.cabinet.resumed", UplinkJson.Default.CabinetResumedData),
        new("yongai.rider.frozen", UplinkJson.Default.RiderFrozenData),
        new("yongai.rider.released", UplinkJson.Default.RiderReleasedData),
        new("yongai.slot.opened", UplinkJson.Default.SlotOpenedData),
        new("yongai.slot.closed", UplinkJson.Default.SlotClosedData),
        new("yongai.pack.collected", UplinkJson.Default.PackCollectedData),
        new("yongai.pack.placed", UplinkJson.Default.PackPlacedData),
        new("yongai.outbox.dropped", UplinkJson.Default.OutboxDroppedData),
        new("yongai.outbox.trimmed", UplinkJson.Default.OutboxTrimmedData),
        new("yongai.output.tested", UplinkJson.Default.OutputTestedData),
        new("yongai.alarm.raised", UplinkJson.Default.AlarmRaisedData),
        new("yongai.alarm.cleared", UplinkJson.Default.AlarmClearedData),
    ];

    private static readonly IReadOnlyDictionary<Type, EventType> ByRecord = All.ToDictionary(type => type.Json.Type);
    private static readonly IReadOnlyDictionary<string, EventType> ByName = All.ToDictionary(type => type.Name);

    /// <summary>The type whose data this is.</summary>
    /// <exception cref="ArgumentException">The record is in no row of the table.</exception>
    public static EventType Of(EventData data) => ByRecord.TryGetValue(data.GetType(), out var type)
        ? type : throw new ArgumentException($"{data.GetType().Name} is the data of no event type");

    /// <summary>The data as it stands in the envelope.</summary>
    public static JsonElement Write(EventData data) => JsonSerializer.SerializeToElement(data, Of(data).Json);

    /// <summary>
    /// The typed data of an event, or null for a type we do not know or data that is not what its type says.
    /// </summary>
    public static EventData? Read(CloudEvent message)
    {
        if (!ByName.TryGetValue(message.Type, out var type)) return null;
        try
        {
            return message.Data.Deserialize(type.Json) as EventData;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

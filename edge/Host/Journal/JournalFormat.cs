using System.Collections.Frozen;
using System.Text.Json;
using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Host.Journal;

/// <summary>How long an acknowledged row stays (domain table C row 32, running time of the cabinet).</summary>
public enum Retention
{
    /// <summary>180 days.</summary>
    HalfYear,
    /// <summary>2 years: alarms, custody, crew acts.</summary>
    TwoYears,
}

/// <summary>
/// Events to rows and back. The names and versions are a promise to every journal in the field: a name is never given to
/// another event, and a changed body gets a new version and a way to read the old one.
/// </summary>
public static class JournalFormat
{
    private static readonly FrozenDictionary<string, EventName> ByName;
    private static readonly FrozenDictionary<Type, EventName> ByType;

    static JournalFormat()
    {
        EventName[] names =
        [
            Short<CabinetStarted>("cabinet-started"),
            Short<CabinetStopped>("cabinet-stopped"),
            Short<CodeAccepted>("code-accepted"),
            Long<CodeSpent>("code-spent"),
            Short<CodeReleased>("code-released"),
            Short<CodeRefused>("code-refused"),
            Short<CodesRefused>("codes-refused"),
            Short<DemandUnmet>("demand-unmet"),
            Long<PackAdopted>("pack-adopted"),
            Long<PackMissed>("pack-missed"),
            Long<PackFound>("pack-found"),
            Long<DoorFoundOpen>("door-found-open"),
            Long<PackQuarantined>("pack-quarantined"),
            Long<PackReleased>("pack-released"),
            Short<SwapStarted>("swap-started"),
            Short<SlotsReserved>("slots-reserved"),
            Short<DoorOrdered>("door-ordered"),
            Short<DoorOpened>("door-opened"),
            Short<DoorClosed>("door-closed"),
            Short<PackInserted>("pack-inserted"),
            Long<PackVerified>("pack-verified"),
            Short<PackRefused>("pack-refused"),
            Short<OfferChanged>("offer-changed"),
            Short<GiveBackStarted>("give-back-started"),
            Long<SwapCompleted>("swap-completed"),
            Long<PackGivenBack>("pack-given-back"),
            Long<PackHeld>("pack-held"),
            Short<SwapRecovered>("swap-recovered"),
            Long<SwapEnded>("swap-ended"),
            Long<PackInQuestion>("pack-in-question"),
            Long<CaseHeld>("case-held"),
            Long<CaseOpened>("case-opened"),
            Long<CaseClosed>("case-closed"),
            Long<StaffCalled>("staff-called"),
            Short<ConsentAsked>("consent-asked"),
            Short<ConsentGiven>("consent-given"),
            Long<SwapUndone>("swap-undone"),
            Short<EarlySwapAllowed>("early-swap-allowed"),
            Short<ClaimMade>("claim-made"),
            Short<CancelAsked>("cancel-asked"),
            Long<CustodyDisputed>("custody-disputed"),
            Short<GoodsStarted>("goods-started"),
            Short<ItemOrdered>("item-ordered"),
            Short<LockerOpened>("locker-opened"),
            Long<ItemGiven>("item-given"),
            Short<ItemNotSeen>("item-not-seen"),
            Long<ItemInQuestion>("item-in-question"),
            Long<VoucherSpent>("voucher-spent"),
            Long<GoodsEnded>("goods-ended"),
            Short<GoodsUnmet>("goods-unmet"),
            Long<StockCounted>("stock-counted"),
            Long<StockFilled>("stock-filled"),
            Long<QuestionSettled>("question-settled"),
            Long<ItemReturned>("item-returned"),
            Long<ItemMissed>("item-missed"),
            Short<SlotWithdrawn>("slot-withdrawn"),
            Short<SlotRestored>("slot-restored"),
            Short<ChargingStarted>("charging-started"),
            Short<ChargingStopped>("charging-stopped"),
            Long<CommandAccepted>("command-accepted"),
            Long<ProblemReported>("problem-reported"),
            Long<CommandDone>("command-done"),
            Long<CommandsRefused>("commands-refused"),
            Long<CrewRefused>("crew-refused"),
            Long<OutputTested>("output-tested"),
            Long<CabinetPaused>("cabinet-paused"),
            Long<CabinetResumed>("cabinet-resumed"),
            Long<RiderFrozen>("rider-frozen"),
            Long<RiderReleased>("rider-released"),
            Long<SlotOpened>("slot-opened"),
            Long<SlotClosed>("slot-closed"),
            Long<PackCollected>("pack-collected"),
            Long<PackPlaced>("pack-placed"),
            Short<OutboxDropped>("outbox-dropped"),
            Short<OutboxTrimmed>("outbox-trimmed"),
            Long<AlarmRaised>("alarm-raised"),
            Long<AlarmCleared>("alarm-cleared"),
        ];
        ByName = names.ToFrozenDictionary(name => name.Name, StringComparer.Ordinal);
        ByType = names.ToFrozenDictionary(name => name.Type);
    }

    /// <summary>The events that have a name.</summary>
    public static IEnumerable<Type> Types => ByType.Keys;

    /// <summary>The name of an event in the journal.</summary>
    public static string NameOf(Event e) => Of(e).Name;

    /// <summary>The name of a kind of event in the journal.</summary>
    public static string NameOf<T>() where T : Event => ByType[typeof(T)].Name;

    /// <summary>An entry as a row.</summary>
    public static JournalRow ToRow(Entry entry, string boot)
    {
        var name = Of(entry.Event);
        var body = JsonSerializer.Serialize(entry.Event, JournalJson.Options.GetTypeInfo(name.Type));
        return new JournalRow(entry.Position, entry.At.Elapsed.Ticks, entry.At.Wall.UtcTicks - DateTime.UnixEpoch.Ticks,
            TrustName(entry.At.Trust), entry.At.Drift.Ticks, boot, name.Name, name.Version, body);
    }

    /// <summary>A row as an entry.</summary>
    /// <exception cref="JournalRefused">A newer program wrote it, or this one cannot read what an older one wrote.</exception>
    public static Entry ToEntry(JournalRow row)
    {
        if (!ByName.TryGetValue(row.Type, out var name) || row.Version != name.Version)
            throw Unreadable(row, "this program does not know that event; start the program version that wrote it, or a newer one");
        try
        {
            var e = (Event?)JsonSerializer.Deserialize(row.Body, JournalJson.Options.GetTypeInfo(name.Type));
            return new Entry(row.Position, ToMoment(row), e ?? throw Unreadable(row, "its body is null"));
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw Unreadable(row, wrong.Message, wrong);
        }
    }

    /// <summary>True when a row of this type may give way when the store passes its limit; false for a name we do not know.</summary>
    internal static bool MayBeDropped(string type) => ByName.TryGetValue(type, out var name) && EventClasses.MayBeDropped(name.Type);

    /// <summary>How long a row of this type stays after it was acknowledged; longest for a name we do not know.</summary>
    public static Retention KeptFor(string type) => ByName.TryGetValue(type, out var name) ? name.Kept : Retention.TwoYears;

    internal static Moment ToMoment(JournalRow row) => new(TimeSpan.FromTicks(row.Elapsed),
        new DateTimeOffset(DateTime.UnixEpoch.Ticks + row.Wall, TimeSpan.Zero), ToTrust(row), TimeSpan.FromTicks(row.Drift));

    // The names of the extension timetrust in cloud-bridge/asyncapi.yaml.
    internal static string TrustName(TimeTrust trust) => trust switch
    {
        TimeTrust.Untrusted => "untrusted",
        TimeTrust.Holdover => "holdover",
        TimeTrust.Trusted => "trusted",
        TimeTrust.Assumed => "assumed",
        _ => throw new InvariantBroken($"time trust {(int)trust} has no name in the journal"),
    };

    private static TimeTrust ToTrust(JournalRow row) => row.Trust switch
    {
        "untrusted" => TimeTrust.Untrusted,
        "holdover" => TimeTrust.Holdover,
        "trusted" => TimeTrust.Trusted,
        "assumed" => TimeTrust.Assumed,
        _ => throw Unreadable(row, $"'{row.Trust}' is no time trust"),
    };

    private static EventName Of(Event e) => ByType.TryGetValue(e.GetType(), out var name)
        ? name
        : throw new InvariantBroken($"{e.GetType().Name} has no name in JournalFormat");

    private static JournalRefused Unreadable(JournalRow row, string why, Exception? inner = null) =>
        new($"journal row {row.Position} ({row.Type}, version {row.Version}) cannot be read: {why}", inner);

    private static EventName Short<T>(string name) where T : Event => new(name, typeof(T), 1, Retention.HalfYear);

    private static EventName Long<T>(string name) where T : Event => new(name, typeof(T), 1, Retention.TwoYears);

    private sealed record EventName(string Name, Type Type, int Version, Retention Kept);
}

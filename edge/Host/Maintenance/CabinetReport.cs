using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>What <c>GET /api/cabinet</c> and <c>/maintenance</c> say: the cabinet as it was after the last turn. Grows by addition.</summary>
public sealed record CabinetReport(string Cabinet, string? Site, string Journal, string Boot, string Version, long Position,
    long Written, long Outbox, DateTimeOffset Time, string ClockTrust, bool Offline, bool Recovering, bool InkStalled,
    SwapReport? Swap, PromptReport? Prompt, ImmutableArray<SlotReport> Slots, ImmutableArray<AlarmReport> Alarms,
    ImmutableArray<CaseReport> Cases, NonceReport? Nonce, double? ScanToUnlockMs, ImmutableArray<LineReport> Lines, LoopReport Loop,
    LinkReport Link, double UptimeS, double ClockDriftS, int HandOutFrom, ImmutableArray<QuarantineReport> Quarantines)
{
    /// <summary>Contacts, gauges and outputs of the cabinet beyond its slots.</summary>
    public ImmutableArray<SensorReport> Sensors { get; init; } = [];
    /// <summary>What charging may draw and draws, and what that costs.</summary>
    public PowerReport? Power { get; init; }
    /// <summary>What is handed out; null: nothing is.</summary>
    public GoodsReport? Goods { get; init; }
    /// <summary>What is handed out behind a slot's door; null: the slot is no locker.</summary>
    public ChannelReport? LockerAt(SlotReport slot) => Goods?.Channels.FirstOrDefault(channel => channel.Slot == slot.Slot);

    /// <summary>The last alarms, newest first, those that stand among them; bounded by <see cref="History.AlarmsMax"/>.</summary>
    public ImmutableArray<PastAlarmReport> AlarmHistory { get; init; } = [];
}

/// <summary>Power of the whole cabinet.</summary>
/// <param name="CapW">Watts that the site may draw; null: only the number of chargers is limited.</param>
/// <param name="PlannedToW">Watts that charging plans with.</param>
/// <param name="DrawnW">Watts by the meter of the mains; null where there is none or it is not heard.</param>
/// <param name="ChargersW">Watts that the chargers draw, reckoned from what the packs take.</param>
/// <param name="Charging">Slots that charge.</param>
/// <param name="ChargingMax">Slots that may charge at once.</param>
/// <param name="PriceCny">CNY for a kilowatt-hour now; null where the site knows no hours or nobody vouches for the clock.</param>
/// <param name="CheaperInH">Hours until it is cheaper; null where that comes not within a day, or no hour is known.</param>
public sealed record PowerReport(double? CapW, double? PlannedToW, double? DrawnW, double ChargersW, int Charging, int ChargingMax,
    double? PriceCny, double? CheaperInH)
{
    /// <summary>The site has a tariff by hours.</summary>
    public bool HasTariff { get; init; }
}

/// <summary>When something was.</summary>
/// <param name="Time">By the clock on the wall.</param>
/// <param name="Trust">How far that clock was believed then.</param>
/// <param name="AgeS">Running time since then; it stands still while the cabinet has no power.</param>
public sealed record WhenReport(DateTimeOffset Time, string Trust, double AgeS);

/// <summary>An alarm that was raised: when, and when it ended; without an end it stands, without a beginning nobody remembers that.</summary>
public sealed record PastAlarmReport(string Kind, int? Slot, string Severity, string Chinese, string English, WhenReport? Raised, WhenReport? Cleared);

/// <summary>Why charging last ended in a slot.</summary>
public sealed record ChargeEndReport(string Why, double AgeS);

/// <summary>A contact, a gauge or an output: what it was last read as, and how old that is; without a value when nobody knows.</summary>
/// <param name="Name">Its name in the site file.</param>
/// <param name="Kind">contact, gauge or output.</param>
/// <param name="Use">What it tells, looks at or switches.</param>
/// <param name="Slot">The slot it belongs to; null: the whole cabinet.</param>
/// <param name="Active">Of a contact: it is there; of an output: it is on.</param>
/// <param name="Values">Of a gauge: its values by quantity, in the unit that the quantity has.</param>
/// <param name="AgeS">How old the last word is; null: never since the start.</param>
/// <param name="Proved">False when no crew has seen it work.</param>
public sealed record SensorReport(string Name, string Kind, string Use, int? Slot, bool? Active, IReadOnlyDictionary<string, double>? Values,
    double? AgeS, bool Proved)
{
    /// <summary>Of an output: what its last weekly test proved, works, fails or not-provable, and how old that is; null: never tested.</summary>
    public string? Test { get; init; }
    public double? TestAgeS { get; init; }
}

/// <summary>One slot: what its sensors last said, how old that is, and why it serves nobody.</summary>
public sealed record SlotReport(int Slot, string Door, double? DoorAgeS, bool? Present, double? PresentAgeS, string Occupancy,
    string? Pack, string? PackClass, int? Charge, double? Volts, double? Hottest, double? PackAgeS, bool? Charging, double? ChargerAgeS,
    ImmutableArray<string> Withdrawn, ImmutableArray<OutReport> Out)
{
    /// <summary>What the last question to the pack brought: read, silent, unreadable or none.</summary>
    public required string PackWord { get; init; }
    public double? Amps { get; init; }
    /// <summary>What the pack itself complains of.</summary>
    public ImmutableArray<string> PackFaults { get; init; } = [];
    /// <summary>How long ago the lock was fired, and how long ago a firing was given up; null: never since the start.</summary>
    public double? FiredAgeS { get; init; }
    public double? NotFiredAgeS { get; init; }
    /// <summary>What charging has planned for its pack; null where it has no pack of the operator's, or nothing was planned yet.</summary>
    public ChargePlanReport? ChargePlan { get; init; }
    /// <summary>Why charging last ended here; null where nobody remembers an end.</summary>
    public ChargeEndReport? ChargeEnd { get; init; }
    /// <summary>A presence switch is fitted; the pack can be asked; a charger can be switched.</summary>
    public required FitReport Fitted { get; init; }
}

/// <summary>What charging has planned for a pack.</summary>
/// <param name="Why">
/// A reason to charge or to wait (needed, cheap, gentle, range, awaits-cheaper, no-power), what keeps it from charging, or why the plan leaves it out.
/// </param>
/// <param name="Amps">What its charger is to give; 0: nothing.</param>
/// <param name="Missed">The chance that a rider would go without it if it waited for the cheaper hour, 0 to 1.</param>
/// <param name="CheaperInH">Hours until that hour; null where none comes within a day.</param>
public sealed record ChargePlanReport(string Why, double Amps, double? Missed, double? CheaperInH);

/// <summary>What a slot is fitted with.</summary>
public sealed record FitReport(bool Presence, bool Pack, bool Charger);

/// <summary>One reason why a slot serves nobody, and since when; without an age where nobody wrote it down.</summary>
public sealed record OutReport(string Why, double? AgeS);

/// <summary>A pack set apart: where it lies, why, since when, who may end it, and when it may come back by itself; null: people end it.</summary>
public sealed record QuarantineReport(string Pack, int? Slot, string Why, double AgeS, string EndedBy, double? EndsInS);

/// <summary>The swap under way.</summary>
public sealed record SwapReport(long Number, string Stage, double StageAgeS, int? InSlot, int? OutSlot);

/// <summary>What was last said.</summary>
public sealed record PromptReport(string Key, int? Slot, double AgeS, string Chinese, string English);

/// <summary>An alarm that stands: how bad it is, what is the matter and what a crew does.</summary>
public sealed record AlarmReport(string Kind, int? Slot, string Severity, string WhatChinese, string WhatEnglish, string NextChinese, string NextEnglish)
{
    /// <summary>The alarm with the words of the catalogue.</summary>
    public static AlarmReport Of(Alarm alarm)
    {
        var (_, severity, words) = AlarmCatalogue.Of(alarm.Kind);
        return new(alarm.Kind.Word(), alarm.Slot?.Value, severity.Word(), words.What.Chinese, words.What.English, words.Next.Chinese, words.Next.English);
    }
}

/// <summary>A case that is open.</summary>
public sealed record CaseReport(string Case, string Kind, long Swap, int? InSlot, double AgeS, bool StaffCalled);

/// <summary>The challenge for phones: the text of the QR code on the screen, and how long it still lives.</summary>
public sealed record NonceReport(string Text, double LivesS);

/// <summary>One line.</summary>
public sealed record LineReport(string Line, bool Up, string? Why, double AgeS);

/// <summary>How the loop does.</summary>
public sealed record LoopReport(long Turns, double? SlowestMs, string? SlowestKind, double BeatAgeS);

/// <summary>The link to the broker: since when it is so, what was ever published, and when a new signed word of the cloud last came.</summary>
public sealed record LinkReport(bool Up, string? Why, double AgeS, long Published, double? CloudHeardAgeS);

[JsonSerializable(typeof(CabinetReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable: the answer is JSON for programs and people, never part of a web page.</summary>
    public static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.Kiosk;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>Turns what was last published into the report; no rider, no code and no key is in it.</summary>
public static class CabinetReporter
{
    public static CabinetReport Report(CabinetView view, Moment at, LoopReport loop, RelayView relay, string version,
        History? history = null)
    {
        var (cabinet, ledger, image, now) = (view.Cabinet, view.Cabinet.Ledger, view.Cabinet.Image, at.Elapsed);
        return new CabinetReport(cabinet.Plan.Cabinet, cabinet.Plan.Site, ledger.Journal, ledger.Boot, version, ledger.Position,
            view.Written, relay.Position, at.Wall, at.Trust.Word(), cabinet.OfflineAt(now), image.Recovering,
            image.InkStalled, Swap(ledger, now), Prompt(image, now), [.. cabinet.Views().Select(slot => Slot(slot, cabinet, history, now))],
            [.. ledger.Alarms.Select(AlarmReport.Of)],
            [.. ledger.Cases.Select(c => Case(c, now))],
            Nonce(cabinet, now), image.ScanToUnlock?.TotalMilliseconds,
            [.. view.Lines.Select(line => Line(line.Key, line.Value, now))], loop, Link(relay, image, at),
            Round(now - image.StartedAt), Round(at.Drift), cabinet.Plan.HandOutFrom.Percent,
            [.. ledger.Quarantined.Select(q => Apart(q.Key, q.Value, ledger.Custody, now))])
        {
            Sensors = Sensors(cabinet, now),
            Power = PowerView.Of(cabinet, at),
            Goods = GoodsView.Of(cabinet, at),
            AlarmHistory = [.. (history ?? History.Empty).Alarms.Select(past => Past(past, now))],
        };
    }

    private static PastAlarmReport Past(PastAlarm past, TimeSpan now)
    {
        var (kind, severity, words) = AlarmCatalogue.Of(past.Alarm.Kind);
        return new(kind.Word(), past.Alarm.Slot?.Value, severity.Word(), words.Short.Chinese, words.Short.English, When(past.Raised, now), When(past.Cleared, now));
    }

    private static WhenReport? When(Moment? at, TimeSpan now) => at is { } then ? new(then.Wall, then.Trust.Word(), Round(now - then.Elapsed)) : null;

    private static ImmutableArray<SensorReport> Sensors(Cabinet cabinet, TimeSpan now) =>
    [
        .. cabinet.Plan.Contacts.Zip(cabinet.Image.Contacts, (plan, image) => new SensorReport(plan.Id.Name, "contact", plan.Use.Word(),
            plan.Slot?.Value, image.ActiveNow(now), null, Age(image.HeardAt, now), plan.Proved)),
        .. cabinet.Plan.Gauges.Zip(cabinet.Image.Gauges, (plan, image) => new SensorReport(plan.Id.Name, "gauge", plan.Use.Word(),
            plan.Slot?.Value, null, Values(image, now), Age(image.At, now), plan.Proved)),
        .. cabinet.Plan.Outputs.Zip(cabinet.Image.Outputs, (plan, image) => new SensorReport(plan.Id.Name, "output", plan.Use.Word(),
            plan.Slot?.Value, image.OnNow(now), null, Age(image.At, now), true)
        {
            Test = cabinet.Ledger.OutputTests.GetValueOrDefault(plan.Id.Name)?.Result.Word(),
            TestAgeS = Age(cabinet.Ledger.OutputTests.GetValueOrDefault(plan.Id.Name)?.At, now),
        }),
    ];

    private static SortedDictionary<string, double>? Values(GaugeImage image, TimeSpan now)
    {
        var fresh = image.Values.Where(value => image.Now(value.Quantity, now) is not null).ToArray();
        return fresh.Length == 0 ? null : new SortedDictionary<string, double>(
            fresh.ToDictionary(value => value.Quantity.Word(), value => Math.Round(value.Value, 3)), StringComparer.Ordinal);
    }

    public static LoopReport Loop(FlightRecorder recorder, TimeSpan beatAge) =>
        new(recorder.Turns, recorder.Slowest?.Took.TotalMilliseconds, recorder.Slowest?.Kind, Round(beatAge));

    private static LinkReport Link(RelayView relay, Image image, Moment at) =>
        new(relay.Linked, relay.Trouble, Round(at.Wall - relay.Since), relay.Published, Age(image.CloudHeardAt, at.Elapsed));

    private static CaseReport Case(Case c, TimeSpan now) =>
        new(c.Number, c.Kind.Word(), c.Swap, c.InSlot?.Value, Round(now - c.OpenedAt), c.StaffCalled);

    private static LineReport Line(string name, LineState line, TimeSpan now) => new(name, line.Up, line.Why, Round(now - line.Since));

    private static SlotReport Slot(SlotView slot, Cabinet cabinet, History? history, TimeSpan now)
    {
        var image = slot.Image;
        var reading = image.ReadingNow(now);
        return new SlotReport(slot.Number.Value, image.DoorNow(now).Word(), Age(image.DoorAt, now),
            image.PresentNow(now), Age(image.PresentAt, now), slot.OccupancyAt(now).Word(), reading?.Serial.Text,
            reading is null ? null : cabinet.Plan.Packs.ClassOf(reading.Serial)?.Name, reading?.Charge.Percent,
            reading?.Volts.Value, reading?.Hottest.Value, Age(image.PackAt, now), image.ChargerNow(now), Age(image.ChargerAt, now),
            [.. Unproved(slot), .. slot.Withdrawn.Select(why => why.Word())],
            [
                .. Unproved(slot).Select(why => new OutReport(why, null)),
                .. slot.Withdrawn.Select(why => new OutReport(why.Word(), Age(cabinet.Ledger.WithdrawnSince(slot.Number, why), now))),
            ])
        {
            PackWord = image.PackNow(now).Word(), Amps = reading?.Amps.Value, PackFaults = Faults(reading),
            ChargePlan = ChargeView.Of(slot, cabinet, now),
            ChargeEnd = history?.ChargeEnds.GetValueOrDefault(slot.Number.Value) is { } end ? new(end.Why.Word(), Round(now - end.At.Elapsed)) : null,
            FiredAgeS = Age(image.FiredAt, now), NotFiredAgeS = Age(image.NotFiredAt, now),
            Fitted = new FitReport(slot.Plan.Presence, slot.Plan.Pack, slot.Plan.Charger),
        };
    }

    private static string[] Unproved(SlotView slot) => slot.Plan.Proved ? [] : ["not-proved"];

    private static QuarantineReport Apart(string serial, Quarantine quarantine, Custody custody, TimeSpan now) =>
        new(serial, custody.Of(PackId.From(serial))?.Slot?.Value, quarantine.Why.Word(), Round(now - quarantine.Since),
            Quarantine.OwnerOf(quarantine.Why).Word(),
            quarantine.Until is { } until ? Round(until - now) : null);

    private static ImmutableArray<string> Faults(PackReading? reading) => reading is null ? []
        : [.. Enum.GetValues<PackFaults>().Where(fault => fault != PackFaults.None && reading.Faults.HasFlag(fault))
            .Select(fault => fault.Word())];

    private static SwapReport? Swap(Ledger ledger, TimeSpan now) => ledger.Swap is not { } swap ? null
        : new SwapReport(swap.Number, swap.Stage.Word(), Round(now - swap.Since), swap.InSlot?.Value, swap.OfferSlot?.Value);

    private static PromptReport? Prompt(Image image, TimeSpan now)
    {
        if (image.Said is not { } prompt || image.SaidAt is not { } at) return null;
        var words = Wording.Of(prompt);
        return new PromptReport(prompt.Key.Word(), prompt.Slot?.Value, Round(now - at), words.Chinese, words.English);
    }

    private static NonceReport? Nonce(Cabinet cabinet, TimeSpan now)
    {
        if (cabinet.Image.Nonces is not [.., var newest] || now - newest.GivenAt >= Image.NonceLives) return null;
        var text = NonceText.Of(cabinet.Plan.Cabinet, newest.Bytes.AsSpan());
        return new NonceReport(text, Round(newest.GivenAt + Image.NonceLives - now));
    }

    private static double? Age(TimeSpan? at, TimeSpan now) => at is { } then ? Round(now - then) : null;

    private static double Round(TimeSpan span) => Math.Round(Math.Max(0, span.TotalSeconds), 3);
}

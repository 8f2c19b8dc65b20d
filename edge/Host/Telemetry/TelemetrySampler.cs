using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Host.Loop;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Host.Telemetry;

/// <summary>What is known of the program beside the cabinet itself.</summary>
/// <param name="Outbox">Last position on disk, and what the receiver has.</param>
/// <param name="Store">What the journal takes, as last measured.</param>
/// <param name="Lines">Counters of every line.</param>
/// <param name="Refusals">Refusals by reason.</param>
/// <param name="BytesWritten">Bytes this program wrote to the disk.</param>
/// <param name="Links">Links made, and links lost or not made.</param>
/// <param name="SamplesLost">Samples thrown away unsent.</param>
public sealed record HostCounts((long Last, long Acknowledged) Outbox, StoreMeasured? Store,
    ImmutableSortedDictionary<string, LineCounts> Lines, ImmutableSortedDictionary<string, long> Refusals, long? BytesWritten,
    (long Made, long Lost) Links, long SamplesLost);

/// <summary>Turns what was last published into one sample; no rider, no code and no key is in it.</summary>
public static class TelemetrySampler
{
    /// <summary>The readings as they stand, each with its age.</summary>
    public static TelemetrySample Sample(CabinetView view, Moment now, HostCounts host)
    {
        var elapsed = now.Elapsed;
        return new TelemetrySample(now.Wall, now.Trust.Word(), [.. view.Cabinet.Views().Select(slot => Slot(slot, elapsed))],
            new HealthSample((long)(elapsed - view.Cabinet.Image.StartedAt).TotalSeconds,
                new OutboxSample(host.Outbox.Last, host.Outbox.Acknowledged, host.Outbox.Last - host.Outbox.Acknowledged),
                [.. view.Lines.Select(line => Line(line.Key, line.Value.Up, host.Lines.GetValueOrDefault(line.Key)))],
                host.Refusals, host.Links.Made, host.Links.Lost, host.SamplesLost,
                host.Store is { } store ? new StoreSample(store.Bytes, store.BytesMax, store.Rows, store.RowsMax) : null,
                host.BytesWritten), Sensors(view.Cabinet, elapsed));
    }

    private static SensorSample[]? Sensors(Cabinet cabinet, TimeSpan now)
    {
        SensorSample[] all =
        [
            .. cabinet.Plan.Contacts.Zip(cabinet.Image.Contacts, (plan, image) =>
                new SensorSample(plan.Id.Name, plan.Use.Word(), plan.Slot?.Value, image.ActiveNow(now), null, Age(image.HeardAt, now))),
            .. cabinet.Plan.Gauges.Zip(cabinet.Image.Gauges, (plan, image) =>
                new SensorSample(plan.Id.Name, plan.Use.Word(), plan.Slot?.Value, null, Values(image), Age(image.At, now))),
            .. cabinet.Plan.Outputs.Zip(cabinet.Image.Outputs, (plan, image) =>
                new SensorSample(plan.Id.Name, plan.Use.Word(), plan.Slot?.Value, image.OnNow(now), null, Age(image.At, now))),
        ];
        return all.Length == 0 ? null : all;
    }

    private static Dictionary<string, double>? Values(GaugeImage image) => image.Values.IsEmpty ? null
        : image.Values.ToDictionary(value => value.Quantity.Word(), value => Math.Round(value.Value, 3));

    private static SlotSample Slot(SlotView slot, TimeSpan now)
    {
        var (image, reading) = (slot.Image, slot.Image.Reading);
        return new SlotSample(slot.Number.Value, image.DoorNow(now).Word(), Age(image.DoorHeardAt, now), image.PresentNow(now),
            reading?.Serial.Text, reading is null ? null : Age(image.ReadingAt, now), reading?.Charge.Percent, reading?.Volts.Value,
            reading?.Amps.Value, reading?.Coldest.Value, reading?.Hottest.Value, Faults(reading), image.ChargerNow(now));
    }

    private static string[]? Faults(PackReading? reading) => reading is null || reading.Faults == PackFaults.None ? null
        : [.. Enum.GetValues<PackFaults>().Where(fault => fault != PackFaults.None && reading.Faults.HasFlag(fault)).Select(fault => fault.Word())];

    private static LineSample Line(string name, bool up, LineCounts counts) =>
        new(name, up, counts.Answered, counts.Unanswered, counts.Strays, counts.Echoes, counts.NoiseBytes);

    private static double? Age(TimeSpan? at, TimeSpan now) => at is { } then ? Math.Round(Math.Max(0, (now - then).TotalSeconds), 1) : null;
}

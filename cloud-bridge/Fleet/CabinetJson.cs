using System.Text.Json;
using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Store;

namespace YongAi.CloudBridge.Fleet;

/// <summary>One cabinet as the API shows it.</summary>
/// <param name="Cabinet">Its id.</param>
/// <param name="Status">Its last word about its presence, as it came; null when it said none.</param>
/// <param name="StatusReceived">When that came.</param>
/// <param name="Journals">Its journals, in the order of their first sight.</param>
/// <param name="SetAside">Messages on its topics that could not be taken.</param>
/// <param name="Telemetry">Its last readings, as they came; null when none came.</param>
/// <param name="TelemetryReceived">When they came.</param>
/// <param name="TelemetryBatches">How many batches came in all.</param>
public sealed record CabinetJson(string Cabinet, JsonElement? Status, DateTimeOffset? StatusReceived,
    IReadOnlyList<JournalJson> Journals, long SetAside, JsonElement? Telemetry, DateTimeOffset? TelemetryReceived,
    long TelemetryBatches)
{
    internal static CabinetJson Of(CabinetRecord record, Acknowledger acknowledger) => new(record.Cabinet,
        record.Status is { } status ? JsonElement.Parse(status.Body) : null, record.Status?.Received,
        [.. record.Journals.Select(journal => JournalJson.Of(journal, acknowledger.Acked(journal.Mark.Journal)))],
        record.SetAside, record.Telemetry is { } telemetry ? JsonElement.Parse(telemetry.Body) : null, record.Telemetry?.Received,
        record.Telemetry?.Batches ?? 0);
}

/// <summary>One journal as the API shows it.</summary>
/// <param name="Journal">Its name, 16 hex digits.</param>
/// <param name="Through">Every position up to here is on disk.</param>
/// <param name="Highest">The highest position on disk.</param>
/// <param name="Events">How many events are on disk.</param>
/// <param name="Acked">What the last ack said since the bridge was started; null before the first.</param>
/// <param name="FirstSeen">When its first event arrived.</param>
/// <param name="Gaps">What is missing between, lowest first, up to a bound.</param>
/// <param name="ConflictCount">Known ids that came again with another body.</param>
/// <param name="Conflicts">The first of them.</param>
/// <param name="Booked">What will not come: given up by the cabinet when its store was full, or trimmed long after an ack.</param>
public sealed record JournalJson(string Journal, long Through, long Highest, long Events, long? Acked, DateTimeOffset FirstSeen,
    IReadOnlyList<Gap> Gaps, long ConflictCount, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<StandsFor> Booked)
{
    internal static JournalJson Of(JournalRecord journal, long? acked) => new(journal.Mark.Journal.Journal, journal.Mark.Through,
        journal.Mark.Highest, journal.Events, acked, journal.FirstSeen, journal.Gaps, journal.ConflictCount, journal.Conflicts,
        journal.Booked);
}

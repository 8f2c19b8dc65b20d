using System.Text.Json;
using System.Text.Json.Serialization;

namespace YongAi.Edge.Uplink;

/// <summary>Is the cabinet there? Presence only, never a decision.</summary>
/// <param name="State"><see cref="Online"/> or <see cref="Offline"/>.</param>
/// <param name="Boot">Drawn at each start of the program; 16 lower-case hex digits.</param>
/// <param name="Since">When this connection was begun, by the cabinet's clock.</param>
/// <param name="Version">Version of the program.</param>
public sealed record Status(string State, string Boot, DateTimeOffset Since, string Version)
{
    /// <summary>The cabinet is connected.</summary>
    public const string Online = "online";

    /// <summary>The cabinet said good-bye, or the broker lost it.</summary>
    public const string Offline = "offline";
}

/// <summary>What a signed <c>v1/ack</c> says: up to where the receiver has every event on disk.</summary>
/// <param name="Cabinet">Whom it is for.</param>
/// <param name="Journal">Which journal it speaks of.</param>
/// <param name="Through">Highest position up to which the receiver has every event.</param>
/// <param name="Resend">True when everything after it is wanted again.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC.</param>
public sealed record Ack(string Cabinet, string Journal, long Through, bool Resend, long Issued);

/// <summary>What a signed <c>v1/command</c> says: something is to be done at a cabinet.</summary>
/// <param name="Id">By what it is known again: 1 to 64 of letters, digits and <c>- _ . :</c>.</param>
/// <param name="Cabinet">Whom it is for.</param>
/// <param name="Type">What is to be done, for example <c>slot.open</c>.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC.</param>
/// <param name="Expires">From then on it is worth nothing, seconds since 1970 UTC.</param>
/// <param name="Args">On what; each type needs its own.</param>
/// <param name="By">Who wants it, for the record; at most 64 characters.</param>
/// <param name="Reason">Why, for the record; at most 200 characters.</param>
public sealed record Command(string Id, string Cabinet, string Type, long Issued, long Expires, CommandArgs? Args = null, string By = "",
    string Reason = "");

/// <summary>On what a command acts.</summary>
/// <param name="Slot">Which slot, for <c>slot.*</c>.</param>
/// <param name="Swap">Number of the swap in its journal, for <c>transaction.cancel</c>.</param>
/// <param name="Rider">Which rider, for <c>rider.freeze</c>.</param>
/// <param name="Frozen">False ends a freeze.</param>
public sealed record CommandArgs(int? Slot = null, long? Swap = null, RiderRef? Rider = null, bool? Frozen = null);

/// <summary>
/// One event on the wire: CloudEvents 1.0, structured JSON. The extensions journal, position, boot, traceid and
/// timetrust are always there; attributes that we do not know are ignored.
/// </summary>
public sealed record CloudEvent
{
    /// <summary>The only version there is.</summary>
    public const string Version = "1.0";

    /// <summary>Content type of the whole message.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>Always 1.0.</summary>
    [JsonPropertyName("specversion")] public required string SpecVersion { get; init; }

    /// <summary><c>{cabinet}-{journal}-{position}</c>: twice the same is harmless.</summary>
    [JsonPropertyName("id")] public required string Id { get; init; }

    /// <summary><c>/cabinets/{cabinet}</c></summary>
    [JsonPropertyName("source")] public required string Source { get; init; }

    /// <summary><c>yongai.noun.past-verb</c>, one of <see cref="EventTypes"/>.</summary>
    [JsonPropertyName("type")] public required string Type { get; init; }

    /// <summary>When the cabinet decided it, by its wall clock; no better than <see cref="TimeTrust"/> says.</summary>
    [JsonPropertyName("time")] public required DateTimeOffset Time { get; init; }

    /// <summary><c>slot/3</c> where one slot is meant.</summary>
    [JsonPropertyName("subject")] public string? Subject { get; init; }

    /// <summary>Always application/json.</summary>
    [JsonPropertyName("datacontenttype")] public required string DataContentType { get; init; }

    /// <summary>Drawn when the journal file was made; 16 lower-case hex digits.</summary>
    [JsonPropertyName("journal")] public required string Journal { get; init; }

    /// <summary>1, 2, 3 ... within the journal, never reused.</summary>
    [JsonPropertyName("position")] public required long Position { get; init; }

    /// <summary>Drawn at each start of the program; 16 lower-case hex digits.</summary>
    [JsonPropertyName("boot")] public required string Boot { get; init; }

    /// <summary>
    /// 32 lower-case hex digits, the same for all events of one transaction; see <see cref="EventNames"/>.
    /// </summary>
    [JsonPropertyName("traceid")] public required string TraceId { get; init; }

    /// <summary>trusted, holdover, untrusted or assumed.</summary>
    [JsonPropertyName("timetrust")] public required string TimeTrust { get; init; }

    /// <summary>The data of this type; <see cref="EventTypes"/> says which record.</summary>
    [JsonPropertyName("data")] public required JsonElement Data { get; init; }
}

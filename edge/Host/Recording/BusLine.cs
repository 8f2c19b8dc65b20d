using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YongAi.Edge.Host.Recording;

/// <summary>What the first line of every file of a record says.</summary>
/// <param name="Cabinet">Whose bus it is.</param>
/// <param name="Wiring">Print of its wiring, as in the record of its commissioning.</param>
/// <param name="Run">One life of the program: times of two runs cannot be compared.</param>
/// <param name="Began">When time 0 was, by this computer's clock.</param>
public sealed record BusTitle(string Cabinet, string Wiring, string Run, DateTimeOffset Began);

/// <summary>What happened on a line.</summary>
public enum BusDid { Sent, Heard, Up, Down }

/// <summary>One thing that happened on a line.</summary>
/// <param name="At">Running time of the record.</param>
/// <param name="Line">The line's name in the site file.</param>
/// <param name="Did">What it was.</param>
/// <param name="Bytes">What was sent or heard; empty otherwise.</param>
/// <param name="Why">Why the line went down; null otherwise.</param>
public sealed record BusMoment(TimeSpan At, string Line, BusDid Did, byte[] Bytes, string? Why = null);

/// <summary>The lines of a record: one JSON object each, times in seconds to the microsecond, bytes in hex.</summary>
internal static class BusLine
{
    /// <summary>Raised when a program that reads the old form could misread the new one.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="title">What the record is of.</param>
    /// <param name="part">Counted from 1 within a run; the oldest parts of a ring are gone.</param>
    /// <param name="up">Lines that are open where this part begins.</param>
    public static byte[] First(BusTitle title, int part, IEnumerable<string> up) => Ended(new JsonObject
    {
        ["yongai_bus"] = Version, ["cabinet"] = title.Cabinet, ["wiring"] = title.Wiring, ["run"] = title.Run,
        ["began"] = title.Began.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), ["part"] = part,
        ["up"] = new JsonArray([.. up.Select(line => (JsonNode)line)]),
    }.ToJsonString(Plain));

    /// <summary>Names of lines hold nothing that JSON would escape.</summary>
    public static byte[] Of(BusMoment moment) => Ended($"{{\"at\":{Seconds(moment.At)},\"line\":\"{moment.Line}\",{What(moment)}}}");

    /// <summary>So many moments before this time were not kept: the disk was slower than the bus.</summary>
    public static byte[] Lost(TimeSpan at, long moments) =>
        Ended(string.Create(CultureInfo.InvariantCulture, $"{{\"at\":{Seconds(at)},\"lost\":{moments}}}"));

    private static string What(BusMoment moment) => moment.Did switch
    {
        BusDid.Sent => $"\"sent\":\"{Convert.ToHexString(moment.Bytes)}\"",
        BusDid.Heard => $"\"heard\":\"{Convert.ToHexString(moment.Bytes)}\"",
        BusDid.Up => "\"up\":true",
        _ => $"\"down\":\"{JsonEncodedText.Encode(moment.Why ?? "", Plain.Encoder)}\"",
    };

    private static string Seconds(TimeSpan at) => at.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);

    private static byte[] Ended(string line) => Encoding.UTF8.GetBytes(line + "\n");
}

using System.Text.Json;
using System.Text.RegularExpressions;
using YongAi.Edge.Uplink;

namespace YongAi.Simulators.Fuzz.Words;

/// <summary>Events, status and telemetry as the receiver reads them, whoever sent them.</summary>
/// <param name="name">Which of the three.</param>
/// <param name="good">Valid ones.</param>
/// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
public sealed partial class MessageTarget(string name, IReadOnlyList<byte[]> good, Func<byte[], object?>? read = null) : JsonTarget
{
    private readonly Func<byte[], object?> read = read ?? ReaderOf(name);

    public override string Name => name;

    /// <summary>A message of 8 KB, read into its record and its data; our own number.</summary>
    public override long AllocatedMax => 128 * 1024;

    protected override IReadOnlyList<byte[]> Good => good;

    protected override Outcome Try(byte[] json, Meter meter)
    {
        meter.Begin();
        var message = read(json);
        if (message is CloudEvent arrived) _ = EventTypes.Read(arrived);
        meter.End();
        if (message is null) return Outcome.Rejected("not the contract's");
        Judge(json, message);
        return Outcome.Accepted;
    }

    private void Judge(byte[] json, object message)
    {
        using var text = JsonDocument.Parse(json);
        if (message is CloudEvent e) JudgeEnvelope(e, text.RootElement);
        var again = message switch
        {
            // The data of an event is kept as it came; half a character in it is nobody's business here.
            CloudEvent envelope => UplinkJson.Write(envelope with { Data = JsonElement.Parse("{}") }),
            Status status => UplinkJson.Write(status),
            TelemetryBatch batch => UplinkJson.Write(batch),
            _ => throw new FuzzFinding($"{message.GetType().Name} is none of the three"),
        };
        if (read(again) is null) throw new FuzzFinding("believed once, and refused when written again");
    }

    private static void JudgeEnvelope(CloudEvent message, JsonElement text)
    {
        string Of(string member) => text.GetProperty(member).GetString()!;
        var position = text.GetProperty("position").GetInt64();
        var parts = Id().Match(Of("id"));
        if (Of("specversion") != "1.0" || !parts.Success || parts.Groups["journal"].Value != Of("journal") || position < 1
            || parts.Groups["position"].Value != $"{position}" || Of("source") != $"/cabinets/{parts.Groups["cabinet"].Value}"
            || parts.Groups["cabinet"].Value == "trust" || message.Position != position)
            throw new FuzzFinding($"an envelope was believed that does not fit together: {Of("id")}, {Of("source")}, {position}");
    }

    private static Func<byte[], object?> ReaderOf(string name) => name switch
    {
        "event" => json => UplinkJson.TryReadEvent(json, out var message, out _) ? message : null,
        "status" => json => UplinkJson.TryReadStatus(json, out var message, out _) ? message : null,
        _ => json => UplinkJson.TryReadTelemetry(json, out var message, out _) ? message : null,
    };

    [GeneratedRegex(@"\A(?<cabinet>[A-Za-z0-9_-]{1,32})-(?<journal>[0-9a-f]{16})-(?<position>[1-9][0-9]*)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

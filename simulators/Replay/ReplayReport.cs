using System.Globalization;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Replay;

/// <summary>What a replay came to, for people and for programs.</summary>
/// <param name="replay">It is over.</param>
public sealed class ReplayReport(BusReplay replay)
{
    public IEnumerable<string> Lines()
    {
        yield return Of($"record: {replay.Covers.TotalSeconds:0.0} s, {replay.Lost} moments lost while recording");
        foreach (var name in replay.Unknown) yield return $"the site has no line '{name}': left out";
        yield return "line         requests   same  answered  unanswered  strays  echoes  noise bytes";
        foreach (var line in replay.Lines)
            yield return string.Create(CultureInfo.InvariantCulture, $"{line.Name,-12} {line.Requests.Recorded,8} {line.Requests.Same,6} {line.Counts.Answered,9} "
                + $"{line.Counts.Unanswered,11} {line.Counts.Strays,7} {line.Counts.Echoes,7} {line.Counts.NoiseBytes,12}");
        foreach (var line in replay.Lines)
            if (line.First is { } first)
                yield return string.Create(CultureInfo.InvariantCulture, $"{line.Name}: {line.Differences} requests differ, the first at {first.At.TotalSeconds:0.000000}: "
                    + $"recorded {Hex(first.Recorded) ?? "nothing"}, ours {Hex(first.Ours) ?? "nothing"}");
        yield return "facts: " + (replay.Facts.Kinds.Count == 0 ? "none"
            : string.Join(", ", replay.Facts.Kinds.Select(kind => Of($"{kind.Key} {kind.Value}"))));
        foreach (var slot in replay.Facts.Slots)
            yield return Of($"slot {slot.Slot,2}: door {slot.Door?.ToString() ?? "-"}, {Presence(slot.Present)}, charger {OnOff(slot.Charging)}, ")
                + (slot.Pack is { } pack
                    ? Of($"pack {pack.Serial} {pack.Charge.Percent}% {pack.Volts.Value:0.00} V faults {pack.Faults}") : "no pack read");
        foreach (var file in replay.Torn) yield return $"{file}: ends within a line, as after a power cut; that line is left out";
    }

    public string Json() => new JsonObject
    {
        ["seconds"] = Math.Round(replay.Covers.TotalSeconds, 6), ["lost"] = replay.Lost, ["damage"] = replay.Damage,
        ["torn"] = new JsonArray([.. replay.Torn.Select(file => (JsonNode)file)]),
        ["unknown_lines"] = new JsonArray([.. replay.Unknown.Select(line => (JsonNode)line)]),
        ["lines"] = new JsonArray([.. replay.Lines.Select(Line)]),
        ["facts"] = new JsonObject(replay.Facts.Kinds.Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)kind.Value))),
        ["slots"] = new JsonArray([.. replay.Facts.Slots.Select(Slot)]),
    }.ToJsonString();

    private static JsonNode Line(LineReplay line) => new JsonObject
    {
        ["line"] = line.Name, ["requests"] = line.Requests.Recorded, ["same"] = line.Requests.Same, ["answered"] = line.Counts.Answered,
        ["unanswered"] = line.Counts.Unanswered, ["strays"] = line.Counts.Strays, ["echoes"] = line.Counts.Echoes,
        ["noise_bytes"] = line.Counts.NoiseBytes, ["contradictions"] = line.Counts.Contradictions, ["bytes_heard"] = line.BytesHeard,
        ["differences"] = line.Differences,
        ["first_difference"] = line.First is not { } first ? null : new JsonObject
        {
            ["at"] = Math.Round(first.At.TotalSeconds, 6), ["recorded"] = Hex(first.Recorded), ["ours"] = Hex(first.Ours),
        },
    };

    private static JsonNode Slot(SlotState slot) => new JsonObject
    {
        ["slot"] = slot.Slot, ["door"] = slot.Door?.ToString().ToLowerInvariant(), ["present"] = slot.Present, ["charging"] = slot.Charging,
        ["pack"] = slot.Pack is not { } pack ? null : new JsonObject
        {
            ["serial"] = pack.Serial.ToString(), ["charge"] = pack.Charge.Percent, ["faults"] = pack.Faults.ToString(),
        },
    };

    private static string? Hex(byte[]? bytes) => bytes is null ? null : Convert.ToHexString(bytes);

    private static string Presence(bool? present) => present switch { true => "something in it", false => "empty", null => "presence -" };

    private static string OnOff(bool? on) => on switch { true => "on", false => "off", null => "-" };

    private static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

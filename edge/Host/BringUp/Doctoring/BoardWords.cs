using System.Globalization;
using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>What a board says of itself, in a few words, from its answers.</summary>
internal static class BoardWords
{
    /// <summary>Which family it is: of boards on Modbus, by what they know.</summary>
    public static string FamilyOf(Confirmed board)
    {
        if (board.Asked.Family != Probe.Modbus) return board.Asked.Family;
        bool Knows(string protocol, string field) => Answers(board).Any(a => a.Protocol == protocol && a.Fields.Any(f => f.Name == field));
        return Knows("slot-board", "battery_in_slot") ? "slot-board" : Knows("jk-modbus", "pack_voltage") ? "jk-modbus"
            : Knows("modbus-relay", "relay_0") || Knows("modbus-relay", "input_0") ? "modbus-relay" : Probe.Modbus;
    }

    /// <summary>Names of a family for people.</summary>
    public static Sentence NameOf(string family) => FrameDecoder.Protocols.FirstOrDefault(known => known.Name == family) is { } known
        ? new(known.Chinese, known.English) : new("Modbus 设备（型号不明）", "a Modbus device of unknown make");

    /// <summary>What it holds; empty when it says nothing of it.</summary>
    public static Sentence Of(Confirmed board)
    {
        var answers = Answers(board).ToArray();
        var parts = FamilyOf(board) switch
        {
            "8a80" or "cu16" => Levels(answers),
            "wkly" => States(answers),
            "winnsen" => One(answers, "status"),
            "dc02" => One(answers, "state"),
            "modbus-relay" => Contacts(answers),
            "slot-board" or Probe.Modbus => [],
            _ => Pack(answers),
        };
        return new(string.Join("，", parts.Select(part => part.Chinese)), string.Join(", ", parts.Select(part => part.English)));
    }

    private static IEnumerable<Decoded> Answers(Confirmed board) => board.More.Concat(board.Again).SelectMany(exchange => exchange.Answers);

    /// <summary>The answer with the most channels; which level is closed, only its wiring says.</summary>
    private static Sentence[] Levels(Decoded[] answers)
    {
        var levels = answers.Select(answer => answer.Fields.Where(field => field.Name.StartsWith("level_", StringComparison.Ordinal)).ToArray())
            .MaxBy(fields => fields.Length) ?? [];
        if (levels.Length == 0) return One(answers, "status");
        var ones = levels.Count(field => field.Value is Measure { Number: 1 });
        var zeros = levels.Length - ones;
        return [new($"{levels.Length} 路：电平 1 有 {ones} 路、电平 0 有 {zeros} 路（哪个是关，看锁的接线）",
            $"{levels.Length} channels: {ones} at level 1, {zeros} at level 0 (which is closed depends on the wiring)")];
    }

    private static Sentence[] States(Decoded[] answers)
    {
        var states = answers.SelectMany(answer => answer.Fields.Where(field => field.Name.EndsWith("_state", StringComparison.Ordinal)))
            .DistinctBy(field => field.Name).ToArray();
        int Count(string meaning) => states.Count(field => field.Meaning == meaning);
        return [new($"{states.Length} 路：{Count("open")} 路开、{Count("closed")} 路关、{Count("fault")} 路故障",
            $"{states.Length} channels: {Count("open")} open, {Count("closed")} closed, {Count("fault")} faulty")];
    }

    private static Sentence[] One(Decoded[] answers, string field) => Find(answers, field) is { } found
        ? [new($"1 号锁的状态字 {Written(found)}", $"lock 1 has status {Written(found)}")] : [];

    private static Sentence[] Contacts(Decoded[] answers)
    {
        Sentence? Count(string what, string chinese, string english)
        {
            var all = answers.SelectMany(answer => answer.Fields).Where(field => field.Name.StartsWith(what, StringComparison.Ordinal))
                .DistinctBy(field => field.Name).ToArray();
            var on = all.Count(field => field.Value is Measure { Number: 1 });
            return all.Length == 0 ? null : new($"前 {all.Length} 路{chinese}有 {on} 路接通", $"{on} of the first {all.Length} {english} are on");
        }
        return [.. new[] { Count("relay_", "继电器", "relays"), Count("input_", "输入", "inputs") }.OfType<Sentence>()];
    }

    private static Sentence[] Pack(Decoded[] answers)
    {
        var parts = new List<Sentence>();
        var name = new[] { "serial", "maker_id", "battery_code", "name", "device_id" }.Select(field => Find(answers, field))
            .FirstOrDefault(field => field?.Value is Text { Written.Length: > 0 });
        if (name is not null) parts.Add(new($"编号 {Written(name)}", $"serial {Written(name)}"));
        if (Find(answers, "pack_voltage") is { } volts) parts.Add(new($"{Written(volts)} V", $"{Written(volts)} V"));
        if (Find(answers, "soc") is { } soc) parts.Add(new($"电量 {Written(soc)}%", $"{Written(soc)} % charged"));
        if (Find(answers, "cells") is { } cells) parts.Add(new($"{Written(cells)} 串", $"{Written(cells)} cells"));
        return [.. parts];
    }

    private static DecodedField? Find(Decoded[] answers, string field) =>
        answers.SelectMany(answer => answer.Fields).FirstOrDefault(found => found.Name == field);

    private static string Written(DecodedField field) => field.Value switch
    {
        Measure measure => measure.Number.ToString("0.##", CultureInfo.InvariantCulture),
        Text text => text.Written,
        _ => "?",
    };
}

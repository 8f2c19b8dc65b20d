using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>Judges JSON by the few words of JSON Schema 2020-12 that the site schema uses; a word it does not know is an error.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "default", "$defs"];

    /// <summary>Every place where the value breaks the schema.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value)
    {
        var faults = new List<string>();
        Judge(value, root, "", faults);
        return faults;
    }

    /// <summary>The schema with its reference followed.</summary>
    public JsonObject Resolve(JsonObject schema) =>
        schema["$ref"] is { } reference ? root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.AsObject() : schema;

    private void Judge(JsonNode? value, JsonObject written, string place, List<string> faults)
    {
        var schema = Resolve(written);
        foreach (var (word, rule) in schema)
            if (!Annotations.Contains(word) && !Holds(word, rule!, value, schema, place, faults)) faults.Add($"{place}: {word}");
    }

    private bool Holds(string word, JsonNode rule, JsonNode? value, JsonObject schema, string place, List<string> faults) => word switch
    {
        "type" => rule.GetValue<string>() == TypeOf(value) || (rule.GetValue<string>() == "number" && TypeOf(value) == "integer"),
        "enum" => rule.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
        "pattern" => value is not JsonValue || Regex.IsMatch(value.ToString(), rule.GetValue<string>()),
        "minLength" => TypeOf(value) != "string" || value!.ToString().Length >= rule.GetValue<int>(),
        "maxLength" => TypeOf(value) != "string" || value!.ToString().Length <= rule.GetValue<int>(),
        "minimum" => Number(value) is not { } number || number >= rule.GetValue<decimal>(),
        "maximum" => Number(value) is not { } number || number <= rule.GetValue<decimal>(),
        "multipleOf" => Number(value) is not { } number || number % rule.GetValue<decimal>() == 0,
        "minItems" => value is not JsonArray array || array.Count >= rule.GetValue<int>(),
        "maxItems" => value is not JsonArray array || array.Count <= rule.GetValue<int>(),
        "minProperties" => value is not JsonObject it || it.Count >= rule.GetValue<int>(),
        "maxProperties" => value is not JsonObject it || it.Count <= rule.GetValue<int>(),
        "propertyNames" => value is not JsonObject it || it.All(pair => Regex.IsMatch(pair.Key, rule["pattern"]!.GetValue<string>())),
        "required" => value is not JsonObject it || rule.AsArray().All(key => it.ContainsKey(key!.GetValue<string>())),
        "items" => Each(value as JsonArray, rule.AsObject(), place, faults),
        "properties" => Members(value as JsonObject, rule.AsObject(), place, faults),
        "additionalProperties" => Others(value as JsonObject, rule, schema, place, faults),
        _ => throw new NotSupportedException($"the schema says '{word}' at {place}; teach SchemaCheck what it means"),
    };

    private bool Each(JsonArray? array, JsonObject rule, string place, List<string> faults)
    {
        for (var i = 0; i < (array?.Count ?? 0); i++) Judge(array![i], rule, $"{place}[{i}]", faults);
        return true;
    }

    private bool Members(JsonObject? it, JsonObject rules, string place, List<string> faults)
    {
        foreach (var (key, value) in it ?? [])
            if (rules[key] is JsonObject rule) Judge(value, rule, $"{place}.{key}", faults);
        return true;
    }

    private bool Others(JsonObject? it, JsonNode rule, JsonObject schema, string place, List<string> faults)
    {
        var others = (it ?? []).Where(pair => schema["properties"]?[pair.Key] is null).ToList();
        if (rule is not JsonObject each) return others.Count == 0;
        foreach (var (key, value) in others) Judge(value, each, $"{place}.{key}", faults);
        return true;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => decimal.Truncate(Number(value)!.Value) == Number(value) ? "integer" : "number",
        _ => "boolean",
    };

    private static decimal? Number(JsonNode? value) =>
        value?.GetValueKind() == System.Text.Json.JsonValueKind.Number
            ? decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) : null;
}

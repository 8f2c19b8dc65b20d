using System.Text.Json;
using System.Text.RegularExpressions;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>
/// Checks JSON against the files of <c>cloud-bridge/schemas</c>: the part of JSON Schema draft-07 that they use. A keyword that is not
/// known here is a fault, so that no rule in a file goes unchecked.
/// </summary>
public sealed class SchemaFiles(string folder)
{
    private static readonly string[] Remarks = ["$schema", "title", "description", "definitions", "format"];

    private readonly Dictionary<string, JsonElement> files = [];

    /// <summary>What is wrong with a value, by <c>FILE#/POINTER</c>; nothing when it fits.</summary>
    public IReadOnlyList<string> Faults(string reference, JsonElement value)
    {
        var faults = new List<string>();
        var (file, schema) = Find(reference);
        Check(file, schema, value, "$", faults);
        return faults;
    }

    public JsonElement File(string name)
    {
        if (!files.TryGetValue(name, out var root))
            files[name] = root = JsonElement.Parse(System.IO.File.ReadAllText(Path.Combine(folder, name)));
        return root;
    }

    private (string File, JsonElement Schema) Find(string reference)
    {
        var parts = reference.Split('#');
        var schema = File(parts[0]);
        foreach (var step in (parts.ElementAtOrDefault(1) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries))
            schema = schema.GetProperty(step);
        return (parts[0], schema);
    }

    private void Check(string file, JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        // A value of another type would only confuse the other rules.
        if (schema.TryGetProperty("type", out var type) && SimpleFault("type", type, value) is { } another)
        {
            faults.Add($"{at}: {another}");
            return;
        }
        foreach (var rule in schema.EnumerateObject())
            if (!Remarks.Contains(rule.Name) && Fault(file, rule.Name, rule.Value, value, at, faults) is { } fault)
                faults.Add($"{at}: {fault}");
    }

    private string? Fault(string file, string keyword, JsonElement rule, JsonElement value, string at, List<string> faults)
    {
        switch (keyword)
        {
            case "$ref":
                var reference = rule.GetString()!;
                var (target, schema) = Find(reference.StartsWith('#') ? file + reference : reference);
                Check(target, schema, value, at, faults);
                return null;
            case "allOf":
                foreach (var part in rule.EnumerateArray()) Check(file, part, value, at, faults);
                return null;
            case "properties":
                if (value.ValueKind != JsonValueKind.Object) return null;
                foreach (var property in rule.EnumerateObject())
                    if (value.TryGetProperty(property.Name, out var member)) Check(file, property.Value, member, $"{at}.{property.Name}", faults);
                return null;
            // Only used where no member has a name of its own: a table of counts.
            case "additionalProperties":
                foreach (var member in value.EnumerateObject()) Check(file, rule, member.Value, $"{at}.{member.Name}", faults);
                return null;
            case "items":
                foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
                    Check(file, rule, item, $"{at}[{index}]", faults);
                return null;
            default:
                return SimpleFault(keyword, rule, value);
        }
    }

    private static string? SimpleFault(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "type" => IsOfType(rule.GetString()!, value) ? null : $"is not of type {rule.GetString()}",
        "const" => JsonElement.DeepEquals(rule, value) ? null : $"is not {rule}",
        "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? null : $"{value} is none of {rule}",
        "required" => rule.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)).ToList()
            is { Count: > 0 } missing ? $"has no {string.Join(", ", missing)}" : null,
        "pattern" => Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.NonBacktracking) ? null : $"'{value}' does not match {rule}",
        "minimum" => value.GetInt64() >= rule.GetInt64() ? null : $"{value} is below {rule}",
        "maximum" => value.GetInt64() <= rule.GetInt64() ? null : $"{value} is above {rule}",
        "minLength" => value.GetString()!.Length >= rule.GetInt32() ? null : "is too short",
        "maxLength" => value.GetString()!.Length <= rule.GetInt32() ? null : "is too long",
        _ => throw new NotSupportedException($"this validator does not know the keyword '{keyword}'"),
    };

    private static bool IsOfType(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        ("number", JsonValueKind.Number) => true,
        _ => false,
    };
}

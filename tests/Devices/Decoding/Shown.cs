using System.Globalization;
using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>A decoded frame as one line for review.</summary>
internal static class Shown
{
    public static string Of(Decoded decoded)
    {
        var fields = string.Join(' ', decoded.Fields.Select(field =>
            $"{field.Name}={Value(field.Value)}{field.Unit}{(field.Meaning is { } meaning ? $"({meaning})" : "")}"));
        return fields + string.Concat(decoded.Remarks.Select(remark => $" | note: {remark.English}"))
            + (decoded.Fault is { } fault ? $" | WRONG: {fault.English}" : "");
    }

    public static string Value(DecodedValue value) => value switch
    {
        Measure measure => measure.Number.ToString("0.####", CultureInfo.InvariantCulture),
        Text text => text.Written,
        Names names => $"[{string.Join(' ', names.Set)}]",
        Numbers numbers => $"[{string.Join(' ', numbers.All)}]",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>The value of one field, as text.</summary>
    public static string Field(this Decoded decoded, string name) =>
        Value(Assert.Single(decoded.Fields, field => field.Name == name).Value);
}

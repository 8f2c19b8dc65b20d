using System.Collections;
using System.Reflection;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>Compares two values part by part; records with tables or lists inside are not equal by themselves.</summary>
internal static class Same
{
    public static void Assert(object? expected, object? actual, string at = "")
    {
        if (expected is null || actual is null || expected is string || expected.GetType().IsPrimitive || expected.GetType().IsEnum
            || expected is TimeSpan or DateTimeOffset)
        {
            Xunit.Assert.True(Equals(expected, actual), $"{at}: {actual ?? "null"} instead of {expected ?? "null"}");
            return;
        }
        Xunit.Assert.Equal(expected.GetType(), actual.GetType());
        if (expected is IEnumerable many)
        {
            object?[] left = [.. many.Cast<object?>()], right = [.. ((IEnumerable)actual).Cast<object?>()];
            Xunit.Assert.True(left.Length == right.Length, $"{at}: {right.Length} instead of {left.Length}");
            // Tables without an order are laid in one.
            if (expected is IDictionary && expected.GetType().Name.StartsWith("ImmutableDictionary", StringComparison.Ordinal))
                (left, right) = (Ordered(left), Ordered(right));
            for (var n = 0; n < left.Length; n++) Assert(left[n], right[n], $"{at}[{n}]");
            return;
        }
        foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.GetIndexParameters().Length == 0)
                Assert(property.GetValue(expected), property.GetValue(actual), $"{at}.{property.Name}");
    }

    private static object?[] Ordered(object?[] pairs) => [.. pairs.OrderBy(pair => pair!.ToString(), StringComparer.Ordinal)];
}

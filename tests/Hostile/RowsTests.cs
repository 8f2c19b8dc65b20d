using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>The index of the fault catalogue: each row of noise, doors and hostile input has its tests, by names that exist.</summary>
public sealed partial class RowsTests
{
    private static readonly ImmutableArray<int> Rows = [.. Enumerable.Range(55, 13), .. Enumerable.Range(78, 12)];

    [Fact]
    public void Every_row_has_its_tests()
    {
        var told = Index().GroupBy(line => line.Row).ToDictionary(row => row.Key, row => row.Count());
        Assert.Equal(Rows, told.Keys.Order());
    }

    [Fact]
    public void Every_test_that_a_row_names_exists()
    {
        var tests = typeof(RowsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => method.IsDefined(typeof(FactAttribute))).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Index(), line => !(line.Test.EndsWith(".txt", StringComparison.Ordinal)
            ? File.Exists(Repository.Path(line.Test)) : tests.Contains(line.Test)));
    }

    /// <summary>A row begins with its number; the lines under it, moved in, are its tests or scenarios.</summary>
    private static List<(int Row, string Test)> Index()
    {
        var index = new List<(int, string)>();
        var row = 0;
        foreach (var line in File.ReadLines(Repository.Path("tests/Hostile/Rows.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (Heading().Match(line) is { Success: true } heading) row = int.Parse(heading.Groups[1].Value, CultureInfo.InvariantCulture);
            else index.Add((row, line.Trim()));
        }
        return index;
    }

    [GeneratedRegex("^([0-9]+)  ")]
    private static partial Regex Heading();
}

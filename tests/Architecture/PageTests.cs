using System.Text.RegularExpressions;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>A page that names a file which is no longer there sends its reader astray.</summary>
public sealed partial class PageTests
{
    private static readonly ImmutableArray<string> Pages =
    [
        "README.md", "README.zh.md", .. Repository.FilesUnder("edge", "*.md"), .. Repository.FilesUnder("deploy", "*.md"),
        .. Repository.FilesUnder(".github", "*.md"), .. Repository.FilesUnder("seeds", "*.md"),
    ];

    // A page may leave out what its reader knows: edge pages speak of Control/Ledger.cs and Swaps/Swap.cs.
    private static readonly ImmutableArray<string> Beginnings = ["", "edge/", "edge/Control/", "edge/Devices/"];

    [Fact]
    public void Every_file_that_a_page_names_is_there() => Repository.AssertNone(
        from page in Pages
        from name in FilesNamedIn(page, Repository.Read(page))
        where !Beginnings.Any(beginning => Path.Exists(Repository.PathOf(beginning + name)))
        select $"{page} names {name}, which is not there");

    [Theory]
    [InlineData("see `edge/Nowhere.cs`", "edge/Nowhere.cs")]
    [InlineData("`Control/Ledger.cs` -> `Swaps/X.cs`", "Control/Ledger.cs")]
    [InlineData("[so](0099-nothing.md)", "edge/decisions/0099-nothing.md")]
    [InlineData("[up](../GLOSSARY.md)", "edge/GLOSSARY.md")]
    public void A_named_file_is_read_from_a_page(string text, string name) =>
        Assert.Contains(name, FilesNamedIn("edge/decisions/planted.md", text));

    [Theory]
    [InlineData("`run/demo/`, `yongai/v1/{c}/event`, `swap:48V24Ah`, a/b.cs, [web](https://example.org/x.md)")]
    public void Other_words_are_no_files(string text) => Assert.Empty(FilesNamedIn("edge/decisions/planted.md", text));

    private static IEnumerable<string> FilesNamedIn(string page, string text) =>
        InCode().Matches(text).Select(match => match.Groups[1].Value)
            .Concat(Linked().Matches(text).Select(match => FromRoot(page, match.Groups[1].Value)))
            .Distinct();

    private static string FromRoot(string page, string link)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        return Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(folder, link))).Replace('\\', '/');
    }

    [GeneratedRegex(@"`((?:[A-Za-z0-9_.-]+/)+[A-Za-z0-9_.-]+\.(?:cs|md|txt|json|yaml|sh|props|targets))`")]
    private static partial Regex InCode();

    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Linked();
}

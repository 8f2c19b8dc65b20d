namespace YongAi.Edge.Tests.Architecture;

/// <summary>The top level is fixed: a newcomer sees the whole house in one look.</summary>
public sealed class TopLevelTests
{
    private static readonly ImmutableArray<string> Fixed =
    [
        "edge", "cloud-bridge", "simulators", "tests", "deploy", "seeds",
        "README.md", "README.zh.md", "YongAi.Edge.sln", "LICENSE",
        "Directory.Build.props", "Directory.Packages.props", "global.json",
    ];

    // What builds and runs leave behind; .gitignore names them.
    private static readonly ImmutableArray<string> LeftBehind = ["run", "bin", "obj", "TestResults"];

    [Fact]
    public void Nothing_lies_at_the_top_but_what_belongs_there() => Assert.Empty(Strangers(NamesAtTheTop()));

    [Fact]
    public void Everything_that_belongs_at_the_top_is_there() => Assert.Empty(Fixed.Except(NamesAtTheTop()));

    [Fact]
    public void A_stranger_at_the_top_is_found() =>
        Assert.Equal(["docs", "Readme.md"], Strangers(["edge", ".github", "docs", "run", "Readme.md"]));

    private static IEnumerable<string> Strangers(IEnumerable<string> names) =>
        names.Where(name => !name.StartsWith('.') && !LeftBehind.Contains(name) && !Fixed.Contains(name));

    private static IEnumerable<string> NamesAtTheTop() =>
        new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos().Select(entry => entry.Name);
}

namespace YongAi.Edge.Tests.Architecture;

/// <summary>The working copy that these tests were built from, read as text.</summary>
internal static class Repository
{
    public static string Root => Tests.Repository.Root;

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files below a folder, as paths from the root with forward slashes; what a build makes is left out.</summary>
    public static IEnumerable<string> FilesUnder(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "run"))
            .Order(StringComparer.Ordinal);

    /// <summary>Every project file of the house.</summary>
    public static IEnumerable<string> Projects =>
        new[] { "edge", "cloud-bridge", "simulators", "tests" }
            .SelectMany(folder => FilesUnder(folder, "*.csproj")).Order(StringComparer.Ordinal);

    /// <summary>Fails with every fault on a line of its own.</summary>
    public static void AssertNone(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }
}

namespace YongAi.Edge.Tests;

/// <summary>Where the checkout is: upward from the test assembly to the solution file.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "YongAi.Edge.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no YongAi.Edge.sln above {AppContext.BaseDirectory}");
    }
}

namespace YongAi.Simulators.Torture;

/// <summary>Where the programs are that a stand consists of.</summary>
/// <param name="Root">The checkout: upward from this program to the solution file.</param>
/// <param name="Edge">Words that start the edge service.</param>
public sealed record Programs(string Root, ImmutableArray<string> Edge)
{
    private const string Solution = "YongAi.Edge.sln", EdgeProgram = "yongai-edge";

    /// <summary>The programs as built beside this one, or the edge out of a folder that deploy/publish.sh has filled.</summary>
    /// <exception cref="IOException">One of them is missing; the text says what makes it.</exception>
    public static Programs Find(string? edgeFolder)
    {
        var root = FindRoot();
        var edge = edgeFolder is null
            ? Built(root, "edge/Host", EdgeProgram)
            : [Needed(Path.GetFullPath(Path.Combine(edgeFolder, EdgeProgram)), "deploy/publish.sh FOLDER")];
        return new Programs(root, edge);
    }

    /// <summary>Words that start the cloud-bridge.</summary>
    /// <exception cref="IOException">It is not built.</exception>
    public ImmutableArray<string> Cloud => Built(Root, "cloud-bridge", "yongai-cloud");

    /// <summary>A file of the checkout.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    // Beside us, as in the tests' folder; or where its own project is built, in the same way as ours: bin/Debug/net10.0.
    private static ImmutableArray<string> Built(string root, string project, string name)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        if (File.Exists(beside)) return ["dotnet", beside];
        var ours = AppContext.BaseDirectory.TrimEnd('/').Split('/');
        var built = Path.Combine([root, project, "bin", .. ours[^2..], $"{name}.dll"]);
        return ["dotnet", Needed(built, $"dotnet build -c {ours[^2]} YongAi.Edge.sln")];
    }

    private static string Needed(string file, string maker) =>
        File.Exists(file) ? file : throw new IOException($"{file} is missing; this makes it: {maker}");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Solution))) return folder.FullName;
        throw new IOException($"there is no {Solution} above {AppContext.BaseDirectory}: this runs inside a checkout");
    }
}

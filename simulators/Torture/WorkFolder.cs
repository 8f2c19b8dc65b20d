namespace YongAi.Simulators.Torture;

/// <summary>A folder of its own for one run, under <c>run/</c> in the checkout; it stays where something went wrong.</summary>
public sealed class WorkFolder : IDisposable
{
    // Short: a socket's path has at most 107 characters.
    private const int NameLength = 6;

    /// <param name="programs">Where the checkout is.</param>
    /// <param name="kind">Name of the folder under <c>run/</c>.</param>
    public WorkFolder(Programs programs, string kind) => Path = Directory.CreateDirectory(
        System.IO.Path.Combine(programs.Root, "run", kind, Guid.NewGuid().ToString("N")[..NameLength])).FullName;

    public string Path { get; }

    /// <summary>Nothing in it is of interest any more.</summary>
    public bool MayGo { get; set; }

    public void Dispose()
    {
        if (MayGo) Directory.Delete(Path, recursive: true);
    }
}

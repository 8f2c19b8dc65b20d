namespace YongAi.Edge.Fuzz;

/// <summary>
/// A folder for the files of one target, which goes with it. In memory where the machine has such a place: nobody asks the
/// disk here.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public WorkFolder() => Path = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(InMemory, $"yongai-fuzz-{Guid.NewGuid():n}")).FullName
        : Directory.CreateTempSubdirectory("yongai-fuzz-").FullName;

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace YongAi.Simulators.Torture;

/// <summary>Sees the journal being written: the kernel tells of each write to its files (inotify), before the write is durable.</summary>
public sealed class AppendWatch : IDisposable
{
    private readonly FileSystemWatcher watcher;
    private readonly SemaphoreSlim seen = new(0);

    /// <param name="folder">The data folder of the edge.</param>
    public AppendWatch(string folder)
    {
        watcher = new FileSystemWatcher(folder, "*-wal") { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Changed += (_, _) => seen.Release();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Completes at the so-manieth write from now on, or when patience is over.</summary>
    public async Task SeenAsync(int writes, TimeSpan within)
    {
        while (await seen.WaitAsync(TimeSpan.Zero)) { }
        var began = Clock.Now;
        for (var left = writes; left > 0; left--)
            if (!await seen.WaitAsync(within - (Clock.Now - began) is { } rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero)) return;
    }

    public void Dispose()
    {
        watcher.Dispose();
        seen.Dispose();
    }
}

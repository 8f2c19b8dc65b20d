using System.Diagnostics;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>What a command of <c>yongai-cloud</c> left behind.</summary>
public sealed record Ended(int Code, string Out, string Errors);

/// <summary>The program itself, in a process of its own; killed with the test.</summary>
public sealed class BridgeProcess : IAsyncDisposable
{
    private const string Announcement = "bridge at ";

    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task reading;
    private readonly TaskCompletionSource<Uri> announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> lines = [], complaints = [];

    private BridgeProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        reading = Task.WhenAll(ReadAsync(), ReadErrorsAsync());
    }

    public Uri Address => announced.Task.IsCompletedSuccessfully ? announced.Task.Result : throw new InvalidOperationException("not started");

    /// <summary>Starts <c>serve</c> and waits until it says where it listens.</summary>
    public static Task<BridgeProcess> ServeAsync(string environment, params string[] args) =>
        AnnouncedAsync(StartInfo(environment, ["serve", "--http", "127.0.0.1:0", .. args]));

    /// <summary>The same where no file may grow beyond a size: a disk that fills up.</summary>
    public static Task<BridgeProcess> ServeWithFileMaxAsync(int kibibytes, params string[] args)
    {
        var start = StartInfo("Production", ["serve", "--http", "127.0.0.1:0", .. args]);
        var limited = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"", "bash", .. start.ArgumentList])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = start.WorkingDirectory,
            // The runtime maps its code through a large file otherwise.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        return AnnouncedAsync(limited);
    }

    private static async Task<BridgeProcess> AnnouncedAsync(ProcessStartInfo start)
    {
        var bridge = new BridgeProcess(start);
        await Task.WhenAny(bridge.announced.Task, bridge.process.WaitForExitAsync()).WaitAsync(StartWithin);
        if (bridge.announced.Task.IsCompleted) return bridge;
        var ended = await bridge.EndedAsync();
        throw new InvalidOperationException($"serve ended with {ended.Code}: {ended.Errors}");
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> RunAsync(string environment, params string[] args)
    {
        await using var command = new BridgeProcess(StartInfo(environment, args));
        return await command.EndedAsync().WaitAsync(StartWithin);
    }

    /// <summary>Waits until events can come in.</summary>
    public async Task<BridgeProcess> ReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            using var answer = await http.GetAsync("/health/ready", cancel);
            if (answer.IsSuccessStatusCode) return this;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        }
    }

    /// <summary>SIGTERM, as a service manager says it.</summary>
    public async Task<Ended> TellToEndAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndedAsync();
    }

    /// <summary>SIGKILL: nothing is written, closed or said any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Waits for its end by itself.</summary>
    public async Task<Ended> EndedAsync(CancellationToken cancel = default)
    {
        try
        {
            await process.WaitForExitAsync(cancel);
            await reading.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"exited: {process.HasExited}; said so far:\n{Said(lines)}\n{Said(complaints)}");
        }
        return new Ended(process.ExitCode, Said(lines), Said(complaints));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (lines) lines.Add(line);
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
                announced.TrySetResult(new Uri(line[Announcement.Length..].Split(',')[0]));
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
            lock (complaints) complaints.Add(line);
    }

    private static string Said(List<string> list)
    {
        lock (list) return string.Join('\n', list);
    }

    private static ProcessStartInfo StartInfo(string environment, string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "yongai-cloud.dll");
        return new ProcessStartInfo("dotnet", [program, .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["DOTNET_ENVIRONMENT"] = environment },
        };
    }
}

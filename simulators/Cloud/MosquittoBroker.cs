using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using YongAi.Edge.Uplink.Mqtt;

namespace YongAi.Simulators.Cloud;

/// <summary>How a broker is started.</summary>
/// <param name="Port">TCP port on loopback; 0 takes a free one.</param>
/// <param name="Persistence">True when it shall save what it holds on a clean stop.</param>
/// <param name="ExtraConfiguration">Further lines of mosquitto.conf.</param>
/// <param name="Tls">Folder with <c>ca.pem</c>, <c>broker.pem</c> and <c>broker.key</c>: the port speaks TLS and wants a certificate of
/// every client; null for a plain port.</param>
public sealed record BrokerOptions(int Port = 0, bool Persistence = false, string ExtraConfiguration = "", string? Tls = null);

/// <summary>
/// The real mosquitto daemon as a child process: loopback only, own port, own folder, never the system's service. It
/// ends with its owner, also when the owner is killed.
/// </summary>
public sealed partial class MosquittoBroker : IAsyncDisposable
{
    /// <summary>Longest wait until the daemon says that it runs.</summary>
    public static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a clean stop; then it is killed.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A free port may be taken by somebody else before the daemon has it: so often another one is tried.
    /// </summary>
    public const int PortTriesMax = 5;

    // signal(7); the same on x86-64 and arm64.
    private const int SigKill = 9, SigTerm = 15, SigCont = 18, SigStop = 19;
    private const int LastWordsMax = 40;

    private readonly BrokerOptions options;
    private readonly ConcurrentQueue<string> lastWords = new();
    private Process? daemon;
    private Task exited = Task.CompletedTask;
    private TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MosquittoBroker(BrokerOptions options)
    {
        this.options = options;
        Port = options.Port;
        Folder = Directory.CreateTempSubdirectory("yongai-broker-").FullName;
    }

    /// <summary>The port it listens on, the same after every restart.</summary>
    public int Port { get; private set; }

    /// <summary>Its own folder; gone when it is disposed of.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public MqttAddress Address => options.Tls is { } folder
        ? new("localhost", Port, Path.Combine(folder, "ca.pem")) : new("127.0.0.1", Port);

    /// <summary>Completes when the daemon is no longer running.</summary>
    public Task Exited => exited;

    /// <summary>What the daemon said last.</summary>
    public IReadOnlyCollection<string> LastWords => lastWords;

    /// <summary>Starts a daemon; it answers on its port when this completes.</summary>
    /// <exception cref="InvalidOperationException">It does not start; one line says why.</exception>
    public static async Task<MosquittoBroker> StartAsync(BrokerOptions? options = null, CancellationToken ct = default)
    {
        var broker = new MosquittoBroker(options ?? new BrokerOptions());
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (broker.options.Port == 0) broker.Port = FreePort();
                if (await broker.TryStartAsync(ct)) return broker;
                if (broker.options.Port != 0 || attempt == PortTriesMax) throw broker.DoesNotStart();
            }
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same port.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        await StopAsync();
        if (!await TryStartAsync(ct)) throw DoesNotStart();
    }

    /// <summary>Ends it cleanly (SIGTERM): what it holds is saved where persistence is on.</summary>
    public Task StopAsync() => EndAsync(SigTerm);

    /// <summary>Ends it at once (SIGKILL): what it holds is lost.</summary>
    public Task KillAsync() => EndAsync(SigKill);

    /// <summary>It stands still (SIGSTOP): the kernel keeps its connections, nobody answers on them.</summary>
    public void Freeze() => Signal(SigStop);

    /// <summary>It goes on (SIGCONT).</summary>
    public void Thaw() => Signal(SigCont);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        daemon?.Dispose();
        daemon = null;
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> TryStartAsync(CancellationToken ct)
    {
        var configuration = Path.Combine(Folder, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, Configuration(), ct);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        exited = gone.Task;
        running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Own(configuration, started, gone)) { IsBackground = true, Name = "mosquitto's owner" }.Start();
        daemon = await started.Task;
        return await IsUpAsync(ct);
    }

    // The kernel ends the daemon with the thread that started it (PR_SET_PDEATHSIG), so that thread waits for it.
    private void Own(string configuration, TaskCompletionSource<Process> started, TaskCompletionSource gone)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(Program("setpriv", "util-linux"),
                ["--pdeathsig", "KILL", Program("mosquitto", "mosquitto"), "-c", configuration])
            { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
            process.ErrorDataReceived += (_, line) => Remember(line.Data);
            process.OutputDataReceived += (_, line) => Remember(line.Data);
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            started.SetResult(process);
            process.WaitForExit();
        }
        catch (Exception wrong)
        {
            started.TrySetException(wrong);
        }
        finally
        {
            gone.SetResult();
        }
    }

    // max_queued_messages: the default of 1,000 drops in silence after PUBACK (reliability 2.2).
    private string Configuration() => string.Create(CultureInfo.InvariantCulture, $"""
        listener {Port} 127.0.0.1
        allow_anonymous true
        user {Environment.UserName}
        persistence {(options.Persistence ? "true" : "false")}
        persistence_location {Folder}/
        max_queued_messages 100000
        set_tcp_nodelay true
        {Encryption()}
        log_dest stderr
        log_type error
        log_type warning
        log_type notice
        log_type information
        {options.ExtraConfiguration}

        """);

    private string Encryption() => options.Tls is not { } folder ? "" : $"""
        cafile {Path.Combine(folder, "ca.pem")}
        certfile {Path.Combine(folder, "broker.pem")}
        keyfile {Path.Combine(folder, "broker.key")}
        require_certificate true
        """;

    // Its own word, not a probe of the port: somebody else might answer there.
    private async Task<bool> IsUpAsync(CancellationToken ct)
    {
        try
        {
            return await Task.WhenAny(running.Task, exited).WaitAsync(StartWithin, ct) == running.Task;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return false;
        }
    }

    private async Task EndAsync(int signal)
    {
        if (daemon is null || exited.IsCompleted) return;
        Signal(signal);
        if (signal != SigKill)
        {
            await Task.WhenAny(exited, Task.Delay(StopWithin));
            Signal(SigKill);
        }
        await exited;
    }

    private void Signal(int signal)
    {
        if (daemon is { } child && !exited.IsCompleted && Kill(child.Id, signal) != 0)
            throw new InvalidOperationException($"signal {signal} to mosquitto: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private InvalidOperationException DoesNotStart() =>
        new($"mosquitto does not start on 127.0.0.1:{Port}: {WhatWentWrong()}");

    private string WhatWentWrong() =>
        lastWords.LastOrDefault(line => line.Contains("Error", StringComparison.Ordinal))
        ?? lastWords.LastOrDefault() ?? "it said nothing";

    private void Remember(string? line)
    {
        if (line is null) return;
        if (line.EndsWith(" running", StringComparison.Ordinal)) running.TrySetResult();
        lastWords.Enqueue(line);
        while (lastWords.Count > LastWordsMax) lastWords.TryDequeue(out _);
    }

    // /usr/sbin is not in every user's PATH, and Debian puts the daemon there.
    private static string Program(string name, string package)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = path.Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var place in folders.Concat(["/usr/sbin", "/usr/local/sbin", "/usr/bin"]))
            if (File.Exists(Path.Combine(place, name))) return Path.Combine(place, name);
        throw new InvalidOperationException($"{name} is not installed: apt-get install {package}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}

using System.Diagnostics;
using System.Net.Sockets;
using YongAi.Simulators.Boards;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The command <c>cabinet</c> in a process of its own, ended with its owner.</summary>
internal sealed class CabinetProcess : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60), EndsWithin = TimeSpan.FromSeconds(30);
    private readonly Process process;

    private CabinetProcess(Process process, string readyLine) => (this.process, ReadyLine) = (process, readyLine);

    public string ReadyLine { get; }

    public static async Task<CabinetProcess> Start(string site, params string[] more)
    {
        var process = Begin(["cabinet", "--site", site, .. more]);
        using var patience = new CancellationTokenSource(ReadyWithin);
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is not null) return new CabinetProcess(process, line);
        var trouble = await process.StandardError.ReadToEndAsync(patience.Token);
        process.Dispose();
        throw new InvalidOperationException($"the simulated cabinet did not start: {trouble}");
    }

    /// <summary>Runs a command of the simulators to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> Run(params string[] words)
    {
        using var process = Begin(words);
        using var patience = new CancellationTokenSource(ReadyWithin);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Asks it to end, as an init system would; answers its exit code.</summary>
    public async Task<int> Terminate()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(EndsWithin);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private static Process Begin(string[] words)
    {
        var program = typeof(SimulatedCabinet).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        }) ?? throw new InvalidOperationException("dotnet does not start");
    }
}

/// <summary>A caller at the hands socket who writes his lines by hand.</summary>
internal sealed class HandsByHand : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly StreamReader reader;
    private readonly StreamWriter writer;

    public HandsByHand(string path)
    {
        socket.Connect(new UnixDomainSocketEndPoint(path));
        var stream = new NetworkStream(socket);
        (reader, writer) = (new StreamReader(stream), new StreamWriter(stream) { AutoFlush = true });
    }

    public string Do(string line)
    {
        writer.Write(line + "\n");
        return reader.ReadLine() ?? throw new EndOfStreamException("the cabinet hung up");
    }

    public void Dispose() => socket.Dispose();
}

using System.Diagnostics;
using System.Text;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>One of our programs as a process of its own; ended with its owner.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly StringBuilder _words = new();
    private bool _ended;

    private Child(Process process)
    {
        Process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public string Words
    {
        get { lock (_words) return _words.ToString(); }
    }

    public static Child Start(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        return new Child(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    public static Child Ours(string dll, params string[] args) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, dll), .. args]);

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{Process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_words) _words.AppendLine(line);
    }
}

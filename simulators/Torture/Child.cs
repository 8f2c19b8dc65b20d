using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace YongAi.Simulators.Torture;

/// <summary>How a program is started.</summary>
/// <param name="Words">The program and its arguments.</param>
public sealed record ChildSetup(ImmutableArray<string> Words)
{
    /// <summary>A file to which its words are appended, or null.</summary>
    public string? Log { get; init; }

    /// <summary>The kernel ends it when this process ends, however that ends; needs setpriv (util-linux).</summary>
    public bool EndsWithOwner { get; init; }
}

/// <summary>One of our programs as a process of its own; ended with its owner.</summary>
public sealed class Child : IAsyncDisposable
{
    /// <summary>Of its words at least so many characters are remembered, the last ones.</summary>
    private const int WordsKept = 1 << 20;

    private readonly StringBuilder words = new();
    private readonly StreamWriter? log;
    private bool ended;

    private Child(Process process, string? logFile)
    {
        Process = process;
        if (logFile is not null) log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Process Process { get; }

    /// <summary>What it said last, on both outputs.</summary>
    public string Words
    {
        get { lock (words) return words.ToString(); }
    }

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static Child Start(string program, params string[] args) => Start(new ChildSetup([program, .. args]));

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static Child Start(ChildSetup setup)
    {
        string[] line = setup.EndsWithOwner ? ["setpriv", "--pdeathsig", "KILL", .. setup.Words] : [.. setup.Words];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        return new Child(setup.EndsWithOwner ? Owned(start) : Begun(start), setup.Log);
    }

    /// <summary>A program that lies beside this one as an assembly.</summary>
    public static Child Ours(string dll, params string[] args) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, dll), .. args]);

    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{Process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>
    /// SIGKILL, and no more: none of its own code runs from here on, though the kernel may still be busy for it. Under a program such
    /// as strace it is the innermost one that is hit.
    /// </summary>
    public void Strike() => _ = Posix.Kill(Innermost(Process.Id), Posix.SigKill);

    public async ValueTask DisposeAsync()
    {
        if (ended) return;
        ended = true;
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
        lock (words) log?.Dispose();
    }

    private static int Innermost(int process)
    {
        var children = $"/proc/{process}/task/{process}/children";
        var first = File.Exists(children) ? File.ReadAllText(children).Split(' ')[0] : "";
        return first.Length > 0 ? Innermost(int.Parse(first, CultureInfo.InvariantCulture)) : process;
    }

    private static Process Begun(ProcessStartInfo start) =>
        Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");

    // The kernel ends it with the thread that started it (PR_SET_PDEATHSIG), so that thread waits for it.
    private static Process Owned(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                var process = Begun(start);
                started.SetResult(process);
                process.WaitForExit();
            }
            catch (Exception wrong)
            {
                // Later than the start: it has ended, and its owner let go of it before we saw that.
                started.TrySetException(wrong);
            }
        }) { IsBackground = true, Name = $"owner of {start.ArgumentList.LastOrDefault()}" }.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (words)
        {
            if (words.Length > 2 * WordsKept) words.Remove(0, words.Length - WordsKept);
            words.AppendLine(line);
            if (!ended) log?.WriteLine(line);
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>A program that others wrote, run beside a test and spoken to in lines; ended with its owner.</summary>
internal sealed class OtherProgram : IDisposable
{
    /// <summary>On a busy machine too. Our own number.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<string> heard = [], complaints = [];
    private readonly Task listening;

    private OtherProgram(Process process)
    {
        this.process = process;
        listening = Task.WhenAll(Listen(process.StandardOutput, heard), Listen(process.StandardError, complaints));
    }

    /// <summary>All lines that it has said on its standard output.</summary>
    public string[] Heard => Copy(heard);

    /// <summary>All lines that it has said on its standard error.</summary>
    public string[] Complaints => Copy(complaints);

    private string Words => string.Join('\n', [.. Heard, .. Complaints]);

    /// <summary>Starts a program of a Debian package.</summary>
    public static OtherProgram Start(string package, params string[] words)
    {
        try
        {
            return new OtherProgram(Process.Start(new ProcessStartInfo(words[0], words[1..])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                Environment = { ["LC_ALL"] = "C" },
            })!);
        }
        catch (Win32Exception missing)
        {
            throw new NotPossibleHere($"{words[0]} cannot be started ({missing.Message}): apt-get install {package}");
        }
    }

    /// <summary>Starts a script of tests/referees that needs python3-pymodbus.</summary>
    public static OtherProgram Script(string name, params string[] words)
    {
        // Debian's packages belong to Debian's own Python; another one may stand before it in the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        return Start("python3 python3-pymodbus", [python, Repository.Path($"tests/referees/{name}"), .. words]);
    }

    /// <summary>Says a line and answers the next one that comes.</summary>
    public string Ask(string line)
    {
        var before = Heard.Length;
        Say(line);
        Until(() => Heard.Length > before, $"an answer to '{line}'");
        return Heard[before];
    }

    public void Say(string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; whoever waits for what it would have said is told why.
        }
    }

    /// <summary>Waits until something is so; when the program has ended before, its last words say why.</summary>
    public void Until(Func<bool> isSo, string what)
    {
        var within = Stopwatch.StartNew();
        while (!isSo())
        {
            if (process.HasExited) listening.Wait(AnswersWithin);
            if (isSo()) return;
            if (process.HasExited && Words.Contains("install the Debian package", StringComparison.Ordinal))
                throw new NotPossibleHere(Words);
            Assert.False(process.HasExited, $"it ended before {what}: {Words}");
            Assert.True(within.Elapsed < AnswersWithin, $"{what} did not come within {AnswersWithin}; it said: {Words}");
            Thread.Sleep(5);
        }
    }

    /// <summary>Waits for its end.</summary>
    public int End()
    {
        Assert.True(process.WaitForExit(AnswersWithin), $"it does not end; it said: {Words}");
        listening.Wait(AnswersWithin);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static async Task Listen(StreamReader reader, List<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
            lock (lines) lines.Add(line);
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines) return [.. lines];
    }
}

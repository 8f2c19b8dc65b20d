using System.Diagnostics;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>
/// A program that writes a journal for as long as it lives and says after each commit how far it got. It is this assembly,
/// started by itself with a variable set, so that it can be killed and have its system calls fail.
/// </summary>
internal static class ChildWriter
{
    public const int FailedCode = 3;
    private const string Variable = "YONGAI_TESTS_JOURNAL_FOLDER";

    /// <summary>Starts it, alone or under another program such as strace.</summary>
    public static Process Start(string folder, params string[] under) => StartWith(Variable, folder, under);

    /// <summary>Starts this assembly as a program that a variable asks for.</summary>
    public static Process StartWith(string variable, string value, params string[] under)
    {
        string[] words = [.. under, Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet",
            typeof(ChildWriter).Assembly.Location];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [variable] = value },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new NotPossibleHere($"{words[0]} cannot be started ({missing.Message}); it is the Debian package {words[0]}");
        }
    }

    /// <summary>Writes until it fails; null when nobody asked.</summary>
    public static int? RunIfAsked() => Environment.GetEnvironmentVariable(Variable) is { } folder ? Run(folder) : null;

    private static int Run(string folder)
    {
        var store = JournalStore.Open(folder, JournalFolder.Boot);
        var writer = new JournalWriter(store, TimeProvider.System);
        var position = store.LastPosition;
        var room = new SemaphoreSlim(8);
        var output = Console.OpenStandardOutput();
        writer.Written += through =>
        {
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{through}\n"));
            output.Flush();
            room.Release();
        };
        writer.Start();
        while (!writer.Completion.IsCompleted)
        {
            if (!room.Wait(TimeSpan.FromMilliseconds(50))) continue;
            try
            {
                writer.Hand(Samples.Entries(position, 1 + (int)(position % 3)));
            }
            catch (YongAi.Edge.Control.Language.InvariantBroken)
            {
                break; // it stopped between the question and the hand-over
            }
            position += 1 + position % 3;
            if (position % 16 == 0) _ = writer.AskAsync(store => store.Relieve(0), CancellationToken.None);
        }
        Console.Error.WriteLine(writer.Completion.Exception?.InnerException?.Message);
        return FailedCode;
    }
}

using System.Diagnostics;
using System.Globalization;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>How one start of one life went.</summary>
/// <param name="Life">Its folder's name.</param>
/// <param name="Replaced">It went on in a new journal.</param>
/// <param name="Written">The last row that was said to be on disk.</param>
/// <param name="End">What ended it: nothing, or the name of what was thrown.</param>
internal readonly record struct LifeStart(int Life, bool Replaced, long Written, string End)
{
    public const string Nothing = "-";

    /// <summary>From a line that <see cref="ChildLives"/> wrote.</summary>
    public static LifeStart Parse(string line)
    {
        var words = line.Split(' ');
        return new LifeStart(int.Parse(words[0], CultureInfo.InvariantCulture), words[1] == "replaced",
            long.Parse(words[2], CultureInfo.InvariantCulture), words[3]);
    }
}

/// <summary>
/// Many short lives of a journal in one program, each in a folder and on a thread of its own. strace counts the calls of each thread, and
/// makes one with the same number fail in all of them: life N makes so many empty calls before that it is the N-th of its own.
/// </summary>
internal static class ChildLives
{
    public const int StartsEach = 3;
    private const int Appends = 3;
    private const string Folder = "YONGAI_TESTS_JOURNAL_LIVES", Lives = "YONGAI_TESTS_JOURNAL_LIVES_COUNT", Call = "YONGAI_TESTS_JOURNAL_LIVES_CALL";

    /// <param name="folder">Where they live.</param>
    /// <param name="call">One of the calls that strace counts.</param>
    /// <param name="lives">So many, and the number of the call that strace makes fail.</param>
    /// <param name="strace">The words of strace.</param>
    public static Process Start(string folder, string call, int lives, params string[] strace) =>
        ChildWriter.StartWith(Folder, folder, [.. strace, "env", $"{Lives}={lives}", $"{Call}={call}"]);

    /// <summary>Lives all lives; null when nobody asked.</summary>
    public static int? RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder) return null;
        var lives = int.Parse(Environment.GetEnvironmentVariable(Lives)!, CultureInfo.InvariantCulture);
        using var scratch = File.OpenHandle(Path.Combine(folder, "scratch"), FileMode.CreateNew, FileAccess.ReadWrite);
        Live(Path.Combine(folder, "first"), 0); // what the runtime loads, it reads now
        for (var life = 1; life <= lives; life++)
        {
            var (own, name) = (life, Path.Combine(folder, life.ToString(CultureInfo.InvariantCulture)));
            var thread = new Thread(() =>
            {
                for (var n = own; n < lives; n++) CallOnce(scratch, Path.Combine(folder, "nothing"));
                for (var start = 0; start < StartsEach; start++) Live(name, own);
                Forget(Path.Combine(name, "reserve.bin"));
            });
            thread.Start();
            thread.Join();
        }
        return 0;
    }

    private static void CallOnce(Microsoft.Win32.SafeHandles.SafeFileHandle scratch, string nothing)
    {
        switch (Environment.GetEnvironmentVariable(Call))
        {
            case "fsync": DurableFile.Sync(scratch, nothing); break;
            case "pwrite64": RandomAccess.Write(scratch, [1], 0); break;
            case "pread64": RandomAccess.Read(scratch, new byte[1], 0); break;
            case "ftruncate": RandomAccess.SetLength(scratch, 1); break;
            case "unlink": File.Delete(nothing); break;
            case var other: throw new InvalidOperationException($"'{other}' is no call that is made here");
        }
    }

    // Of dozens of lives in memory each would keep 8 MiB.
    private static void Forget(string reserve)
    {
        try
        {
            File.Delete(reserve);
        }
        catch (IOException)
        {
            return; // that call was the one to fail, or there is no folder
        }
    }

    private static void Live(string folder, int life)
    {
        var (replaced, written, end) = (false, 0L, LifeStart.Nothing);
        try
        {
            using var store = JournalStore.Open(folder, JournalFolder.Boot);
            replaced = store.Recover().Replaced;
            written = store.LastPosition;
            for (var n = 0; n < Appends; n++)
            {
                store.Append(Samples.Entries(written, 2));
                written = store.LastPosition;
            }
            store.ReadAfter(0, Appends);
        }
        catch (Exception thrown)
        {
            end = $"{thrown.GetType().Name}:{thrown.Message.ReplaceLineEndings(" ").Replace(' ', '_')}";
        }
        if (life == 0) return;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{life} {(replaced ? "replaced" : "same")} {written} {end}"));
        Console.Out.Flush();
    }
}

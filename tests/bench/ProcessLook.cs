using System.Diagnostics;
using System.Globalization;

namespace YongAi.Edge.Bench;

/// <summary>A process and its journal at one moment, as the kernel tells of them (proc(5)).</summary>
/// <param name="At">The moment, a Stopwatch timestamp.</param>
/// <param name="Cpu">Processor time it has used.</param>
/// <param name="Wakes">How often its threads have gone to sleep of themselves and been woken.</param>
/// <param name="JournalBytes">Size of the journal's files.</param>
/// <param name="Position">Position of the last event.</param>
internal sealed record ProcessLook(long At, TimeSpan Cpu, long Wakes, long JournalBytes, long Position)
{
    private const double BytesPerKibibyte = 1024;

    public static ProcessLook Now(Process process, string journalFolder, long position)
    {
        process.Refresh();
        return new ProcessLook(Stopwatch.GetTimestamp(), process.TotalProcessorTime,
            WakesOf(process), JournalSize(journalFolder), position);
    }

    /// <summary>Its share of the memory: private pages whole, shared ones divided among those who share them.</summary>
    /// <remarks>A published edge has a runtime of its own: it shares only the system's libraries, and the others of its kind.</remarks>
    public static double PssMebibytes(Process process) => Mebibytes(process, "Pss");

    public static double RssMebibytes(Process process) => Mebibytes(process, "Rss");

    /// <summary>Milliseconds of processor time in a second.</summary>
    public double CpuSince(ProcessLook before) =>
        (Cpu - before.Cpu).TotalMilliseconds / Stopwatch.GetElapsedTime(before.At, At).TotalSeconds;

    /// <summary>Wake-ups in a second.</summary>
    public double WakesSince(ProcessLook before) => (Wakes - before.Wakes) / Stopwatch.GetElapsedTime(before.At, At).TotalSeconds;

    // A thread may end while we look.
    private static long WakesOf(Process process)
    {
        var wakes = 0L;
        foreach (var thread in Directory.GetDirectories($"/proc/{process.Id}/task"))
            try
            {
                wakes += Field($"{thread}/status", "voluntary_ctxt_switches");
            }
            catch (IOException) { }
        return wakes;
    }

    private static double Mebibytes(Process process, string name) =>
        Field($"/proc/{process.Id}/smaps_rollup", name) / BytesPerKibibyte;

    private static long Field(string file, string name) => long.Parse(
        File.ReadLines(file).First(line => line.StartsWith(name + ":", StringComparison.Ordinal))
            .Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);

    // The database and its write-ahead log; the log does not shrink, it is written over again once it is copied.
    private static long JournalSize(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("journal.db*").Sum(file => file.Length);
}

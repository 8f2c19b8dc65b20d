using YongAi.Edge.Control;

namespace YongAi.Edge.Host;

/// <summary>
/// What is found at a start about how the run before ended: the word of the service manager (<c>last-end</c>, written by
/// ExecStopPost of the service unit), and whether the computer was started anew since (<c>kernel-boot</c>). Both lie in the data
/// folder; neither is needed, and a folder that cannot be written costs only the answer.
/// </summary>
public static class LastRun
{
    /// <summary>SERVICE_RESULT, EXIT_CODE and EXIT_STATUS as systemd.exec(5) names them, in one line.</summary>
    public const string EndFile = "last-end";

    /// <summary>The kernel's boot id, as of the last start.</summary>
    public const string BootFile = "kernel-boot";
    private const int WordMax = 200;

    /// <summary>How the last run ended, as far as the files say; leaves them ready for the next start.</summary>
    public static LastEnd Take(string folder, string kernelBoot)
    {
        var said = Read(Path.Combine(folder, EndFile));
        var before = Read(Path.Combine(folder, BootFile));
        try
        {
            File.Delete(Path.Combine(folder, EndFile));
            if (before != kernelBoot) File.WriteAllText(Path.Combine(folder, BootFile), kernelBoot);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            // A disk that takes nothing is told by the journal, and at once.
        }
        return said is { Length: > 0 } ? Meaning(said) : before is null || before.Length == 0 ? LastEnd.Unknown
            : before == kernelBoot ? LastEnd.Killed : LastEnd.PowerLost;
    }

    /// <summary>The id that the kernel drew at its own start.</summary>
    public static string KernelBoot() => Read("/proc/sys/kernel/random/boot_id") ?? "";

    private static LastEnd Meaning(string said) => said.Split(' ')[0] switch
    {
        "watchdog" => LastEnd.Watchdog,
        "oom-kill" => LastEnd.OutOfMemory,
        "exit-code" => LastEnd.Failed,
        "signal" or "core-dump" or "timeout" => LastEnd.Killed,
        "success" => LastEnd.Asked,
        _ => LastEnd.Unknown,
    };

    private static string? Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path).Trim();
            return text.Length > WordMax ? text[..WordMax] : text;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

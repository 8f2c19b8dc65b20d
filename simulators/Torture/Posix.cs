using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace YongAi.Simulators.Torture;

/// <summary>The C library as far as a torture needs it; constants of Linux on x86-64 and arm64.</summary>
internal static partial class Posix
{
    internal const int CloseOnExec = 0x80000, StandardOutput = 1;

    /// <summary>signal(7).</summary>
    internal const int SigKill = 9;

    /// <summary>EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32).</summary>
    internal const uint Ext4Shutdown = 0x8004587d;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(SafeFileHandle file, nuint request, in uint flag);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    /// <summary>Waits until a terminal has sent what was written to it.</summary>
    [LibraryImport("libc", EntryPoint = "tcdrain", SetLastError = true)]
    internal static partial int Drain(int file);

    /// <summary>Returns only when it failed.</summary>
    /// <param name="file">A C string.</param>
    /// <param name="words">C strings, with a null behind the last.</param>
    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true)]
    internal static partial int Execute(nint file, ReadOnlySpan<nint> words);

    internal static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace YongAi.Simulators.Lines;

/// <summary>The C library as far as pseudo-terminals need it; constants of Linux on x86-64 and arm64.</summary>
internal static partial class LibC
{
    internal const int ReadWrite = 0x2, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;
    internal const short PollIn = 0x1;
    internal const int InputQueue = 0, ApplyNow = 0;
    internal const int Interrupted = 4, TryAgain = 11;
    /// <summary>glibc's struct termios has 60 bytes; it is only passed on, never looked into.</summary>
    internal const int TermiosBytes = 64;

    /// <summary>TCGETS2 and TCSETS2: speeds by number, in the words of struct termios2 (asm-generic/termbits.h).</summary>
    internal const nuint GetTermios2 = 0x802C542A, SetTermios2 = 0x402C542B;
    internal const int Termios2Words = 11, ControlWord = 2, InputSpeedWord = 9, OutputSpeedWord = 10;
    internal const uint SpeedMask = 0x100F, SpeedByNumber = 0x1000;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        internal int Fd;
        internal short Wanted;
        internal short Found;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    internal static partial SafeFileHandle OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    internal static partial int Grant(SafeFileHandle master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    internal static partial int Unlock(SafeFileHandle master);

    /// <summary>Answers the error number itself, 0 when all is well.</summary>
    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    internal static partial int SlaveName(SafeFileHandle master, Span<byte> name, nuint length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetAttributes(SafeFileHandle tty, Span<byte> termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw(Span<byte> termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetAttributes(SafeFileHandle tty, int when, ReadOnlySpan<byte> termios);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle tty, nuint request, Span<uint> termios2);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    internal static partial int Flush(SafeFileHandle tty, int queue);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeFileHandle fd, Span<byte> into, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle fd, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial SafeFileHandle EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    internal static partial int Poll(Span<PollFd> fds, nuint count, in TimeSpec timeout, nint signals);

    internal static IOException Trouble(string what) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
}

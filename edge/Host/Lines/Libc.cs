using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// Declarations of the C library, nothing else. All numbers are those of the generic Linux ABI, the same on x86-64 and arm64
/// (asm-generic/fcntl.h, ioctls.h, termbits.h). <c>O_DIRECTORY</c> is left out because its value is not.
/// </summary>
internal static unsafe partial class Libc
{
    public const int ReadOnly = 0, ReadWrite = 2, NoControllingTty = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;
    public const short PollIn = 0x1, PollOut = 0x4, PollErr = 0x8, PollHup = 0x10, PollInvalid = 0x20;
    public const int LockExclusive = 2, LockNonBlocking = 4;
    public const int EventNonBlocking = NonBlocking, EventCloseOnExec = CloseOnExec;
    public const int NoSuchProcess = 3, Interrupted = 4, TryAgain = 11, Busy = 16, NotATty = 25;
    public const uint GetTermios = 0x802C542A, SetTermios = 0x402C542B, SetExclusive = 0x540C, Flush = 0x540B;
    public const uint GetRs485 = 0x542E, SetRs485 = 0x542F;
    public const int FlushBoth = 2;
    public const int DoNotNeed = 4;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, Termios* argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(int fd, nuint request, Rs485* argument);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int FileLock(int fd, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int fd);

    /// <summary>Returns the error number itself; it does not set errno.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int fd, long offset, long length);

    /// <summary>Returns the error number itself; it does not set errno.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(int fd, long offset, long length, int advice);

    /// <summary>The C library's words for an error number.</summary>
    public static string Words(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";

    /// <summary>The error number of the last call on this thread.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Fd;
    public short Events;
    public short Happened;
}

using System.Runtime.InteropServices;

namespace YongAi.Edge.Host.Time;

/// <summary>Declarations of the C library for time, nothing else; 64-bit layouts, the same on x86-64 and arm64.</summary>
internal static unsafe partial class KernelTime
{
    public const int ClockBootTime = 7;
    public const int TimeError = 5, StatusUnsynchronised = 0x40;

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    public static partial int AdjustTime(Timex* timex);

    /// <summary>The C library's words for the last error on this thread.</summary>
    public static string LastError()
    {
        var errno = Marshal.GetLastPInvokeError();
        return $"{Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct timex, 208 bytes; modes 0 only reads.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 208)]
    public struct Timex
    {
        [FieldOffset(0)] public uint Modes;
        [FieldOffset(40)] public int Status;
    }
}

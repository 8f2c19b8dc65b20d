namespace YongAi.Edge.Host.Time;

/// <summary>Whether the kernel's clock is synchronised.</summary>
public static unsafe class KernelClock
{
    /// <summary>
    /// True while a time service keeps the clock right (adjtimex, read only). The kernel itself drops the state 8.9 hours after
    /// the last correction, when its own bound of the error passes 16 s at 500 ppm. Where a filter of system calls forbids the question (the service unit needs ProtectClock=no), nobody
    /// vouches for the clock: untrusted, which every page shows.
    /// </summary>
    public static bool IsSynchronised()
    {
        var timex = new KernelTime.Timex();
        var state = KernelTime.AdjustTime(&timex);
        return state >= 0 && state != KernelTime.TimeError && (timex.Status & KernelTime.StatusUnsynchronised) == 0;
    }
}

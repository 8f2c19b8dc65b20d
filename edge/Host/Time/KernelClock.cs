namespace YongAi.Edge.Host.Time;

/// <summary>Whether the kernel's clock is synchronised.</summary>
public static unsafe class KernelClock
{
    /// <summary>
    /// True while a time service keeps the clock right (adjtimex, read only). The kernel itself drops the state 8.9 hours after
    /// the last correction, when its own bound of the error passes 16 s at 500 ppm.
    /// </summary>
    /// <exception cref="InvalidOperationException">The kernel does not let us ask; a filter of system calls forbids it.</exception>
    public static bool IsSynchronised()
    {
        var timex = new KernelTime.Timex();
        var state = KernelTime.AdjustTime(&timex);
        if (state < 0)
        {
            throw new InvalidOperationException($"adjtimex: {KernelTime.LastError()}; the service unit must allow adjtimex "
                + "and clock_adjtime (ProtectClock=no), or the site file says clock: assumed");
        }
        return state != KernelTime.TimeError && (timex.Status & KernelTime.StatusUnsynchronised) == 0;
    }
}

using Microsoft.Win32.SafeHandles;
using YongAi.Simulators.Lines;

namespace YongAi.Simulators.Live;

/// <summary>Ends a wait of the loop from another thread: an eventfd among the things it waits for.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly SafeFileHandle fd = LibC.EventFd(0, LibC.NonBlocking | LibC.CloseOnExec);

    internal int PollFd => (int)fd.DangerousGetHandle();

    internal void Ring()
    {
        ReadOnlySpan<byte> one = BitConverter.GetBytes(1L);
        // A full counter has been rung already: nothing to report.
        _ = LibC.Write(fd, one, (nuint)one.Length);
    }

    public void Dispose() => fd.Dispose();
}

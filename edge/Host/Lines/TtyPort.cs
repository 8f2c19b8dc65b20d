using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Lines;

/// <summary>How a tty is to run.</summary>
/// <param name="Baud">Bits per second.</param>
/// <param name="Format">The bits of one character.</param>
/// <param name="Rs485">The kernel turns the direction of a bare transceiver.</param>
internal readonly record struct LineSettings(int Baud, LineFormat Format, bool Rs485);

/// <summary>A line failed while it was open: it is closed and opened again.</summary>
internal sealed class TtyBroken(string message) : Exception(message);

/// <summary>One opened tty: raw, non-blocking, ours alone. Never touches the modem lines, which pseudo-terminals refuse.</summary>
internal sealed unsafe class TtyPort : IDisposable
{
    private UucpLock? fileLock;
    private bool closed;

    private TtyPort(int descriptor) => Descriptor = descriptor;

    public int Descriptor { get; }

    /// <summary>Opens a path, with its links as they point at this moment; null and the reason when it cannot be used.</summary>
    public static TtyPort? TryOpen(string path, LineSettings settings, out string why)
    {
        var fd = Libc.Open(path, Libc.ReadWrite | Libc.NoControllingTty | Libc.NonBlocking | Libc.CloseOnExec);
        if (fd < 0)
        {
            why = $"cannot open {path}: {Libc.Words(Libc.LastError)}";
            return null;
        }
        var port = new TtyPort(fd);
        why = port.Claim(path) ?? port.MakeRaw(path, settings) ?? (settings.Rs485 ? port.TurnDirection(path) : null) ?? "";
        if (why.Length == 0) return port;
        port.Dispose();
        return null;
    }

    /// <summary>Reads what is there. 0 after poll said readable: the line is gone. Negative: nothing there after all.</summary>
    /// <exception cref="TtyBroken">The line failed.</exception>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* at = buffer)
        {
            var count = Libc.Read(Descriptor, at, (nuint)buffer.Length);
            return count >= 0 ? (int)count : NothingYet("read");
        }
    }

    /// <summary>Writes as many bytes as the driver takes at once; negative when it takes none.</summary>
    /// <exception cref="TtyBroken">The line failed.</exception>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* at = bytes)
        {
            var count = Libc.Write(Descriptor, at, (nuint)bytes.Length);
            return count >= 0 ? (int)count : NothingYet("write");
        }
    }

    /// <summary>As <see cref="Write"/>, for whoever does not serve the line: a failure is left to its own thread to find.</summary>
    public int TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* at = bytes) return (int)Libc.Write(Descriptor, at, (nuint)bytes.Length);
    }

    /// <summary>Forgets unsent bytes, which would hold the close for up to 30 s, and closes.</summary>
    public void Dispose()
    {
        if (closed) return;
        closed = true;
        _ = Libc.Ioctl(Descriptor, Libc.Flush, Libc.FlushBoth);
        _ = Libc.Close(Descriptor);
        fileLock?.Dispose();
    }

    // TIOCEXCL does not hold root off, and a lock file outlives its process and is only a custom. An advisory lock on the device itself is
    // seen under every name of the device and goes with its process. All three: programs differ in which they ask for.
    private string? Claim(string path)
    {
        if (Libc.FileLock(Descriptor, Libc.LockExclusive | Libc.LockNonBlocking) != 0)
        {
            return Libc.LastError == Libc.TryAgain
                ? $"{path} is in use by another program"
                : $"cannot lock {path}: {Libc.Words(Libc.LastError)}";
        }
        fileLock = UucpLock.TryTake(Device, UucpLock.Folder, out var taken);
        if (fileLock is null) return taken;
        if (Libc.Ioctl(Descriptor, Libc.SetExclusive, 0) == 0) return null;
        return Libc.LastError == Libc.NotATty
            ? $"{path} is no serial line"
            : $"cannot claim {path}: {Libc.Words(Libc.LastError)}";
    }

    private string? MakeRaw(string path, LineSettings settings)
    {
        var asked = Termios.Raw(settings.Baud, settings.Format);
        if (Libc.Ioctl(Descriptor, Libc.SetTermios, &asked) != 0)
            return $"{path} does not take {settings.Baud} Bd, {settings.Format.Name()}: {Libc.Words(Libc.LastError)}";
        Termios got;
        if (Libc.Ioctl(Descriptor, Libc.GetTermios, &got) != 0)
            return $"cannot read the settings of {path} back: {Libc.Words(Libc.LastError)}";
        // What came in before we listened belongs to nobody: an old code must not be taken for one just shown.
        _ = Libc.Ioctl(Descriptor, Libc.Flush, Libc.FlushBoth);
        // A pseudo-terminal carries bytes, not bits: it drops the parity that it was asked for and needs none (hardware 8).
        if (IsPseudoTerminal) (got.ControlFlags, got.InputFlags) = (asked.WithBitsOf(got.ControlFlags), asked.InputFlags);
        return got.DiffersFrom(asked) is { } difference ? $"{path}: {difference}" : null;
    }

    private string? TurnDirection(string path)
    {
        var asked = Rs485.ByKernel;
        if (Libc.Ioctl(Descriptor, Libc.SetRs485, &asked) != 0)
            return $"the driver of {path} does not turn the direction of RS-485: {Libc.Words(Libc.LastError)}";
        Rs485 got;
        return Libc.Ioctl(Descriptor, Libc.GetRs485, &got) == 0 && got.Is(asked) ? null
            : $"the driver of {path} took the order to turn the direction of RS-485 and does not follow it";
    }

    private bool IsPseudoTerminal => Device.StartsWith("/dev/pts/", StringComparison.Ordinal);

    private string Device => File.ResolveLinkTarget($"/proc/self/fd/{Descriptor}", returnFinalTarget: false)?.FullName ?? "";

    private static int NothingYet(string what)
    {
        var error = Libc.LastError;
        if (error is Libc.TryAgain or Libc.Interrupted) return -1;
        throw new TtyBroken($"{what}: {Libc.Words(error)}");
    }
}

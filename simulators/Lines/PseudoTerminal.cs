using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace YongAi.Simulators.Lines;

/// <summary>
/// A pseudo-terminal whose far side lies, as a link, at the path where the edge expects a serial line. The edge may open,
/// close and open it again at any time.
/// </summary>
public sealed class PseudoTerminal : IDisposable
{
    /// <summary>Bytes that nobody has fetched for so long are lost, as on a line that no program has open.</summary>
    private static readonly TimeSpan UnreadLostAfter = TimeSpan.FromSeconds(5);

    private const int PathBytesMax = 128;

    /// <summary>What a new terminal runs at, so that a speed set by the edge is known from none: no serial line is so slow.</summary>
    private const uint NobodysSpeed = 1;

    private readonly SafeFileHandle master;
    // Held open for the whole life: without it, reading the master fails with EIO whenever the edge has closed its side.
    private readonly SafeFileHandle slave;
    private readonly string link;
    private TimeSpan lastWrite;

    private PseudoTerminal(SafeFileHandle master, SafeFileHandle slave, string device, string link) =>
        (this.master, this.slave, Device, this.link) = (master, slave, device, link);

    /// <summary>The device that the link leads to, <c>/dev/pts/N</c>.</summary>
    public string Device { get; }

    /// <summary>The bits per second that the edge has set; null while it never did.</summary>
    public int? EdgeBaud
    {
        get
        {
            Span<uint> termios = stackalloc uint[LibC.Termios2Words];
            if (LibC.Control(slave, LibC.GetTermios2, termios) != 0) throw LibC.Trouble(Device);
            return termios[LibC.OutputSpeedWord] is > NobodysSpeed and var baud ? (int)baud : null;
        }
    }

    internal int PollFd => (int)master.DangerousGetHandle();

    /// <summary>Opens a pair in raw mode and links its far side at a path; folders on the way are made.</summary>
    /// <exception cref="IOException">No pair could be had, or something else lies at the path.</exception>
    public static PseudoTerminal Open(string link)
    {
        RefuseForeign(link);
        var master = LibC.OpenMaster(LibC.ReadWrite | LibC.NoControllingTerminal | LibC.NonBlocking | LibC.CloseOnExec);
        if (master.IsInvalid || LibC.Grant(master) != 0 || LibC.Unlock(master) != 0)
            throw LibC.Trouble($"{link}: no pseudo-terminal");
        var device = NameOf(master);
        var slave = LibC.Open(device, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec);
        if (slave.IsInvalid) throw LibC.Trouble($"{link}: {device}");
        MakeRaw(slave, device);
        PutLink(device, link);
        return new PseudoTerminal(master, slave, device, link);
    }

    /// <summary>What the edge has written; 0 when there is nothing more.</summary>
    public int Read(Span<byte> into)
    {
        var count = LibC.Read(master, into, (nuint)into.Length);
        if (count >= 0) return (int)count;
        if (Marshal.GetLastPInvokeError() is LibC.TryAgain or LibC.Interrupted) return 0;
        throw LibC.Trouble(Device);
    }

    /// <summary>Hands bytes to the edge. What does not fit is lost: a serial line does not wait.</summary>
    public void Write(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        if (now - lastWrite > UnreadLostAfter && LibC.Flush(slave, LibC.InputQueue) != 0) throw LibC.Trouble(Device);
        lastWrite = now;
        if (LibC.Write(master, bytes, (nuint)bytes.Length) >= 0) return;
        if (Marshal.GetLastPInvokeError() is LibC.TryAgain or LibC.Interrupted) return;
        throw LibC.Trouble(Device);
    }

    public void Dispose()
    {
        if (new FileInfo(link).LinkTarget == Device) File.Delete(link);
        slave.Dispose();
        master.Dispose();
    }

    private static void RefuseForeign(string link)
    {
        if (link.StartsWith("/dev/", StringComparison.Ordinal))
            throw new IOException($"{link}: no simulator takes the place of a device; name a path outside /dev in the site file");
        var there = new FileInfo(link);
        if (Directory.Exists(link) || (there.Exists && there.LinkTarget is null))
            throw new IOException($"{link}: here lies something that is no link; remove it or name another path in the site file");
    }

    private static string NameOf(SafeFileHandle master)
    {
        Span<byte> name = stackalloc byte[PathBytesMax];
        if (LibC.SlaveName(master, name, (nuint)name.Length) != 0) throw new IOException("a pseudo-terminal without a name");
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
    }

    private static void MakeRaw(SafeFileHandle slave, string device)
    {
        Span<byte> termios = stackalloc byte[LibC.TermiosBytes];
        if (LibC.GetAttributes(slave, termios) != 0) throw LibC.Trouble(device);
        LibC.MakeRaw(termios);
        if (LibC.SetAttributes(slave, LibC.ApplyNow, termios) != 0) throw LibC.Trouble(device);
        Span<uint> words = stackalloc uint[LibC.Termios2Words];
        if (LibC.Control(slave, LibC.GetTermios2, words) != 0) throw LibC.Trouble(device);
        words[LibC.ControlWord] = words[LibC.ControlWord] & ~LibC.SpeedMask | LibC.SpeedByNumber;
        (words[LibC.InputSpeedWord], words[LibC.OutputSpeedWord]) = (NobodysSpeed, NobodysSpeed);
        if (LibC.Control(slave, LibC.SetTermios2, words) != 0) throw LibC.Trouble(device);
    }

    /// <summary>By a rename, so that whoever opens the path finds the old device or the new one, never nothing.</summary>
    private static void PutLink(string device, string link)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        var next = $"{link}.{Environment.ProcessId}";
        File.Delete(next);
        File.CreateSymbolicLink(next, device);
        File.Move(next, link, overwrite: true);
    }
}

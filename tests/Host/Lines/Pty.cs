using System.Runtime.InteropServices;
using System.Text;

namespace YongAi.Edge.Tests.Host.Lines;

/// <summary>A pseudo-terminal: the test plays the device on the master side, the line under test opens the other.</summary>
internal sealed unsafe partial class Pty : IDisposable
{
    private const int ReadWrite = 2, NoControllingTty = 0x100, NonBlocking = 0x800, TryAgain = 11, IoError = 5;
    private const short PollIn = 1;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(20);
    private readonly int master;
    private bool closed;

    public Pty()
    {
        master = posix_openpt(ReadWrite | NoControllingTty | NonBlocking);
        Assert.True(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "a pseudo-terminal can be had");
        var name = stackalloc byte[128];
        Assert.Equal(0, ptsname_r(master, name, 128));
        Path = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    public string Path { get; }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* at = bytes) Assert.Equal(bytes.Length, write(master, at, (nuint)bytes.Length));
    }

    /// <summary>Reads until so many bytes have come.</summary>
    public byte[] Take(int count)
    {
        var got = new List<byte>();
        var until = Environment.TickCount64 + (long)PatienceMax.TotalMilliseconds;
        var buffer = stackalloc byte[4096];
        while (got.Count < count)
        {
            Assert.True(Environment.TickCount64 < until, $"{got.Count} of {count} bytes came");
            var entry = new PollFd { Fd = master, Events = PollIn };
            if (poll(&entry, 1, 100) <= 0) continue;
            var n = (int)read(master, buffer, 4096);
            if (n > 0) got.AddRange(new ReadOnlySpan<byte>(buffer, n));
            else Assert.True(Marshal.GetLastPInvokeError() is TryAgain or IoError, "the master can be read");
        }
        return [.. got];
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        _ = close(master);
    }

    /// <summary>Another handle on the line side, with which flow can be stopped as a device that takes no bytes would.</summary>
    public sealed class LineSide : IDisposable
    {
        private const uint FlowControl = 0x540A, GetTermios = 0x802C542A, SetTermios = 0x402C542B;
        private const int OutputOff = 0;
        private readonly int fd;

        public LineSide(string path)
        {
            fd = open(path, ReadWrite | NoControllingTty | NonBlocking);
            Assert.True(fd >= 0, $"{path} can be opened beside the line");
        }

        public void StopOutput() => Assert.Equal(0, ioctl(fd, FlowControl, OutputOff));

        /// <summary>c_iflag, c_oflag, c_cflag, c_lflag and the output speed as the kernel has them.</summary>
        public (uint Input, uint Output, uint Control, uint Local, uint Speed) Settings()
        {
            var words = stackalloc uint[11];
            Assert.Equal(0, ioctl(fd, GetTermios, (nint)words));
            return (words[0], words[1], words[2], words[3], words[10]);
        }

        /// <summary>Leaves software flow control, echo and line editing on, as a fresh terminal has them.</summary>
        public void MakeCooked()
        {
            var words = stackalloc uint[11];
            Assert.Equal(0, ioctl(fd, GetTermios, (nint)words));
            (words[0], words[1], words[3]) = (0x1500, 0x5, 0x8A3B); // ICRNL IXON IXOFF, OPOST ONLCR, ISIG ICANON ECHO...
            Assert.Equal(0, ioctl(fd, SetTermios, (nint)words));
        }

        public void Dispose() => _ = close(fd);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Happened;
    }

    [LibraryImport("libc", SetLastError = true)] private static partial int posix_openpt(int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial int grantpt(int fd);
    [LibraryImport("libc", SetLastError = true)] private static partial int unlockpt(int fd);
    [LibraryImport("libc", SetLastError = true)] private static partial int ptsname_r(int fd, byte* name, nuint length);
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);
    [LibraryImport("libc", SetLastError = true)] private static partial int close(int fd);
    [LibraryImport("libc", SetLastError = true)] private static partial nint read(int fd, byte* buffer, nuint count);
    [LibraryImport("libc", SetLastError = true)] private static partial nint write(int fd, byte* buffer, nuint count);
    [LibraryImport("libc", SetLastError = true)] private static partial int poll(PollFd* entries, nuint count, int milliseconds);
    [LibraryImport("libc", SetLastError = true)] private static partial int ioctl(int fd, nuint request, nint argument);
}

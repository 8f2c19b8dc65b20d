using System.Runtime.InteropServices;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The other side of a simulated line, opened by its path as a program would open a serial port.</summary>
internal sealed partial class EdgeSide : IDisposable
{
    private const int ReadWriteNoControlNonBlocking = 0x2 | 0x100 | 0x800;
    private const short PollIn = 1;
    private const int Interrupted = 4;
    /// <summary>No simulated board is silent for so long unless it will not answer at all.</summary>
    private const int PatienceMilliseconds = 20_000;
    private readonly int fd;

    public EdgeSide(string path)
    {
        fd = Open(path, ReadWriteNoControlNonBlocking);
        if (fd < 0) throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public void Write(string hex) => Write(Convert.FromHexString(hex));

    public void Write(byte[] bytes)
    {
        if (Write(fd, bytes, (nuint)bytes.Length) != bytes.Length) throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>The next so many bytes.</summary>
    public string Read(int count)
    {
        var got = new List<byte>();
        Span<byte> some = stackalloc byte[256];
        while (got.Count < count)
        {
            var wait = new PollFd { Fd = fd, Wanted = PollIn };
            var ready = Poll(ref wait, 1, PatienceMilliseconds);
            if (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted) continue;
            if (ready <= 0) throw new TimeoutException($"only '{Convert.ToHexString([.. got])}' came");
            var read = Read(fd, some, (nuint)Math.Min(some.Length, count - got.Count));
            if (read <= 0) throw new EndOfStreamException("the line is gone");
            got.AddRange(some[..(int)read]);
        }
        return Convert.ToHexString([.. got]);
    }

    /// <summary>What has come, waiting for it no longer than so many milliseconds; empty when nothing came.</summary>
    public byte[] ReadSome(int milliseconds)
    {
        var wait = new PollFd { Fd = fd, Wanted = PollIn };
        if (Poll(ref wait, 1, milliseconds) <= 0) return [];
        Span<byte> some = stackalloc byte[256];
        var read = Read(fd, some, (nuint)some.Length);
        return read > 0 ? some[..(int)read].ToArray() : throw new EndOfStreamException("the line is gone");
    }

    public string Ask(string hex, int answerBytes)
    {
        Write(hex);
        return Read(answerBytes);
    }

    public void Dispose() => Close(fd);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Wanted;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int fd, Span<byte> into, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int fd, ReadOnlySpan<byte> bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollFd fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int fd);
}

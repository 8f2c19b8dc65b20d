using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using YongAi.Simulators.Lines;

namespace YongAi.Edge.Bench;

/// <summary>Hears what passed and when: bytes for the edge before they are written, its own when they were read.</summary>
internal delegate void Passing(ReadOnlySpan<byte> bytes, long at);

/// <summary>
/// A line that is listened to: a pseudo-terminal of its own for the edge, joined to the one of the simulated boards.
/// A thread for each direction does nothing but pass bytes on, so that no time of the boards' loop is in the figures.
/// </summary>
internal sealed class LineTap : IDisposable
{
    private const int ReadMost = 1024, PathBytesMax = 128;

    private readonly SafeFileHandle master;
    // Held open until the end: without it, reading the master fails whenever the edge has closed its side.
    private readonly SafeFileHandle slave;
    private readonly SafeFileHandle boards;

    private LineTap(SafeFileHandle master, SafeFileHandle slave, SafeFileHandle boards) =>
        (this.master, this.slave, this.boards) = (master, slave, boards);

    /// <param name="edgePath">Where the edge expects the line.</param>
    /// <param name="boardsPath">Where the simulated cabinet has put its side.</param>
    public static LineTap Join(string edgePath, string boardsPath, Passing toEdge, Passing fromEdge)
    {
        var master = Checked(LibC.OpenMaster(LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec), edgePath);
        if (LibC.Grant(master) != 0 || LibC.Unlock(master) != 0) throw LibC.Trouble($"{edgePath}: no pseudo-terminal");
        var device = NameOf(master);
        var tap = new LineTap(master, Open(device), Open(boardsPath));
        MakeRaw(tap.slave, device);
        Directory.CreateDirectory(Path.GetDirectoryName(edgePath)!);
        File.CreateSymbolicLink(edgePath, device);
        Pass(tap.boards, tap.master, toEdge, $"to the edge at {edgePath}");
        Pass(tap.master, tap.boards, fromEdge, $"from the edge at {edgePath}");
        return tap;
    }

    /// <summary>After the edge and the boards have ended: nobody holds a far side then, and both threads see the end.</summary>
    public void Dispose()
    {
        slave.Dispose();
        master.Dispose();
        boards.Dispose();
    }

    private static void Pass(SafeFileHandle from, SafeFileHandle to, Passing heard, string name) => new Thread(() =>
    {
        var bytes = new byte[ReadMost];
        while (LibC.Read(from, bytes, ReadMost) is var count && (count > 0 || Interrupted(count)))
        {
            if (count < 0) continue;
            heard(bytes.AsSpan(0, (int)count), Stopwatch.GetTimestamp());
            if (LibC.Write(to, bytes.AsSpan(0, (int)count), (nuint)count) != count) return;
        }
    }) { IsBackground = true, Name = name }.Start();

    private static bool Interrupted(nint count) => count < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted;

    private static SafeFileHandle Open(string path) =>
        Checked(LibC.Open(path, LibC.ReadWrite | LibC.NoControllingTerminal | LibC.CloseOnExec), path);

    private static SafeFileHandle Checked(SafeFileHandle opened, string what) =>
        opened.IsInvalid ? throw LibC.Trouble(what) : opened;

    private static string NameOf(SafeFileHandle master)
    {
        Span<byte> name = stackalloc byte[PathBytesMax];
        if (LibC.SlaveName(master, name, PathBytesMax) != 0) throw new IOException("a pseudo-terminal without a name");
        return Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
    }

    private static void MakeRaw(SafeFileHandle slave, string device)
    {
        Span<byte> termios = stackalloc byte[LibC.TermiosBytes];
        if (LibC.GetAttributes(slave, termios) != 0) throw LibC.Trouble(device);
        LibC.MakeRaw(termios);
        if (LibC.SetAttributes(slave, LibC.ApplyNow, termios) != 0) throw LibC.Trouble(device);
    }
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// Syncs that tell when they failed. <c>FileStream.Flush(true)</c> and <c>RandomAccess.FlushToDisk</c> hide every error of fsync
/// on Linux (reliability 3.1).
/// </summary>
public static class DurableFile
{
    /// <summary>Puts a file's bytes on the disk.</summary>
    /// <exception cref="IOException">They may not be there; do not try again, start over.</exception>
    public static void Sync(SafeFileHandle file, string path) => Sync((int)file.DangerousGetHandle(), path);

    /// <summary>Puts a folder's names on the disk: without it a new or renamed file can be gone after a power cut.</summary>
    /// <exception cref="IOException">They may not be there.</exception>
    public static void SyncFolder(string folder)
    {
        var fd = Libc.Open(folder, Libc.ReadOnly | Libc.CloseOnExec);
        if (fd < 0) throw new IOException($"cannot open folder {folder}: {Libc.Words(Libc.LastError)}");
        try
        {
            Sync(fd, folder);
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }

    /// <summary>
    /// What is read of a file from now on is what the disk has. After a failed sync Linux calls pages clean that never reached it: the
    /// next program would read them from memory, build on them, and have every later sync succeed.
    /// </summary>
    /// <exception cref="IOException">The disk did not take what waited for it.</exception>
    public static void Settle(string path)
    {
        var fd = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec);
        if (fd < 0) return; // whoever reads it says why it cannot be opened
        try
        {
            Sync(fd, path);
            _ = Libc.Advise(fd, 0, 0, Libc.DoNotNeed);
        }
        finally
        {
            _ = Libc.Close(fd);
        }
    }

    private static void Sync(int fd, string path)
    {
        while (Libc.Fsync(fd) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Libc.Interrupted) throw new IOException($"cannot sync {path}: {Libc.Words(error)}");
        }
    }
}

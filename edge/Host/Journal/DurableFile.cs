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

    private static void Sync(int fd, string path)
    {
        while (Libc.Fsync(fd) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Libc.Interrupted) throw new IOException($"cannot sync {path}: {Libc.Words(error)}");
        }
    }
}

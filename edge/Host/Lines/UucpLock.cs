using System.Globalization;
using System.Text;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// The lock file of a serial line as minicom, ModemManager and their kind know it (Filesystem Hierarchy Standard 3.0, 5.9): the number of the
/// process that has the line, in <c>/run/lock/LCK..NAME</c>. It is for their eyes, and theirs for ours; what holds the line for us is the lock
/// on the device itself, which goes with its process.
/// </summary>
public sealed class UucpLock : IDisposable
{
    /// <summary>Where the files lie.</summary>
    public const string Folder = "/run/lock";

    private readonly string? file;

    private UucpLock(string? file) => this.file = file;

    /// <summary>
    /// Takes the lock of a device, or finds that another program has it. Where no file can be written, none is: who may not write there is
    /// locked out of nothing. Pseudo-terminals have none.
    /// </summary>
    /// <param name="device">The device itself, not a link to it.</param>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="why">Who has it.</param>
    public static UucpLock? TryTake(string device, string folder, out string why)
    {
        why = "";
        if (device.StartsWith("/dev/pts/", StringComparison.Ordinal)) return new UucpLock(null);
        var file = Path.Combine(folder, "LCK.." + Path.GetFileName(device));
        try
        {
            if (OwnerOf(file) is { } owner)
            {
                if (owner != Environment.ProcessId && IsAlive(owner))
                {
                    why = $"{device} is in use by another program: process {owner} (its lock file is {file})";
                    return null;
                }
                File.Delete(file);
            }
            using var made = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            made.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId,10}\n")));
            return new UucpLock(file);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            return new UucpLock(null);
        }
    }

    public void Dispose()
    {
        try
        {
            if (file is not null && OwnerOf(file) == Environment.ProcessId) File.Delete(file);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // The next who wants the line finds that nobody lives behind it.
        }
    }

    private static int? OwnerOf(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var owner) ? owner : null;

    // A signal that is none asks whether there is such a process; that we may not send it one says that there is.
    private static bool IsAlive(int process) => Libc.Kill(process, 0) == 0 || Libc.LastError != Libc.NoSuchProcess;
}

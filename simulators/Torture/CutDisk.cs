using System.Diagnostics;
using System.Globalization;

namespace YongAi.Simulators.Torture;

/// <summary>How a file system ends.</summary>
public enum CutKind : uint
{
    /// <summary>Everything is flushed first: nothing may be lost.</summary>
    Flushed = 0,
    /// <summary>Nothing is flushed: the power is gone.</summary>
    Dead = 2,
}

/// <summary>
/// A small disk of its own, ext4 in a file, whose power can be cut: ext4's own test call stops the file system at once, and at the
/// next mount the kernel replays what its journal has (reliability 4.4). Needs root, and a mount namespace of its own.
/// </summary>
public sealed class CutDisk : IDisposable
{
    private const string Size = "256M";
    private const int UnmountTries = 100;
    private static readonly TimeSpan UnmountEvery = TimeSpan.FromMilliseconds(20);

    private readonly string image;
    private bool mounted;

    private CutDisk(string image, string folder) => (this.image, Folder) = (image, folder);

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <exception cref="IOException">A tool is missing or refuses, with its words.</exception>
    public static async Task<CutDisk> MakeAsync(string folder, string name)
    {
        var disk = new CutDisk(Path.Combine(folder, $"{name}.img"), Directory.CreateDirectory(Path.Combine(folder, name)).FullName);
        File.Delete(disk.image);
        await RunAsync("truncate", "-s", Size, disk.image);
        await RunAsync("mkfs.ext4", "-q", "-F", disk.image);
        await disk.MountAsync();
        return disk;
    }

    public async Task MountAsync()
    {
        await RunAsync("mount", "-o", "loop", image, Folder);
        mounted = true;
    }

    /// <summary>Whoever had it open has just been killed: the kernel may take a moment to let go.</summary>
    public async Task UnmountAsync()
    {
        for (var left = UnmountTries; ; left--)
        {
            try
            {
                await RunAsync("umount", Folder);
                mounted = false;
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(UnmountEvery);
            }
        }
    }

    /// <summary>From now on every read and write of a file on it fails.</summary>
    /// <exception cref="IOException">The file system does not know the call: it is no ext4, or we are not root.</exception>
    public void Cut(CutKind kind)
    {
        using var folder = Posix.Open(Folder, Posix.CloseOnExec);
        if (folder.IsInvalid || Posix.Ioctl(folder, Posix.Ext4Shutdown, (uint)kind) != 0)
            throw new IOException($"{Folder}: the power cannot be cut: {Posix.LastError()}");
    }

    public void Dispose()
    {
        if (!mounted) return;
        // Lazily: the namespace ends with us in any case.
        using var unmount = Process.Start("umount", ["-l", Folder]);
        unmount.WaitForExit();
        mounted = false;
    }

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="IOException">It is missing or refuses, with its words.</exception>
    internal static async Task RunAsync(string tool, params string[] words)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(tool, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new IOException(string.Create(CultureInfo.InvariantCulture,
                    $"{tool} {string.Join(' ', words)} ended {process.ExitCode}: {said[1].Trim()}"));
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new IOException($"{tool}: {missing.Message}");
        }
    }
}

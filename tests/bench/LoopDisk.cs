using System.Diagnostics;
using System.Globalization;

namespace YongAi.Edge.Bench;

/// <summary>
/// A small disk of its own, ext4 in a file, so that what one program causes at the block device can be counted: data, the file
/// system's own journal and all. Needs root; without, what the kernel charges to nobody else is all there is.
/// </summary>
internal sealed class LoopDisk : IAsyncDisposable
{
    private const string Size = "512M";
    private const int SectorBytes = 512, SectorsWritten = 6;

    private readonly string image;
    private readonly string device;

    private LoopDisk(string image, string device, string folder) => (this.image, this.device, Folder) = (image, device, folder);

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    public string Words => "the block device (ext4)";

    /// <exception cref="InvalidOperationException">A tool is missing or refuses, with its words.</exception>
    public static async Task<LoopDisk> MakeAsync(string parent, Action<string> tell, CancellationToken stop)
    {
        if (Environment.UserName != "root")
            throw new InvalidOperationException("counting at the block device mounts a disk of its own: run this as root");
        var image = Path.Combine(parent, $"yongai-disk-{Guid.NewGuid():N}"[..20]);
        var folder = Directory.CreateDirectory(image + ".at").FullName;
        tell($"a disk of {Size} at {folder}");
        await RunAsync(stop, "truncate", "-s", Size, image);
        // Whole at once: no background thread of ext4 finishes its tables while we count.
        await RunAsync(stop, "mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image);
        var device = (await RunAsync(stop, "losetup", "--find", "--show", image)).Trim();
        var disk = new LoopDisk(image, device, folder);
        try
        {
            await RunAsync(stop, "mount", device, folder);
            return disk;
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Bytes that have reached the device, when everything that was written has.</summary>
    public async Task<long> WrittenAsync(CancellationToken stop)
    {
        await RunAsync(stop, "sync", "-f", Folder);
        var counts = await File.ReadAllTextAsync($"/sys/block/{Path.GetFileName(device)}/stat", stop);
        return long.Parse(counts.Split(' ', StringSplitOptions.RemoveEmptyEntries)[SectorsWritten], CultureInfo.InvariantCulture)
            * SectorBytes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (tool, about) in new[] { ("umount", Folder), ("losetup", device) })
        {
            string[] words = tool == "losetup" ? ["-d", about] : [about];
            using var process = Process.Start(new ProcessStartInfo(tool, words) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
        }
        Directory.Delete(Folder);
        File.Delete(image);
    }

    private static async Task<string> RunAsync(CancellationToken stop, string tool, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? said[0] : throw new InvalidOperationException($"{tool} {string.Join(' ', words)}: {said[1]}");
    }
}

using System.Globalization;

namespace YongAi.Edge.Host.Recording;

/// <summary>
/// A ring of files in one folder, oldest thrown away first; never larger than its size, whatever an earlier run left. Each file begins
/// with a first line of its own and can be read alone.
/// </summary>
/// <param name="folder">Made when the first line comes.</param>
/// <param name="bytesMax">What all files together may take.</param>
public sealed class BusRing(string folder, long bytesMax) : IBusShelf
{
    /// <summary>Files of a full ring: so much of it, one in four, goes at once.</summary>
    public const int Parts = 4;

    /// <summary>Left free for the journal: with less, nothing is recorded. Our own number.</summary>
    public const long LeavesFree = 64L << 20;

    /// <summary>Names sort as they were made.</summary>
    private const string Prefix = "bus-", Suffix = ".jsonl";

    private readonly long partMax = bytesMax / Parts;
    private FileStream? file;
    private int part;

    public void Put(byte[] line, Func<int, byte[]> first)
    {
        if (file is null || file.Length + line.Length > partMax)
        {
            file?.Dispose();
            file = null;
            file = Next();
            file.Write(first(++part));
        }
        file.Write(line);
    }

    public void Flush() => file?.Flush();

    public void Dispose() => file?.Dispose();

    private FileStream Next()
    {
        Directory.CreateDirectory(folder);
        var files = new DirectoryInfo(folder).GetFiles(Prefix + "*" + Suffix).Where(old => NumberOf(old) is not null)
            .OrderBy(old => NumberOf(old)).ToList();
        var number = files.Count == 0 ? 1 : NumberOf(files[^1])!.Value + 1;
        for (var total = files.Sum(old => old.Length); files.Count > 0 && total + partMax > bytesMax; files.RemoveAt(0))
        {
            total -= files[0].Length;
            files[0].Delete();
        }
        if (new DriveInfo(folder).AvailableFreeSpace < LeavesFree + partMax)
            throw new IOException($"less than {(LeavesFree + partMax) >> 20} MiB are free in {folder}");
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:00000000}{Suffix}"));
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private static long? NumberOf(FileInfo old) =>
        long.TryParse(old.Name.AsSpan(Prefix.Length, old.Name.Length - Prefix.Length - Suffix.Length), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number) ? number : null;
}

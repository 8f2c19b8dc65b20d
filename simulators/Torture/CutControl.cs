using System.Buffers.Binary;

namespace YongAi.Simulators.Torture;

/// <summary>What a control round came to.</summary>
/// <param name="Kind">How the file system ended.</param>
/// <param name="Written">Records that the writer was told are written.</param>
/// <param name="Kept">Records that are there after the next mount.</param>
public sealed record ControlResult(CutKind Kind, long Written, long Kept)
{
    /// <summary>The power cut takes something, the other end takes nothing; otherwise the harness is broken.</summary>
    public bool IsRight => Written > 0 && (Kind == CutKind.Dead ? Kept < Written : Kept == Written);
}

/// <summary>
/// The controls of reliability 4.4: a writer that never syncs must lose data by a power cut, and nothing where everything is flushed
/// first. A cut that takes nothing proves nothing of who survives it.
/// </summary>
public static class CutControl
{
    private static readonly TimeSpan WritesFor = TimeSpan.FromMilliseconds(400);

    public static async Task<ControlResult> RunAsync(string folder, CutKind kind)
    {
        using var disk = await CutDisk.MakeAsync(folder, $"control-{kind}".ToLowerInvariant());
        var file = Path.Combine(disk.Folder, "records");
        var written = await Task.Run(() => WriteAndCut(disk, file, kind));
        await disk.UnmountAsync();
        await disk.MountAsync();
        var kept = File.Exists(file) ? Whole(await File.ReadAllBytesAsync(file)) : 0;
        await disk.UnmountAsync();
        return new ControlResult(kind, written, kept);
    }

    private static long WriteAndCut(CutDisk disk, string file, CutKind kind)
    {
        using var records = File.OpenHandle(file, FileMode.Create, FileAccess.Write);
        Span<byte> record = stackalloc byte[sizeof(long)];
        long written = 0;
        for (var began = Clock.Now; Clock.Now - began < WritesFor; written++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(record, written + 1);
            RandomAccess.Write(records, record, written * sizeof(long));
        }
        disk.Cut(kind);
        return written;
    }

    private static long Whole(byte[] bytes)
    {
        long kept = 0;
        while ((kept + 1) * sizeof(long) <= bytes.Length
               && BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan((int)kept * sizeof(long))) == kept + 1) kept++;
        return kept;
    }
}

using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// Room kept on the disk for the day it is full: given up once, so that what is open can still be written and the crew can
/// still look, and taken again when there is room enough.
/// </summary>
internal sealed class DiskReserve(string path)
{
    /// <summary>Some thousand swaps of journal (reliability 1.5: a few MB to 32 MB).</summary>
    public const long Bytes = 8 << 20;

    /// <summary>True while the room is held.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Takes the room again when the disk has so much more that it would not be given up at once.</summary>
    public void TakeBack()
    {
        if (!IsHeld && new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace >= 2 * Bytes) _ = Take();
    }

    /// <summary>Takes the room unless it is held; null, or why it could not be taken. A cabinet starts without it.</summary>
    public string? Take()
    {
        try
        {
            IsHeld = File.Exists(path) && new FileInfo(path).Length == Bytes;
            return IsHeld || TryTake() is not { } why ? null : $"the disk has no {Bytes >> 20} MiB left to keep in reserve: {why}";
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return $"no room can be kept in reserve: {denied.Message}";
        }
    }

    /// <summary>Gives the room back; false when it was given before.</summary>
    public bool Release()
    {
        IsHeld = false;
        if (!File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }

    private string? TryTake()
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var error = Libc.Allocate((int)file.DangerousGetHandle(), 0, Bytes);
        IsHeld = error == 0;
        if (IsHeld) return null;
        File.Delete(path);
        return Libc.Words(error);
    }
}

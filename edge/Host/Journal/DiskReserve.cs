using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Host.Journal;

/// <summary>
/// Room kept on the disk for the day it is full: given up once, so that what is open can still be written and the crew can
/// still look, and taken again at a start with enough room.
/// </summary>
internal sealed class DiskReserve(string path)
{
    /// <summary>Some thousand swaps of journal (reliability 1.5: a few MB to 32 MB).</summary>
    public const long Bytes = 8 << 20;

    /// <summary>Takes the room unless it is held; null, or why it could not be taken.</summary>
    public string? Take()
    {
        if (File.Exists(path) && new FileInfo(path).Length == Bytes) return null;
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            var error = Libc.Allocate((int)file.DangerousGetHandle(), 0, Bytes);
            if (error == 0) return null;
            File.Delete(path);
            return $"the disk has no {Bytes >> 20} MiB left to keep in reserve: {Libc.Words(error)}";
        }
    }

    /// <summary>Gives the room back; false when it was given before.</summary>
    public bool Release()
    {
        if (!File.Exists(path)) return false;
        File.Delete(path);
        return true;
    }
}

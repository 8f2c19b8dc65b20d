using System.Globalization;

namespace YongAi.Edge.Host.Telemetry;

/// <summary>What this program has given the kernel to write to a disk, so that a card's wear is seen (reliability fault 32).</summary>
internal static class DiskWrites
{
    private const string Account = "/proc/self/io", Name = "write_bytes: ";

    /// <summary>Bytes since the start; null where the kernel keeps no account.</summary>
    public static long? Bytes()
    {
        try
        {
            var line = File.ReadLines(Account).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
            return line is not null && long.TryParse(line.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                ? bytes : null;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

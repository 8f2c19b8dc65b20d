namespace YongAi.Edge.Host.Journal;

/// <summary>One entry as it lies in the file: every column, and a checksum over all of them.</summary>
/// <param name="Position">1, 2, 3 ... within its journal.</param>
/// <param name="Elapsed">Running time of the cabinet, in units of 100 ns.</param>
/// <param name="Wall">Wall time, in units of 100 ns since 1970 UTC.</param>
/// <param name="Trust">Name of how far the wall time was believed.</param>
/// <param name="Drift">Bound of its error, in units of 100 ns.</param>
/// <param name="Boot">Drawn at the start of the program that wrote it.</param>
/// <param name="Type">Name of the event in <see cref="JournalFormat"/>.</param>
/// <param name="Version">Version of the event's body.</param>
/// <param name="Body">The event's fields as JSON.</param>
public sealed record JournalRow(long Position, long Elapsed, long Wall, string Trust, long Drift, string Boot, string Type,
    int Version, string Body)
{
    /// <summary>
    /// CRC-32C over all columns. SQLite does not check the pages of its main file: of 500 flipped bits 368 passed its integrity
    /// check with a wrong payload, and such a sum found every one (reliability 1.6).
    /// </summary>
    public uint Crc() => new Crc32C().Add(Position).Add(Elapsed).Add(Wall).Add(Trust).Add(Drift).Add(Boot).Add(Type).Add(Version)
        .Add(Body).Value;
}

namespace YongAi.Edge.Devices.Lines;

/// <summary>How often a read is repeated, and after how many reads without an answer a device is silent.</summary>
public sealed class Patience
{
    /// <summary>Tries of one read (two in the field report of Preddita; acts are never repeated).</summary>
    public const int ReadTriesMax = 2;

    /// <summary>Reads in a row without an answer, each with all its tries, after which a device is silent.</summary>
    public const int SilentAfter = 3;

    /// <summary>A silent device is asked no more often, and once each time: it shall not hold up its neighbours.</summary>
    public static readonly TimeSpan SilentPollEvery = TimeSpan.FromSeconds(2);

    private int tries;
    private int misses;

    /// <summary>True after too many reads in a row without an answer.</summary>
    public bool IsSilent => misses >= SilentAfter;

    /// <summary>How often a silent device is polled that is usually polled so often.</summary>
    public static TimeSpan Slowed(TimeSpan pollEvery) => pollEvery > SilentPollEvery ? pollEvery : SilentPollEvery;

    /// <summary>An answer came.</summary>
    public void Answered() => tries = misses = 0;

    /// <summary>No answer came; true when the same read is to be tried once more.</summary>
    public bool MayTryAgain()
    {
        tries = IsSilent || tries + 1 >= ReadTriesMax ? 0 : tries + 1;
        return tries > 0;
    }

    /// <summary>No answer came to any try of a read.</summary>
    public void Missed() => misses = Math.Min(misses + 1, SilentAfter);
}

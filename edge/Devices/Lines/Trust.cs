namespace YongAi.Edge.Devices.Lines;

/// <summary>
/// Whether the node at an address is believed. Two nodes with one address give themselves away when one request has two answers that
/// differ (fault catalogue row 58: collision signature, node quarantined).
/// </summary>
public sealed class Trust
{
    /// <summary>So many requests in a row with two different answers: one late reply of a board whose door just moved is not enough.</summary>
    public const int LostAfter = 3;

    /// <summary>So many requests in a row with one answer each: the other node is gone.</summary>
    public const int RegainedAfter = 20;

    private int contradicted;
    private int clean;
    private bool lastWasClean = true;

    /// <summary>True while the node is believed.</summary>
    public bool Stands { get; private set; } = true;

    /// <summary>The line is new: nothing is held against anybody.</summary>
    public void Reset() => (contradicted, clean, lastWasClean, Stands) = (0, 0, true, true);

    /// <summary>A request was answered; the one before it had its answer and no other.</summary>
    public void Answered()
    {
        if (lastWasClean) (contradicted, clean) = (0, Math.Min(clean + 1, RegainedAfter));
        lastWasClean = true;
        if (clean == RegainedAfter) Stands = true;
    }

    /// <summary>The request just answered had another answer that differs.</summary>
    public void Contradicted()
    {
        lastWasClean = false;
        (contradicted, clean) = (Math.Min(contradicted + 1, LostAfter), 0);
        if (contradicted == LostAfter) Stands = false;
    }
}

namespace YongAi.Edge.Devices.Scanners;

/// <summary>
/// Sets a module of the GM65 class up when its line comes up: it reads by itself, and ends a text as the site says. Each zone is read first
/// and only the bits that are meant are changed. A module that does not answer is left as it is; it may read codes all the same.
/// </summary>
/// <param name="end">How a text is to end.</param>
public sealed class Gm65Setup(TextEnd end)
{
    /// <summary>Tries of one command: none of them can do harm.</summary>
    public const int TriesMax = 2;

    private const int TriggerBits = 0b11, Continuous = 0b10, EndBits = 0b0110_0000, EndShift = 5;

    private enum Step { ReadTrigger, SetTrigger, ReadEnd, SetEnd, Done }

    private Step step = Step.Done;
    private byte value;
    private int tries;

    /// <summary>From when on the next command is due; null when there is none.</summary>
    public TimeSpan? DueAt { get; private set; }

    /// <summary>True when the module said both times that it does as it was told.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The line came up.</summary>
    public void Begin(TimeSpan now) => (step, tries, DueAt, IsSet) = (Step.ReadTrigger, 0, now, false);

    /// <summary>The line is gone.</summary>
    public void Forget() => (step, DueAt) = (Step.Done, null);

    /// <summary>Writes the command that is due.</summary>
    public int Write(Span<byte> request)
    {
        tries++;
        return step switch
        {
            Step.ReadTrigger => Gm65Frames.WriteRead(request, Gm65Frames.TriggerZone),
            Step.SetTrigger => Gm65Frames.WriteSet(request, Gm65Frames.TriggerZone, value),
            Step.ReadEnd => Gm65Frames.WriteRead(request, Gm65Frames.EndZone),
            Step.SetEnd => Gm65Frames.WriteSet(request, Gm65Frames.EndZone, value),
            _ => throw new InvariantBroken("a scanner that is set up has nothing to say"),
        };
    }

    /// <summary>The module answered.</summary>
    public void Answered(ReadOnlySpan<byte> data, TimeSpan now)
    {
        tries = 0;
        DueAt = now;
        var was = data.IsEmpty ? (byte)0 : data[0];
        (step, value) = step switch
        {
            Step.ReadTrigger when (was & TriggerBits) != Continuous => (Step.SetTrigger, (byte)(was & ~TriggerBits | Continuous)),
            Step.ReadTrigger or Step.SetTrigger => (Step.ReadEnd, value),
            Step.ReadEnd when (was & EndBits) != Wanted => (Step.SetEnd, (byte)(was & ~EndBits | Wanted)),
            _ => (Step.Done, value),
        };
        if (step != Step.Done) return;
        (DueAt, IsSet) = (null, true);
    }

    /// <summary>The module said nothing.</summary>
    public void Unanswered(TimeSpan now)
    {
        if (tries < TriesMax) DueAt = now;
        else Forget();
    }

    private int Wanted => (end switch
    {
        TextEnd.CarriageReturn => 0b00,
        TextEnd.LineFeed => 0b01,
        TextEnd.Tab => 0b10,
        _ => 0b11,
    }) << EndShift;
}

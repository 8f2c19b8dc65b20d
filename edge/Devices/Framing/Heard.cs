namespace YongAi.Edge.Devices.Framing;

/// <summary>What a reader makes of the bytes at the head of a line's buffer.</summary>
public readonly record struct Heard
{
    private Heard(int taken, bool mayGrow, bool answersNothing) =>
        (Taken, MayGrow, AnswersNothing) = (taken, mayGrow, answersNothing);

    /// <summary>Bytes that belong to the frame; 0 when there is none yet.</summary>
    public int Taken { get; }

    /// <summary>The head may still become a frame when more bytes come.</summary>
    public bool MayGrow { get; }

    /// <summary>A whole frame, but nobody asked for it: counted, not believed.</summary>
    public bool AnswersNothing { get; }

    /// <summary>The head begins nothing that is known here.</summary>
    public static Heard Nothing => default;

    /// <summary>The head is the beginning of a frame.</summary>
    public static Heard Beginning => new(0, true, false);

    /// <summary>A whole frame of so many bytes.</summary>
    public static Heard Frame(int length) => new(length, false, false);

    /// <summary>A whole frame of so many bytes that answers nothing, for example a reply that came too late.</summary>
    public static Heard Stray(int length) => new(length, false, true);
}

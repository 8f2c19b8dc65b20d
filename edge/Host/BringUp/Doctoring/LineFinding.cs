namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>A sentence for the crew, Chinese first.</summary>
/// <param name="Chinese">In Chinese.</param>
/// <param name="English">The same in English.</param>
public sealed record Sentence(string Chinese, string English);

/// <summary>What is so with a line.</summary>
public enum LineFindingKind
{
    /// <summary>Another program has it.</summary>
    LineInUse,
    /// <summary>It cannot be opened.</summary>
    LineNotOpen,
    /// <summary>It was there and went away while it was asked.</summary>
    LineGone,
    /// <summary>A board or pack answers.</summary>
    BoardFound,
    /// <summary>Two of them answer at one address, or spoil each other's answers.</summary>
    TwoAtOneAddress,
    /// <summary>A board answers, and some of its answers arrive damaged.</summary>
    DamagedAnswers,
    /// <summary>Whatever is sent comes back first.</summary>
    Echo,
    /// <summary>The board runs at another speed than its family usually does.</summary>
    UnusualSpeed,
    /// <summary>Bytes come that make no frame at this speed, and at another one they do.</summary>
    WrongSpeed,
    /// <summary>A board speaks by itself, as it may.</summary>
    SpeaksUnasked,
    /// <summary>Somebody else asks on this line.</summary>
    AnotherMaster,
    /// <summary>Text came, as from a scanner.</summary>
    ScannerText,
    /// <summary>Bytes that nobody asked for and nobody can have meant.</summary>
    Noise,
    /// <summary>Bytes after each question, at every speed, and never a frame.</summary>
    SwappedWires,
    /// <summary>Bytes after questions that make no frame, at the one speed that was tried.</summary>
    Unreadable,
    /// <summary>Nobody says anything.</summary>
    Nothing,
    /// <summary>The time was over before all was asked.</summary>
    NotAllAsked,
}

/// <summary>One finding, with what to do.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Said">The sentence.</param>
public sealed record LineFinding(LineFindingKind Kind, Sentence Said)
{
    /// <summary>The decoder's name of what answered, where somebody did.</summary>
    public string? Family { get; init; }

    /// <summary>Its address; null where it has none.</summary>
    public int? Address { get; init; }

    /// <summary>The speed that it is about.</summary>
    public int? Baud { get; init; }
}

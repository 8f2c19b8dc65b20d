namespace YongAi.Edge.Host.Site;

/// <summary>What holds a pin while nobody drives it.</summary>
public enum PinBias { AsIs, PullUp, PullDown, None }

/// <summary>What a pin is used for.</summary>
public enum PinUse { Input, Output, OpenDrain }

/// <summary>One pin as it is wanted.</summary>
/// <param name="Line">The kernel's name of the line, for example <c>GPIO17</c>, or its offset on the chip in digits.</param>
/// <param name="Use">Input, or output; an open-drain output is never driven high.</param>
public sealed record PinRequest(string Line, PinUse Use)
{
    /// <summary>Active when the level is low.</summary>
    public bool ActiveLow { get; init; }
    /// <summary>Inputs only.</summary>
    public PinBias Bias { get; init; }
    /// <summary>
    /// Shorter levels are not told: the chip's or else the kernel's own debouncing, to the microsecond; zero for none. Inputs only.
    /// </summary>
    public TimeSpan Debounce { get; init; }

    public bool IsOutput => Use != PinUse.Input;
}

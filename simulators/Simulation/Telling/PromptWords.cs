using YongAi.Edge.Control.Riders;

namespace YongAi.Simulators.Simulation.Telling;

/// <summary>What the cabinet says, by the name of its sentence: the sentences themselves are the host's.</summary>
public static class PromptWords
{
    /// <summary><c>CloseAfterTaking, slot 5, 100 %</c>.</summary>
    public static string Of(Prompt prompt)
    {
        var words = $"{prompt.Key}";
        if (prompt.Slot is { } slot) words += $", slot {slot}";
        if (prompt.Seconds is { } seconds) words += $", {seconds} s";
        if (prompt.Percent is { } percent) words += $", {percent} %";
        if (prompt.Case is { } number) words += $", case {number}";
        if (prompt.Tail is { } tail) words += $", ...{tail}";
        if (prompt.Why is { } why) words += $", {why}";
        return words;
    }
}

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>Faults that are planted to see that the rules bite.</summary>
internal enum CutPlant
{
    None,
    /// <summary>The journal says "written" before the ink is dry.</summary>
    InkCountsTooEarly,
    /// <summary>After a start the lock of the swap that was open is fired again.</summary>
    FiresAtStart,
    /// <summary>A lock gets two pulses for one order.</summary>
    FiresTwice,
    /// <summary>A start does not see the last turn on disk.</summary>
    ForgetsTheEnd,
    /// <summary>A start does not know that a swap was open.</summary>
    ForgetsTheSwap,
    /// <summary>An open swap is looked at for ever.</summary>
    NeverSettles,
}

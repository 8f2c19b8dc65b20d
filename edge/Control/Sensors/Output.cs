using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Sensors;

/// <summary>The name of an output in the site file, for example <c>fan</c> or <c>siren</c>.</summary>
public readonly record struct OutputId(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What an output switches.</summary>
public enum OutputUse
{
    Fan,
    /// <summary>Only where hardware ends it.</summary>
    Heater,
    Siren,
    Lamp,
    /// <summary>The contactor before all chargers. Only where hardware ends it.</summary>
    Contactor,
    /// <summary>What puts a fire out: a valve for water or gas, the igniter of an aerosol. Only where hardware ends it (decision 0032).</summary>
    Suppression,
    /// <summary>The test input of a smoke detector.</summary>
    SmokeTest,
}

/// <summary>The rules of outputs.</summary>
public static class OutputUses
{
    /// <summary>Left on by a program that died it would do harm, so hardware has to end it: a timed relay (house 7 c).</summary>
    public static bool NeedsHardwareEnd(this OutputUse use) => use is OutputUse.Heater or OutputUse.Contactor or OutputUse.Suppression;

    /// <summary>Switching it on can only make the cabinet safer.</summary>
    public static bool OnMakesSafe(this OutputUse use) => use is OutputUse.Siren or OutputUse.Fan or OutputUse.Lamp or OutputUse.Suppression;

    /// <summary>It feeds what a danger asks to be cut: never on while one stands.</summary>
    public static bool RestsInDanger(this OutputUse use) => use is OutputUse.Heater or OutputUse.Contactor;
}

/// <summary>One output as installed.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Use">What it switches.</param>
/// <param name="Slot">The slot it serves; null for the whole cabinet.</param>
public sealed record OutputPlan(OutputId Id, OutputUse Use, SlotNumber? Slot = null);

/// <summary>
/// Switch an output on for one lease. Not renewed, it goes off: by a timed relay, or by its driver where nothing but a program that goes on
/// is needed for that.
/// </summary>
public sealed record OutputOn(OutputPlan Output, TimeSpan Lease) : Effect
{
    /// <inheritdoc/>
    public override bool MakesSafe => Output.Use.OnMakesSafe();
}

/// <summary>Switch an output off now.</summary>
public sealed record OutputOff(OutputPlan Output) : Effect
{
    /// <inheritdoc/>
    public override bool MakesSafe => Output.Use.RestsInDanger();
}

/// <summary>One output as it was read back.</summary>
public readonly record struct OutputState(OutputId Output, bool On);

/// <summary>Outputs were read back; one fact for one frame, or for one look at the pins.</summary>
public sealed record OutputsRead(ImmutableArray<OutputState> Outputs) : Fact;

/// <summary>What drives these outputs does not answer, or is gone.</summary>
public sealed record OutputsSilent(ImmutableArray<OutputId> Outputs) : Fact;

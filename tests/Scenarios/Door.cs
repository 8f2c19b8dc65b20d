using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>One slot of the scenario's cabinet as it physically is, with what may be broken about it.</summary>
internal sealed class Door(int number)
{
    public int Number => number;
    public bool Open { get; set; }
    public string? Pack { get; set; }
    public int Charge { get; set; }
    public double Celsius { get; set; } = 25;
    public PackFaults Faults { get; set; }
    public bool Jammed { get; set; }
    public bool PackMute { get; set; }
    public bool? PresenceStuck { get; set; }
    public bool ChargerOn { get; set; }

    public bool Present => PresenceStuck ?? Pack is not null;
}

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
    /// <summary>The door that springs open in its place when its lock is fired.</summary>
    public Door? CrossedWith { get; set; }
    public bool PackMute { get; set; }
    public bool? PresenceStuck { get; set; }
    public bool ChargerOn { get; set; }
    /// <summary>Running time at which the relay ends the order by itself.</summary>
    public TimeSpan ChargerUntil { get; set; }
    /// <summary>Its relay is welded, or its fuse is gone: current flows or does not, whatever was ordered.</summary>
    public double? AmpsStuck { get; set; }
    /// <summary>What the pack says beyond the usual; null: as a sound one would, or not at all.</summary>
    public double? Volts { get; set; }
    public CellRange? Cells { get; set; }
    public int? Health { get; set; }
    public int? Cycles { get; set; }
    /// <summary>Kelvin a minute that the pack grows warmer by.</summary>
    public double Warms { get; set; }
    /// <summary>The air in the slot.</summary>
    public double Air { get; set; } = 25;
    public bool Smokes { get; set; }
    /// <summary>For how long from now on the door's switch reads open and closed in turn.</summary>
    public TimeSpan FlapsFor { get; set; }

    private TimeSpan? _flapsUntil;

    /// <summary>A worn switch: another word every 0.7 s.</summary>
    public void Flap(TimeSpan now)
    {
        if (FlapsFor == TimeSpan.Zero) return;
        _flapsUntil ??= now + FlapsFor;
        Open = now < _flapsUntil && (int)(now.TotalMilliseconds / 700) % 2 == 0;
        if (now < _flapsUntil) return;
        (FlapsFor, _flapsUntil) = (TimeSpan.Zero, null);
    }

    public bool Present => PresenceStuck ?? Pack is not null;
}

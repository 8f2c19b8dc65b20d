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

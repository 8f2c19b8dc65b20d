namespace YongAi.Edge.Control.Charging;

/// <summary>What is left of the site's power while a plan is made.</summary>
/// <param name="watts">From the mains, for chargers and heaters.</param>
/// <param name="efficiency">Of a charger: what comes out of what goes in, 0 to 1.</param>
public sealed class PowerBudget(double watts, double efficiency)
{
    /// <summary>Watts from the mains that are not given away yet.</summary>
    public double Left { get; private set; } = watts;

    /// <summary>Takes off something that is no charger.</summary>
    public void Take(double watts) => Left -= watts;

    /// <summary>Gives a pack as many amperes as are left for it, at most so many; 0 when there are fewer than its charger can give.</summary>
    /// <param name="pack">Whom.</param>
    /// <param name="amps">At most so many.</param>
    public double Give(in Candidate pack, double amps)
    {
        // Near its end a pack takes less than it is offered; the rest is not kept for it. Should it take more, it gets more by and by.
        var takes = pack.AmpsNow is { } flows && pack.Charge > TapersFrom ? Math.Min(flows * Room + RoomAmps, amps) : amps;
        var least = Math.Min(pack.AmpsLeast, takes);
        var volts = pack.AmpsNow >= takes / 2 ? pack.Volts : pack.Volts * RisesBy;
        if (takes * volts / efficiency > Left)
        {
            takes = Math.Floor(Math.Max(Left, 0) * efficiency / volts * Steps) / Steps;
            if (takes < least || takes <= 0) return 0;
        }
        Left -= takes * volts / efficiency;
        // A charger that only goes on and off gives what it gives, and the pack takes what it takes.
        return pack.AmpsLeast < pack.AmpsMost ? Math.Max(takes, pack.AmpsLeast) : pack.AmpsMost;
    }

    /// <summary>Below this a pack takes what it is offered.</summary>
    private const double TapersFrom = 0.85;

    /// <summary>A reading of the current may be off, and the current may rise a little until the next plan.</summary>
    private const double Room = 1.05, RoomAmps = 0.2;

    /// <summary>A pack's voltage rises by so much when the current begins: some 1 V of 50 over its resistance, more in the cold.</summary>
    private const double RisesBy = 1.03;

    /// <summary>Tenths of an ampere: no supply is set finer.</summary>
    private const double Steps = 10;
}

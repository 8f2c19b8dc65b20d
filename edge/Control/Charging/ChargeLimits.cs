namespace YongAi.Edge.Control.Charging;

/// <summary>What bounds every charge of this cabinet, whoever charges first (domain section 3.3).</summary>
/// <param name="MaxCharging">Slots that charge at the same time.</param>
/// <param name="Lease">How long a charger runs on one order; the relay ends it in hardware.</param>
/// <param name="Coldest">No charging below.</param>
/// <param name="Hottest">No charging above.</param>
/// <param name="FullAt">Charging ends at this state of charge.</param>
/// <param name="AgainBelow">A pack that fell below this charges again.</param>
public sealed record ChargeLimits(int MaxCharging, TimeSpan Lease, Celsius Coldest, Celsius Hottest, StateOfCharge FullAt,
    StateOfCharge AgainBelow)
{
    /// <summary>Renewed at a third of the lease.</summary>
    public TimeSpan RenewEvery => Lease / 3;
}

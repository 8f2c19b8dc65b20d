namespace YongAi.Edge.Control.Riders;

/// <summary>A report of a rider.</summary>
/// <param name="Rider">Whose.</param>
/// <param name="Number">By which the hotline finds it.</param>
/// <param name="At">Running time.</param>
public sealed record Report(RiderId Rider, string Number, TimeSpan At)
{
    /// <summary>Reports remembered: a phone that is held before the scanner makes one, and hears its number again.</summary>
    public const int Max = 16;
}

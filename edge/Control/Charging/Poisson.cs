namespace YongAi.Edge.Control.Charging;

/// <summary>Arrivals of riders are near Poisson (Ding 2022).</summary>
public static class Poisson
{
    /// <summary>The chance that more than so many come where so many come on average.</summary>
    /// <param name="count">0 or more.</param>
    /// <param name="mean">0 or more.</param>
    public static double MoreThan(int count, double mean)
    {
        if (mean <= 0) return 0;
        var (term, sum) = (Math.Exp(-mean), 0.0);
        for (var n = 0; n <= count; n++)
        {
            sum += term;
            term *= mean / (n + 1);
        }
        return Math.Clamp(1 - sum, 0, 1);
    }
}

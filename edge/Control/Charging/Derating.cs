namespace YongAi.Edge.Control.Charging;

/// <summary>From this temperature on a pack takes this share of its current.</summary>
public readonly record struct DeratingStep(double FromCelsius, double Share);

/// <summary>
/// How much of its current a pack takes at which temperature (domain section 3.3 and table C rows 1 and 2). A pack that charging had to
/// stop for heat waits until it is well below that.
/// </summary>
/// <param name="Steps">By rising temperature; below the first nothing.</param>
/// <param name="ResumeBelow">A pack stopped for heat goes on below this.</param>
public sealed record Derating(ImmutableArray<DeratingStep> Steps, double ResumeBelow)
{
    /// <summary>What holds where a site says nothing: nothing below 0 and from 50 degrees on; the whole of the pack's allowance from 25 to 45.</summary>
    public static Derating Default { get; } = new(
        [new(0, 0.10), new(5, 0.33), new(15, 0.60), new(25, 1.0), new(45, 0.30), new(50, 0)], 45);

    /// <summary>The share that the coldest and the hottest of a pack's sensors both allow, 0 to 1.</summary>
    /// <param name="coldest">Degrees Celsius.</param>
    /// <param name="hottest">Degrees Celsius.</param>
    /// <param name="cools">It was stopped for heat and has not been below <see cref="ResumeBelow"/> since.</param>
    public double Share(double coldest, double hottest, bool cools) =>
        cools && hottest >= ResumeBelow ? 0 : Math.Min(At(coldest), At(hottest));

    /// <summary>The next temperature above at which more current is allowed, or null.</summary>
    public double? BetterFrom(double celsius)
    {
        var now = At(celsius);
        foreach (var step in Steps)
            if (step.FromCelsius > celsius && step.Share > now) return step.FromCelsius;
        return null;
    }

    /// <summary>The lowest temperature from which a pack takes this share, or null where it never does.</summary>
    public double? ShareFrom(double share)
    {
        foreach (var step in Steps)
            if (step.Share >= share) return step.FromCelsius;
        return null;
    }

    private double At(double celsius)
    {
        var share = 0.0;
        foreach (var step in Steps)
        {
            if (celsius < step.FromCelsius) break;
            share = step.Share;
        }
        return share;
    }
}

namespace YongAi.Edge.Bench;

/// <summary>One thing that was measured, so many times.</summary>
internal sealed record Figure(string Name, string Unit, ImmutableArray<double> Samples)
{
    public double Minimum => At(0);
    public double Median => (At(50) + Ordered[Samples.Length / 2]) / 2;

    /// <summary>By nearest rank: one of the samples; with fewer than 100 of them the largest.</summary>
    public double Percentile99 => At(99);

    public double Maximum => At(100);

    private ImmutableArray<double> Ordered { get; } = Samples.Sort();

    private double At(int percent) => Ordered[Math.Max(0, (int)Math.Ceiling(Samples.Length * percent / 100.0) - 1)];
}

namespace YongAi.Edge.Control.Slots;

/// <summary>
/// The hottest sensor of one pack over the last minute and a little more, one word every five seconds: enough to see a rise, bounded, and
/// cheap to carry along. Sensors read in whole or tenth degrees: a single step up is noise, a rise is made of several.
/// </summary>
public readonly struct HeatHistory
{
    /// <summary>Words closer together than this are not kept.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Older words are dropped.</summary>
    public static readonly TimeSpan Keeps = TimeSpan.FromSeconds(75);

    private readonly ImmutableArray<(TimeSpan At, double Celsius)> words;

    private HeatHistory(ImmutableArray<(TimeSpan At, double Celsius)> words) => this.words = words;

    /// <summary>The history with one more word.</summary>
    public HeatHistory With(double celsius, TimeSpan now)
    {
        if (words.IsDefaultOrEmpty) return new([(now, celsius)]);
        if (now - words[^1].At < Every) return this;
        var first = 0;
        while (first < words.Length && now - words[first].At > Keeps) first++;
        var kept = ImmutableArray.CreateBuilder<(TimeSpan At, double Celsius)>(words.Length - first + 1);
        for (var at = first; at < words.Length; at++) kept.Add(words[at]);
        kept.Add((now, celsius));
        return new(kept.DrainToImmutable());
    }

    /// <summary>
    /// Kelvin a minute over a span that ends now; 0 while the pack has not been heard for so long, and where one single step makes up more
    /// than half of it: that is a sensor put right, not heat.
    /// </summary>
    /// <param name="span">At most a minute.</param>
    /// <param name="celsius">What it reads now.</param>
    /// <param name="now">Running time.</param>
    public double RiseOver(TimeSpan span, double celsius, TimeSpan now)
    {
        if (words.IsDefaultOrEmpty) return 0;
        var from = words.Length - 1;
        while (from >= 0 && now - words[from].At < span) from--;
        if (from < 0 || now - words[from].At > Keeps) return 0;
        var (rise, largest) = (celsius - words[from].Celsius, celsius - words[^1].Celsius);
        for (var at = from + 1; at < words.Length; at++) largest = Math.Max(largest, words[at].Celsius - words[at - 1].Celsius);
        return rise - largest < rise / 2 ? 0 : rise / (now - words[from].At).TotalMinutes;
    }
}

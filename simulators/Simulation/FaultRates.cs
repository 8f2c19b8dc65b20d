namespace YongAi.Simulators.Simulation;

/// <summary>How often things go wrong. Names are those of the counters in the report.</summary>
public sealed record FaultRates
{
    /// <summary>In a thousand openings of a door.</summary>
    public ImmutableSortedDictionary<string, double> Openings { get; init; } = Names();

    /// <summary>In a thousand visits: what the rider does, or what becomes of his pack.</summary>
    public ImmutableSortedDictionary<string, double> Visits { get; init; } = Names();

    /// <summary>In a thousand swaps, at one step of it: after so many appends of that swap.</summary>
    public ImmutableSortedDictionary<string, double> Steps { get; init; } = Names();

    /// <summary>On an average day.</summary>
    public ImmutableSortedDictionary<string, double> Days { get; init; } = Names();

    /// <summary>
    /// Storm: openings and visits as in domain table D9, steps as there (a crash every 50 swaps), the rest our own numbers; about ten
    /// times what a field cabinet would see by domain section 6, so field is a tenth of it.
    /// </summary>
    public static ImmutableSortedDictionary<string, FaultRates> Known { get; } = new Dictionary<string, FaultRates>
    {
        ["none"] = new(),
        ["field"] = Storm.Scaled(0.1),
        ["storm"] = Storm,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static FaultRates Storm => new()
    {
        Openings = Names(("jam", 5), ("late-spring", 5), ("bounce", 20)),
        Visits = Names(("inserts-nothing", 15), ("wrong-class", 5), ("foreign", 5), ("hot", 5), ("cloned", 3), ("not-taken", 5),
            ("puts-back", 5), ("plug-forgotten", 10), ("leaves-before-inserting", 4), ("leaves-door-open-in", 4),
            ("leaves-after-inserting", 6), ("leaves-at-offer", 4), ("leaves-door-open-out", 6), ("old-code", 8), ("shows-again", 15), ("forged-code", 4),
            ("two-riders", 20), ("mute-pack", 30), ("asleep-pack", 30)),
        Steps = Names(("kill", 12), ("power-loss", 8), ("tear-lock-answer", 10), ("drop-lock-answer", 10), ("pull-lock-line", 4),
            ("slow-ink", 6), ("silence-scanner", 4)),
        Days = Names(("corrupt", 20), ("lose-byte", 20), ("drop-answer", 20), ("late", 10), ("noise", 10), ("split", 10), ("glue", 5),
            ("echo", 2), ("reset", 3), ("silent", 3), ("line-pulled", 2), ("report-first", 2), ("not-utf8", 2), ("two-chunks", 4),
            ("no-end", 4), ("ack-first", 4), ("twice", 4), ("scanner-garbage", 10), ("mute", 2), ("says-serial", 0.5), ("open-sensor", 1),
            ("protection", 1), ("switch-stuck", 0.3), ("switch-inverted", 0.2), ("presence-stuck", 0.3), ("welded", 0.2), ("heat", 1), ("theft", 1), ("kill", 1), ("stop", 1),
            ("power-loss", 1), ("mains-cut", 0.7), ("restart-loop", 0.1), ("slow-ink", 2), ("disk-full", 0.3), ("link-down", 3),
            ("link-flaps", 2), ("link-half-open", 2), ("duplicates", 4), ("reordered", 4), ("cloud-empty", 0.3), ("clock-step", 1), ("command", 6),
            ("command-late", 2), ("command-twice", 2), ("command-forged", 2)),
    };

    /// <summary>So many times as often.</summary>
    public FaultRates Scaled(double by) => new()
    {
        Openings = Times(Openings, by), Visits = Times(Visits, by), Steps = Times(Steps, by), Days = Times(Days, by),
    };

    private static ImmutableSortedDictionary<string, double> Times(ImmutableSortedDictionary<string, double> rates, double by) =>
        rates.ToImmutableSortedDictionary(rate => rate.Key, rate => rate.Value * by, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, double> Names(params (string Name, double Rate)[] rates) =>
        rates.ToImmutableSortedDictionary(rate => rate.Name, rate => rate.Rate, StringComparer.Ordinal);
}

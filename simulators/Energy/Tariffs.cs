using YongAi.Edge.Control.Charging;

namespace YongAi.Simulators.Energy;

/// <summary>Tariffs to simulate with.</summary>
public static class Tariffs
{
    private const double Sharp = 1.25, Peak = 0.95, Usual = 0.62, Valley = 0.35;

    /// <summary>
    /// Zhejiang's hours for commerce of 2024 (domain section 3.4), at prices that are estimates. The table was replaced on 2026-07-01; what
    /// replaced it is not confirmed.
    /// </summary>
    public static Tariff Zhejiang2024 { get; } = new(
    [
        new([2, 3, 4, 5, 6, 9, 10, 11],
            [Band(0, 8, Valley), Band(8, 11, Peak), Band(11, 13, Valley), Band(13, 17, Peak), Band(17, 24, Usual)]),
        new([1, 7, 8, 12],
            [Band(0, 8, Valley), Band(8, 9, Peak), Band(9, 11, Sharp), Band(11, 13, Valley), Band(13, 15, Usual), Band(15, 17, Sharp),
             Band(17, 23, Peak), Band(23, 24, Usual)]),
    ]);

    private static PriceBand Band(int from, int to, double cny) => new(TimeSpan.FromHours(from), TimeSpan.FromHours(to), cny);
}

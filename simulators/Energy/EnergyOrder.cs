using System.Globalization;
using YongAi.Edge.Control.Charging;

namespace YongAi.Simulators.Energy;

/// <summary>What is asked for: a site, its days, the draws of chance, and who decides.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="Scenario">The site and its days.</param>
/// <param name="Days">How many.</param>
/// <param name="FirstSeed">Chance of the first run.</param>
/// <param name="Seeds">How many runs.</param>
/// <param name="Policies">Who decides.</param>
/// <param name="Consents">Riders agree to a pack under the hand-out charge.</param>
public sealed record EnergyOrder(string Name, EnergyScenario Scenario, int Days, int FirstSeed, int Seeds, ImmutableArray<string> Policies, bool Consents)
{
    /// <summary>What planning goes by: an efficiency a little under that of the chargers, as a meter would find it with its error.</summary>
    public ChargeTerms Terms { get; } = new(EnergyCabinet.Efficiency - MeterError, 0.90, 1, ChargeTerms.MissedCostsUsually);

    private const double MeterError = 0.007;

    /// <summary>Lives it all, so many seeds at once as the machine has cores.</summary>
    public EnergyReport Run(CancellationToken stop)
    {
        var comers = Enumerable.Range(FirstSeed, Seeds).Select(seed => Comer.Of(Scenario, Days, seed)).ToArray();
        var figures = Policies.Select(_ => new EnergyFigures[Seeds]).ToArray();
        Parallel.For(0, Seeds * Policies.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop }, n =>
        {
            var (seed, policy) = (n % Seeds, n / Seeds);
            figures[policy][seed] = new EnergyRun(Scenario, Policies[policy], Terms, Consents).Live(comers[seed], Days);
        });
        return new EnergyReport(this, [.. comers.Select(come => FluidBound.Of(Scenario, Terms, come, Days))],
            [.. comers.Select(come => WholePacks.Of(Scenario, Terms, come, Consents)).OfType<WholePacks.Figures>()],
            [.. Policies.Zip(figures, (name, bySeed) => (name, bySeed))]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {Scenario.SwapsPerDay:F0} swaps/day, {Scenario.Cabinets} cabinet(s) of {EnergyScenario.Slots} slots at {Scenario.CapWatts / 1000:F1} kW, {Scenario.ChargerAmps:F0} A; {Days} days from {Scenario.Begins:d MMMM}, seeds {FirstSeed} to {FirstSeed + Seeds - 1}{(Consents ? ", riders consent from 60 %" : "")}");
}

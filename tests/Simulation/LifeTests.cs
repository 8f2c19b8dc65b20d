using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Lives of a cabinet in virtual time: one seed is one life, and what always holds is looked at.</summary>
public sealed class LifeTests
{
    private const string Site = "seeds/sites/demo-12.json";
    /// <summary>A rider a minute or so, whatever the hour: one is at the cabinet, one behind him, the rest go on.</summary>
    private static readonly Scenario Crowd = new(12_000);
    private static readonly Scenario Busy = new(4_000);

    /// <summary>A storm of five hours in each.</summary>
    private static readonly FaultRates HardStorm = FaultRates.Known["storm"].Scaled(5);

    [Fact]
    public void One_seed_is_one_life_also_in_a_storm()
    {
        using var first = Lived(7, Crowd, HardStorm, TimeSpan.FromMinutes(20));
        using var again = Lived(7, Crowd, HardStorm, TimeSpan.FromMinutes(20));
        using var other = Lived(8, Crowd, HardStorm, TimeSpan.FromMinutes(20));
        // A crew comes as well, and a bit that flips in a code shows the same in either life.
        first.Rest();
        again.Rest();
        Assert.Contains(first.Disk.Entries, entry => entry.Event is CommandAccepted { Origin: Origin.Crew });
        Assert.Equal((first.Hash, first.Turns), (again.Hash, again.Turns));
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void In_a_life_without_faults_everything_holds_and_was_looked_at()
    {
        using var life = Lived(3, Crowd, FaultRates.Known["none"], TimeSpan.FromMinutes(20));
        life.Rest();
        Assert.Empty(life.Tally.Breaches);
        Assert.Empty(life.FaultsFired);
        Assert.True(life.Visits.Served > 5, $"{life.Visits.Served} served");
        Assert.Superset(new HashSet<string>
        {
            "a-swap-gives-another-pack", "a-swap-is-booked-when-its-pack-is-out", "every-rider-ends-with-a-pack-or-a-case", "every-swap-ends",
            "no-charging-behind-an-open-door", "no-charging-of-a-hot-pack", "no-charging-of-an-unknown-or-quarantined-pack", "no-flood-of-events",
            "no-lock-is-fired-again-without-a-re-read", "no-lock-is-fired-for-an-order-of-an-earlier-run", "no-lock-without-its-order-on-disk",
            "no-more-charge-than-the-cap", "nobody-is-left-in-silence", "one-right-for-a-swap", "one-swap-at-a-time", "one-swap-for-a-code",
            "positions-and-running-time-only-grow", "received-is-journaled", "replay-gives-the-same-ledger", "the-cabinet-serves-again",
            "the-cloud-has-each-event-once", "the-ledger-has-what-lies-in-the-slots", "what-was-acknowledged-is-on-disk",
        }, life.Tally.Examined.Select(rule => rule.Name).ToHashSet());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void In_a_storm_everything_holds(int seed)
    {
        using var life = Lived(seed, Busy, HardStorm, TimeSpan.FromHours(1));
        life.Rest();
        Assert.True(life.Tally.Breaches.Count == 0, string.Join('\n', life.Tally.Breaches));
        Assert.True(life.FaultsFired.Count > 8, $"only {string.Join(", ", life.FaultsFired.Keys)} struck");
        Assert.True(life.Visits.Served > 3, $"{life.Visits.Served} served");
    }

    [Fact]
    public void A_program_that_was_asked_to_end_when_there_was_none_serves_when_it_is_back()
    {
        using var life = Lived(1, Crowd, OnlyThese(("stop", 1_000), ("mains-cut", 300)), TimeSpan.FromHours(1));
        life.Rest();
        Assert.Superset(new HashSet<string> { "mains-cut", "stop" }, life.FaultsFired.Keys.ToHashSet());
        Assert.True(life.Tally.Breaches.Count == 0, string.Join('\n', life.Tally.Breaches));
    }

    [Theory]
    [InlineData(Site)]
    [InlineData("seeds/sites/swap-12.json")]
    [InlineData("seeds/sites/slot-boards-12.json")]
    [InlineData("seeds/sites/mixed-12.json")]
    [InlineData("seeds/sites/sensors-12.json")]
    [InlineData("seeds/sites/goods.json")]
    public void A_life_is_wired_as_the_edge_would_read_the_same_site_file(string site)
    {
        var read = SiteFile.Read(Repository.Path(site)).Settings!;
        var simulated = SimulatedSite.Read(Repository.Path(site));
        Assert.Equal(read.Wiring.Lines.Select(Words), LifePlan.WiringOf(simulated).Lines.Select(Words));
        var plan = LifePlan.Of(simulated, read.Plan.Trust, maxCharging: 4);
        Assert.Equal(read.Plan.Slots.Select(slot => $"{slot}"), plan.Slots.Select(slot => $"{slot}"));
        Assert.Equal(read.Plan.Contacts, plan.Contacts.AsEnumerable());
        Assert.Equal(read.Plan.Gauges, plan.Gauges.AsEnumerable());
        Assert.Equal(read.Plan.Channels, plan.Channels.AsEnumerable());
        Assert.Equal(read.Plan.Bins, plan.Bins.AsEnumerable());
        Assert.Equal(read.Plan.Outputs, plan.Outputs.AsEnumerable());
        Assert.Equal(read.Wiring.Banks.SelectMany(bank => bank.Pins), LifePlan.WiringOf(simulated).Banks.SelectMany(bank => bank.Pins));
        Assert.Equal(read.Wiring.Kernel, LifePlan.WiringOf(simulated).Kernel.AsEnumerable());
        Assert.Equal(read.Plan.Packs.Patterns.Select(pack => $"{pack}"), plan.Packs.Patterns.Select(pack => $"{pack}"));
    }

    [Theory]
    [InlineData("seeds/sites/swap-12.json")]
    [InlineData("seeds/sites/slot-boards-12.json")]
    [InlineData("seeds/sites/mixed-12.json")]
    [InlineData("seeds/sites/sensors-12.json")]
    public void A_storm_over_every_example_site_breaks_nothing(string site)
    {
        var setting = new LifeSetting(SimulatedSite.Read(Repository.Path(site)), Scenario.Of("D9"), FaultRates.Known["storm"].Scaled(5), Seed: 3);
        using var life = new Life(setting);
        life.Live(TimeSpan.FromHours(2));
        Assert.True(life.Tally.Breaches.Count == 0, string.Join('\n', life.Tally.Breaches));
        Assert.True(life.FaultsFired.Values.Sum() > 20, string.Join(", ", life.FaultsFired));
    }

    [Fact]
    public void The_carried_site_is_the_demo_cabinet() =>
        Assert.Equal(Words(LifePlan.WiringOf(SimulatedSite.Read(Repository.Path(Site)))), Words(LifePlan.WiringOf(SimulatedSite.Demo())));

    [Fact]
    public void A_journal_that_is_given_up_is_a_breach()
    {
        using var life = Lived(1, Crowd, FaultRates.Known["none"], TimeSpan.FromSeconds(10));
        ((IRigOutside)life).Run(new GiveUpJournal(9, 3));
        Assert.Equal("the-program-stands", Assert.Single(life.Tally.Breaches).Invariant);
    }

    private static FaultRates OnlyThese(params (string Name, double Rate)[] days) =>
        new() { Days = days.ToImmutableSortedDictionary(rate => rate.Name, rate => rate.Rate, StringComparer.Ordinal) };

    private static Life Lived(int seed, Scenario scenario, FaultRates faults, TimeSpan passes)
    {
        var life = new Life(new LifeSetting(SimulatedSite.Demo(), scenario, faults, seed));
        life.Live(passes);
        return life;
    }

    private static string Words(Wiring wiring) => string.Join('\n', wiring.Lines.Select(Words));

    private static string Words(LineWiring line) => $"{line.Line} {line.Baud} {line.Format} {string.Join("; ", line.Devices.Select(Words))}";

    private static string Words(DeviceWiring device) => device switch
    {
        LockBoardWiring board => $"{board with { Channels = [] }} {string.Join(' ', board.Channels)}",
        RelayBoardWiring board => $"{board with { Chargers = [] }} {string.Join(' ', board.Chargers)}",
        _ => $"{device}",
    };
}

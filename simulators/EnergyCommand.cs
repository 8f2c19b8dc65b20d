using YongAi.Simulators.Energy;
using YongAi.Simulators.Site;

namespace YongAi.Simulators;

/// <summary>The command <c>energy</c>: whom a way of charging serves, and what it costs.</summary>
public static class EnergyCommand
{
    private const int DaysMost = 365, SeedsMost = 100, CabinetsMost = 8, AmpsMost = 30, GentleMost = 300, DaysUsually = 28, SeedsUsually = 8;

    public const string Usage = """
        energy --scenario D1|D2|D3|D4|D5|D6 [--days 28] [--seed 1] [--seeds 8] [--policy ours|first-come|highest-first|lowest-first|reserve|all]
               [--tariff spring|summer] [--consent] [--cabinets N] [--amps N] [--gentle PERCENT] [--json]
            weeks of charging at one site under the service's own planning and under the usual policies, the same riders for each; means over
            the seeds with 95 % confidence, and the share of riders that nobody could serve more of. --consent: riders take a pack from
            60 % on when no full one comes within three minutes. D3 has three cabinets unless --cabinets says otherwise. --gentle: of a pack's
            capacity in an hour where there is time; 300 charges with all there is
        """;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--scenario", "--days", "--seed", "--seeds", "--policy", "--tariff", "--cabinets", "--amps", "--gentle"], ["--json", "--consent"]);
        var report = Asked(arguments).Run(stop);
        output.WriteLine(arguments.Has("--json") ? report.Json() : report.Text());
        return 0;
    }

    private static EnergyOrder Asked(Arguments arguments)
    {
        arguments.Needed("--scenario");
        var name = arguments.OneOf("--scenario", [.. EnergyScenario.Known.Keys]);
        var known = EnergyScenario.Known[name];
        var tariff = arguments.Text("--tariff") is null ? known.Begins
            : arguments.OneOf("--tariff", ["spring", "summer"]) == "spring" ? EnergyScenario.Spring : EnergyScenario.Summer;
        var scenario = known with
        {
            Begins = tariff, Cabinets = arguments.Whole("--cabinets", 1, CabinetsMost) ?? known.Cabinets,
            ChargerAmps = arguments.Whole("--amps", 1, AmpsMost) ?? known.ChargerAmps,
            Gentle = arguments.Whole("--gentle", 1, GentleMost) / 100.0 ?? known.Gentle,
        };
        var policy = arguments.OneOf("--policy", ["all", .. EnergyPolicy.Names]);
        return new EnergyOrder(name, scenario, arguments.Whole("--days", 1, DaysMost) ?? DaysUsually, arguments.Whole("--seed", 0, int.MaxValue - SeedsMost) ?? 1,
            arguments.Whole("--seeds", 1, SeedsMost) ?? SeedsUsually, policy == "all" ? EnergyPolicy.Names : [policy], arguments.Has("--consent"));
    }
}

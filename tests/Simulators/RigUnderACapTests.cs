using YongAi.Edge.Control.Charging;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The cap of a site is held by what a meter says in bytes: twelve slots, packs at 40 %, 10 A a charger, 2 kW from the mains.</summary>
public sealed class RigUnderACapTests
{
    private const double CapWatts = 2000;
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(20), BreachMost = TimeSpan.FromSeconds(1);

    [Fact]
    public void As_many_packs_charge_as_the_cap_allows_and_the_meter_never_shows_more()
    {
        using var bench = Bench();
        var (most, charging) = Watched(bench, TimeSpan.FromMinutes(5));
        Assert.True(most <= CapWatts, $"{most:F0} W");
        Assert.True(charging >= 3, $"{charging} packs charged at once");
    }

    /// <summary>Domain table D: no breach lasts longer than a second, wherever in its polls the meter is caught.</summary>
    [Theory]
    [InlineData("sdm120", 9600, "meters")]
    [InlineData("sdm120", 2400, "meters")]
    [InlineData("dtsu666", 9600, "meters")]
    [InlineData("pzem", 9600, "meters")]
    [InlineData("sdm120", 9600, "chargers")]
    public void When_something_else_begins_to_draw_packs_stop_until_the_meter_is_under_the_cap_again(string family, int baud, string line)
    {
        using var bench = Bench(family, baud, line);
        Watched(bench, TimeSpan.FromMinutes(1));
        for (var time = 0; time < 8; time++)
        {
            var before = bench.Events.Count;
            bench.Cabinet.World.Around.Watts += 800;
            Assert.True(bench.Cabinet.World.MainsWatts > CapWatts, $"{bench.Cabinet.World.MainsWatts:F0} W");
            var longest = LongestBreach(bench, TimeSpan.FromMinutes(1));
            Assert.True(longest <= BreachMost, $"time {time}: {longest.TotalMilliseconds:F0} ms over the cap");
            var stopped = bench.Events.Skip(before).Count(e => e is ChargingStopped { Why: ChargeStop.OverCap });
            Assert.InRange(stopped, 1, 2);
            bench.Cabinet.World.Around.Watts -= 800;
            var (most, charging) = Watched(bench, TimeSpan.FromSeconds(100) + TimeSpan.FromMilliseconds(70));
            Assert.True(most <= CapWatts && charging >= 3, $"{most:F0} W, {charging} packs");
        }
    }

    private static TimeSpan LongestBreach(RigBench bench, TimeSpan time)
    {
        var (longest, since) = (TimeSpan.Zero, (TimeSpan?)bench.Now);
        for (var until = bench.Now + time; bench.Now < until;)
        {
            bench.Live(Instant);
            since = bench.Cabinet.World.MainsWatts > CapWatts ? since ?? bench.Now : null;
            if (bench.Now - since is { } lasts && lasts > longest) longest = lasts;
        }
        return longest;
    }

    /// <summary>The most that was drawn, and the most packs that charged at once.</summary>
    private static (double Watts, int Charging) Watched(RigBench bench, TimeSpan time)
    {
        var (watts, charging) = (0.0, 0);
        for (var until = bench.Now + time; bench.Now < until;)
        {
            bench.Live(Instant);
            watts = Math.Max(watts, bench.Cabinet.World.MainsWatts);
            charging = Math.Max(charging, bench.Cabinet.World.Slots.Count(slot => slot.Pack is { Amps: > 0 }));
        }
        return (watts, charging);
    }

    private static RigBench Bench(string family = "sdm120", int baud = 9600, string line = "meters") => new(soc: 40, change: site => site
        .Replace("\"lines\": {", $"\"lines\": {{ \"meters\": {{ \"path\": \"lines/meters\", \"baud\": {baud} }},", StringComparison.Ordinal)
        .Replace("\"scanners\": [",
            $$"""
            "gauges": [ { "name": "mains", "use": "mains", "family": "{{family}}", "line": "{{line}}", "address": 2 } ], "scanners": [
            """, StringComparison.Ordinal)
        .Replace("\"hand_out_from\"", "\"energy\": { \"cap_w\": 2000 }, \"hand_out_from\"", StringComparison.Ordinal)
        .Replace("\"max_charging\": 4", "\"max_charging\": 12", StringComparison.Ordinal));
}

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Supplies that can be told how much: what the plan says stands in their registers a moment later, and so much flows.</summary>
public sealed class RigOnSuppliesTests
{
    [Theory]
    // No pack is full yet, and these will be the first: all that the supplies were fitted for.
    [InlineData(40, 12.0)]
    // Every rider finds a full one, and the last per cents have time: three tenths of 24 Ah in an hour.
    [InlineData(91, 7.2)]
    public void A_fast_charge_where_it_serves_and_a_gentle_one_where_there_is_time(int soc, double amps)
    {
        using var bench = new RigBench(soc: soc, change: WithSupplies);
        bench.Live(TimeSpan.FromMinutes(1));
        foreach (var slot in bench.Cabinet.World.Slots.Where(slot => slot.Number <= 3))
        {
            Assert.Equal(amps, slot.SupplyAmps, 1);
            Assert.True(slot.SupplyOn);
            Assert.Equal(amps, slot.Pack!.Amps, 1);
        }
    }

    private static string WithSupplies(string site) => site
        .Replace("\"lines\": {", "\"lines\": { \"supplies\": { \"path\": \"lines/supplies\", \"baud\": 115200 },", StringComparison.Ordinal)
        .Replace("\"scanners\": [", $"\"supplies\": [ {string.Join(", ", Enumerable.Range(1, 3).Select(Supply))} ], \"scanners\": [", StringComparison.Ordinal)
        .Replace("\"max_charging\": 4", "\"max_charging\": 12", StringComparison.Ordinal);

    private static string Supply(int slot) => $$"""
        { "name": "supply-{{slot}}", "slot": {{slot}}, "family": "riden", "line": "supplies", "address": {{slot}}, "volts": 54.6, "amps": 12.0 }
        """;
}

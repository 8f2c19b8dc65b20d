using System.Globalization;
using System.Text.Json;

namespace YongAi.Simulators.Site;

/// <summary>A pack that lies in a slot from the beginning.</summary>
public sealed record StockedPack(int Slot, string Serial, int Soc);

/// <summary>What lies in the slots when a simulated cabinet starts.</summary>
public static class Stock
{
    private const int FullFrom = 96, FullSteps = 5;

    /// <summary>So many packs of the 48 V class in the first slots, 96 to 100 % full; by default all slots but one. Lockers are empty.</summary>
    public static ImmutableArray<StockedPack> Usual(SimulatedSite site, int? packs)
    {
        var slots = site.Text.Slots.RemoveAll(slot => site.Text.Lockers?.Any(locker => locker.Slot == slot.Slot) == true);
        var count = packs ?? Math.Max(0, slots.Length - 1);
        if (count > slots.Length) throw new SiteUnusable($"--packs {count}: the site file has only {slots.Length} slots");
        return [.. slots.Take(count)
            .Select((slot, i) => new StockedPack(slot.Slot, SerialOf(i + 1), FullFrom + i % FullSteps))];
    }

    /// <summary>A file of the form <c>[{"slot":1,"serial":"YA48240000000001","soc":98}]</c>.</summary>
    public static ImmutableArray<StockedPack> Read(string file, SimulatedSite site)
    {
        try
        {
            var packs = JsonSerializer.Deserialize<ImmutableArray<StockedPack>>(File.ReadAllText(file), SiteJson.Options);
            foreach (var pack in packs)
                if (site.Text.Slots.All(slot => slot.Slot != pack.Slot) || pack.Soc is < 0 or > 100)
                    throw new SiteUnusable($"{file}: {pack} cannot be: no such slot, or no charge from 0 to 100");
            return packs;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SiteUnusable($"{file}: {e.Message}");
        }
    }

    /// <summary><c>YA4824</c> and ten digits.</summary>
    public static string SerialOf(int number) => string.Create(CultureInfo.InvariantCulture, $"YA4824{number:0000000000}");
}

using System.Diagnostics;
using System.Globalization;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>How fast a simulated cabinet lives: virtual time against the time that one core works for it.</summary>
internal static class LifeFigures
{
    private const int Runs = 3, UsualSlots = 12, UsualSwaps = 33;

    public static async Task<ImmutableArray<Figure>> MeasureAsync(Asked asked, Action<string> tell, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("yongai-lives-").FullName;
        try
        {
            List<Speed> usual = [];
            for (var run = 1; run <= Runs; run++) usual.Add(Live(asked, UsualSlots, UsualSwaps));
            List<Figure> figures =
            [
                new(Name(asked, UsualSlots, UsualSwaps), "x core", [.. usual.Select(speed => speed.OfOneCore)]),
                new("the same by the clock", "x real", [.. usual.Select(speed => speed.ByTheClock)]),
            ];
            foreach (var slots in (int[])[4, 8, 24]) Add(slots, UsualSwaps);
            foreach (var swaps in (int[])[100, 300]) Add(UsualSlots, swaps);
            figures.AddRange(await LifeParts.SampleAsync(asked.Days, folder, tell, stop));
            return [.. figures];

            void Add(int slots, int swaps) =>
                figures.Add(new(Name(asked, slots, swaps), "x core", [Live(asked, slots, swaps).OfOneCore]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Speed Live(Asked wanted, int slots, int swaps)
        {
            stop.ThrowIfCancellationRequested();
            var speed = LiveOnce(LifeSites.Of(slots, folder), swaps, wanted.Days);
            tell(string.Create(CultureInfo.InvariantCulture, $"{Name(wanted, slots, swaps)}: {speed.OfOneCore:0} x on one core"));
            return speed;
        }
    }

    /// <summary>Virtual seconds in one second that a core worked, compiling included, and in one that passed.</summary>
    private readonly record struct Speed(double OfOneCore, double ByTheClock);

    private static Speed LiveOnce(SimulatedSite site, int swaps, int days)
    {
        var (clock, worked) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        using var life = new Life(new LifeSetting(site, new Scenario(swaps), FaultRates.Known["none"], Seed: 1));
        life.Live(TimeSpan.FromDays(days));
        var lived = TimeSpan.FromDays(days);
        return new Speed(lived / (Environment.CpuUsage.TotalTime - worked), lived / clock.Elapsed);
    }

    private static string Name(Asked asked, int slots, int swaps) => $"lives: {slots} slots, {swaps} swaps a day, {asked.Days} d";
}

using System.Globalization;

namespace YongAi.Edge.Bench;

/// <summary>Whether the machine does anything else.</summary>
internal static class Quiet
{
    /// <summary>Of all its processors' time, measured over <see cref="LookFor"/>.</summary>
    private const double BusyMost = 0.10;

    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(5);

    /// <summary>Waits for a quiet machine, at most so long; then it is measured all the same, and the header says the load.</summary>
    public static async Task AwaitAsync(TimeSpan most, Action<string> tell, CancellationToken stop)
    {
        for (var waited = TimeSpan.Zero; waited < most; waited += LookFor)
        {
            var before = Times();
            await Task.Delay(LookFor, stop);
            var after = Times();
            var busy = 1 - (double)(after.Idle - before.Idle) / Math.Max(1, after.All - before.All);
            if (busy <= BusyMost) return;
            tell(string.Create(CultureInfo.InvariantCulture, $"the machine is busy ({busy:P0}); waiting for a quieter moment"));
        }
    }

    public static string Load() => File.ReadAllText("/proc/loadavg").Trim();

    // proc(5): user nice system idle iowait irq softirq steal; guest time is in user time already.
    private static (long Idle, long All) Times()
    {
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return (times[3] + times[4], times.Sum());
    }
}

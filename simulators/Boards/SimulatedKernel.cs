using System.Globalization;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>What drivers of the kernel would write into their files, by the documentation of hwmon, iio and w1.</summary>
public sealed class SimulatedKernel
{
    /// <summary>The computer's own chip is so much warmer than the air round it.</summary>
    private const double ChipWarmer = 22;
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private readonly CabinetWorld world;
    private readonly ImmutableArray<KernelGaugeText> gauges;
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private TimeSpan readAt;
    private int next;

    internal SimulatedKernel(SiteText site, CabinetWorld world) => (gauges, this.world) = (site.KernelGauges ?? [], world);

    /// <summary>When the host reads next.</summary>
    public TimeSpan NextDeadline => gauges.IsEmpty ? TimeSpan.MaxValue : readAt;

    /// <summary>A sensor breaks off its bus, or is there again.</summary>
    /// <returns>False when there is no such gauge.</returns>
    public bool Break(string gauge, bool breaks)
    {
        if (gauges.All(each => each.Name != gauge)) return false;
        if (breaks) broken.Add(gauge);
        else broken.Remove(gauge);
        return true;
    }

    /// <summary>It has broken off its bus.</summary>
    public bool IsBroken(string gauge) => broken.Contains(gauge);

    /// <summary>The next gauge of the round that is due, and the texts of its files in the order in which the host asks for them.</summary>
    public bool TryRead(TimeSpan now, out string gauge, out ImmutableArray<string?>? texts)
    {
        (gauge, texts) = ("", null);
        if (gauges.IsEmpty || now < readAt) return false;
        var read = gauges[next];
        next = (next + 1) % gauges.Length;
        if (next == 0) readAt = now + ReadEvery;
        (gauge, texts) = (read.Name, broken.Contains(read.Name) ? null : Texts(read));
        return true;
    }

    /// <summary>Every file as it is now, below the root of a sysfs.</summary>
    public IEnumerable<(string Path, string Text)> Files()
    {
        for (var n = 0; n < gauges.Length; n++)
        {
            if (broken.Contains(gauges[n].Name)) continue;
            var parts = gauges[n].At.Split('/');
            var folder = parts[0] switch
            {
                "hwmon" => $"class/hwmon/hwmon{n}",
                "iio" => $"bus/iio/devices/iio:device{n}",
                _ => $"bus/w1/devices/{parts[1]}",
            };
            if (parts[0] != "w1") yield return ($"{folder}/name", parts[1] + "\n");
            var file = parts[0] switch { "hwmon" => $"{parts[2]}_input", "iio" => $"in_{parts[2]}_input", _ => "temperature" };
            yield return ($"{folder}/{file}", Thousandths(gauges[n]) + "\n");
        }
    }

    private ImmutableArray<string?> Texts(KernelGaugeText gauge) => gauge.At.Split('/')[0] == "iio"
        ? [Thousandths(gauge), null, null, null] : [Thousandths(gauge), null];

    private string Thousandths(KernelGaugeText gauge)
    {
        var channel = gauge.At.Split('/').ElementAtOrDefault(2) ?? "";
        var value = channel.StartsWith("humidity", StringComparison.Ordinal) ? world.Around.Humidity
            : gauge.Use == "outside" ? world.Hazards.OutsideCelsius : world.Hazards.AirIn(gauge.Slot) + (gauge.Use == "board" ? ChipWarmer : 0);
        value = world.Around.Troubles.Shows(gauge.Name, value);
        return Math.Round(value * 1000).ToString(CultureInfo.InvariantCulture);
    }
}

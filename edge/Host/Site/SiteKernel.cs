using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Gauges;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads where the kernel keeps a sensor: <c>hwmon/cpu_thermal/temp1</c>, <c>iio/bme280/temp</c>, <c>w1/28-0316a2795eff</c>.</summary>
internal static class SiteKernel
{
    public static KernelFit? Read(SiteSection section, GaugeId gauge, SiteFaults faults)
    {
        var text = section.Text("at", 96);
        var nth = section.Whole("nth", 1, 99, 0);
        if (text.Length == 0) return null;
        var at = section.Find("at")!;
        var parts = text.Split('/');
        KernelPlace? place = parts[0] switch { "hwmon" => KernelPlace.Hwmon, "iio" => KernelPlace.Iio, "w1" => KernelPlace.W1, _ => null };
        var channel = parts.Length == 3 ? parts[2] : "";
        if (place is not { } known || parts.Length != (place == KernelPlace.W1 ? 2 : 3) || parts.Any(part => part is "" or "." or ".."))
            faults.Add(at, "要写成 hwmon/名称/通道、iio/名称/通道 或 w1/编号，例如 hwmon/cpu_thermal/temp1",
                "hwmon/NAME/CHANNEL, iio/NAME/CHANNEL or w1/ID belongs here, for example hwmon/cpu_thermal/temp1");
        else if (KernelGauge.QuantityOf(known, channel) is null)
            faults.Add(at, $"不认识通道“{channel}”，可用 temp1、humidity1、in1、curr1、power1（hwmon）或 temp、humidityrelative、voltage0、current0、power0（iio）",
                $"channel '{channel}' is not known; there are temp1, humidity1, in1, curr1, power1 (hwmon) and temp, humidityrelative, voltage0, current0, power0 (iio)");
        else return new KernelFit(gauge, known, parts[1], channel) { Nth = nth };
        return null;
    }
}

using System.Collections.Concurrent;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.Lines;

/// <summary>A folder stands for sysfs.</summary>
public sealed class KernelReadingsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_device_is_found_by_its_name_whatever_its_number()
    {
        Put("class/hwmon/hwmon0", ("name", "nvme\n"), ("temp1_input", "30000\n"));
        Put("class/hwmon/hwmon3", ("name", "cpu_thermal\n"), ("temp1_input", "48312\n"));
        Assert.Equal<string?>(["48312\n", null], KernelReadings.Read(folder.Path, Gauge(KernelPlace.Hwmon, "cpu_thermal", "temp1"))!.Value);
    }

    [Fact]
    public void A_one_wire_device_is_found_by_its_id_and_an_iio_device_by_its_name()
    {
        Put("bus/w1/devices/28-0316a2795eff", ("temperature", "23125\n"));
        Put("bus/iio/devices/iio:device1", ("name", "bme280\n"), ("in_temp_input", "21500\n"));
        Assert.Equal<string?>(["23125\n", null], KernelReadings.Read(folder.Path, Gauge(KernelPlace.W1, "28-0316a2795eff", ""))!.Value);
        Assert.Equal<string?>(["21500\n", null, null, null], KernelReadings.Read(folder.Path, Gauge(KernelPlace.Iio, "bme280", "temp"))!.Value);
    }

    [Fact]
    public void A_device_that_is_not_there_is_said_with_those_that_are()
    {
        Put("class/hwmon/hwmon0", ("name", "nvme\n"));
        Assert.Null(KernelReadings.FolderOf(folder.Path, new KernelFit(new GaugeId("x"), KernelPlace.Hwmon, "cpu", "temp1"), out var why));
        Assert.EndsWith("there are: nvme", why, StringComparison.Ordinal);
        Assert.Null(KernelReadings.FolderOf(folder.Path, new KernelFit(new GaugeId("x"), KernelPlace.W1, "28-1", ""), out _));
    }

    [Fact]
    public void Two_devices_of_one_name_have_to_be_told_apart()
    {
        Put("class/hwmon/hwmon10", ("name", "sht4x\n"), ("temp1_input", "20000\n"));
        Put("class/hwmon/hwmon9", ("name", "sht4x\n"), ("temp1_input", "10000\n"));
        var fit = new KernelFit(new GaugeId("x"), KernelPlace.Hwmon, "sht4x", "temp1");
        Assert.Null(KernelReadings.FolderOf(folder.Path, fit, out var why));
        Assert.Equal("2 devices are called sht4x; say which by \"nth\"", why);
        Assert.EndsWith("hwmon9", KernelReadings.FolderOf(folder.Path, fit with { Nth = 1 }, out _), StringComparison.Ordinal);
        Assert.EndsWith("hwmon10", KernelReadings.FolderOf(folder.Path, fit with { Nth = 2 }, out _), StringComparison.Ordinal);
        Assert.Null(KernelReadings.FolderOf(folder.Path, fit with { Nth = 3 }, out _));
    }

    [Fact]
    public void Rounds_go_on_through_a_device_that_goes_and_comes_back()
    {
        Put("class/hwmon/hwmon0", ("name", "sht4x\n"), ("temp1_input", "20000\n"));
        var said = new BlockingCollection<string?>();
        using var readings = new KernelReadings(folder.Path, [Gauge(KernelPlace.Hwmon, "sht4x", "temp1")], TimeProvider.System);
        readings.Start((_, texts) => said.Add(texts?[0]?.Trim()));
        Wait("20000");
        Directory.Delete(Path.Combine(folder.Path, "class/hwmon/hwmon0"), recursive: true);
        Wait(null);
        Put("class/hwmon/hwmon4", ("name", "sht4x\n"), ("temp1_input", "21000\n"));
        Wait("21000");

        void Wait(string? text)
        {
            using var within = new CancellationTokenSource(Patience);
            while (said.Take(within.Token) != text) { }
        }
    }

    private static KernelGauge Gauge(KernelPlace place, string device, string channel) => new(new KernelFit(new GaugeId("x"), place, device, channel));

    private void Put(string at, params (string File, string Text)[] files)
    {
        var device = Directory.CreateDirectory(Path.Combine(folder.Path, at)).FullName;
        foreach (var (file, text) in files) File.WriteAllText(Path.Combine(device, file), text);
    }
}

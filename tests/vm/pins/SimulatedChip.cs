using System.Globalization;

namespace YongAi.Edge.Pins;

/// <summary>
/// A chip of gpio-sim (docs.kernel.org/admin-guide/gpio/gpio-sim.html): made and ended through configfs; the far side of each line, what pulls
/// it and what level it has, in sysfs. Levels here are physical: 1 is high.
/// </summary>
internal sealed class SimulatedChip : IDisposable
{
    private const string Configfs = "/sys/kernel/config/gpio-sim";
    private readonly string config;

    public SimulatedChip(string name, int lines, params (int Offset, string Name)[] names)
    {
        config = Path.Combine(Configfs, name);
        Directory.CreateDirectory(Path.Combine(config, "bank"));
        Write(Path.Combine(config, "bank", "num_lines"), $"{lines}");
        Write(Path.Combine(config, "bank", "label"), Label = $"sim-{name}");
        foreach (var line in names)
        {
            var folder = Path.Combine(config, "bank", $"line{line.Offset}");
            Directory.CreateDirectory(folder);
            Write(Path.Combine(folder, "name"), line.Name);
        }
        Plug();
    }

    public string Label { get; }

    /// <summary>The character device; another one after the chip was unplugged.</summary>
    public string Node => "/dev/" + Chip;

    private string Chip => File.ReadAllText(Path.Combine(config, "bank", "chip_name")).Trim();

    private string Platform => File.ReadAllText(Path.Combine(config, "dev_name")).Trim();

    public void Plug() => Write(Path.Combine(config, "live"), "1");

    public void Unplug() => Write(Path.Combine(config, "live"), "0");

    /// <summary>What hangs on the line pulls it there.</summary>
    public void Pull(int offset, bool high) => Write(Line(offset, "pull"), high ? "pull-up" : "pull-down");

    /// <summary>The level that the line has.</summary>
    public bool IsHigh(int offset) => File.ReadAllText(Line(offset, "value")).Trim() == "1";

    public void Dispose()
    {
        Unplug();
        foreach (var line in Directory.GetDirectories(Path.Combine(config, "bank"))) Directory.Delete(line);
        Directory.Delete(Path.Combine(config, "bank"));
        Directory.Delete(config);
    }

    private string Line(int offset, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"/sys/devices/platform/{Platform}/{Chip}/sim_gpio{offset}/{what}");

    // The kernel takes a value in one write.
    private static void Write(string path, string value)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(value + "\n"));
    }
}

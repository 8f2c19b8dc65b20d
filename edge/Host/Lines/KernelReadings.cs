using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices.Gauges;

namespace YongAi.Edge.Host.Lines;

/// <summary>
/// Reads the files of kernel sensors below a root, round after round, and hands their texts over; what they mean is decided elsewhere. One
/// thread for 1-wire, where a read takes most of a second, and one for all others. A device that goes and comes back is found again, under
/// whatever number it has then.
/// </summary>
/// <param name="root">Where sysfs is: <c>/sys</c>.</param>
/// <param name="sensors">What to read.</param>
/// <param name="time">Measures the rounds.</param>
public sealed class KernelReadings(string root, ImmutableArray<KernelGauge> sensors, TimeProvider time) : IDisposable
{
    /// <summary>A round begins so often, unless the one before has taken longer (temperatures are sampled at least each second: table C row 26).</summary>
    public static TimeSpan ReadEvery { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Most that is read of one file: the texts are a few tens of bytes.</summary>
    public const int TextMax = 4096;

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private readonly List<Thread> threads = [];

    /// <summary>Reads for ever, until it is disposed of. Called once.</summary>
    /// <param name="tell">Gauge, and the texts of its files in their order; null when the device is not there. Called on its threads.</param>
    public void Start(Action<GaugeId, ImmutableArray<string?>?> tell)
    {
        foreach (var bus in sensors.GroupBy(sensor => sensor.Fit.Place == KernelPlace.W1))
        {
            var thread = new Thread(() => Run([.. bus], tell)) { Name = bus.Key ? "1-wire" : "kernel sensors", IsBackground = true };
            threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>The folder of a sensor as it is now, or null with the reason.</summary>
    public static string? FolderOf(string root, KernelFit fit, out string why)
    {
        var at = Path.Combine(root, PlaceOf(fit.Place));
        why = "";
        try
        {
            var folders = Directory.Exists(at) ? Directory.GetDirectories(at) : [];
            string[] named = fit.Place == KernelPlace.W1 ? [.. folders.Where(folder => Path.GetFileName(folder) == fit.Device)]
                : [.. folders.Where(folder => Text(Path.Combine(folder, "name"))?.Trim() == fit.Device).OrderBy(NumberOf)];
            if (named.Length == 1 && fit.Nth <= 1) return named[0];
            if (fit.Nth > 0 && fit.Nth <= named.Length) return named[fit.Nth - 1];
            var there = folders.Select(folder => fit.Place == KernelPlace.W1 ? Path.GetFileName(folder) : Text(Path.Combine(folder, "name"))?.Trim() ?? "?")
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            why = named.Length > 1 && fit.Nth == 0 ? $"{named.Length} devices are called {fit.Device}; say which by \"nth\""
                : $"no {fit.Device} in {at}; there are: {string.Join(", ", there)}";
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            why = unread.Message;
        }
        return null;
    }

    /// <summary>The texts of a sensor's files; null when its device is not there.</summary>
    public static ImmutableArray<string?>? Read(string root, KernelGauge sensor) =>
        FolderOf(root, sensor.Fit, out _) is { } folder ? [.. sensor.Files.Select(file => Text(Path.Combine(folder, file)))] : null;

    public void Dispose()
    {
        if (stop.IsCancellationRequested) return;
        stop.Cancel();
        foreach (var thread in threads) thread.Join(StopWithin);
    }

    private void Run(ImmutableArray<KernelGauge> bus, Action<GaugeId, ImmutableArray<string?>?> tell)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            foreach (var sensor in bus)
            {
                var texts = Read(root, sensor);
                if (stop.IsCancellationRequested) return;
                tell(sensor.Fit.Gauge, texts);
            }
            var left = ReadEvery - time.GetElapsedTime(began);
            if (left > TimeSpan.Zero) stop.Token.WaitHandle.WaitOne(left);
        }
    }

    // A sensor that fails answers its read with an error, EIO most of all: no text is an answer too.
    private static string? Text(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> bytes = stackalloc byte[TextMax];
            return System.Text.Encoding.ASCII.GetString(bytes[..file.ReadAtLeast(bytes, TextMax, throwOnEndOfStream: false)]);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string PlaceOf(KernelPlace place) => place switch
    {
        KernelPlace.Hwmon => "class/hwmon",
        KernelPlace.Iio => "bus/iio/devices",
        _ => "bus/w1/devices",
    };

    private static int NumberOf(string folder)
    {
        var name = Path.GetFileName(folder);
        var digits = name.Length - 1;
        while (digits >= 0 && char.IsAsciiDigit(name[digits])) digits--;
        return int.TryParse(name.AsSpan(digits + 1), out var number) ? number : int.MaxValue;
    }
}

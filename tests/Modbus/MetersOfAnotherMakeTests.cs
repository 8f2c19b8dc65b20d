using System.Text.Json;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Tests.Devices;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>An SDM120 and an XY-MD02 that pymodbus answers for, behind a pair of pseudo-terminals, and our drivers on a real line.</summary>
public sealed class MetersOfAnotherMakeTests : IDisposable
{
    private readonly ModbusSite site = new();
    private readonly OtherProgram pair, pymodbus;
    private readonly TerminalEnd end;

    public MetersOfAnotherMakeTests()
    {
        var far = site.Line("meters.far");
        pair = OtherProgram.Start("socat", "socat", $"pty,raw,echo=0,link={site.Line("meters")}", $"pty,raw,echo=0,link={far}");
        pair.Until(() => Path.Exists(far) && Path.Exists(site.Line("meters")), "the pair of terminals");
        var store = Path.Combine(site.Folder, "store.json");
        File.WriteAllText(store, JsonSerializer.Serialize(new[]
        {
            new { port = far, baud = 9600, units = new Dictionary<int, object> { [ModbusSite.Sdm120] = Meter(), [ModbusSite.XyMd02] = Air() } },
        }));
        pymodbus = OtherProgram.Script("modbus_slave.py", store);
        pymodbus.Until(() => pymodbus.Heard.Contains("ready"), "readiness");
        end = new TerminalEnd(SimulatedSite.Read(site.File), "meters");
    }

    public void Dispose()
    {
        end.Dispose();
        pymodbus.Dispose();
        pair.Dispose();
        site.Dispose();
    }

    [Fact]
    public void Singles_and_tenths_are_read_as_another_make_sends_them_and_what_is_taken_away_is_silence()
    {
        end.LiveUntil(() => end.Facts<GaugeRead>().Select(read => read.Gauge.Name).Distinct().Count() == 2);
        Assert.Equal("Voltage 229.7, Current 3.21, Power 712.5, PowerFactor 0.97, Frequency 49.98, Energy 1234500", Said("mains-meter"));
        Assert.Equal("Temperature -7.5, Humidity 63.4", Said("air"));
        // NaN, the higher word first.
        pymodbus.Say($"measured {ModbusSite.Sdm120} 12 {0x7FC0} 0");
        end.LiveUntil(() => end.Facts<GaugeSilent>().Any(silent => silent.Gauge.Name == "mains-meter"));
        var from = end.Told.Count;
        end.HearOn();
        Assert.DoesNotContain(end.Facts<GaugeRead>(from), read => read.Gauge.Name == "mains-meter");
        Assert.Contains(end.Facts<GaugeRead>(from), read => read.Gauge.Name == "air");
    }

    private string Said(string gauge) => string.Join(", ", end.Facts<GaugeRead>().First(read => read.Gauge.Name == gauge).Values
        .Select(value => FormattableString.Invariant($"{value.Quantity} {Math.Round(value.Value, 2)}")));

    /// <summary>By the public map; between its values an SDM120 holds 0.</summary>
    private static object Meter()
    {
        var map = new int[0x4A];
        Put(0x00, 0x4365, 0xB333); // 229.7
        Put(0x06, 0x404D, 0x70A4); // 3.21
        Put(0x0C, 0x4432, 0x2000); // 712.5
        Put(0x1E, 0x3F78, 0x51EC); // 0.97
        Put(0x46, 0x4247, 0xEB85); // 49.98
        Put(0x48, 0x449A, 0x5000); // 1234.5
        return new { measured = new Dictionary<int, int[]> { [0] = map } };

        void Put(int at, int high, int low) => (map[at], map[at + 1]) = (high, low);
    }

    private static object Air() => new { measured = new Dictionary<int, int[]> { [1] = [0x10000 - 75, 634] } };
}

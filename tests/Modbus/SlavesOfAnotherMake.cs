using System.Text;
using System.Text.Json;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>
/// Slaves that pymodbus answers for, behind pairs of pseudo-terminals, and our drivers on real lines at the other ends.
/// </summary>
public sealed class SlavesOfAnotherMake : IDisposable
{
    /// <summary>A board is asked at least every 4 s, a silent one too. Our own number.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(20);
    private static readonly string[] Lines = ["slots", "jk", "daly", "p81"];

    private readonly ModbusSite site = new();
    private readonly List<OtherProgram> programs = [];

    public SlavesOfAnotherMake()
    {
        try
        {
            foreach (var line in Lines) programs.Add(Pair(line));
            foreach (var (line, pair) in Lines.Zip(programs))
                pair.Until(() => Path.Exists(Far(line)) && Path.Exists(site.Line(line)), "the pair of terminals");
            var store = Path.Combine(site.Folder, "store.json");
            File.WriteAllText(store, JsonSerializer.Serialize(Store()));
            programs.Add(Pymodbus = OtherProgram.Script("modbus_slave.py", store));
            Pymodbus.Until(() => Pymodbus.Heard.Contains("ready"), "readiness");
            var settings = SiteFile.Read(site.File);
            Assert.Empty(settings.Faults);
            Drivers = new Workbench(settings.Settings!);
            Assert.True(Drivers.Until(() => Drivers.UpCount == Lines.Length, Workbench.OpensWithin).Result, string.Join("; ", Drivers.Down));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Workbench Drivers { get; } = null!;

    internal OtherProgram Pymodbus { get; } = null!;

    /// <summary>How often the drivers have written this.</summary>
    public int Written(string line) => Pymodbus.Heard.Count(heard => heard == line);

    /// <summary>Lets the drivers work until something is so, or says what they saw instead.</summary>
    public void Until(Func<bool> isSo, int slot)
    {
        Assert.True(Drivers.Until(isSo, ToldWithin).Result,
            $"{Drivers.Sight[slot]}; written: {string.Join(", ", Pymodbus.Heard)}; down: {string.Join(", ", Drivers.Down)}");
    }

    public void Dispose()
    {
        Drivers?.Dispose();
        foreach (var program in programs) program.Dispose();
        site.Dispose();
    }

    private string Far(string line) => site.Line($"{line}.far");

    private OtherProgram Pair(string line) =>
        OtherProgram.Start("socat", "socat", $"pty,raw,echo=0,link={site.Line(line)}", $"pty,raw,echo=0,link={Far(line)}");

    private object[] Store() =>
    [
        new
        {
            port = Far("slots"), baud = 115_200,
            units = new Dictionary<int, object>
            {
                [ModbusSite.Doors] = Bits(coils: 12, inputs: 16),
                [ModbusSite.Chargers] = Bits(coils: 8, inputs: 0),
                [ModbusSite.SlotBoard] = Registers((0, SlotBoard()), (52, Serial("YA48240000000011"))),
            },
        },
        new
        {
            port = Far("jk"), baud = 115_200,
            units = new Dictionary<int, object>
            {
                [ModbusSite.Jk] = Registers((0x1240, Jk()), (0x1400, Serial("YA48240000000012"))),
                [ModbusSite.JkWithoutSerial] = Registers((0x1240, Jk()), (0x1400, Serial("YA48240000000015"))),
            },
        },
        new
        {
            port = Far("daly"), baud = 9600,
            units = new Dictionary<int, object> { [ModbusSite.Daly] = Registers((0, DalyD2()), (0xA9, Serial("YA48240000000013"))) },
        },
        new
        {
            port = Far("p81"), baud = 9600, answers_from = new Dictionary<int, int> { [ModbusSite.DalyP81] = 0x51 },
            units = new Dictionary<int, object> { [ModbusSite.DalyP81] = Registers((0, DalyP81()), (0x178, Serial("YA48240000000014"))) },
        },
    ];

    /// <summary>All doors closed and all slots holding something; all relays off.</summary>
    private static object Bits(int coils, int inputs) => new
    {
        coils = new Dictionary<int, int[]> { [0] = new int[coils] },
        inputs = inputs == 0 ? [] : new Dictionary<int, int[]> { [0] = [.. Enumerable.Repeat(1, inputs)] },
    };

    private static object Registers(params (int First, int[] Values)[] blocks) =>
        new { registers = blocks.ToDictionary(block => block.First, block => block.Values) };

    private static int[] Serial(string serial) => [.. Encoding.ASCII.GetBytes(serial).Chunk(2).Select(two => two[0] << 8 | two[1])];

    /// <summary>The public map of the slot board: 50.40 V, -1.5 A, 25.0 to 26.0 °C, 61 %, 13 cells.</summary>
    private static int[] SlotBoard()
    {
        var map = new int[52];
        (map[7], map[8], map[9], map[10]) = (5040, 5040, 0xFFFF, 0x10000 - 1500);
        (map[13], map[15], map[17]) = (2982, 2987, 2992);
        for (var cell = 18; cell < 30; cell++) map[cell] = 3877;
        (map[33], map[46], map[47], map[48]) = (3876, 61, 99, 1);
        return map;
    }

    /// <summary>The map of JK's Modbus from 1240 on, addresses by bytes: 52.100 V, 2.500 A, 21.5 and -3.0 °C, 87 %, 13 cells.</summary>
    private static int[] Jk()
    {
        var map = new int[95];
        map[0x01] = 0x1FFF;
        (map[(0x92 - 0x40) / 2], map[(0x9A - 0x40) / 2]) = (52_100, 2500);
        (map[(0x9C - 0x40) / 2], map[(0x9E - 0x40) / 2]) = (215, 0x10000 - 30);
        map[(0xA6 - 0x40) / 2] = 87;
        return map;
    }

    /// <summary>54.1 V, -5.0 A, 18 and 20 °C, 92.4 %, 13 cells.</summary>
    private static int[] DalyD2()
    {
        var map = new int[62];
        (map[0x20], map[0x21], map[0x28], map[0x29], map[0x2A]) = (58, 60, 541, 29_950, 924);
        (map[0x31], map[0x32]) = (13, 2);
        return map;
    }

    /// <summary>The same pack with the newer map, 45 %.</summary>
    private static int[] DalyP81()
    {
        var map = new int[0x80];
        (map[0x30], map[0x31], map[0x38], map[0x39], map[0x3A]) = (58, 60, 541, 29_950, 450);
        (map[0x3C], map[0x3D]) = (13, 2);
        return map;
    }
}

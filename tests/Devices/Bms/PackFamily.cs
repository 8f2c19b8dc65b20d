using System.Text.RegularExpressions;
using YongAi.Edge.Devices.Bms;
using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>One make on both sides of a line: the driver's and the simulated board's, which share no code.</summary>
/// <param name="Name">As site files say it.</param>
/// <param name="Baud">Its line.</param>
/// <param name="Make">For the driver.</param>
/// <param name="Tongue">For the board.</param>
internal sealed partial record PackFamily(string Name, int Baud, PackMake Make, Func<FaultSpot, IPackTongue> Tongue)
{
    private static readonly ImmutableArray<PackFamily> Known =
    [
        new("jbd", 9600, new JbdMake(), _ => new JbdTongue()),
        new("daly-a5", 9600, new DalyA5Make(), _ => new DalyA5Tongue()),
        new("daly-d2", 9600, new DalyModbusMake(DalyMap.D2, new SerialRegisters(0xB9, 16)), line => DalyMemory.D2.Tongue(0xB9, 16, line))
        {
            PackWords = ", \"serial\": { \"register\": 185, \"registers\": 16 }",
        },
        new("daly-p81", 9600, new DalyModbusMake(DalyMap.P81, new SerialRegisters(0x18D, 8)), line => DalyMemory.P81.Tongue(0x18D, 8, line))
        {
            PackWords = ", \"serial\": { \"register\": 397, \"registers\": 8 }",
        },
        new("jk-4e57", 115_200, new Jk4E57Make(), _ => new Jk4E57Tongue()),
        new("jk-modbus", 115_200, new JkModbusMake(1, new SerialRegisters(0x1450, 8)), line => JkMemory.Tongue(1, 0x1450, 8, line))
        {
            PackWords = ", \"serial\": { \"register\": 5200, \"registers\": 8 }",
        },
        new("niu", 9600, new NiuMake(), _ => new NiuTongue()) { LineWords = ", \"format\": \"8E1\"" },
    ];

    /// <summary>What the site file says of its line beside path and speed.</summary>
    public string LineWords { get; init; } = "";

    /// <summary>What the site file says of the pack beside family and line.</summary>
    public string PackWords { get; init; } = "";

    public static ImmutableArray<string> Names { get; } = [.. Known.Select(family => family.Name)];

    public static PackFamily Of(string name) => Known.Single(family => family.Name == name);

    /// <summary>The demonstration's site with packs of this make.</summary>
    public string InSite(string text) => PackLine().Replace(text, $"$1 {Baud}{LineWords} }}")
        .Replace("\"family\": \"jbd\"", $"\"family\": \"{Name}\"{PackWords}", StringComparison.Ordinal);

    [GeneratedRegex("""("pack-[0-9]+": \{ "path": "[^"]*", "baud":) 9600 \}""")]
    private static partial Regex PackLine();
}

using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads of what make the pack behind a connector is, and where it keeps its serial.</summary>
internal static class SitePacks
{
    public const string JkModbus = "jk-modbus";
    private const string Jbd = "jbd", DalyA5 = "daly-a5", DalyD2 = "daly-d2", DalyP81 = "daly-p81", Jk4E57 = "jk-4e57", Niu = "niu";

    /// <summary>Makes that carry no address, or one and the same: a pack is alone on its line.</summary>
    public static readonly string[] WithoutAddress = [Jbd, DalyA5, DalyD2, DalyP81, Jk4E57, Niu];

    /// <summary>The make of a pack; its line has been read.</summary>
    public static PackMake Read(SiteSection pack, SiteLines lines, string line, SiteFaults faults)
    {
        var family = pack.Word("family", [.. WithoutAddress, JkModbus]);
        var address = pack.Whole("address", 1, 247, 1);
        var serial = pack.Find("serial") is { } at ? SiteSection.Read(at, faults, Serial) : (SerialRegisters?)null;
        if (family is DalyD2 or DalyP81 or JkModbus && serial is null)
            faults.Add(pack.Node, "这种电池的序列号存在哪些寄存器各厂不同，请写 \"serial\": { \"register\": …, \"registers\": … }",
                "where packs of this make keep their serial differs: write \"serial\": { \"register\": …, \"registers\": … }");
        if (family == Niu && lines.FormatOf(line) is { } format && format != LineFormat.Bits8E1)
            faults.Add(pack.Find("line")!, $"小牛电池用偶校验，请给线路“{line}”写 \"format\": \"8E1\"",
                $"NIU packs speak with even parity: write \"format\": \"8E1\" for line '{line}'");
        lines.Attach(pack, line, family, family == JkModbus ? address : 0, faults);
        return family switch
        {
            DalyA5 => new DalyA5Make(),
            DalyD2 => new DalyModbusMake(DalyMap.D2, serial ?? default),
            DalyP81 => new DalyModbusMake(DalyMap.P81, serial ?? default),
            Jk4E57 => new Jk4E57Make(),
            JkModbus => new JkModbusMake((byte)address, serial ?? default),
            Niu => new NiuMake(),
            _ => new JbdMake(),
        };
    }

    /// <summary>Two letters a register; a serial has 8 to 32.</summary>
    public static SerialRegisters Serial(SiteSection section) =>
        new(section.Whole("register", 0, 65535), section.Whole("registers", 4, 16));
}

using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>
/// The questions of every family: readings only. A test decodes each of them, and every run of bytes within all of them, and finds no order.
/// </summary>
public static class Questions
{
    /// <summary>DIP switches reach 31 or 32 (hardware 1.1); whoever has 0 is not seen in any source.</summary>
    private const int A80Last = 32;
    private const int WklyLast = 31, Cu16Last = 14, WinnsenLast = 16, Dc02Last = 15, ModbusLast = 31;

    /// <summary>Beyond the DIP switches: where inverters and JK packs are often set. Our own choice.</summary>
    private static readonly ImmutableArray<int> ModbusMore = [40, 247];

    /// <summary>CU16 drivers wait for 100 to 200 ms (hardware 1.3); a pack's board may have been asleep.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(200), Sleepy = TimeSpan.FromMilliseconds(300);

    /// <summary>Packs with 8N1: they have no address, so there are few questions.</summary>
    public static IEnumerable<Probe> Packs =>
    [
        Pack("jbd", [0xDD, 0xA5, 0x03, 0x00, 0xFF, 0xFD, 0x77]),
        Pack("daly-a5", DalyA5(0x90)),
        Pack("daly-d2", Modbus(0xD2, ModbusFrames.ReadRegisters, 0x0028, 3)),
        Pack("daly-p81", Modbus(0x81, ModbusFrames.ReadRegisters, 0x0038, 3)),
        Pack("jk-4e57", [0x4E, 0x57, 0, 0x13, 0, 0, 0, 0, 0x06, 0x03, 0, 0, 0, 0, 0, 0, 0x68, 0, 0, 0x01, 0x29]),
    ];

    /// <summary>Packs with 8E1.</summary>
    public static IEnumerable<Probe> EvenPacks => [Pack("niu", Niu(0x2D, 0x0F))];

    /// <summary>Everything with an address, up to the highest of each family or a lower one.</summary>
    public static IEnumerable<Probe> Addressed(int upTo) =>
    [
        .. Row("8a80", 1, Math.Min(upTo, A80Last), a => Xored([0x80, (byte)a, 0x01, 0x33])),
        .. Row("cu16", 0, Math.Min(upTo, Cu16Last), a => Summed([0x02, (byte)(a << 4), 0x30, 0x03])).Select(probe => probe with { Wait = Slow }),
        .. Row("wkly", 0, Math.Min(upTo, WklyLast), a => Xored([0x57, 0x4B, 0x4C, 0x59, 0x08, (byte)a, 0x84])),
        .. ModbusBoards(Math.Min(upTo, ModbusLast)),
        .. Row("winnsen", 1, Math.Min(upTo, WinnsenLast), a => [0x90, 0x06, 0x12, (byte)a, 0x01, 0x03]),
        .. Row("dc02", 1, Math.Min(upTo, Dc02Last), a => [0xDC, 0x02, (byte)a, 0x11, 0x01, 0x01, (byte)(a + 0x13)]),
    ];

    /// <summary>What a board that answered is asked besides, so that it says what it is and holds.</summary>
    public static IEnumerable<Probe> MoreOf(Probe answered)
    {
        var address = (byte)(answered.Address ?? 0);
        return answered.Family switch
        {
            "8a80" => [answered with { Question = [.. Xored([0x80, address, 0x00, 0x33])], Wait = Slow }],
            "jbd" => [answered with { Question = [0xDD, 0xA5, 0x05, 0x00, 0xFF, 0xFB, 0x77] }],
            "daly-a5" => [answered with { Question = [.. DalyA5(0x57)] }],
            "niu" => [answered with { Question = [.. Niu(0x09, 0x10)] }],
            Probe.Modbus =>
            [
                Registers("modbus-relay", address, ModbusFrames.ReadInputs, 0, 8), Registers("slot-board", address, ModbusFrames.ReadRegisters, 0, 52),
                Registers("jk-modbus", address, ModbusFrames.ReadRegisters, 0x1290, 12),
            ],
            _ => [],
        };
    }

    private static IEnumerable<Probe> ModbusBoards(int last)
    {
        foreach (var address in Enumerable.Range(1, last).Concat(ModbusMore))
        {
            yield return Registers("modbus-relay", address, ModbusFrames.ReadCoils, 0, 8);
            yield return Registers("slot-board", address, ModbusFrames.ReadRegisters, 0, 1);
        }
    }

    private static Probe Registers(string protocol, int address, byte function, int from, int count) =>
        new(Probe.Modbus, protocol, address, [.. Modbus((byte)address, function, from, count)]);

    private static Probe Pack(string family, byte[] question) => new(family, family, null, [.. question]) { Wait = Sleepy, Tries = 2 };

    private static IEnumerable<Probe> Row(string family, int first, int last, Func<int, byte[]> question) =>
        Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(address => new Probe(family, family, address, [.. question(address)]));

    private static byte[] Modbus(byte address, byte function, int from, int count)
    {
        var frame = new byte[ModbusFrames.Length];
        ModbusFrames.Write(frame, address, function, from, count);
        return frame;
    }

    private static byte[] DalyA5(byte id) => Summed([0xA5, 0x40, id, 0x08, 0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Four wake bytes, then the item with 33h added (hardware 2.4).</summary>
    private static byte[] Niu(byte item, byte length)
    {
        byte[] frame = [0x68, 0x31, 0xCE, 0x68, 0x02, 0x02, (byte)(item + 0x33), (byte)(length + 0x33)];
        return [0xFE, 0xFE, 0xFE, 0xFE, .. Summed(frame), 0x16];
    }

    private static byte[] Xored(byte[] frame) => [.. frame, Checksums.Xor(frame)];

    private static byte[] Summed(byte[] frame) => [.. frame, Checksums.Sum8(frame)];
}

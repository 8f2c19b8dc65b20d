using System.Text;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A JBD board as its protocol page describes it; written apart from the driver.</summary>
internal sealed class JbdPart : IPart
{
    public string Name { get; set; } = "YA48240000000001";
    public byte[] Info { get; set; } = Basic();
    public bool IsThere { get; set; } = true;

    /// <summary>Questions that it swallows because it sleeps.</summary>
    public int Swallows { get; set; }
    public bool AnswersName { get; set; } = true;
    public bool AnswersInfo { get; set; } = true;
    public Func<byte[], byte[]> Wire { get; set; } = reply => reply;

    public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
    {
        if (!IsThere || Sleeps()) return [];
        if (request[2] == 0x05 && AnswersName) return [(40, Wire(Reply(0x05, Encoding.ASCII.GetBytes(Name))))];
        if (request[2] == 0x03 && AnswersInfo) return [(60, Wire(Reply(0x03, Info)))];
        return [];
    }

    public static byte[] Reply(byte command, byte[] data)
    {
        var sum = data.Length + data.Sum(b => b);
        var check = (0x10000 - sum) & 0xFFFF;
        return [0xDD, command, 0x00, (byte)data.Length, .. data, .. Two(check), 0x77];
    }

    /// <summary>The data of command 03 of a 13-cell pack.</summary>
    public static byte[] Basic(int centivolts = 4812, int centiamps = 0, int charge = 76, int protections = 0, int cells = 13,
        params int[] decikelvins)
    {
        int[] sensors = decikelvins.Length == 0 ? [2981, 2991] : decikelvins;
        byte[] start =
        [
            .. Two(centivolts), .. Two(centiamps & 0xFFFF), .. Two(1824), .. Two(2400), .. Two(17), .. Two(0x2C7C),
            .. Two(0), .. Two(0), .. Two(protections), 0x20, (byte)charge, 0x03, (byte)cells, (byte)sensors.Length,
        ];
        return [.. start, .. sensors.SelectMany(Two)];
    }

    private bool Sleeps()
    {
        if (Swallows == 0) return false;
        Swallows--;
        return true;
    }

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)(value & 0xFF)];
}

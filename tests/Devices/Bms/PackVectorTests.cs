using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>Every published frame of the packs beside JBD: its check holds, and a misprinted one is refused.</summary>
public sealed class PackVectorTests
{
    public static TheoryData<string, string, Mark> DalyA5 => Data(Frames.DalyA5);
    public static TheoryData<string, string, Mark> Modbus => Data([.. Frames.DalyModbus, .. Frames.JkModbus]);
    public static TheoryData<string, string, Mark> Jk4E57 => Data(Frames.Jk4E57);
    public static TheoryData<string, string, Mark> Niu => Data(Frames.Niu);

    [Theory, MemberData(nameof(DalyA5))]
    public void A_daly_frame_of_13_bytes_ends_in_the_sum_of_its_bytes(string name, string hex, Mark mark)
    {
        foreach (var frame in Convert.FromHexString(hex).Chunk(13))
            Assert.True((Checksums.Sum8(frame.AsSpan(..^1)) == frame[^1]) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Modbus))]
    public void A_modbus_frame_of_a_pack_ends_in_its_crc(string name, string hex, Mark mark)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.True((Checksums.Crc16Modbus(bytes.AsSpan(..^2)) == (bytes[^1] << 8 | bytes[^2])) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Jk4E57))]
    public void A_jk_frame_ends_in_the_sum_of_its_bytes_and_is_as_long_as_it_says(string name, string hex, Mark mark)
    {
        var bytes = Convert.FromHexString(hex);
        var fits = (bytes[2] << 8 | bytes[3]) == bytes.Length - 2 && bytes[^5] == 0x68 && (bytes[^4] | bytes[^3]) == 0
            && (bytes[..^4].Sum(b => b) & 0xFFFF) == (bytes[^2] << 8 | bytes[^1]);
        Assert.True(fits == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Niu))]
    public void A_niu_frame_ends_in_the_sum_of_its_bytes_and_16(string name, string hex, Mark mark)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.True((Checksums.Sum8(bytes.AsSpan(..^2)) == bytes[^2] && bytes[^1] == 0x16) == (mark != Mark.X), name);
    }

    private static TheoryData<string, string, Mark> Data(ImmutableArray<Vector> vectors)
    {
        var data = new TheoryData<string, string, Mark>();
        foreach (var vector in vectors) data.Add(vector.Name, vector.Hex, vector.Mark);
        return data;
    }
}

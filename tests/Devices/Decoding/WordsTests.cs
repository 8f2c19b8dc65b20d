using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>Whatever is read has a name in Chinese.</summary>
public sealed class WordsTests
{
    [Fact]
    public void Every_field_and_every_meaning_has_a_word_in_Chinese()
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var decoded in Printed.All.Concat(Printed.Captured).Select(frame =>
            frame.Decoded).Concat(WholeMaps()).Concat(AllBits()))
            foreach (var field in decoded.Fields)
            {
                if (Words.Field(field.Name) is null) missing.Add(field.Name);
                if (field.Meaning is { } meaning && Words.Meaning(meaning) is null) missing.Add(meaning);
                if (field.Value is Names names) missing.UnionWith(names.Set.Where(name => Words.Meaning(name) is null));
            }
        Assert.Empty(missing);
    }

    [Fact]
    public void A_number_in_a_name_stays_beside_its_word()
    {
        Assert.Equal("单体 12", Words.Field("cell_12"));
        Assert.Equal("锁状态 2", Words.Field("lock_2_state"));
        Assert.Equal("寄存器 00A2", Words.Field("register_00A2"));
        Assert.Equal("充电过流（2 级）", Words.Meaning("charge-over-current-2"));
        Assert.Equal("单体 17", Words.Meaning("cell-17"));
        Assert.Null(Words.Field("nobody_knows_this"));
    }

    /// <summary>Every register of every map, all bits set.</summary>
    private static IEnumerable<Decoded> WholeMaps()
    {
        foreach (var (protocol, ask, answer) in new[] { ("daly-d2", 0xD2, 0xD2), ("daly-p81", 0x81, 0x51),
            ("slot-board", 1, 1), ("jk-modbus", 1, 1), ("modbus-relay", 1, 1), ("riden", 1, 1), ("dtsu666", 1, 1), ("pzem", 1, 1) })
            for (var start = 0; start < 0x9000; start += 50)
            {
                var request = Crc([(byte)ask, 3, (byte)(start >> 8), (byte)(start & 0xFF), 0, 100]);
                var decoded = FrameDecoder.Decode(protocol, Crc([(byte)answer, 3, 200, .. Enumerable.Repeat((byte)0xFF,
                    200)]), request);
                Assert.True(decoded.IsRight, Shown.Of(decoded));
                yield return decoded;
            }
    }

    /// <summary>Daly 97 and 98, JBD 03 with all bits, all tags of JK.</summary>
    private static IEnumerable<Decoded> AllBits()
    {
        foreach (var id in Enumerable.Range(0, 0x100))
        {
            byte[] frame = [0xA5, 0x01, (byte)id, 0x08, .. Enumerable.Repeat((byte)0xFF, 8)];
            yield return FrameDecoder.Decode("daly-a5", [.. frame, Checksums.Sum8(frame)]);
            byte[] jbd = [0, 23, .. Enumerable.Repeat((byte)0xFF, 22), 0];
            var check = Checksums.JbdCheck(jbd);
            yield return FrameDecoder.Decode("jbd", [0xDD, 0x03, .. jbd, (byte)(check >> 8), (byte)(check & 0xFF), 0x77]);
            for (var width = 1; width < 25; width++)
                yield return FrameDecoder.Decode("jk-4e57", [0x4E, 0x57, 0, (byte)(19 + width),
                    0, 0, 0, 0, 6, 0, 1, (byte)id, .. Enumerable.Repeat((byte)0xFF, width), 0, 0]);
        }
    }

    private static byte[] Crc(byte[] bytes)
    {
        var crc = Checksums.Crc16Modbus(bytes);
        return [.. bytes, (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }
}

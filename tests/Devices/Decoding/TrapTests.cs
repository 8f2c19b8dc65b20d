using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>What is easily read wrong in these protocols.</summary>
public sealed class TrapTests
{
    [Fact]
    public void A_wrong_check_is_named_by_its_place_and_what_should_stand_there() => Assert.StartsWith(
        "byte 4 is 9C and should be 9B: the check, XOR of the bytes before", Decode("8a80",
        "8A0101119C").Fault!.English, StringComparison.Ordinal);

    [Fact]
    public void Seven_bytes_of_80_are_read_in_the_order_of_the_wire()
    {
        var decoded = With(Checksums.Xor, "8a80", "800104020133");
        Assert.Equal(("1", "1", "1"), (decoded.Field("level_1"), decoded.Field("level_10"), decoded.Field("level_19")));
        Assert.Equal(3, decoded.Fields.Count(field => field.Name.StartsWith("level_",
            StringComparison.Ordinal) && field.Value == new Measure(1)));
    }

    [Fact]
    public void The_two_answers_of_Winnsen_swap_status_and_lock()
    {
        var opened = Decode("winnsen", "90078501090203");
        Assert.Equal(("9", "02"), (opened.Field("lock"), opened.Field("status")));
        var state = Decode("winnsen", "90079201020903");
        Assert.Equal(("9", "02"), (state.Field("lock"), state.Field("status")));
    }

    [Fact]
    public void A_WKLY_door_event_has_no_status_byte() =>
        Assert.Equal(("3", "FF"), (With(Checksums.Xor, "wkly", "574B4C590A008503FF").Field("lock"),
            With(Checksums.Xor, "wkly", "574B4C590A008503FF").Field("state")));

    [Fact]
    public void A_current_of_JBD_is_negative_while_discharging()
    {
        var data = "0617FB2E01F301F400002C7C00000000000080640304030B8D0B8C0B88";
        Assert.Equal("-12.34", Jbd(data).Field("current"));
    }

    [Theory]
    [InlineData("A501900802080208753101C2", "0.1")]
    [InlineData("A501900802080208752F01C2", "-0.1")]
    public void A_current_of_Daly_counts_from_30000(string hex, string amperes) =>
        Assert.Equal(amperes, With(Checksums.Sum8, "daly-a5", hex).Field("current"));

    [Fact]
    public void Each_fault_bit_of_Daly_has_its_own_name()
    {
        var seen = new HashSet<string>();
        for (var at = 0; at < 7; at++)
            for (var bit = 0; bit < (at is 3 or 6 ? 4 : 8); bit++)
            {
                var data = new byte[8];
                data[at] = (byte)(1 << bit);
                var name = With(Checksums.Sum8, "daly-a5", "A5019808" + Convert.ToHexString(data)).Field("faults");
                Assert.True(seen.Add(name) && !name.Contains("bit-", StringComparison.Ordinal), name);
            }
        Assert.Equal(48, seen.Count);
    }

    [Fact]
    public void A_public_frame_with_an_alarm_names_it()
    {
        var alarms = Printed.Captured.Where(frame => frame.Protocol == "daly-d2").Select(frame => frame.Decoded)
            .Where(decoded => decoded.Fields.Any(field => field.Name == "faults")).Select(decoded =>
                decoded.Field("faults")).Where(name => name != "[]");
        Assert.Equal(["[charge-temperature-high-1]", "[cell-voltage-high-1]", "[voltage-difference-1]",
            "[charge-over-current-1]",
            "[front-end-chip]", "[charge-mos-over-temperature]", "[temperature-difference-2]",
            "[temperature-difference-1 temperature-difference-2]",
            "[temperature-difference-1]"], alarms);
    }

    [Theory]
    [InlineData("8400C8", "98")]
    [InlineData("8480D0C001", "2.08")]
    [InlineData("8407D0C001", "-20")]
    [InlineData("842AF8C000", "-10")]
    [InlineData("84251CC000", "5")]
    public void A_current_of_JK_is_read_by_its_protocol_version(string data, string amperes) =>
        Assert.Equal(amperes, Jk(data).Field("current"));

    [Theory]
    [InlineData("800064", "100")]
    [InlineData("800065", "-1")]
    [InlineData("80008C", "-40")]
    public void A_temperature_of_JK_above_100_is_below_zero(string data, string celsius) =>
        Assert.Equal(celsius, Jk(data).Field("mos_temperature"));

    [Fact]
    public void An_unknown_tag_stops_the_reading_where_it_stands()
    {
        var decoded = Jk("850F8801");
        Assert.Equal((13, "15"), (decoded.Fault!.At, decoded.Field("soc")));
        Assert.Contains("byte 13 is 88: no known tag", decoded.Fault.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_that_comes_again_keeps_its_name_and_gets_a_number()
    {
        var decoded = Jk(string.Concat(Enumerable.Repeat("850F", 20_000)));
        Assert.True(decoded.IsRight);
        Assert.Equal("15", decoded.Field("soc_again_20000"));
        Assert.Equal("电量 再次出现 2", Words.Field("soc_again_2"));
    }

    [Fact]
    public void Addresses_of_JK_step_by_bytes()
    {
        var decoded = Modbus("jk-modbus", "01030C0000CC100000000000000FA0", "010312900006");
        Assert.Equal(("52.24", "4"), (decoded.Field("pack_voltage"), decoded.Field("current")));
        Assert.Equal("77", Modbus("jk-modbus", "010302014D", "010312A60001").Field("soc"));
    }

    [Fact]
    public void A_Daly_of_the_newer_kind_answers_by_another_address()
    {
        Assert.Contains("byte 0 is 81 and should be 51", Modbus("daly-p81", "8103020001",
            "810300CF0001").Fault!.English, StringComparison.Ordinal);
        Assert.Equal("-8.9", Printed.Captured.First(frame => frame.Protocol == "daly-p81").Decoded.Field("current"));
    }

    [Fact]
    public void An_answer_must_belong_to_its_request()
    {
        Assert.Contains("the number of data bytes, by the request", Modbus("slot-board", "0103020001",
            "010300000002").Fault!.English, StringComparison.Ordinal);
        Assert.Contains("the address of the request", Modbus("slot-board", "0203020001",
            "010300000001").Fault!.English, StringComparison.Ordinal);
        Assert.Contains("the command of the request", FrameDecoder.Decode("jbd", Hex("DD0400080F450F3D0F370F3DFEC677"),
            Hex("DDA50300FFFD77"))
            .Fault!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void A_NIU_answer_is_read_after_33h_is_taken_off_each_byte()
    {
        // 53.2 V, -1.5 A, 87 %, 2.1 h, 21 22 23 -4 degrees.
        var plain = Hex("0214FFF100005700" + "15" + "151617FC" + "0000");
        var wire = "6831CE68820F" + Convert.ToHexString([.. plain.Select(b => (byte)(b + 0x33 & 0xFF))]);
        var decoded = FrameDecoder.Decode("niu", [.. Hex("FEFE"), .. Hex(wire), Checksums.Sum8(Hex(wire)),
            0x16], Hex("6831CE68020260427516"));
        Assert.True(decoded.IsRight, Shown.Of(decoded));
        Assert.Equal(("53.2", "-1.5", "87", "2.1", "-4"), (decoded.Field("pack_voltage"), decoded.Field("current"),
            decoded.Field("soc"),
            decoded.Field("time_left"), decoded.Field("temperature_4")));
    }

    [Theory]
    [InlineData("DD A5 03 00 FF FD 77"), InlineData("0xDD,0xA5, 0x03,0x00,0xff,0xfd,0x77"),
        InlineData("dd:a5:03:00:ff:fd:77"), InlineData("0xDDA50300FFFD77")]
    public void Hex_is_taken_as_people_paste_it(string text)
    {
        Assert.True(HexText.TryRead(text, out var bytes, out var fault), fault?.English);
        Assert.Equal("DDA50300FFFD77", Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("DD A", 3), InlineData("DDA", 2), InlineData("DD A 50", 3), InlineData("DD G5", 3), InlineData("", 0),
        InlineData("DD，A5", 2), InlineData("0x", 0)]
    public void What_is_no_hex_is_told_with_its_place(string text, int at)
    {
        Assert.False(HexText.TryRead(text, out _, out var fault));
        Assert.Equal(at, fault!.At);
    }

    private static Decoded Decode(string protocol, string hex) => FrameDecoder.Decode(protocol, Hex(hex));

    private delegate byte Check(ReadOnlySpan<byte> bytes);

    private static Decoded With(Check check, string protocol, string hex)
    {
        var decoded = FrameDecoder.Decode(protocol, [.. Hex(hex), check(Hex(hex))]);
        Assert.True(decoded.IsRight, Shown.Of(decoded));
        return decoded;
    }

    private static Decoded Jbd(string data)
    {
        var body = Hex("00" + $"{data.Length / 2:X2}" + data);
        var check = Checksums.JbdCheck(body);
        return FrameDecoder.Decode("jbd", [0xDD, 0x03, .. body, (byte)(check >> 8), (byte)(check & 0xFF), 0x77]);
    }

    private static Decoded Jk(string data)
    {
        var frame = Hex($"4E57{18 + data.Length / 2:X4}00000000060001{data}0000000068");
        var sum = frame.Sum(b => b);
        return FrameDecoder.Decode("jk-4e57", [.. frame, 0, 0, (byte)(sum >> 8 & 0xFF), (byte)(sum & 0xFF)]);
    }

    private static Decoded Modbus(string protocol, string answer, string request) =>
        FrameDecoder.Decode(protocol, Crc(answer), Crc(request));

    private static byte[] Crc(string hex)
    {
        var crc = Checksums.Crc16Modbus(Hex(hex));
        return [.. Hex(hex), (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}

using System.Text.Json;
using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Tests.Host.App;

public sealed class DecodeTests
{
    private const string Basic = "DD03001D0617000001F301F400002C7C00000000000080640304030B8D0B8C0B88FA8577";

    [Fact]
    public async Task A_right_frame_is_told_field_by_field_and_ends_0()
    {
        var answer = await Command.Run("Production", "decode", "--protocol", "jbd", Basic);
        Assert.Equal(0, answer.Code);
        Assert.Empty(answer.Errors);
        Assert.Contains(answer.Out, line => line.Contains("4-5", StringComparison.Ordinal) && line.Contains("06 17",
            StringComparison.Ordinal)
            && line.Contains("总电压 pack_voltage", StringComparison.Ordinal) && line.EndsWith("15.59 V",
                StringComparison.Ordinal));
        Assert.Equal("这一帧完整无误", answer.Out[^1]);
    }

    [Fact]
    public async Task A_wrong_frame_is_told_by_its_byte_in_the_language_asked_for_and_ends_1()
    {
        var chinese = await Command.Run("Production", "decode", "--protocol", "8a80", "8A0101119C");
        Assert.Equal((1, "错误：字节 4 是 9C，应为 9B（校验：前面各字节的异或）"), (chinese.Code, chinese.Out[^1]));
        var english = await Command.Run("Production", "decode", "--protocol", "8a80", "8A0101119C", "--lang", "en");
        Assert.Equal((1, "wrong: byte 4 is 9C and should be 9B: the check, XOR of the bytes before"),
            (english.Code, english.Out[^1]));
        Assert.DoesNotContain(english.Out, line => line.Any(c => c >= '\u4e00'));
    }

    [Theory]
    [InlineData("the frame in hex is missing", "--protocol", "jbd")]
    [InlineData("--protocol NAME is missing", "DDA5")]
    [InlineData("there is no protocol 'jdb'", "--protocol", "jdb", "DDA5")]
    [InlineData("--lang is zh or en, not 'de'", "--protocol", "jbd", "--lang", "de", "DDA5")]
    [InlineData("there is no option --jsn", "--protocol", "jbd", "--jsn", "DDA5")]
    [InlineData("--request needs a value", "--protocol", "jbd", "DDA5", "--request")]
    [InlineData("--protocol is given twice", "--protocol", "jbd", "--protocol", "jbd", "DDA5")]
    [InlineData("'G' at character 3 (counted from 0) is no hex digit", "--protocol", "jbd", "DD G5")]
    [InlineData("'7' at character 2 (counted from 0) stands alone", "--protocol", "jbd", "DD7")]
    [InlineData("--request 第 2 个字符", "--protocol", "jbd", "--request", "DD7", "DD")]
    [InlineData("'DD' is not understood after --list", "--list", "DD")]
    public async Task What_is_mistyped_ends_2_and_says_where(string said, params string[] typed)
    {
        var answer = await Command.Run("Production", ["decode", .. typed]);
        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Out);
        Assert.Contains(said, answer.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_may_be_pasted_with_its_blanks() =>
        Assert.Equal(0, (await Command.Run("Production", "decode", "DD", "A5", "03", "00", "FF", "FD", "77", "--protocol",
            "jbd")).Code);

    [Fact]
    public async Task Json_is_one_object_on_one_line()
    {
        var answer = await Command.Run("Production", "decode", "--protocol", "jbd", "--json", Basic);
        using var json = JsonDocument.Parse(Assert.Single(answer.Out));
        Assert.Equal(["protocol", "ok", "error", "fields"], json.RootElement.EnumerateObject().Select(part => part.Name));
        Assert.Equal(("jbd", true, JsonValueKind.Null), (json.RootElement.GetProperty("protocol").GetString(),
            json.RootElement.GetProperty("ok").GetBoolean(), json.RootElement.GetProperty("error").ValueKind));
        var fields = json.RootElement.GetProperty("fields");
        Assert.Equal("""{"value":15.59,"unit":"V"}""", fields.GetProperty("pack_voltage").GetRawText());
        Assert.Equal("""{"value":22.6,"unit":"°C"}""", fields.GetProperty("temperature_1").GetRawText());
        Assert.Equal("""{"value":0,"unit":"A"}""", fields.GetProperty("current").GetRawText());
        Assert.Equal("""{"value":"0000","unit":null}""", fields.GetProperty("protection").GetRawText());
        Assert.Equal("""{"value":[],"unit":null}""", fields.GetProperty("faults").GetRawText());
        Assert.All(fields.EnumerateObject(),
            field => Assert.Equal(["value", "unit"], field.Value.EnumerateObject().Select(part => part.Name)));
    }

    [Fact]
    public async Task Json_of_a_wrong_frame_holds_what_came_before_and_why()
    {
        var answer = await Command.Run("Production", "decode", "--json", "--protocol", "8a80", "8A0101119C");
        Assert.Equal(1, answer.Code);
        using var json = JsonDocument.Parse(Assert.Single(answer.Out));
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal("byte 4 is 9C and should be 9B: the check, XOR of the bytes before",
            json.RootElement.GetProperty("error").GetString());
        Assert.Equal("字节 4 是 9C，应为 9B（校验：前面各字节的异或）", json.RootElement.GetProperty("error_zh").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("fields").GetProperty("lock").GetProperty("value").GetInt32());
    }

    [Fact]
    public async Task Registers_are_named_with_the_request_and_listed_without()
    {
        var bare = await Command.Run("Production", "decode", "--json", "--protocol", "modbus-relay", "0103020064B9AF");
        Assert.Contains("""
            "registers":{"value":[100],"unit":null}
            """, bare.Out[0], StringComparison.Ordinal);
        var asked = await Command.Run("Production", "decode", "--json", "--protocol", "modbus-relay", "--request",
            "01 03 80 00 00 01 AC 0A", "0103020064B9AF");
        Assert.Contains("""
            "version":{"value":1,"unit":null}
            """, asked.Out[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_names_the_protocols()
    {
        string[] names =
        [
            "8a80", "wkly", "cu16", "winnsen", "dc02", "modbus-relay", "jbd", "daly-a5", "daly-d2", "daly-p81", "jk-4e57",
            "jk-modbus", "niu", "slot-board", "riden", "sdm120", "dtsu666", "pzem", "xy-md02", "vmc", "rdm6300", "gm65",
        ];
        var list = await Command.Run("Production", "decode", "--list");
        Assert.Equal(names, list.Out.Select(line => line.Split(' ')[0]));
        using var json = JsonDocument.Parse(Assert.Single((await Command.Run("Production", "decode", "--list", "--json")).Out));
        Assert.Equal(names, json.RootElement.GetProperty("protocols").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(names, FrameDecoder.Protocols.Select(known => known.Name));
    }
}

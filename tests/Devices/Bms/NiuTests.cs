using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms.Niu;
using YongAi.Edge.Devices.Framing;
using YongAi.Simulators.Boards.Packs;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>NIU packs.</summary>
public sealed class NiuTests
{
    private const string Pack = "pack 61.2 V, 0.5 A, 80 %, 21 22 23 24 degrees";

    [Theory]
    [InlineData(0, "read serial")]
    [InlineData(1, "read pack")]
    [InlineData(2, "read cells")]
    public void Questions_are_written_as_published_after_four_bytes_that_wake(int question, string name)
    {
        var frame = new byte[32];
        Assert.Equal("FEFEFEFE" + Frames.Niu.Named(name), Convert.ToHexString(frame, 0, new NiuProtocol().WriteQuestion(frame, question)));
    }

    [Fact]
    public void Answers_are_one_reading() => Assert.Equal(
        new PackReading(PackId.From(PackBench.Serial), new Volts(61.2), new Amps(0.5), new StateOfCharge(80), new Celsius(21), new Celsius(24), 17,
            PackFaults.None) { CellVolts = new CellRange(new Volts(3.6), new Volts(3.6)) },
        Read(Named(Pack)));

    [Theory]
    [InlineData("FE")]
    [InlineData("FEFE")]
    [InlineData("FEFEFEFE")]
    public void Wake_bytes_before_an_answer_belong_to_it(string wakes) =>
        Assert.Equal(80, Read([.. Convert.FromHexString(wakes), .. Named(Pack)])!.Charge.Percent);

    [Fact]
    public void A_request_is_no_answer()
    {
        foreach (var name in new[] { "read pack", "read cells", "read versions", "read serial", "read cycles" })
            for (var question = 0; question < 3; question++)
                Assert.Equal(Heard.Nothing, new NiuProtocol().HearAnswer(Named(name), question, out _));
    }

    [Theory]
    [InlineData(9, 0xFF)]
    [InlineData(12, 0xD8)] // -40 in the form that other makes use; no negative form is known here
    public void A_temperature_that_cannot_be_is_a_broken_sensor(int at, byte raw)
    {
        var reading = Read(Changed(at, raw))!;
        Assert.Equal(PackFaults.FrontEnd, reading.Faults);
        Assert.InRange(reading.Hottest.Value, 23, 24);
    }

    [Theory]
    [InlineData("FFFB", -0.5)]
    [InlineData("8000", -3276.8)]
    [InlineData("7FFF", 3276.7)]
    public void A_current_that_leaves_the_pack_is_negative(string raw, double amps)
    {
        var data = Named(Pack)[6..^2].Select(NiuFrames.Plain).ToArray();
        Convert.FromHexString(raw).CopyTo(data, 2);
        Assert.Equal(amps, Read(NiuTongue.Frame(data))!.Amps.Value, 3);
    }

    [Fact]
    public void A_charge_of_more_than_all_cannot_be() => Assert.Null(Read(Changed(6, 101)));

    [Fact]
    public void A_cell_without_voltage_is_not_counted()
    {
        var cells = Enumerable.Range(0, 40).Select(at => (byte)(at is < 34 and not (10 or 11) ? 0x0E : 0)).ToArray();
        Assert.Equal(16, Told.By(new NiuProtocol(), Named("serial YA48240000000001"), Named(Pack), NiuTongue.Frame(cells))!.Cells);
    }

    [Fact]
    public void Every_byte_of_data_may_be_anything_after_33_was_added()
    {
        for (var raw = 0; raw < 256; raw++) Assert.Equal((byte)raw, NiuFrames.Plain((byte)(raw + 0x33 & 0xFF)));
    }

    private static byte[] Named(string name) => Convert.FromHexString(Frames.Niu.Named(name));

    private static PackReading? Read(byte[] pack) =>
        Told.By(new NiuProtocol(), Named("serial YA48240000000001"), pack, Named("17 cells of 3600 mV"));

    private static byte[] Changed(int at, byte value)
    {
        var data = Named(Pack)[6..^2].Select(NiuFrames.Plain).ToArray();
        data[at] = value;
        return NiuTongue.Frame(data);
    }
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Bms.Jk4E57;
using YongAi.Edge.Devices.Framing;
using YongAi.Simulators.Boards.Packs;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>JK boards on their UART protocol.</summary>
public sealed class Jk4E57Tests
{
    private const string Fourteen = "everything of 14 cells, 53.59 V, charging 2.08 A, 15 %";
    private const string Wake = "4E5700130000000001030000000000006800000124", ReadAll = "4E5700130000000006030000000000006800000129";

    [Fact]
    public void Questions_are_written_as_published()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.Jk4E57.Named("read all"), Convert.ToHexString(frame, 0, JkFrames.WriteQuestion(frame, JkFrames.ReadAll)));
        Assert.Equal(Frames.Jk4E57.Named("wake"), Convert.ToHexString(frame, 0, JkFrames.WriteQuestion(frame, JkFrames.Wake)));
    }

    [Fact]
    public void The_published_capture_means_what_its_source_says() => Assert.Equal(
        new PackReading(PackId.From("BT3072020120000200521001"), new Volts(53.59), new Amps(2.08), new StateOfCharge(15), new Celsius(28),
            new Celsius(30), 14, PackFaults.None) { CellVolts = new CellRange(new Volts(3.811), new Volts(3.835)), Cycles = 4 },
        Read(Named(Fourteen)));

    [Fact]
    public void A_pack_with_the_makers_id_of_the_factory_has_no_serial() => Assert.Null(Read(Named("everything of 7 cells, 26.58 V, 90 %, a factory id")));

    [Fact]
    public void A_request_or_a_report_is_no_answer_and_a_report_is_passed_over()
    {
        foreach (var name in new[] { "read all", "charge on", "charge on, type 00", "a report of its own accord, 14 cells", "answer to wake" })
            Assert.Equal(Heard.Nothing, JkFrames.Answer(Named(name), JkFrames.ReadAll, out _, out _));
        var report = Named("a report of its own accord, 14 cells");
        Assert.Equal(Heard.Stray(report.Length), JkFrames.Late(report));
        Assert.Equal(Heard.Nothing, JkFrames.Late(Named("read all")));
    }

    [Theory]
    [InlineData(0, PackFaults.SocLow)]
    [InlineData(1, PackFaults.MosHot)]
    [InlineData(2, PackFaults.PackOverVoltage)]
    [InlineData(3, PackFaults.PackUnderVoltage)]
    [InlineData(4, PackFaults.ChargeHot | PackFaults.DischargeHot)]
    [InlineData(5, PackFaults.ChargeOverCurrent)]
    [InlineData(6, PackFaults.DischargeOverCurrent)]
    [InlineData(7, PackFaults.CellDifference)]
    [InlineData(8, PackFaults.ChargeHot | PackFaults.DischargeHot)]
    [InlineData(9, PackFaults.ChargeCold | PackFaults.DischargeCold)]
    [InlineData(10, PackFaults.CellOverVoltage)]
    [InlineData(11, PackFaults.CellUnderVoltage)]
    [InlineData(12, PackFaults.SoftwareLock)]
    [InlineData(13, PackFaults.SoftwareLock)]
    [InlineData(14, PackFaults.SoftwareLock)]
    [InlineData(15, PackFaults.SoftwareLock)]
    public void Every_alarm_bit_has_its_name_or_counts_as_a_lock(int bit, PackFaults fault) =>
        Assert.Equal(fault, Read(Changed("8B0000", Tag(0x8B, 2, 1 << bit)))!.Faults);

    [Theory]
    [InlineData("C001", 0x87D0, 20.0)]
    [InlineData("C001", 0x07D0, -20.0)]
    [InlineData("C000", 9500, 5.0)]
    [InlineData("C000", 11000, -10.0)]
    public void The_sign_of_the_current_goes_by_the_version_of_the_protocol(string version, int raw, double amps) =>
        Assert.Equal(amps, Read(Changed("8480D0", Tag(0x84, 2, raw), ("C001", version)))!.Amps.Value, 6);

    [Fact]
    public void A_version_that_nobody_knows_is_not_guessed_at() => Assert.Null(Read(Changed("C001", "C002")));

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(100, 100.0)]
    [InlineData(101, -1.0)]
    [InlineData(130, -30.0)]
    public void A_temperature_above_100_is_below_zero(int raw, double celsius)
    {
        var reading = Read(Changed("81001E", Tag(0x81, 2, raw)))!;
        Assert.Equal((Math.Min(28, celsius), Math.Max(28, celsius), PackFaults.None), (reading.Coldest.Value, reading.Hottest.Value, reading.Faults));
    }

    [Theory]
    [InlineData(140)]
    [InlineData(0xFFFF)]
    public void A_broken_sensor_is_a_fault_and_does_not_count(int raw)
    {
        var reading = Read(Changed("81001E", Tag(0x81, 2, raw)))!;
        Assert.Equal((28.0, 28.0, PackFaults.FrontEnd), (reading.Coldest.Value, reading.Hottest.Value, reading.Faults));
    }

    [Theory]
    [InlineData("8314EF", "")] // no voltage
    [InlineData("8B0000", "")] // no alarms: that it has none is not known
    [InlineData("8A000E", "")]
    [InlineData("8480D0", "")]
    [InlineData("850F", "8565")] // 101 %
    [InlineData("81001E82001C", "")]
    [InlineData("B800", "880000")] // a tag without a known width hides all that follows
    [InlineData("C001", "C001C0")] // half a tag at the end
    public void What_is_missing_impossible_or_not_known_makes_the_pack_unreadable(string what, string instead) =>
        Assert.Null(Read(Changed(what, instead)));

    [Fact]
    public void A_board_is_woken_before_the_first_reading_and_after_a_silence_and_not_between()
    {
        var pack = new PackBench("jk-4e57");
        pack.Bench.Run(3_000);
        Assert.Equal(Wake, pack.Bench.SentHex.First());
        Assert.Single(pack.Bench.SentHex, hex => hex == Wake);
        pack.Board.IsThere = false;
        pack.Bench.Run(4_000);
        var sent = pack.Bench.Sent.Count;
        pack.Board.IsThere = true;
        pack.Bench.Run(3_000);
        Assert.Contains(Wake, pack.Bench.SentHex.Skip(sent - 2));
        Assert.Equal(ReadAll, pack.Bench.SentHex.Last());
    }

    [Fact]
    public void A_frame_that_does_not_end_as_it_should_is_broken_whatever_its_sum()
    {
        var frame = Named(Fourteen);
        frame[^5]--;
        frame[^1]--;
        Assert.Equal(Heard.Nothing, JkFrames.Answer(frame, JkFrames.ReadAll, out _, out var isBroken));
        Assert.True(isBroken);
    }

    [Fact]
    public void Between_two_requests_there_are_100_ms_at_least()
    {
        var pack = new PackBench("jk-4e57");
        pack.Bench.Run(10_000);
        Assert.All(pack.Bench.Sent.Zip(pack.Bench.Sent.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void A_report_between_question_and_answer_is_a_stray_and_changes_nothing()
    {
        var pack = new PackBench("jk-4e57");
        pack.Bench.Run(3_000);
        var other = new TonguePart(new Jk4E57Tongue(), PackBench.NewPack("YA48240000000999", 13));
        pack.Board.Wire = reply => [.. other.Report!, .. reply];
        pack.Bench.Run(5_000);
        Assert.All(pack.Readings, reading => Assert.Equal(PackBench.Serial, reading.Serial.Text));
        Assert.True(pack.Bench.Line.Counts.Strays > 3);
        Assert.Equal(0, pack.Bench.Line.Counts.Unanswered);
    }

    private static byte[] Named(string name) => Convert.FromHexString(Frames.Jk4E57.Named(name));

    private static string Tag(byte tag, int bytes, int value) => Convert.ToHexString(Jk4E57Tongue.Tag(tag, bytes, value));

    /// <summary>The published capture with other values in it.</summary>
    private static byte[] Changed(string what, string instead, params (string What, string Instead)[] more)
    {
        var data = Frames.Jk4E57.Named(Fourteen)[22..^18];
        foreach (var (from, to) in (ReadOnlySpan<(string, string)>)[(what, instead), .. more])
        {
            Assert.Contains(from, data, StringComparison.Ordinal);
            data = data.Replace(from, to, StringComparison.Ordinal);
        }
        return Jk4E57Tongue.Frame(JkFrames.ReadAll, 0x01, Convert.FromHexString(data));
    }

    private static PackReading? Read(byte[] everything) => Told.By(new Jk4E57Protocol(), Named("answer to wake"), everything);
}

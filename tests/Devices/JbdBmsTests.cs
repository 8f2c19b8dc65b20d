using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms.Jbd;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Asking the pack in one slot.</summary>
public sealed class JbdBmsTests
{
    [Fact]
    public void Serial_and_values_of_one_round_are_one_reading()
    {
        var (bench, _) = Slot();
        bench.Run(900);
        Assert.Equal(["DDA50500FFFB77", "DDA50300FFFD77"], bench.SentHex.Take(2));
        Assert.Equal(
            new PackRead(Fits.Slot(3), new PackReading(PackId.From("YA48240000000001"), new Volts(48.12), new Amps(0),
                new StateOfCharge(76), new Celsius(25), new Celsius(26), 13, PackFaults.None) { Cycles = 17 }),
            bench.Told[0].Input);
    }

    [Theory]
    [InlineData("basic info capture 4S", 15.59, 4, 100, PackFaults.None)]
    [InlineData("basic info cell over-voltage", 14.28, 4, 100, PackFaults.CellOverVoltage)]
    [InlineData("basic info software lock", 15.47, 4, 99, PackFaults.SoftwareLock)]
    public void Published_answers_mean_what_their_sources_say(string name, double volts, int cells, int charge, PackFaults faults)
    {
        var reading = Read(Convert.FromHexString(Frames.Jbd.Named(name))[4..^3]);
        Assert.Equal((volts, cells, charge, faults),
            (reading.Volts.Value, reading.Cells, reading.Charge.Percent, reading.Faults));
    }

    [Theory]
    [InlineData(500, 5.0)]
    [InlineData(-1250, -12.5)]
    [InlineData(-32768, -327.68)]
    public void Current_into_the_pack_is_positive(int centiamps, double amps) =>
        Assert.Equal(amps, Read(JbdPart.Basic(centiamps: centiamps)).Amps.Value, 6);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_protection_bit_is_its_own_fault(int bit) =>
        Assert.Equal((PackFaults)(1 << bit), Read(JbdPart.Basic(protections: 1 << bit)).Faults);

    [Fact]
    public void A_complaint_without_a_name_still_forbids_charging() =>
        Assert.Equal(PackFaults.SoftwareLock, Read(JbdPart.Basic(protections: 1 << 13)).Faults);

    [Theory]
    [InlineData(0x0000)]
    [InlineData(2331)]
    [InlineData(2430)]
    [InlineData(3932)]
    [InlineData(0xFFFF)]
    public void A_broken_sensor_is_a_fault_and_does_not_count(int raw)
    {
        var reading = Read(JbdPart.Basic(decikelvins: [2981, raw, 3011]));
        Assert.Equal((25.0, 28.0, PackFaults.FrontEnd), (reading.Coldest.Value, reading.Hottest.Value, reading.Faults));
    }

    [Theory]
    [InlineData(2431, -30.0)]
    [InlineData(3931, 120.0)]
    public void An_extreme_temperature_that_can_be_is_believed(int raw, double celsius)
    {
        var reading = Read(JbdPart.Basic(decikelvins: [raw]));
        Assert.Equal((celsius, celsius, PackFaults.None), (reading.Coldest.Value, reading.Hottest.Value, reading.Faults));
    }

    public static TheoryData<byte[]> Impossible => new()
    {
        JbdPart.Basic(charge: 101),
        JbdPart.Basic(decikelvins: [0, 0]),
        JbdPart.Basic()[..22],
        JbdPart.Basic()[..25],
        Array.Empty<byte>(),
    };

    [Theory, MemberData(nameof(Impossible))]
    public void Impossible_values_are_present_and_unreadable(byte[] info)
    {
        var (bench, pack) = Slot();
        pack.Info = info;
        bench.Run(900);
        Assert.Equal(new PackUnreadable(Fits.Slot(3)), bench.Told[0].Input);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SHORT")]
    [InlineData("NOT A SERIAL 12")]
    [InlineData("日本語日本語日本語")]
    [InlineData("YA482400000000010000000000000000X")]
    public void A_pack_whose_name_is_no_serial_is_unreadable(string name)
    {
        var (bench, pack) = Slot();
        pack.Name = name;
        bench.Run(900);
        Assert.All(bench.Told, told => Assert.IsType<PackUnreadable>(told.Input));
        Assert.NotEmpty(bench.Told);
    }

    [Theory]
    [InlineData("YA48240000000001\0\0\0\0")]
    [InlineData("  YA48240000000001  ")]
    public void Padding_around_a_serial_is_not_part_of_it(string name)
    {
        var (bench, pack) = Slot();
        pack.Name = name;
        bench.Run(900);
        Assert.Equal("YA48240000000001", bench.Facts<PackRead>().First().Reading.Serial.Text);
    }

    [Fact]
    public void A_sleeping_board_is_woken_by_asking_twice()
    {
        var (bench, pack) = Slot();
        pack.Swallows = 1;
        bench.Run(1000);
        Assert.Equal(["DDA50500FFFB77", "DDA50500FFFB77", "DDA50300FFFD77"], bench.SentHex.Take(3));
        Assert.IsType<PackRead>(bench.Told[0].Input);
    }

    [Fact]
    public void An_empty_connector_is_silent_in_every_round()
    {
        var (bench, pack) = Slot();
        pack.IsThere = false;
        bench.Run(10_000);
        Assert.All(bench.Told, told => Assert.Equal(new PackSilent(Fits.Slot(3), LineUp: true), told.Input));
        Assert.InRange(bench.Told.Count, 9, 12);
        Assert.Equal(3 * bench.Told.Count, bench.Sent.Count(sent => sent.At <= bench.Told[^1].At));
    }

    [Fact]
    public void The_first_two_readings_after_a_line_came_up_follow_each_other_at_once()
    {
        var (bench, _) = Slot();
        var opened = bench.Now;
        bench.Run(5_000);
        var read = bench.Told.Where(told => told.Input is PackRead).Select(told => told.At - opened).ToArray();
        Assert.True(read[1] < TimeSpan.FromSeconds(1), $"the second reading came after {read[1]}");
        Assert.True(read[2] - read[1] >= TimeSpan.FromMilliseconds(900), "then a round begins every second");
    }

    [Fact]
    public void A_reply_that_has_begun_in_time_is_heard_to_its_end()
    {
        var name = JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray());
        var bench = new LineBench(Fits.Pack()).Open();
        bench.NextSent();
        bench.Run(190);
        bench.Receive(name[..4]);
        bench.Run(40);
        bench.Receive(name[4..]);
        Assert.Equal(1, bench.Line.Counts.Answered);
    }

    [Fact]
    public void A_pack_that_says_its_name_and_no_values_is_unreadable()
    {
        var (bench, pack) = Slot();
        pack.AnswersInfo = false;
        bench.Run(1000);
        Assert.IsType<PackUnreadable>(Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void A_pack_that_says_values_and_no_name_is_unreadable()
    {
        var (bench, pack) = Slot();
        pack.AnswersName = false;
        bench.Run(1000);
        Assert.IsType<PackUnreadable>(Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void The_serial_of_an_earlier_round_is_not_lent_to_a_round_without_one()
    {
        var (bench, pack) = Slot();
        bench.Run(900);
        pack.AnswersName = false;
        bench.Run(1500);
        Assert.Equal([typeof(PackRead), typeof(PackUnreadable)], bench.Told.Select(told => told.Input.GetType()).Distinct());
    }

    [Fact]
    public void Values_of_an_earlier_round_are_not_told_again_when_none_came()
    {
        var (bench, pack) = Slot();
        bench.Run(900);
        pack.AnswersInfo = false;
        bench.Run(1500);
        Assert.Equal([typeof(PackRead), typeof(PackUnreadable)], bench.Told.Select(told => told.Input.GetType()).Distinct());
    }

    [Fact]
    public void A_reply_that_does_not_end_as_it_should_is_broken()
    {
        var reply = JbdPart.Reply(0x03, JbdPart.Basic());
        reply[^1] = 0x76;
        Assert.Equal(Heard.Nothing, JbdFrames.Reply(reply, JbdFrames.BasicInfo, out _, out var isBroken));
        Assert.True(isBroken);
    }

    [Fact]
    public void A_pack_whose_replies_are_always_damaged_is_unreadable_and_not_silent()
    {
        var (bench, pack) = Slot();
        pack.Wire = reply => [.. reply[..^2], (byte)(reply[^2] ^ 0x10), reply[^1]];
        bench.Run(5000);
        Assert.All(bench.Told, told => Assert.IsType<PackUnreadable>(told.Input));
        Assert.NotEmpty(bench.Told);
    }

    [Fact]
    public void A_pack_whose_replies_are_always_cut_off_is_unreadable_and_not_silent()
    {
        var (bench, pack) = Slot();
        pack.Wire = reply => reply[..^1];
        bench.Run(5000);
        Assert.All(bench.Told, told => Assert.IsType<PackUnreadable>(told.Input));
        Assert.NotEmpty(bench.Told);
    }

    [Fact]
    public void No_single_flipped_bit_makes_another_pack_of_it()
    {
        var whole = JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray());
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var (bench, pack) = Slot();
            var at = bit;
            pack.Wire = reply => reply[1] == 0x05 ? Flipped(reply, at) : reply;
            bench.Run(3000);
            Assert.DoesNotContain(bench.Facts<PackRead>(), read => read.Reading.Serial.Text != "YA48240000000001");
        }
    }

    [Fact]
    public void The_end_byte_inside_the_data_ends_nothing()
    {
        var (bench, pack) = Slot();
        pack.Name = "wwwwwwwwwwwwwwww";
        pack.Info = JbdPart.Basic(centivolts: 0x7777, centiamps: 0x7777);
        bench.Run(900);
        Assert.Equal("wwwwwwwwwwwwwwww", bench.Facts<PackRead>().First().Reading.Serial.Text);
    }

    [Fact]
    public void A_reply_cut_at_any_byte_is_still_one_reading()
    {
        var name = JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray());
        var info = JbdPart.Reply(0x03, JbdPart.Basic());
        for (var cut = 1; cut < info.Length; cut++)
        {
            var bench = new LineBench(Fits.Pack()).Open();
            bench.NextSent();
            bench.Receive(name[..Math.Min(cut, name.Length)]);
            bench.Receive(name[Math.Min(cut, name.Length)..]);
            bench.NextSent();
            bench.Receive(info[..cut]);
            Assert.Empty(bench.Told);
            bench.Receive(info[cut..]);
            Assert.IsType<PackRead>(Assert.Single(bench.Told).Input);
        }
    }

    [Fact]
    public void Two_glued_replies_are_one_answer_and_one_stray()
    {
        var name = JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray());
        var bench = new LineBench(Fits.Pack()).Open();
        bench.NextSent();
        bench.Receive([.. name, .. name]);
        Assert.Equal((1, 1, 0), (bench.Line.Counts.Answered, bench.Line.Counts.Strays, (int)bench.Line.Counts.NoiseBytes));
        Assert.Equal("DDA50300FFFD77", bench.NextSent());
    }

    [Theory]
    [InlineData("DD")]
    [InlineData("DDDD")]
    [InlineData("0000FF")]
    [InlineData("DD05000A3031")]
    [InlineData("DD050040")]
    public void Garbage_before_a_reply_does_not_hide_it(string garbage)
    {
        var bench = new LineBench(Fits.Pack()).Open();
        bench.NextSent();
        bench.Receive(Convert.FromHexString(garbage));
        bench.Receive(JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray()));
        bench.Run(310);
        Assert.Equal(1, bench.Line.Counts.Answered);
    }

    [Fact]
    public void A_late_name_does_not_answer_the_question_for_values()
    {
        var bench = new LineBench(Fits.Pack()).Open();
        bench.NextSent();
        bench.NextSent();
        Assert.Equal("DDA50300FFFD77", bench.NextSent());
        bench.Receive(JbdPart.Reply(0x05, "YA48240000000001"u8.ToArray()));
        Assert.Equal((0, 1), (bench.Line.Counts.Answered, bench.Line.Counts.Strays));
        bench.Receive(JbdPart.Reply(0x03, JbdPart.Basic()));
        Assert.IsType<PackUnreadable>(Assert.Single(bench.Told).Input);
    }

    [Fact]
    public void Another_pack_in_the_slot_is_another_serial_in_the_next_round()
    {
        var (bench, pack) = Slot();
        bench.Run(900);
        pack.Name = "YA60300000000002";
        pack.Info = JbdPart.Basic(centivolts: 6100, cells: 17);
        bench.Run(1000);
        Assert.Equal([("YA48240000000001", 13), ("YA60300000000002", 17)],
            bench.Facts<PackRead>().Select(read => (read.Reading.Serial.Text, read.Reading.Cells)).Distinct());
    }

    [Fact]
    public void A_pack_pulled_out_between_its_two_answers_is_not_a_reading()
    {
        var (bench, pack) = Slot();
        bench.Run(141);
        pack.IsThere = false;
        bench.Run(2500);
        Assert.Empty(bench.Facts<PackRead>());
        Assert.IsType<PackSilent>(bench.Told[^1].Input);
    }

    [Fact]
    public void Reading_again_begins_a_round_at_once_or_after_the_one_under_way()
    {
        var (bench, _) = Slot();
        bench.Run(400);
        bench.Perform(new ReadAgain(Fits.Slot(3)));
        Assert.Equal((bench.Now, "DDA50500FFFB77"), bench.Sent[^1]);
        bench.Perform(new ReadAgain(Fits.Slot(3)));
        bench.Run(300);
        Assert.Equal(4, bench.Facts<PackRead>().Count());
    }

    [Fact]
    public void A_lost_line_says_nothing_of_the_pack()
    {
        var (bench, _) = Slot();
        bench.Run(900);
        bench.Lost();
        Assert.Equal(new PackSilent(Fits.Slot(3), LineUp: false), bench.Told[^1].Input);
        bench.Open().Run(900);
        Assert.IsType<PackRead>(bench.Told[^1].Input);
    }

    [Fact]
    public void An_echoing_adapter_does_not_disturb_a_pack()
    {
        var bench = new LineBench(Fits.Pack()) { Echoes = true };
        bench.Parts.Add(new JbdPart());
        bench.Open().Run(5000);
        Assert.All(bench.Told, told => Assert.IsType<PackRead>(told.Input));
        Assert.Equal(6, bench.Told.Count);
    }

    private static (LineBench Bench, JbdPart Pack) Slot()
    {
        var bench = new LineBench(Fits.Pack());
        var pack = new JbdPart();
        bench.Parts.Add(pack);
        return (bench.Open(), pack);
    }

    private static PackReading Read(byte[] info) =>
        JbdBasicInfo.Read(PackId.From("YA48240000000001"), info) ?? throw new InvalidOperationException("the data is unreadable");

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        if (bit / 8 < flipped.Length) flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }
}

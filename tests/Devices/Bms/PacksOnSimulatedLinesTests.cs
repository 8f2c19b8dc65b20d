using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>Every make's driver against its simulated board, which was written from the tables alone, with what befalls packs.</summary>
public sealed class PacksOnSimulatedLinesTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(4);

    public static TheoryData<string> Makes => [.. PackFamily.Names];

    public static TheoryData<string, Fault> MakesAndFaultsOfLines
    {
        get
        {
            Fault[] all = [Fault.Silent, Fault.Reset, Fault.DropAnswer, Fault.Corrupt, Fault.Split, Fault.Glue, Fault.Late, Fault.Noise, Fault.Echo,
                Fault.LoseByte, Fault.ReportFirst, Fault.Exception];
            var data = new TheoryData<string, Fault>();
            foreach (var make in PackFamily.Names)
                foreach (var fault in all) data.Add(make, fault);
            return data;
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_board_that_sleeps_is_woken_and_read_within_seconds(string make)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        Assert.Equal(PackBench.Serial, line.Readings.First().Serial.Text);
        line.Pause(TimeSpan.FromMinutes(10));
        line.Told.Clear();
        line.Run(Start);
        Assert.All(line.Told, told => Assert.IsType<PackRead>(told));
        Assert.NotEmpty(line.Told);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_board_that_sleeps_deeply_hears_nothing_of_one_frame_in_however_many_pieces_it_comes(string make)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        var before = line.Counts;
        line.SlotFaults.Set(Fault.Asleep, times: 1, value: null);
        line.Run(Start);
        Assert.Equal(before with { Answered = line.Counts.Answered, Unanswered = before.Unanswered + 1 }, line.Counts);
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_hour_on_a_sound_line_loses_no_answer_and_no_byte(string make)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        var before = line.Counts;
        line.Run(TimeSpan.FromHours(1));
        Assert.Equal(before with { Answered = line.Counts.Answered }, line.Counts);
        Assert.InRange(line.Told.Count, 3_500, 3_610);
        Assert.All(line.Told, told => Assert.IsType<PackRead>(told));
    }

    [Theory, MemberData(nameof(MakesAndFaultsOfLines))]
    public void No_fault_of_a_line_makes_another_pack_and_all_pass(string make, Fault fault)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        var truth = line.Readings.First();
        line.LineFaults.Set(fault, times: 20, value: null);
        line.Run(TimeSpan.FromSeconds(20));
        line.LineFaults.Set(fault, times: 0, value: null);
        line.Run(TimeSpan.FromSeconds(5));
        line.Told.RemoveAll(told => told is not PackRead);
        line.Run(TimeSpan.FromSeconds(5));
        Assert.All(line.Readings, reading => Assert.Equal(truth, reading));
        Assert.True(line.Readings.Count() > 4, $"{line.Readings.Count()} readings");
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_that_is_exchanged_is_silent_and_then_another(string make)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        line.Exchange(null);
        line.Run(TimeSpan.FromSeconds(6));
        Assert.IsType<PackSilent>(line.Told[^1]);
        line.Exchange("YA60300000000002", cells: 17);
        line.Run(TimeSpan.FromSeconds(6));
        var last = line.Readings.Last();
        Assert.Equal(("YA60300000000002", 17), (last.Serial.Text, last.Cells));
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_that_is_exchanged_in_any_moment_of_a_round_is_never_two_packs_in_one(string make)
    {
        for (var ms = 0; ms < 1_200; ms += 20)
        {
            var line = new PackOnItsLine(make);
            line.Run(Start + TimeSpan.FromMilliseconds(ms));
            line.Exchange("YA60300000000002", cells: 17);
            line.Run(TimeSpan.FromSeconds(6));
            // Serial and cells come in different answers: one that mixes them can be told once, and the next reading takes it back.
            var mixed = line.Readings.Count(reading => (reading.Serial.Text == PackBench.Serial) != (reading.Cells == 13));
            Assert.True(mixed <= 1, $"{mixed} mixed readings after {ms} ms");
            Assert.Equal("YA60300000000002", line.Readings.Last().Serial.Text);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_dead_board_is_silent_and_an_open_sensor_and_a_strange_serial_are_told(string make)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        line.SlotFaults.Set(Fault.OpenSensor, times: null, value: null);
        line.SlotFaults.Set(Fault.SaysSerial, times: null, value: "XX99990000000001");
        line.Run(Start);
        var last = line.Readings.Last();
        Assert.Equal(("XX99990000000001", true), (last.Serial.Text, last.Faults.HasFlag(PackFaults.FrontEnd)));
        line.SlotFaults.Set(Fault.Mute, times: null, value: null);
        line.Run(TimeSpan.FromSeconds(6));
        Assert.IsType<PackSilent>(line.Told[^1]);
    }

    [Theory]
    [InlineData("jbd", 1 << 10, PackFaults.ShortCircuit)]
    [InlineData("daly-a5", 1 << 24, PackFaults.CellDifference)]
    [InlineData("daly-a5", 1 << 2, PackFaults.CellUnderVoltage)]
    [InlineData("jk-4e57", 1 << 1, PackFaults.MosHot)]
    [InlineData("daly-d2", 1 << 24, PackFaults.CellDifference)]
    [InlineData("daly-d2", 1 << 2, PackFaults.CellUnderVoltage)]
    [InlineData("daly-p81", 1 << 2, PackFaults.SoftwareLock)]
    [InlineData("jk-modbus", 1 << 17, PackFaults.MosFault)]
    [InlineData("jk-modbus", 1 << 30, PackFaults.SoftwareLock)]
    public void A_protection_bit_is_told_by_its_name(string make, int bits, PackFaults fault)
    {
        var line = new PackOnItsLine(make);
        line.Run(Start);
        line.SlotFaults.Set(Fault.Protection, times: null, value: bits.ToString(System.Globalization.CultureInfo.InvariantCulture));
        line.Run(Start);
        Assert.Equal(fault, line.Readings.Last().Faults);
    }
}

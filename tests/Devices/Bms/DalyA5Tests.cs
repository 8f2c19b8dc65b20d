using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms.DalyA5;
using YongAi.Edge.Devices.Framing;
using YongAi.Simulators.Boards.Packs;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>Daly boards on their UART protocol.</summary>
public sealed class DalyA5Tests
{
    [Theory]
    [InlineData("read battery code", DalyA5Frames.BatteryCode)]
    [InlineData("read basics", DalyA5Frames.Basics)]
    [InlineData("read temperatures", DalyA5Frames.Temperatures)]
    [InlineData("read counts", DalyA5Frames.Counts)]
    [InlineData("read faults", DalyA5Frames.Faults)]
    public void Questions_are_written_as_published(string name, byte item)
    {
        var frame = new byte[32];
        Assert.Equal(Frames.DalyA5.Named(name), Convert.ToHexString(frame, 0, DalyA5Frames.WriteRead(frame, item)));
    }

    [Theory]
    [InlineData("charging, both switches on, 24000 mAh", 0x93)]
    [InlineData("13 cells, 2 sensors, 100 cycles", DalyA5Frames.Counts)]
    [InlineData("no fault", DalyA5Frames.Faults)]
    [InlineData("basics of a log, 54.1 V, 0 A, 77.1 %", DalyA5Frames.Basics)]
    [InlineData("battery code YA48240000000001", DalyA5Frames.BatteryCode)]
    public void Answers_are_read_as_published(string name, byte item)
    {
        var bytes = Convert.FromHexString(Frames.DalyA5.Named(name));
        Assert.Equal(Heard.Frame(bytes.Length), DalyA5Frames.Reply(bytes, item, out var isBroken));
        Assert.False(isBroken);
    }

    [Fact]
    public void A_write_of_the_computer_is_no_answer_of_the_board()
    {
        foreach (var name in new[] { "discharge off", "discharge on", "charge off" })
        {
            var bytes = Convert.FromHexString(Frames.DalyA5.Named(name));
            Assert.Equal(Heard.Nothing, DalyA5Frames.Reply(bytes, bytes[2], out _));
            Assert.Equal(Heard.Nothing, DalyA5Frames.Late(bytes));
        }
    }

    [Fact]
    public void Published_answers_are_one_reading_of_54_volts() => Assert.Equal(
        new PackReading(PackId.From(PackBench.Serial), new Volts(54.1), new Amps(0), new StateOfCharge(77), new Celsius(24), new Celsius(26), 13,
            PackFaults.None),
        Read("basics of a log, 54.1 V, 0 A, 77.1 %", Frames.DalyA5.Named("no fault")));

    [Theory]
    [InlineData(0, 0x03, PackFaults.CellOverVoltage)]
    [InlineData(0, 0x0C, PackFaults.CellUnderVoltage)]
    [InlineData(0, 0x30, PackFaults.PackOverVoltage)]
    [InlineData(0, 0xC0, PackFaults.PackUnderVoltage)]
    [InlineData(1, 0x03, PackFaults.ChargeHot)]
    [InlineData(1, 0x0C, PackFaults.ChargeCold)]
    [InlineData(1, 0x30, PackFaults.DischargeHot)]
    [InlineData(1, 0xC0, PackFaults.DischargeCold)]
    [InlineData(2, 0x03, PackFaults.ChargeOverCurrent)]
    [InlineData(2, 0x0C, PackFaults.DischargeOverCurrent)]
    [InlineData(2, 0x30, PackFaults.SocHigh)]
    [InlineData(2, 0xC0, PackFaults.SocLow)]
    [InlineData(3, 0x03, PackFaults.CellDifference)]
    [InlineData(3, 0x0C, PackFaults.TemperatureDifference)]
    [InlineData(3, 0xF0, PackFaults.SoftwareLock)]
    [InlineData(4, 0x03, PackFaults.MosHot)]
    [InlineData(4, 0x0C, PackFaults.FrontEnd)]
    [InlineData(4, 0xF0, PackFaults.MosFault)]
    [InlineData(5, 0x07, PackFaults.FrontEnd)]
    [InlineData(5, 0xF8, PackFaults.SoftwareLock)]
    [InlineData(6, 0x03, PackFaults.FrontEnd)]
    [InlineData(6, 0x04, PackFaults.ShortCircuit)]
    [InlineData(6, 0xF8, PackFaults.SoftwareLock)]
    [InlineData(7, 0xFF, PackFaults.SoftwareLock)]
    public void Every_fault_bit_has_its_name_or_counts_as_a_lock(int at, int bits, PackFaults fault)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            if ((bits >> bit & 1) == 0) continue;
            var data = new byte[8];
            data[at] = (byte)(1 << bit);
            Assert.Equal(fault, Read("basics of a log, 54.1 V, 0 A, 77.1 %", Convert.ToHexString(DalyA5Tongue.Frame(0x98, data)))!.Faults);
        }
    }

    [Theory]
    [InlineData(0x73A0, -40.0)]
    [InlineData(0x7594, 10.0)]
    public void A_current_under_30000_leaves_the_pack(int raw, double amps) =>
        Assert.Equal(amps, ReadBasics(2, 0x1D, 0, 0, (byte)(raw >> 8), (byte)(raw & 0xFF), 3, 3)!.Amps.Value, 6);

    [Fact]
    public void A_charge_of_more_than_all_cannot_be() => Assert.Null(ReadBasics(2, 0x1D, 0, 0, 0x75, 0x30, 0x03, 0xE9));

    [Fact]
    public void Frames_of_a_battery_code_in_a_wrong_order_are_no_serial()
    {
        var frames = Convert.FromHexString(Frames.DalyA5.Named("battery code YA48240000000001")).Chunk(13).ToArray();
        Assert.Equal(Heard.Nothing, DalyA5Frames.Reply([.. frames[0], .. frames[2], .. frames[1], .. frames[3], .. frames[4]], 0x57, out var isBroken));
        Assert.True(isBroken);
    }

    private static PackReading? ReadBasics(params byte[] data) => Read(DalyA5Tongue.Frame(0x90, data), Convert.FromHexString(Frames.DalyA5.Named("no fault")));

    private static PackReading? Read(string basics, string faults) =>
        Read(Convert.FromHexString(Frames.DalyA5.Named(basics)), Convert.FromHexString(faults));

    private static PackReading? Read(byte[] basics, byte[] faults)
    {
        byte[][] answers =
        [
            Convert.FromHexString(Frames.DalyA5.Named("battery code YA48240000000001")), basics,
            Convert.FromHexString(Frames.DalyA5.Named("temperatures 26 and 24 degrees")),
            Convert.FromHexString(Frames.DalyA5.Named("13 cells, 2 sensors, 100 cycles")), faults,
        ];
        return Told.By(new DalyA5Protocol(), answers);
    }
}

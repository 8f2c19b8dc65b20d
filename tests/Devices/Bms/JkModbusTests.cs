using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Bms.JkModbus;
using YongAi.Edge.Devices.Framing;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>JK boards on Modbus.</summary>
public sealed class JkModbusTests
{
    private const string Live = "95 registers from 1240: 13 cells, 48.12 V, -1.5 A, 76 %, 25.1 and 26.3 degrees";
    private const int BytesBefore = 3 - 0x40;

    [Fact]
    public void The_question_counts_registers_from_an_address_of_bytes()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.JkModbus.Named("read 95 registers from 1240"), Convert.ToHexString(frame, 0, Board().WriteQuestion(frame, 1)));
    }

    [Fact]
    public void Live_data_are_one_reading() => Assert.Equal(
        new PackReading(PackId.From(PackBench.Serial), new Volts(48.12), new Amps(-1.5), new StateOfCharge(76), new Celsius(25.1),
            new Celsius(26.3), 13, PackFaults.None) { Health = null, Cycles = 0 },
        Read(_ => { }));

    [Theory]
    [InlineData(0, PackFaults.FrontEnd)]
    [InlineData(1, PackFaults.MosHot)]
    [InlineData(2, PackFaults.SoftwareLock)]
    [InlineData(3, PackFaults.FrontEnd)]
    [InlineData(4, PackFaults.CellOverVoltage)]
    [InlineData(5, PackFaults.PackOverVoltage)]
    [InlineData(6, PackFaults.ChargeOverCurrent)]
    [InlineData(7, PackFaults.ShortCircuit)]
    [InlineData(8, PackFaults.ChargeHot)]
    [InlineData(9, PackFaults.ChargeCold)]
    [InlineData(10, PackFaults.SoftwareLock)]
    [InlineData(11, PackFaults.CellUnderVoltage)]
    [InlineData(12, PackFaults.PackUnderVoltage)]
    [InlineData(13, PackFaults.DischargeOverCurrent)]
    [InlineData(14, PackFaults.ShortCircuit)]
    [InlineData(15, PackFaults.DischargeHot)]
    [InlineData(16, PackFaults.MosFault)]
    [InlineData(17, PackFaults.MosFault)]
    [InlineData(18, PackFaults.SoftwareLock)]
    [InlineData(19, PackFaults.SoftwareLock)]
    [InlineData(20, PackFaults.MosFault)]
    [InlineData(21, PackFaults.ChargeHot | PackFaults.DischargeHot)]
    [InlineData(22, PackFaults.FrontEnd)]
    [InlineData(23, PackFaults.SoftwareLock)]
    [InlineData(31, PackFaults.SoftwareLock)]
    public void Every_alarm_bit_has_its_name_or_counts_as_a_lock(int bit, PackFaults fault) =>
        Assert.Equal(fault, Read(frame => frame[BytesBefore + 0xA3 - bit / 8] = (byte)(1 << bit % 8))!.Faults);

    [Fact]
    public void Health_and_cycles_are_said_and_no_health_at_all_is_none()
    {
        var reading = Read(frame => (frame[BytesBefore + 0xB8], frame[BytesBefore + 0xB2], frame[BytesBefore + 0xB3]) = (79, 0x03, 0xE9))!;
        Assert.Equal((79, 1001), (reading.Health, reading.Cycles));
        Assert.Null(Read(frame => frame[BytesBefore + 0xB8] = 101)!.Health);
        Assert.Null(reading.CellVolts);
    }

    [Fact]
    public void A_third_sensor_counts_where_the_board_says_that_it_has_one()
    {
        var reading = Read(frame =>
        {
            frame[BytesBefore + 0xD0] |= 1 << 3;
            (frame[BytesBefore + 0xF8], frame[BytesBefore + 0xF9]) = (0x02, 0x58);
        })!;
        Assert.Equal((25.1, 60.0, PackFaults.None), (reading.Coldest.Value, reading.Hottest.Value, reading.Faults));
    }

    [Theory]
    [InlineData(0xA7, 101)]
    public void What_cannot_be_makes_the_pack_unreadable(int offset, byte value) => Assert.Null(Read(frame => frame[BytesBefore + offset] = value));

    [Fact]
    public void A_refusal_is_an_answer_that_says_nothing() =>
        Assert.Null(Told.By(Board(), Serial, Convert.FromHexString(Frames.JkModbus.Named("exception 02 to a read"))));

    [Fact]
    public void An_answer_to_another_read_is_a_stray()
    {
        var two = Convert.FromHexString(Frames.JkModbus.Named("2 registers"));
        Assert.Equal(Heard.Nothing, Board().HearAnswer(two, 1, out _));
        Assert.Equal(Heard.Stray(two.Length), Board().HearLate(two));
    }

    [Fact]
    public void Two_packs_share_a_line_by_their_addresses_and_one_may_be_missing()
    {
        var bench = new LineBench(115_200, Wiring(1, 3), Wiring(2, 4));
        var (one, two) = (Part(1, PackBench.Serial), Part(2, "YA48240000000002"));
        bench.Parts.AddRange([one, two]);
        bench.Open().Run(4_000);
        Assert.Equal([(3, PackBench.Serial), (4, "YA48240000000002")], bench.Facts<PackRead>()
            .Select(read => (read.Slot.Value, read.Reading.Serial.Text)).Distinct().Order());
        one.IsThere = false;
        bench.Run(2_000);
        bench.Told.Clear();
        bench.Run(4_000);
        Assert.All(bench.Facts<PackRead>(), read => Assert.Equal(Fits.Slot(4), read.Slot));
        Assert.All(bench.Facts<PackSilent>(), silent => Assert.Equal(Fits.Slot(3), silent.Slot));
        Assert.True(bench.Facts<PackRead>().Count() >= 3 && bench.Facts<PackSilent>().Count() >= 3);
    }

    private static byte[] Serial => ModbusEar.Sealed([1, 3, 16, .. "YA48240000000001"u8]);

    private static JkModbusProtocol Board() => new(new JkModbusMake(1, new SerialRegisters(0x1450, 8)));

    private static PackWiring Wiring(byte address, int slot) =>
        new(new JkModbusMake(address, new SerialRegisters(0x1450, 8)), Fits.Slot(slot), TimeSpan.FromSeconds(1));

    private static TonguePart Part(byte address, string serial) =>
        new(JkMemory.Tongue(address, 0x1450, 8, new FaultSpot()), PackBench.NewPack(serial, 13));

    /// <summary>The built frame with other bytes in it.</summary>
    private static PackReading? Read(Action<byte[]> change)
    {
        var frame = Convert.FromHexString(Frames.JkModbus.Named(Live));
        change(frame);
        return Told.By(Board(), Serial, ModbusEar.Sealed(frame.AsSpan(..^2)));
    }
}

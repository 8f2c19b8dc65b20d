using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Bms.DalyModbus;
using YongAi.Edge.Devices.Framing;
using YongAi.Simulators.Boards;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>Daly boards on Modbus, of both maps.</summary>
public sealed class DalyModbusTests
{
    private const string EightCells = "62 registers, 8 cells, no alarm", Sixteen = "p81 64 registers, 16 cells, 53.0 V, -8.9 A, 86.4 %";
    private const string P81Second = "p81 62 registers from 0041", P81Versions = "p81 versions, machine code 210LC210900005";
    private const int FirstAlarmAt = 3 + 2 * 0x3A, SecondBlockAlarmsAt = 3 + 2 * (0x6D - 0x41);

    [Fact]
    public void Questions_are_those_of_the_captures()
    {
        Assert.Equal([Frames.DalyModbus.Named("read machine code"), Frames.DalyModbus.Named("read 62 registers")],
            QuestionsOf(D2()));
        Assert.Equal([Frames.DalyModbus.Named("p81 read 64 registers"), Frames.DalyModbus.Named("p81 read 62 registers from 0041")],
            QuestionsOf(P81()).Skip(1));
    }

    [Theory]
    [InlineData(EightCells, 27.1, 0.0, 100, 21, 8)]
    [InlineData("62 registers, 24 cells, 79.0 V, 33.3 %", 79.0, 0.0, 33, 16, 24)]
    public void Captures_of_d2_mean_what_their_source_says(string name, double volts, double amps, int charge, double hottest, int cells)
    {
        var reading = Read(Named(name))!;
        Assert.Equal((volts, amps, charge, hottest, cells, PackFaults.None), (reading.Volts.Value, reading.Amps.Value, reading.Charge.Percent,
            reading.Hottest.Value, reading.Cells, reading.Faults));
        Assert.Equal(PackBench.Serial, reading.Serial.Text);
    }

    [Theory]
    [InlineData(EightCells, 3.339, 3.543)]
    [InlineData("62 registers, 24 cells, 79.0 V, 33.3 %", 3.291, 3.294)]
    public void The_lowest_and_the_highest_cell_are_among_those_the_board_has(string name, double lowest, double highest) =>
        Assert.Equal(new CellRange(new Volts(lowest), new Volts(highest)), Read(Named(name))!.CellVolts);

    [Fact]
    public void The_capture_of_p81_means_what_its_source_says_and_its_machine_code_is_a_serial()
    {
        // The versions hold the machine code from register 018D on: 8 registers of the capture stand for an answer of their own.
        var serial = ModbusEar.Sealed([0x51, 0x03, 16, .. Named(P81Versions).AsSpan(3 + 2 * (0x18D - 0x178), 16)]);
        var reading = Told.By(P81(), serial, Named(Sixteen), Named(P81Second))!;
        Assert.Equal(new PackReading(PackId.From("210LC210900005"), new Volts(53.0), new Amps(-8.9), new StateOfCharge(86), new Celsius(22),
            new Celsius(22), 16, PackFaults.None) { CellVolts = new CellRange(new Volts(3.312), new Volts(3.317)), Cycles = 7 }, reading);
    }

    [Theory]
    [InlineData("62 registers, warn charging temp high", PackFaults.ChargeHot)]
    [InlineData("62 registers, warn cell voltage high", PackFaults.CellOverVoltage)]
    [InlineData("62 registers, warn voltage diff high", PackFaults.CellDifference)]
    [InlineData("62 registers, warn charging current high", PackFaults.ChargeOverCurrent)]
    [InlineData("62 registers, afe failure", PackFaults.FrontEnd)]
    [InlineData("62 registers, charging mos overtemp", PackFaults.MosHot)]
    [InlineData("62 registers, temp diff critical", PackFaults.TemperatureDifference)]
    [InlineData("62 registers, temp diff both", PackFaults.TemperatureDifference)]
    [InlineData("62 registers, temp diff warning", PackFaults.TemperatureDifference)]
    public void Published_alarms_have_their_names(string name, PackFaults fault) => Assert.Equal(fault, Read(Named(name))!.Faults);

    [Fact]
    public void No_bit_of_the_four_alarm_registers_is_lost()
    {
        for (var bit = 0; bit < 64; bit++)
            Assert.NotEqual(PackFaults.None, Read(WithBit(EightCells, FirstAlarmAt, bit))!.Faults);
    }

    [Fact]
    public void Any_alarm_of_p81_is_a_lock_because_nobody_knows_their_order()
    {
        var serial = ModbusEar.Sealed([0x51, 0x03, 16, .. "YA48240000000001"u8]);
        for (var bit = 0; bit < 32; bit++)
            Assert.Equal(PackFaults.SoftwareLock,
                Told.By(P81(), serial, Named(Sixteen), WithBit(P81Second, SecondBlockAlarmsAt, bit))!.Faults);
    }

    [Fact]
    public void P81_is_asked_at_81_and_believed_only_from_51()
    {
        var from81 = ModbusEar.Sealed([0x81, .. Named(Sixteen)[1..^2]]);
        Assert.Equal(Heard.Nothing, P81().HearAnswer(from81, 1, out var isBroken));
        Assert.False(isBroken);
        Assert.Equal(Heard.Nothing, D2().HearAnswer(Named(Sixteen), 1, out _));
    }

    [Theory]
    [InlineData(0x2A, 1001)] // more than 100 %
    [InlineData(0x32, 9)] // nine sensors of eight
    [InlineData(0x32, 0)] // none
    [InlineData(0x20, 0)] // the only one is open
    public void What_cannot_be_makes_the_pack_unreadable(int register, int value)
    {
        var frame = Named(EightCells);
        (frame[3 + 2 * register], frame[4 + 2 * register]) = ((byte)(value >> 8), (byte)(value & 0xFF));
        Assert.Null(Read(ModbusEar.Sealed(frame.AsSpan(..^2))));
    }

    [Fact]
    public void A_read_of_80_registers_or_of_one_answers_no_question_for_62()
    {
        foreach (var name in new[] { "80 registers, 16 cells, 52.5 V, 56.1 %", "one register 0", "settings", "versions 401012 and BMS", "password" })
        {
            Assert.Equal(Heard.Nothing, D2().HearAnswer(Named(name), 1, out _));
            Assert.Equal(Heard.Stray(Named(name).Length), D2().HearLate(Named(name)));
        }
    }

    [Fact]
    public void A_refusal_is_an_answer_that_says_nothing() =>
        Assert.Null(Told.By(D2(), ModbusEar.Sealed([0xD2, 0x83, 0x02]), Named(EightCells)));

    private static DalyModbusProtocol D2() => new(new DalyModbusMake(DalyMap.D2, new SerialRegisters(0xB9, 16)));

    private static DalyModbusProtocol P81() => new(new DalyModbusMake(DalyMap.P81, new SerialRegisters(0x18D, 8)));

    private static byte[] Named(string name) => Convert.FromHexString(Frames.DalyModbus.Named(name));

    private static PackReading? Read(byte[] registers) => Told.By(D2(), Named("machine code YA48240000000001"), registers);

    private static byte[] WithBit(string name, int at, int bit)
    {
        var frame = Named(name);
        frame[at + bit / 8] |= (byte)(1 << bit % 8);
        return ModbusEar.Sealed(frame.AsSpan(..^2));
    }

    private static string[] QuestionsOf(PackProtocol protocol)
    {
        var frame = new byte[32];
        return [.. Enumerable.Range(0, protocol.Questions).Select(at => Convert.ToHexString(frame, 0, protocol.WriteQuestion(frame, at)))];
    }
}

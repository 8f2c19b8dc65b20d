using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The JBD board against the frames of its family (hardware 2.1).</summary>
public sealed class BmsSimulatorTests
{
    private const string AskBasics = "DDA50300FFFD77", AskCells = "DDA50400FFFC77", AskName = "DDA50500FFFB77", AskErrors = "DDA5AA00FF5677";
    private const string Serial = "YA48240000000001";

    private readonly Faults faults = new();
    private readonly SimulatedSlot slot;
    private readonly SimulatedPack pack = new(Serial, new PackKind("48V24Ah", 13, 24), soc: 0.5, celsius: 25);
    private readonly BoardBench bench;

    public BmsSimulatorTests()
    {
        slot = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.Zero);
        slot.Stock(pack);
        bench = new BoardBench(new BmsSimulator(slot, new JbdTongue(), faults.At("pack-1"), faults.AtSlot(1), new Random(1)));
    }

    [Fact]
    public void The_vendors_example_of_03_comes_out_byte_for_byte() => Assert.Equal(
        "DD03001B1700000002D003E8000020780000000000001048030F020B760B82FBFF77",
        Convert.ToHexString(JbdWords.Basics(new JbdBasics
        {
            VoltsIn10Millivolts = 5888, AmpsIn10Milliamps = 0, RemainingIn10MilliampHours = 720, NominalIn10MilliampHours = 1000,
            ProductionDate = JbdWords.Date(2016, 3, 24), Version = 0x10, Percent = 72, FetState = 3, Cells = 15,
            Temperatures = [2934, 2946],
        })));

    [Theory]
    [InlineData(1559, 499, 500, 0, 0x80, 100, 3, "0B8D0B8C0B88", "DD03001D0617000001F301F400002C7C00000000000080640304030B8D0B8C0B88FA8577")]
    [InlineData(1428, 28000, 28000, 1, 0x80, 100, 2, "0B820B7C0B77", "DD03001D059400006D606D6000082C7C00000000000180640204030B820B7C0B77FA7C77")]
    [InlineData(1547, 493, 500, 0x1000, 0x80, 99, 2, "0BA00B9D0B98", "DD03001D060B000001ED01F400002C7C00000000100080630204030BA00B9D0B98FA5577")]
    public void Captured_frames_come_out_byte_for_byte(int volts, int left, int whole, int protection, byte version, byte percent, byte fets,
        string sensors, string frame) => Assert.Equal(frame, Convert.ToHexString(JbdWords.Basics(new JbdBasics
        {
            VoltsIn10Millivolts = (ushort)volts, AmpsIn10Milliamps = 0, RemainingIn10MilliampHours = (ushort)left,
            NominalIn10MilliampHours = (ushort)whole, Cycles = (ushort)(whole == 28000 ? 8 : 0), ProductionDate = 0x2C7C,
            ProtectionBits = (ushort)protection, Version = version, Percent = percent, FetState = fets, Cells = 4,
            Temperatures = [.. sensors.Chunk(4).Select(word => Convert.ToUInt16(new string(word), 16))],
        })));

    [Fact]
    public void The_vendors_example_of_04_comes_out_byte_for_byte() => Assert.Equal(
        "DD04001E0F660F630F630F640F3E0F630F370F5B0F650F3B0F630F630F3C0F660F3DF9F977",
        Convert.ToHexString(JbdWords.CellMillivolts(
            [0x0F66, 0x0F63, 0x0F63, 0x0F64, 0x0F3E, 0x0F63, 0x0F37, 0x0F5B, 0x0F65, 0x0F3B, 0x0F63, 0x0F63, 0x0F3C, 0x0F66, 0x0F3D])));

    [Fact]
    public void The_example_of_05_comes_out_byte_for_byte() =>
        Assert.Equal("DD05000A30313233343536373839FDE977", Convert.ToHexString(JbdWords.Name("0123456789")));

    [Fact]
    public void A_refusal_comes_out_byte_for_byte() =>
        Assert.Equal("DD038000FF8077", Convert.ToHexString(JbdWords.Refused(0x03)));

    [Fact]
    public void A_sleeping_board_loses_the_first_frame()
    {
        Assert.Empty(bench.Ask(AskBasics, TimeSpan.FromSeconds(1)));
        Assert.StartsWith("DD03001D", Assert.Single(bench.Ask(AskBasics, TimeSpan.FromSeconds(1))), StringComparison.Ordinal);
        bench.Run(TimeSpan.FromSeconds(30));
        Assert.Empty(bench.Ask(AskBasics, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_pack_says_who_it_is_and_how_it_is()
    {
        Wake();
        Assert.Equal(Serial, System.Text.Encoding.ASCII.GetString(DataOf(AskName)));
        var basics = DataOf(AskBasics);
        Assert.Equal((int)Math.Round(pack.Volts * 100), basics[0] << 8 | basics[1]);
        Assert.Equal(1200, basics[4] << 8 | basics[5]);
        Assert.Equal(50, basics[19]);
        Assert.Equal(13, basics[21]);
        var cells = DataOf(AskCells).Chunk(2).Select(word => word[0] << 8 | word[1]).ToArray();
        Assert.Equal(13, cells.Length);
        Assert.InRange(cells.Sum(), pack.Volts * 1000 - 40, pack.Volts * 1000 + 40);
        Assert.Equal(new byte[22], DataOf(AskErrors));
    }

    [Fact]
    public void The_current_into_the_pack_is_positive()
    {
        Wake();
        pack.Rest(TimeSpan.FromSeconds(1), chargerOn: true, airCelsius: 25);
        Assert.Equal("03E8", Convert.ToHexString(DataOf(AskBasics)[2..4]));
    }

    [Fact]
    public void The_switches_of_a_pack_obey_and_are_told()
    {
        Wake();
        Assert.Equal(["DDE10000000077"], Ask("DD5AE1020001FF1C77"));
        Assert.True(pack.ChargeSwitchedOff);
        Assert.Equal(2, DataOf(AskBasics)[20]);
        Assert.Equal(["DDE10000000077"], Ask("DD5AE1020002FF1B77"));
        Assert.Equal(1, DataOf(AskBasics)[20]);
        Ask("DD5AE1020000FF1D77");
        Assert.Equal(3, DataOf(AskBasics)[20]);
    }

    [Theory]
    [InlineData("DDA50700FFF977", "DD078000FF8077")] // a command that no JBD board has
    [InlineData("DD5AE1020004FF1977", "DDE18000FF8077")] // no such state of the switches
    public void What_a_board_does_not_know_it_refuses(string request, string answer)
    {
        Wake();
        Assert.Equal([answer], bench.Ask(request));
    }

    [Theory]
    [InlineData("DDA50300FFFC77")] // damaged check
    [InlineData("DDA50300FFFD78")] // damaged end
    public void A_damaged_request_is_not_answered(string request)
    {
        Wake();
        Assert.Empty(bench.Ask(request, TimeSpan.FromSeconds(1)));
        Assert.Single(bench.Ask(AskBasics));
    }

    [Fact]
    public void A_request_is_found_after_wrong_bytes_that_look_like_one()
    {
        Wake();
        Assert.Single(bench.Ask("DDA503DD5A" + AskBasics));
    }

    [Fact]
    public void An_empty_slot_and_a_pulled_plug_are_silent()
    {
        Wake();
        slot.ForceOpen();
        slot.Plug(plugged: false);
        Assert.Empty(bench.Ask(AskBasics, TimeSpan.FromSeconds(1)));
        slot.Take(out _);
        Assert.Empty(bench.Ask(AskBasics, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_pack_that_is_pulled_between_question_and_answer_does_not_answer()
    {
        Wake();
        slot.ForceOpen();
        Assert.Empty(bench.Ask(AskBasics, TimeSpan.FromMilliseconds(15)));
        slot.Take(out _);
        Assert.Empty(bench.Run(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Faults_of_the_pack_show_in_its_words()
    {
        Wake();
        faults.AtSlot(1).Set(Fault.SaysSerial, times: null, value: "YA48240000009999");
        faults.AtSlot(1).Set(Fault.OpenSensor, times: null, value: null);
        faults.AtSlot(1).Set(Fault.Protection, times: null, value: "64");
        Assert.Equal("YA48240000009999", System.Text.Encoding.ASCII.GetString(DataOf(AskName)));
        var basics = DataOf(AskBasics);
        Assert.Equal("091B", Convert.ToHexString(basics[^2..]));
        Assert.Equal("0040", Convert.ToHexString(basics[16..18]));
    }

    [Fact]
    public void A_hot_pack_says_so_and_opens_its_charging_path()
    {
        Wake();
        pack.Celsius = 56;
        pack.Rest(TimeSpan.FromSeconds(1), chargerOn: true, airCelsius: 56);
        var basics = DataOf(AskBasics);
        Assert.Equal("0010", Convert.ToHexString(basics[16..18]));
        Assert.Equal(2, basics[20]);
        Assert.Equal("0000", Convert.ToHexString(basics[2..4]));
    }

    private void Wake() => bench.Ask(AskBasics, TimeSpan.FromSeconds(1));

    /// <summary>Soon enough for the pack not to fall asleep again.</summary>
    private string[] Ask(string request) => bench.Ask(request, TimeSpan.FromSeconds(1));

    private byte[] DataOf(string request)
    {
        var frame = Convert.FromHexString(Assert.Single(Ask(request)));
        Assert.Equal(0, frame[2]);
        return frame[4..(4 + frame[3])];
    }
}

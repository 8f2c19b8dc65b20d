using System.Text;
using YongAi.Edge.Tests.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Simulated packs beside JBD against the published frames of their makes.</summary>
public sealed class PackTongueTests
{
    private const string Serial = "YA48240000000001";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Faults faults = new();
    private readonly SimulatedPack pack = new(Serial, new PackKind("48V24Ah", 13, 24), soc: 0.5, celsius: 25);

    [Fact]
    public void A_daly_board_answers_each_published_question_of_its_uart_protocol()
    {
        var board = Awake(new DalyA5Tongue(), Frames.DalyA5.Named("read basics"));
        Assert.Equal(Frames.DalyA5.Named("battery code YA48240000000001"), One(board, Frames.DalyA5.Named("read battery code")));
        Assert.Equal(Frames.DalyA5.Named("no fault"), One(board, Frames.DalyA5.Named("read faults")));
        foreach (var name in new[] { "basics", "temperatures", "switches", "counts", "all temperatures", "balancing" })
            Assert.Equal(26, One(board, Frames.DalyA5.Named("read " + name)).Length);
        Assert.Equal(5 * 26, One(board, Frames.DalyA5.Named("read cell voltages")).Length);
        Assert.Empty(board.Ask("A540900800000000000000007E", Second));
    }

    [Fact]
    public void A_sleeping_jk_board_hears_nothing_but_the_word_that_wakes_it()
    {
        var board = Bench(new Jk4E57Tongue());
        Assert.Empty(board.Ask(Frames.Jk4E57.Named("read all"), Second));
        Assert.Empty(board.Ask(Frames.Jk4E57.Named("read all"), Second));
        Assert.Equal(Frames.Jk4E57.Named("answer to wake"), One(board, Frames.Jk4E57.Named("wake")));
        Assert.StartsWith("4E57", One(board, Frames.Jk4E57.Named("read all")), StringComparison.Ordinal);
        board.Run(TimeSpan.FromMinutes(1));
        Assert.Empty(board.Ask(Frames.Jk4E57.Named("read all"), Second));
    }

    [Fact]
    public void A_jk_frame_with_the_values_of_the_capture_is_the_capture()
    {
        var capture = Frames.Jk4E57.Named("everything of 14 cells, 53.59 V, charging 2.08 A, 15 %");
        Assert.Equal(capture, Convert.ToHexString(Jk4E57Tongue.Frame(0x06, 0x01, Convert.FromHexString(capture[22..^18]))));
        Assert.Contains(Convert.ToHexString(Jk4E57Tongue.Cells(3821, 3834, 3831, 3820, 3832, 3834, 3825, 3832, 3811, 3834, 3825, 3835, 3835, 3826)),
            capture, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(Jk4E57Tongue.Tag(0xBA, 24, "BT3072020120000200521001")), capture, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jk_board_reports_of_its_own_accord_before_its_answer()
    {
        var board = Awake(new Jk4E57Tongue(), Frames.Jk4E57.Named("wake"));
        faults.At("line").Set(Fault.ReportFirst, times: 1, value: null);
        var said = board.Ask(Frames.Jk4E57.Named("read all"), Second);
        Assert.Equal(["02", "01"], said.Select(hex => hex[20..22]));
        Assert.Single(board.Ask(Frames.Jk4E57.Named("read all"), Second));
    }

    [Fact]
    public void A_daly_board_answers_at_its_address_and_p81_from_another()
    {
        var d2 = Awake(DalyMemory.D2.Tongue(0xB9, 16, faults.At("line")), Frames.DalyModbus.Named("read 62 registers"));
        Assert.Equal(Frames.DalyModbus.Named("machine code YA48240000000001"), One(d2, Frames.DalyModbus.Named("read machine code")));
        Assert.StartsWith("D2037C", One(d2, Frames.DalyModbus.Named("read 62 registers")), StringComparison.Ordinal);
        Assert.Empty(d2.Ask(Frames.DalyModbus.Named("p81 read 64 registers"), Second));
        Assert.Empty(d2.Ask(Frames.DalyModbus.Named("read 80 registers as a faker prints it"), Second));
        var p81 = Awake(DalyMemory.P81.Tongue(0x18D, 8, faults.At("line")), Frames.DalyModbus.Named("p81 read 64 registers"));
        Assert.StartsWith("510380", One(p81, Frames.DalyModbus.Named("p81 read 64 registers")), StringComparison.Ordinal);
        Assert.Equal(Serial, Encoding.ASCII.GetString(Convert.FromHexString(One(p81, Frames.DalyModbus.Named("p81 read versions"))), 3 + 42, 16));
    }

    [Fact]
    public void What_a_board_on_modbus_does_not_have_it_refuses()
    {
        var board = Awake(JkMemory.Tongue(1, 0x1450, 8, faults.At("line")), Frames.JkModbus.Named("read 95 registers from 1240"));
        Assert.Equal(2 * (5 + 190), One(board, Frames.JkModbus.Named("read 95 registers from 1240")).Length);
        Assert.Equal(2 * (5 + 12), One(board, Frames.JkModbus.Named("read voltage, power, current")).Length);
        Assert.Equal(Frames.JkModbus.Named("exception 02 to a read"), One(board, Frames.JkModbus.Named("read 2 registers from 0005")));
        faults.At("line").Set(Fault.Exception, times: 1, value: null);
        Assert.StartsWith("018304", One(board, Frames.JkModbus.Named("read 95 registers from 1240")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_niu_pack_answers_each_published_question()
    {
        var board = Awake(new NiuTongue(), "FEFEFEFE" + Frames.Niu.Named("read pack"));
        Assert.Equal(Frames.Niu.Named("serial YA48240000000001"), One(board, "FEFEFEFE" + Frames.Niu.Named("read serial")));
        foreach (var (name, data) in new[] { ("pack", 15), ("cells", 40), ("versions", 2), ("cycles", 19) })
            Assert.Equal(2 * (8 + data), One(board, Frames.Niu.Named("read " + name)).Length);
    }

    [Fact]
    public void A_site_that_names_no_place_for_a_serial_or_an_unknown_family_is_told_what_to_write()
    {
        using var without = new SiteBench(text => text.Replace("\"family\": \"jbd\"", "\"family\": \"daly-d2\"", StringComparison.Ordinal));
        Assert.Contains("needs 'serial'", Assert.Throws<SiteUnusable>(() => without.Cabinet()).Message, StringComparison.Ordinal);
        using var unknown = new SiteBench(text => text.Replace("\"family\": \"jbd\"", "\"family\": \"abc\"", StringComparison.Ordinal));
        Assert.Contains("jk-modbus and niu are", Assert.Throws<SiteUnusable>(() => unknown.Cabinet()).Message, StringComparison.Ordinal);
    }

    private static string One(BoardBench board, string question) => Assert.Single(board.Ask(question, Second));

    private BoardBench Awake(IPackTongue tongue, string question)
    {
        var bench = Bench(tongue);
        bench.Ask(question, Second);
        return bench;
    }

    private BoardBench Bench(IPackTongue tongue)
    {
        var slot = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.Zero);
        slot.Stock(pack);
        return new BoardBench(new BmsSimulator(slot, tongue, faults.At("line"), faults.AtSlot(1), new Random(1)));
    }
}

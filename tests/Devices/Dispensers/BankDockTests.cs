using System.Buffers.Binary;
using System.Text;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Dispensers;
using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Tests.Devices.Dispensers;

/// <summary>One board of a power-bank dock: what it is asked, and what its answers and silences mean.</summary>
public sealed class BankDockTests
{
    private static readonly ChannelId First = new("bank-1"), Sixth = new("bank-6");

    [Fact]
    public void The_places_are_asked_first_then_who_lies_there_and_one_fact_tells_the_round()
    {
        var (bench, board) = Dock(full: 0b100000);
        bench.Run(500);
        Assert.Equal(["EA0105" + Crc("0105"), "EA010105" + Crc("010105")], bench.SentHex.Take(2));
        var read = Assert.Single(bench.Facts<DockRead>());
        Assert.Equal<BankPlace>([new BankPlace(First, false, null, null), new BankPlace(Sixth, true, "PB00000006", 50)], read.Places);
        Assert.Equal(0, board.Ejects);
    }

    [Theory]
    // The check of the nine digits 1 to 9 of each variant, as the catalogue of such checks gives it.
    [InlineData("modbus", 0x4B37)]
    [InlineData("ccitt-false", 0x29B1)]
    [InlineData("xmodem", 0x31C3)]
    public void The_checks_are_those_of_their_names(string name, int check)
    {
        var digits = "123456789"u8;
        Assert.Equal(check, name switch
        {
            "modbus" => Checksums.Crc16Modbus(digits),
            "ccitt-false" => Checksums.Crc16CcittFalse(digits),
            _ => Checksums.Crc16Xmodem(digits),
        });
    }

    [Theory]
    [InlineData(DockCrc.Modbus)]
    [InlineData(DockCrc.CcittFalse)]
    [InlineData(DockCrc.Xmodem)]
    public void Commands_and_check_are_as_the_site_sets_them(DockCrc crc)
    {
        var bench = new LineBench(115_200, new DockWiring(Fit() with { Crc = crc, StateCommand = 0x15 })).Open();
        var sent = Convert.FromHexString(bench.NextSent());
        var check = crc switch
        {
            DockCrc.Modbus => BinaryPrimitives.ReverseEndianness(Checksums.Crc16Modbus([0x01, 0x15])),
            DockCrc.Xmodem => Checksums.Crc16Xmodem([0x01, 0x15]),
            _ => Checksums.Crc16CcittFalse([0x01, 0x15]),
        };
        Assert.Equal([0xEA, 0x01, 0x15, (byte)(check >> 8), (byte)(check & 0xFF)], sent);
    }

    [Fact]
    public void A_bank_that_is_let_go_and_then_is_no_longer_there_was_seen_to_leave()
    {
        var (bench, board) = Dock(full: 0b100001);
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Run(1_000);
        Assert.Equal(new HandOutBegan(First, 7), Assert.Single(bench.Facts<HandOutBegan>()));
        Assert.Empty(bench.Facts<HandOutEnded>());
        board.Full = 0b100000;
        bench.Run(1_000);
        Assert.Equal(new HandOutEnded(First, 7, HandOutEnd.Seen), Assert.Single(bench.Facts<HandOutEnded>()));
        Assert.Equal(1, board.Ejects);
        Assert.Contains("EA010600" + Crc("010600"), bench.SentHex);
    }

    [Fact]
    public void A_bank_that_stays_was_not_seen_to_leave()
    {
        var (bench, board) = Dock(full: 1);
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Run((int)BankDock.LeavesWithin.TotalMilliseconds - 100);
        Assert.Empty(bench.Facts<HandOutEnded>());
        bench.Run(200);
        Assert.Equal(HandOutEnd.NotSeen, Assert.Single(bench.Facts<HandOutEnded>()).End);
        Assert.Equal(1, board.Ejects);
    }

    [Theory]
    [InlineData(0x02, HandOutEnd.Refused)]
    [InlineData(0x03, HandOutEnd.NoSuchChannel)]
    public void A_board_that_refuses_is_believed_at_once(byte status, HandOutEnd end)
    {
        var (bench, board) = Dock(full: 1);
        board.EjectStatus = status;
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Run(100);
        Assert.Equal(end, Assert.Single(bench.Facts<HandOutEnded>()).End);
        Assert.Empty(bench.Facts<HandOutBegan>());
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x04)]
    [InlineData(null)]
    public void Of_a_bank_that_a_board_failed_with_nobody_knows_unless_its_place_is_empty(int? status)
    {
        foreach (var leaves in new[] { false, true })
        {
            var (bench, board) = Dock(full: 1);
            board.EjectStatus = (byte?)status;
            bench.Run(1_000);
            bench.Perform(new HandOut(First, 7));
            bench.Run(5_000);
            if (leaves) board.Full = 0;
            bench.Run(30_000);
            Assert.Equal(leaves ? HandOutEnd.Seen : HandOutEnd.Unknown, Assert.Single(bench.Facts<HandOutEnded>()).End);
            Assert.Equal(1, board.Ejects);
        }
    }

    [Fact]
    public void From_an_empty_place_nothing_is_let_go()
    {
        var (bench, board) = Dock(full: 0);
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Run(1_000);
        Assert.Equal(new HandOutEnded(First, 7, HandOutEnd.NotStarted), Assert.Single(bench.Facts<HandOutEnded>()));
        Assert.Equal(0, board.Ejects);
    }

    [Fact]
    public void An_order_before_the_first_reading_waits_for_it()
    {
        var (bench, board) = Dock(full: 1);
        bench.Perform(new HandOut(First, 7));
        bench.Run(1_000);
        Assert.Equal(1, board.Ejects);
    }

    [Fact]
    public void An_order_that_comes_again_lets_no_second_bank_go()
    {
        var (bench, board) = Dock(full: 1);
        bench.Run(1_000);
        for (var again = 0; again < 3; again++) bench.Perform(new HandOut(First, 7));
        bench.Run(2_000);
        board.Full = 0;
        bench.Run(2_000);
        board.Full = 1;
        bench.Run(2_000);
        bench.Perform(new HandOut(First, 7));
        bench.Run(30_000);
        Assert.Equal(1, board.Ejects);
        Assert.Equal([HandOutEnd.Seen, HandOutEnd.Seen], bench.Facts<HandOutEnded>().Select(ended => ended.End));
    }

    [Fact]
    public void Two_orders_of_one_board_are_done_one_after_the_other()
    {
        var (bench, board) = Dock(full: 0b100001);
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Perform(new HandOut(Sixth, 8));
        bench.Run(2_000);
        Assert.Equal(1, board.Ejects);
        board.Full = 0b100000;
        bench.Run(2_000);
        Assert.Equal(2, board.Ejects);
    }

    [Fact]
    public void A_silent_board_is_told_of_once_and_begins_nothing_and_speaks_again()
    {
        var (bench, board) = Dock(full: 1);
        bench.Run(1_500);
        board.Silent = true;
        bench.Run(20_000);
        Assert.Equal<ChannelId>([First, Sixth], Assert.Single(bench.Facts<ChannelsSilent>()).Channels);
        bench.Perform(new HandOut(First, 7));
        Assert.Equal(HandOutEnd.NotStarted, Assert.Single(bench.Facts<HandOutEnded>()).End);
        board.Silent = false;
        var before = bench.Facts<DockRead>().Count();
        bench.Run(5_000);
        Assert.True(bench.Facts<DockRead>().Count() > before);
        Assert.Equal(0, board.Ejects);
    }

    [Fact]
    public void A_line_that_is_lost_in_the_middle_leaves_nobody_knowing_and_nothing_is_said_again()
    {
        var (bench, board) = Dock(full: 1);
        bench.Run(1_000);
        bench.Perform(new HandOut(First, 7));
        bench.Perform(new HandOut(First, 8));
        bench.Run(500);
        bench.Lost();
        Assert.Equal([(8, HandOutEnd.NotStarted), (7, HandOutEnd.Unknown)], bench.Facts<HandOutEnded>().Select(ended => (ended.Order, ended.End)));
        bench.Open();
        bench.Run(30_000);
        Assert.Equal(1, board.Ejects);
    }

    [Fact]
    public void A_late_answer_is_a_stray_and_believed_by_nobody()
    {
        var (bench, board) = Dock(full: 1);
        board.AfterMs = (int)BankDock.RepliesWithin.TotalMilliseconds + 50;
        bench.Run(20_000);
        Assert.Empty(bench.Facts<DockRead>());
        Assert.True(bench.Line.Counts.Strays > 0);
        Assert.Equal(0, bench.Line.Counts.Answered);
    }

    private static DockFit Fit() => new(1, [new DockChannel(First, 1), new DockChannel(Sixth, 6)]);

    private static (LineBench Bench, Part Board) Dock(byte full)
    {
        var bench = new LineBench(115_200, new DockWiring(Fit()));
        var board = new Part { Full = full };
        bench.Parts.Add(board);
        return (bench.Open(), board);
    }

    private static string Crc(string hex)
    {
        var crc = Checksums.Crc16Modbus(Convert.FromHexString(hex));
        return $"{crc & 0xFF:X2}{crc >> 8:X2}";
    }

    /// <summary>A board with address 1.</summary>
    private sealed class Part : IPart
    {
        public byte Full { get; set; }
        public byte? EjectStatus { get; set; } = 0;
        public int AfterMs { get; set; } = 10;
        public bool Silent { get; set; }
        public int Ejects { get; private set; }

        public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
        {
            if (Silent) yield break;
            if (request[2] == 0x06) Ejects++;
            byte[]? said = request[2] switch
            {
                0x05 => [0, Full, Full],
                0x01 => [0, .. Encoding.ASCII.GetBytes($"PB{request[3] + 1:00000000}"), 0, 0, 0, 0, 0x10, 0x27, 0x58, 0x1B, 0xA0, 0x0F, 1, 0, 1],
                _ => EjectStatus is { } status ? [status] : null,
            };
            if (said is null) yield break;
            byte[] body = [request[1], request[2], .. said];
            yield return (AfterMs, [0xEA, .. body, .. Convert.FromHexString(Crc(Convert.ToHexString(body)))]);
        }
    }
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Tests.Devices;

/// <summary>What a line does to the bytes of a lock board: cuts them, glues them, adds to them, turns them over.</summary>
public sealed class LockBoardBytesTests
{
    private const string ReadAll = "80010033B2";
    private static readonly byte[] AllClosed = Convert.FromHexString("8001FFFFFF334D");

    [Fact]
    public void A_reply_cut_at_any_byte_is_still_one_reading()
    {
        for (var cut = 1; cut < AllClosed.Length; cut++)
        {
            var bench = Asked();
            bench.Receive(AllClosed[..cut]);
            Assert.Empty(bench.Told);
            bench.Run(20);
            bench.Receive(AllClosed[cut..]);
            Assert.All(TheOnlyReading(bench).Slots, slot => Assert.Equal((DoorState.Closed, true), (slot.Door, slot.Present)));
            Assert.Equal(1, bench.Line.Counts.Answered);
        }
    }

    [Fact]
    public void A_reply_that_comes_byte_by_byte_is_one_reading()
    {
        var bench = Asked();
        foreach (var b in AllClosed)
        {
            bench.Receive([b]);
            bench.Run(1);
        }
        Assert.Equal(12, TheOnlyReading(bench).Slots.Length);
        Assert.Equal(0, bench.Line.Counts.NoiseBytes);
    }

    [Fact]
    public void Two_glued_frames_are_two_facts()
    {
        var bench = Asked();
        bench.Receive("8101010081" + "8001FFFFFF334D" + "8201020081");
        bench.Receive("");
        Assert.Equal(3, bench.Facts<SwitchesRead>().Count());
        Assert.Equal((DoorState.Open, Fits.Slot(1)), FirstDoor(bench, 0));
        Assert.Equal(12, bench.Facts<SwitchesRead>().ElementAt(1).Slots.Length);
        Assert.Equal((DoorState.Open, Fits.Slot(2)), FirstDoor(bench, 2));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("FF00FF")]
    [InlineData("8A0182")]
    [InlineData("80")]
    [InlineData("8001")]
    [InlineData("8001FFFF")]
    [InlineData("8001FFFFFF33")]
    [InlineData("8101")]
    public void Garbage_before_a_reply_does_not_hide_it(string garbage)
    {
        var bench = Asked();
        bench.Receive(garbage + "8001FFFFFF334D");
        bench.Run(320);
        Assert.All(TheOnlyReading(bench).Slots, slot => Assert.Equal(DoorState.Closed, slot.Door));
        Assert.Equal(garbage.Length / 2, bench.Line.Counts.NoiseBytes);
    }

    [Fact]
    public void Garbage_after_a_reply_does_not_spoil_the_next()
    {
        var bench = Asked();
        bench.Receive("8001FFFFFF334D" + "8001FF");
        Assert.Equal(ReadAll, bench.NextSent());
        bench.Receive("8001FFFFFE334C");
        Assert.Equal(2, bench.Facts<SwitchesRead>().Count());
        Assert.Equal((DoorState.Open, Fits.Slot(1)), FirstDoor(bench, 1));
        Assert.Equal(3, bench.Line.Counts.NoiseBytes);
    }

    [Fact]
    public void No_single_flipped_bit_opens_a_door_or_takes_a_pack_away()
    {
        for (var bit = 0; bit < AllClosed.Length * 8; bit++)
        {
            var bench = Asked();
            bench.Receive(Flipped(AllClosed, bit));
            bench.Run(320);
            Assert.Empty(bench.Facts<SwitchesRead>());
        }
    }

    [Fact]
    public void No_single_flipped_bit_of_a_report_is_believed()
    {
        var report = Convert.FromHexString("8101011190");
        for (var bit = 0; bit < report.Length * 8; bit++)
        {
            var bench = new LineBench(Fits.LockBoard()).Open();
            bench.Receive(Flipped(report, bit));
            bench.Run(60);
            Assert.Empty(bench.Facts<SwitchesRead>());
        }
    }

    [Fact]
    public void Random_noise_opens_no_door()
    {
        var noise = new Random(20_240_817);
        var bench = new LineBench(Fits.LockBoard()).Open();
        var bytes = new byte[64];
        for (var burst = 0; burst < 2000; burst++)
        {
            noise.NextBytes(bytes);
            bench.Receive(bytes);
            bench.Run(7);
        }
        Assert.DoesNotContain(bench.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
        Assert.True(bench.Line.Counts.NoiseBytes > 100_000);
    }

    [Fact]
    public void A_reply_of_another_board_is_not_believed()
    {
        var bench = Asked();
        bench.Receive("8002FFFFFF334E");
        bench.Run(320);
        Assert.Empty(bench.Facts<SwitchesRead>());
    }

    private static LineBench Asked()
    {
        var bench = new LineBench(Fits.LockBoard(echo: EchoMode.Off)).Open();
        Assert.Equal(ReadAll, bench.NextSent());
        return bench;
    }

    private static SwitchesRead TheOnlyReading(LineBench bench) => Assert.Single(bench.Facts<SwitchesRead>());

    private static (DoorState? Door, SlotNumber Slot) FirstDoor(LineBench bench, int fact)
    {
        var slot = bench.Facts<SwitchesRead>().ElementAt(fact).Slots[0];
        return (slot.Door, slot.Slot);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }
}

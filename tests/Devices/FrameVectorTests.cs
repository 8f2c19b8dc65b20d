using YongAi.Edge.Devices.Bms.Jbd;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Locks.A80;
using YongAi.Edge.Devices.Locks;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Every published frame: its check holds, and what the drivers write or read is one of them byte for byte.</summary>
public sealed class FrameVectorTests
{
    public static TheoryData<string, string, Mark> LockBoard => Data(Frames.LockBoard);
    public static TheoryData<string, string, Mark> Jbd => Data(Frames.Jbd);
    public static TheoryData<string, string, Mark> Relay => Data(Frames.Relay);
    public static TheoryData<string, string, Mark> Scanner => Data(Frames.Scanner);

    [Theory, MemberData(nameof(LockBoard))]
    public void A_lock_frame_ends_in_the_xor_of_its_bytes(string name, string hex, Mark mark) =>
        Assert.True((Checksums.Xor(Bytes(hex)) == 0) == (mark != Mark.X), name);

    [Theory, MemberData(nameof(Jbd))]
    public void A_jbd_frame_carries_its_sum_before_the_end(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((Checksums.JbdCheck(bytes.AsSpan(2..^3)) == (bytes[^3] << 8 | bytes[^2])) == (mark != Mark.X), name);
        Assert.Equal(0x77, bytes[^1]);
    }

    [Theory, MemberData(nameof(Relay))]
    public void A_relay_frame_ends_in_its_crc_low_byte_first(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((Checksums.Crc16Modbus(bytes.AsSpan(..^2)) == (bytes[^1] << 8 | bytes[^2])) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Scanner))]
    public void A_scanner_frame_ends_in_its_crc_or_is_not_checked(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        var check = bytes[^2] << 8 | bytes[^1];
        Assert.True((check == 0xABCD || Checksums.Crc16Xmodem(bytes.AsSpan(2..^2)) == check) == (mark != Mark.X), name);
    }

    [Fact]
    public void The_published_check_values_of_the_crcs_hold()
    {
        var nine = "123456789"u8;
        Assert.Equal(0x4B37, Checksums.Crc16Modbus(nine));
        Assert.Equal(0x31C3, Checksums.Crc16Xmodem(nine));
    }

    [Fact]
    public void Lock_requests_are_written_as_published()
    {
        var frame = new byte[8];
        for (var channel = 1; channel <= 12; channel++)
            Assert.Equal(Frames.LockBoard.Named($"open board 1 lock {channel}"),
                Hex(frame, A80Frames.WriteOpen(frame, 1, channel, A80Frames.OpenA)));
        Assert.Equal(Frames.LockBoard.Named("dialect B open board 1 lock 1"),
            Hex(frame, A80Frames.WriteOpen(frame, 1, 1, A80Frames.OpenB)));
        Assert.Equal(Frames.LockBoard.Named("read board 1 lock 1"), Hex(frame, A80Frames.WriteRead(frame, 1, 1)));
        Assert.Equal(Frames.LockBoard.Named("read board 1 all"), Hex(frame, A80Frames.WriteReadAll(frame, 1)));
    }

    [Fact]
    public void Lock_replies_are_read_as_published()
    {
        for (var channel = 1; channel <= 9; channel++)
            Assert.Equal(Heard.Frame(5),
                A80Frames.Opened(Bytes(Frames.LockBoard.Named($"opened board 1 lock {channel} level 00")), 1, channel));
        var one = Heard.Frame(A80Frames.Length);
        Assert.Equal(one, A80Frames.One(Bytes(Frames.LockBoard.Named("level board 1 lock 1 00")), 1, 1, out var low));
        Assert.Equal(one, A80Frames.One(Bytes(Frames.LockBoard.Named("level board 1 lock 1 11")), 1, 1, out var high));
        Assert.Equal((false, true), (low, high));
        Assert.Equal(Heard.Frame(7), A80Frames.All(Bytes(Frames.LockBoard.Named("levels board 1 none")), 1, out var none));
        Assert.Equal(Heard.Frame(7), A80Frames.All(Bytes(Frames.LockBoard.Named("levels board 1 all 24")), 1, out var all));
        Assert.Equal((0, 0xFFFFFF), (none, all));
    }

    [Theory]
    [InlineData("report 81 board 1 lock 1 level 00", 1, false)]
    [InlineData("report 81 board 1 lock 2 level 00", 2, false)]
    [InlineData("report 81 board 1 lock 3 level 00", 3, false)]
    [InlineData("report 81 board 1 lock 1 level 11", 1, true)]
    [InlineData("report 81 board 1 lock 2 level 11", 2, true)]
    [InlineData("report 81 board 1 lock 3 level 11", 3, true)]
    [InlineData("report 82 board 1 lock 1 level 00", 1, false)]
    public void Door_reports_of_either_head_are_read_as_published(string name, int channel, bool level)
    {
        Assert.Equal(Heard.Frame(5),
            A80Frames.Report(Bytes(Frames.LockBoard.Named(name)), 1, out var heardChannel, out var heardLevel));
        Assert.Equal((channel, level), (heardChannel, heardLevel));
    }

    [Theory]
    [InlineData("dialect B firmware AB")]
    [InlineData("dialect B firmware as printed")]
    [InlineData("dialect B firmware query")]
    public void A_firmware_answer_is_no_door_report(string name) =>
        Assert.Equal(Heard.Nothing, A80Frames.Report(Bytes(Frames.LockBoard.Named(name)), 1, out _, out _));

    [Fact]
    public void Pack_questions_are_written_as_published()
    {
        var frame = new byte[8];
        Assert.Equal(Frames.Jbd.Named("read basic info"), Hex(frame, JbdFrames.WriteRead(frame, JbdFrames.BasicInfo)));
        Assert.Equal(Frames.Jbd.Named("read name"), Hex(frame, JbdFrames.WriteRead(frame, JbdFrames.Name)));
    }

    [Theory]
    [InlineData("basic info vendor example", 27)]
    [InlineData("basic info capture 4S", 29)]
    [InlineData("basic info cell over-voltage", 29)]
    [InlineData("basic info software lock", 29)]
    [InlineData("error reply to basic info", 0)]
    public void Pack_answers_are_read_as_published(string name, int dataLength)
    {
        var bytes = Bytes(Frames.Jbd.Named(name));
        Assert.Equal(Heard.Frame(bytes.Length), JbdFrames.Reply(bytes, JbdFrames.BasicInfo, out var data, out var isBroken));
        Assert.False(isBroken);
        Assert.Equal(dataLength, data.Length);
    }

    [Fact]
    public void Relay_frames_are_written_and_read_as_published()
    {
        var frame = new byte[8];
        Assert.Equal(Frames.Relay.Named("relay 0 off"), Hex(frame, RelayFrames.WriteOff(frame, 1, 0)));
        Assert.Equal(Frames.Relay.Named("pulse relay 0 700 ms"),
            Hex(frame, RelayFrames.WritePulse(frame, 1, 0, TimeSpan.FromMilliseconds(700))));
        Assert.Equal(Frames.Relay.Named("read 8 relays"), Hex(frame, RelayFrames.WriteReadAll(frame, 1, 8)));
        Assert.Equal(Frames.Relay.Named("read 32 relays"), Hex(frame, RelayFrames.WriteReadAll(frame, 1, 32)));
        Assert.Equal(Heard.Frame(6), RelayFrames.Relays(Bytes(Frames.Relay.Named("8 relays all off")), 1, 8, out var on));
        Assert.Equal(0u, on);
        Assert.Equal(Heard.Frame(5),
            RelayFrames.Refusal(Bytes(Frames.Relay.Named("exception function 05 illegal value")), 1, ofRead: false));
    }

    private static TheoryData<string, string, Mark> Data(ImmutableArray<Vector> vectors)
    {
        var data = new TheoryData<string, string, Mark>();
        foreach (var vector in vectors) data.Add(vector.Name, vector.Hex, vector.Mark);
        return data;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static string Hex(byte[] frame, int length) => Convert.ToHexString(frame, 0, length);
}

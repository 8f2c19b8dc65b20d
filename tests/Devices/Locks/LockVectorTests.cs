using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.Locks.Cu16;
using YongAi.Edge.Devices.Locks.Dc02;
using YongAi.Edge.Devices.Locks.RelayLocks;
using YongAi.Edge.Devices.Locks.Winnsen;
using YongAi.Edge.Devices.Locks.Wkly;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// The published frames of the lock boards beside 8A/80: checks hold, and what the drivers write and read is one of them.
/// </summary>
public sealed class LockVectorTests
{
    public static TheoryData<string, string, Mark> Wkly => Data(Frames.Wkly);
    public static TheoryData<string, string, Mark> Cu16 => Data(Frames.Cu16);
    public static TheoryData<string, string, Mark> Winnsen => Data(Frames.Winnsen);
    public static TheoryData<string, string, Mark> Dc02 => Data(Frames.Dc02);

    [Theory, MemberData(nameof(Wkly))]
    public void A_wkly_frame_says_its_length_and_ends_in_the_xor_of_its_bytes(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((Checksums.Xor(bytes) == 0 && bytes[4] == bytes.Length) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Cu16))]
    public void A_cu16_frame_ends_in_the_sum_of_its_bytes(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((Checksums.Sum8(bytes.AsSpan(..^1)) == bytes[^1]) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Winnsen))]
    public void A_winnsen_frame_says_its_length_and_has_no_other_check(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((bytes[1] == bytes.Length && bytes[^1] == 0x03) == (mark != Mark.X), name);
    }

    [Theory, MemberData(nameof(Dc02))]
    public void A_dc02_frame_ends_in_the_sum_from_its_board_on(string name, string hex, Mark mark)
    {
        var bytes = Bytes(hex);
        Assert.True((Checksums.Sum8(bytes.AsSpan(2..^1)) == bytes[^1]) == (mark != Mark.X), name);
    }

    [Fact]
    public void Requests_to_wkly_boards_are_written_as_published()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.Wkly.Named("open board 0 lock 1"), Hex(frame, WklyFrames.WriteOpen(frame, 0, 1)));
        Assert.Equal(Frames.Wkly.Named("open board 1 lock 1"), Hex(frame, WklyFrames.WriteOpen(frame, 1, 1)));
        Assert.Equal(Frames.Wkly.Named("read board 0 lock 1"), Hex(frame, WklyFrames.WriteRead(frame, 0, 1)));
        Assert.Equal(Frames.Wkly.Named("read board 0 all"), Hex(frame, WklyFrames.WriteReadAll(frame, 0)));
    }

    [Fact]
    public void Answers_of_wkly_boards_are_read_as_published()
    {
        Assert.Equal(Heard.Frame(11), WklyFrames.Opened(Wk("opened lock 1 state open"), 0, 1, out var failed));
        Assert.False(failed);
        Assert.Equal(Heard.Frame(11), WklyFrames.Opened(Wk("open failed lock 1 state closed"), 0, 1, out failed));
        Assert.True(failed);
        Assert.Equal(Heard.Frame(14), WklyFrames.All(Wk("states of 4 locks open closed closed open"), 0, out var levels));
        Assert.Equal(new InputLevels(0b0110, 0b1111), levels);
        Assert.Equal(Heard.Frame(13), WklyFrames.All(Wk("states of 3 locks open faulty closed"), 0, out levels));
        Assert.Equal(new InputLevels(0b100, 0b101), levels);
        Assert.Equal(Heard.Frame(11), WklyFrames.One(Wk("state of lock 1 closed"), 0, 1, out levels));
        Assert.Equal(new InputLevels(1, 1), levels);
        Assert.Equal(Heard.Frame(11), WklyFrames.One(Wk("state of lock 1 open"), 0, 1, out levels));
        Assert.Equal(new InputLevels(0, 1), levels);
        Assert.Equal(Heard.Frame(11), WklyFrames.One(Wk("state of lock 1 faulty"), 0, 1, out levels));
        Assert.Equal(new InputLevels(0, 0), levels);
    }

    [Theory]
    [InlineData("report lock 1 closed", 1, true)]
    [InlineData("report lock 1 open", 1, false)]
    [InlineData("report lock 2 faulty", 2, null)]
    public void Door_reports_of_wkly_boards_are_read_as_published(string name, int channel, bool? level)
    {
        Assert.Equal(Heard.Frame(10), WklyFrames.Report(Wk(name), 0, out var heardChannel, out var heardLevel));
        Assert.Equal((channel, level), (heardChannel, heardLevel));
    }

    [Theory]
    [InlineData("read of lock 1 failed")]
    [InlineData("read of all failed")]
    public void A_read_that_a_wkly_board_calls_failed_answers_nothing(string name)
    {
        Assert.Equal(Heard.Nothing, WklyFrames.One(Wk(name), 0, 1, out _));
        Assert.Equal(Heard.Nothing, WklyFrames.All(Wk(name), 0, out _));
        Assert.True(WklyFrames.Late(Wk(name), 0).AnswersNothing);
    }

    [Fact]
    public void Cu16_requests_are_written_as_published()
    {
        var frame = new byte[32];
        for (var channel = 1; channel <= 16; channel++)
            Assert.Equal(Frames.Cu16.Named($"open board 0 lock {channel - 1}"), Hex(frame, Cu16Frames.WriteOpen(frame, 0, channel)));
        Assert.Equal(Frames.Cu16.Named("open board 1 lock 4"), Hex(frame, Cu16Frames.WriteOpen(frame, 1, 5)));
        Assert.Equal(Frames.Cu16.Named("read board 0"), Hex(frame, Cu16Frames.WriteRead(frame, 0)));
        Assert.Equal(Frames.Cu16.Named("read board 1"), Hex(frame, Cu16Frames.WriteRead(frame, 1)));
        Assert.Equal(Frames.Cu16.Named("ask unlock time board 0"), Hex(frame, Cu16Frames.WriteAskUnlockTime(frame, 0)));
    }

    [Theory]
    [InlineData("status of board 0 none", 0, 0u)]
    [InlineData("status of board 0 hooks 1 and 9 infrared 2 and 16", 0, 0x80020101u)]
    [InlineData("status of board 1 all", 1, 0xFFFFFFFFu)]
    [InlineData("status of board 0 after opening lock 5", 0, 0x0000FFEFu)]
    public void Cu16_statuses_are_read_as_published(string name, int board, uint levels)
    {
        var bytes = Bytes(Frames.Cu16.Named(name));
        Assert.Equal(Heard.Frame(9), Cu16Frames.Levels(bytes, (byte)board, out var heard));
        Assert.Equal(levels, heard);
        Assert.Equal(Heard.Nothing, Cu16Frames.Levels(bytes, (byte)(board + 1), out _));
    }

    [Fact]
    public void An_answer_of_all_cu16_boards_is_a_stray_and_an_unlock_time_is_the_answer_to_its_question()
    {
        var all = Bytes(Frames.Cu16.Named("status of board 0 among all none"));
        Assert.Equal(Heard.Nothing, Cu16Frames.Levels(all, 0, out _));
        Assert.Equal(Heard.Stray(9), Cu16Frames.Late(all, 0));
        Assert.Equal(Heard.Frame(7), Cu16Frames.Time(Bytes(Frames.Cu16.Named("unlock time 500 ms board 0")), 0));
        Assert.Equal(Heard.Frame(7), Cu16Frames.Time(Bytes(Frames.Cu16.Named("set unlock time 100 ms")), 0));
    }

    [Fact]
    public void Misprinted_frames_are_nothing_to_any_reader()
    {
        foreach (var vector in Frames.Cu16.Where(vector => vector.Mark == Mark.X))
            foreach (byte board in new byte[] { 0, 1 })
            {
                Assert.Equal(Heard.Nothing, Cu16Frames.Levels(vector.Bytes, board, out _));
                Assert.Equal(Heard.Nothing, Cu16Frames.Time(vector.Bytes, board));
                Assert.Equal(Heard.Nothing, Cu16Frames.Late(vector.Bytes, board));
            }
    }

    [Fact]
    public void Winnsen_frames_are_written_and_read_as_published()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.Winnsen.Named("open station 1 lock 1"), Hex(frame, WinnsenFrames.WriteOpen(frame, 1, 1)));
        Assert.Equal(Frames.Winnsen.Named("open station 3 lock 16"), Hex(frame, WinnsenFrames.WriteOpen(frame, 3, 16)));
        Assert.Equal(Frames.Winnsen.Named("query station 1 lock 1"), Hex(frame, WinnsenFrames.WriteRead(frame, 1, 1)));
        foreach (var (name, status) in new[] { ("opened station 1 lock 1", WinnsenStatus.Open),
            ("open failed station 1 lock 1", WinnsenStatus.Closed), ("cooling down station 1 lock 1", WinnsenStatus.Cooling) })
        {
            Assert.Equal(Heard.Frame(7), WinnsenFrames.Opened(Bytes(Frames.Winnsen.Named(name)), 1, 1, out var heard));
            Assert.Equal(status, heard);
        }
    }

    [Theory]
    [InlineData("station 1 lock 1 closed", 1, WinnsenStatus.Closed)]
    [InlineData("station 1 lock 1 open", 1, WinnsenStatus.Open)]
    [InlineData("station 1 lock 16 open", 16, WinnsenStatus.Open)]
    public void In_the_answer_to_a_query_lock_and_status_change_places(string name, int channel, WinnsenStatus status)
    {
        var bytes = Bytes(Frames.Winnsen.Named(name));
        Assert.Equal(Heard.Frame(7), WinnsenFrames.One(bytes, 1, channel, out var heard));
        Assert.Equal(status, heard);
        Assert.Equal(Heard.Nothing, WinnsenFrames.One(bytes, 1, channel + 1, out _));
        Assert.Equal(Heard.Nothing, WinnsenFrames.Opened(bytes, 1, channel, out _));
    }

    [Fact]
    public void Dc02_frames_are_written_and_read_as_published()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.Dc02.Named("open board 1 lock 1"), Hex(frame, Dc02Frames.WriteOpen(frame, 1, 1)));
        Assert.Equal(Frames.Dc02.Named("open board 15 lock 12"), Hex(frame, Dc02Frames.WriteOpen(frame, 15, 12)));
        Assert.Equal(Frames.Dc02.Named("read board 1 lock 1"), Hex(frame, Dc02Frames.WriteRead(frame, 1, 1)));
        Assert.Equal(Heard.Frame(8), Dc02Frames.Opened(Dc("opened board 1 lock 1"), 1, 1, out var status));
        Assert.Equal(Heard.Frame(8), Dc02Frames.Opened(Dc("open failed board 1 lock 1"), 1, 1, out var failed));
        Assert.Equal((1, 0), (status, failed));
        Assert.Equal(Heard.Frame(8), Dc02Frames.One(Dc("state of board 1 lock 1 high"), 1, 1, out var high));
        Assert.Equal(Heard.Frame(8), Dc02Frames.One(Dc("state of board 1 lock 1 low"), 1, 1, out var low));
        Assert.Equal((1, 0), (high, low));
        Assert.Equal(Heard.Nothing, Dc02Frames.One(Dc("state of board 1 lock 12 low"), 1, 1, out _));
    }

    [Fact]
    public void Relay_boards_with_locks_are_spoken_to_as_published()
    {
        var frame = new byte[32];
        Assert.Equal(Frames.Relay.Named("pulse relay 0 700 ms"), Hex(frame, RelayLockFrames.WriteOpen(frame, 1, 1, 7)));
        Assert.Equal(Frames.Relay.Named("pulse relay 4 500 ms"), Hex(frame, RelayLockFrames.WriteOpen(frame, 1, 5, 5)));
        Assert.Equal(Frames.Relay.Named("read 8 inputs"), Hex(frame, RelayLockFrames.WriteRead(frame, 1, 8)));
        Assert.Equal(Frames.Relay.Named("read 24 inputs"), Hex(frame, RelayLockFrames.WriteRead(frame, 1, 24)));
        Assert.Equal(Heard.Frame(8), RelayLockFrames.Levels(Rl("24 inputs 1 and 9 on"), 1, 24, out var levels));
        Assert.Equal(0x101u, levels);
        Assert.Equal(Heard.Frame(8), RelayLockFrames.Opened(Rl("pulse relay 4 500 ms"), 1, 5, 5));
        Assert.Equal(Heard.Nothing, RelayLockFrames.Opened(Rl("pulse relay 4 500 ms"), 1, 4, 5));
        Assert.Equal(Heard.Frame(5), RelayLockFrames.Refused(Rl("exception function 05 illegal address"), 1));
        Assert.True(RelayLockFrames.Late(Rl("exception function 02 failure"), 1, 8).AnswersNothing);
    }

    private static byte[] Wk(string name) => Bytes(Frames.Wkly.Named(name));

    private static byte[] Dc(string name) => Bytes(Frames.Dc02.Named(name));

    private static byte[] Rl(string name) => Bytes(Frames.Relay.Named(name));

    private static TheoryData<string, string, Mark> Data(ImmutableArray<Vector> vectors)
    {
        var data = new TheoryData<string, string, Mark>();
        foreach (var vector in vectors) data.Add(vector.Name, vector.Hex, vector.Mark);
        return data;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static string Hex(byte[] frame, int length) => Convert.ToHexString(frame, 0, length);
}

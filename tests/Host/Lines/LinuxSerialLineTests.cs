using YongAi.Edge.Devices;
using YongAi.Edge.Host.Lines;

namespace YongAi.Edge.Tests.Host.Lines;

public sealed class LinuxSerialLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yongai-lines-").FullName;
    private readonly LineEar ear = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static LinuxSerialLine Line(string path) => new("locks", path, 9600, TimeProvider.System)
    {
        ReopenAfter = TimeSpan.FromMilliseconds(10),
        ReopenMax = TimeSpan.FromMilliseconds(50),
    };

    private static byte[] EveryByte => [.. Enumerable.Range(0, 256).Select(n => (byte)n)];

    [Fact]
    public void All_256_byte_values_pass_both_ways_unchanged()
    {
        using var pty = new Pty();
        using var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        pty.Send(EveryByte);
        Assert.Equal(EveryByte, ear.UntilBytes(256));
        line.Write(EveryByte);
        Assert.Equal(EveryByte, pty.Take(256));
    }

    [Fact]
    public void A_line_left_with_flow_control_and_echo_is_made_raw_and_byte_11_of_a_lock_frame_passes()
    {
        using var pty = new Pty();
        using var beside = new Pty.LineSide(pty.Path);
        beside.MakeCooked();
        using var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        var (input, output, control, local, speed) = beside.Settings();
        Assert.Equal((0u, 0u, 0u), (input, output, local));
        Assert.Equal(0u, control & 0x400); // HUPCL: a close must not pull the modem lines
        Assert.Equal(0x880u, control & 0x880); // CLOCAL, CREAD
        Assert.Equal(9600u, speed);
        byte[] open = [0x8A, 0x01, 0x01, 0x11, 0x9B];
        pty.Send(open);
        Assert.Equal(open, ear.UntilBytes(5));
        line.Write(open);
        Assert.Equal(open, pty.Take(5));
    }

    [Fact]
    public void Silence_is_not_a_hang_up_and_a_hang_up_is_told_at_once()
    {
        using var pty = new Pty();
        using var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        line.Write([0x80]); // passes through the loop once with nothing coming back
        Assert.Equal([0x80], pty.Take(1));
        Assert.Empty(ear.Downs);
        Assert.Equal(1, ear.Ups);
        pty.Dispose();
        Assert.Contains("hung up", ear.UntilDown(1));
    }

    [Fact]
    public void A_path_that_does_not_exist_yet_is_down_once_and_comes_up_when_it_appears()
    {
        var path = Path.Combine(folder, "pack-1");
        using var line = Line(path);
        line.Start(ear);
        Assert.Contains(path, ear.UntilDown(1));
        using var pty = new Pty();
        File.CreateSymbolicLink(path, pty.Path);
        ear.UntilUp(1);
        Assert.Single(ear.Downs);
        pty.Send("here"u8);
        Assert.Equal("here"u8, ear.UntilBytes(4));
    }

    [Fact]
    public void An_adapter_that_comes_back_under_another_name_is_found_by_its_link()
    {
        var path = Path.Combine(folder, "by-id");
        var first = new Pty();
        using var second = new Pty();
        Assert.NotEqual(first.Path, second.Path);
        File.CreateSymbolicLink(path, first.Path);
        using var line = Line(path);
        line.Start(ear);
        ear.UntilUp(1);
        File.Delete(path);
        first.Dispose();
        ear.UntilDown(1);
        line.Write([0x8A]); // to a line that is gone: must never reach a lock later
        File.CreateSymbolicLink(path, second.Path);
        ear.UntilUp(2);
        line.Write([0x33]);
        Assert.Equal([0x33], second.Take(1));
    }

    [Theory]
    [InlineData(LineFormat.Bits8N1, 0x1000u | 0x30 | 0x80 | 0x800, 0u)]
    [InlineData(LineFormat.Bits8E1, 0x1000u | 0x30 | 0x80 | 0x800 | 0x100, 0x10u)] // PARENB without PARODD; INPCK: what is wrong reads as 0
    [InlineData(LineFormat.Bits8N2, 0x1000u | 0x30 | 0x80 | 0x800 | 0x40, 0u)] // CSTOPB
    public void A_format_is_asked_for_in_the_numbers_of_the_kernel(LineFormat format, uint control, uint input)
    {
        var asked = Termios.Raw(9600, format);
        Assert.Equal((control, input, 9600u), (asked.ControlFlags, asked.InputFlags, asked.OutputSpeed));
        Assert.Null(asked.DiffersFrom(asked));
        var got = asked with { ControlFlags = asked.ControlFlags ^ 0x100 };
        Assert.Contains("does not take 8 data bits", got.DiffersFrom(asked));
    }

    [Fact]
    public void A_pseudo_terminal_drops_the_parity_and_carries_every_byte_all_the_same()
    {
        using var pty = new Pty();
        using var line = new LinuxSerialLine("niu", pty.Path, 9600, TimeProvider.System) { Format = LineFormat.Bits8E1 };
        line.Start(ear);
        ear.UntilUp(1);
        pty.Send([0x00, 0xFF, 0x11, 0xFE]);
        Assert.Equal([0x00, 0xFF, 0x11, 0xFE], ear.UntilBytes(4));
    }

    [Fact]
    public void A_driver_that_does_not_turn_the_direction_is_no_line_for_a_bare_transceiver()
    {
        Assert.Equal(32, System.Runtime.InteropServices.Marshal.SizeOf<Rs485>());
        Assert.Equal((3u, 0u, 0u), (Rs485.ByKernel.Flags, Rs485.ByKernel.DelayBeforeSend, Rs485.ByKernel.DelayAfterSend));
        using var pty = new Pty();
        using var line = new LinuxSerialLine("locks", pty.Path, 9600, TimeProvider.System) { Rs485 = true };
        line.Start(ear);
        Assert.Contains("does not turn the direction of RS-485", ear.UntilDown(1));
    }

    [Fact]
    public void A_line_that_takes_no_byte_is_given_up_and_opened_again()
    {
        using var pty = new Pty();
        using var beside = new Pty.LineSide(pty.Path);
        using var line = new LinuxSerialLine("locks", pty.Path, 9600, TimeProvider.System)
        {
            WriteWithin = TimeSpan.FromMilliseconds(100), ReopenAfter = TimeSpan.FromMilliseconds(10),
        };
        line.Start(ear);
        ear.UntilUp(1);
        beside.StopOutput();
        line.Write([0x8A, 0x01]);
        Assert.Contains("took no byte", ear.UntilDown(1));
        ear.UntilUp(2);
    }

    [Fact]
    public void More_bytes_than_may_wait_are_trouble_of_the_line_not_of_the_memory()
    {
        using var pty = new Pty();
        using var beside = new Pty.LineSide(pty.Path);
        using var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        beside.StopOutput();
        line.Write(new byte[LinuxSerialLine.WriteQueueMax]);
        line.Write([1]);
        Assert.Contains("bytes wait to be sent", ear.UntilDown(1));
    }

    [Fact]
    public void A_file_that_is_no_tty_is_down_with_a_reason()
    {
        var path = Path.Combine(folder, "notes.txt");
        File.WriteAllText(path, "nothing to open here");
        using var line = Line(path);
        line.Start(ear);
        Assert.Contains("is no serial line", ear.UntilDown(1));
        Assert.Equal("nothing to open here", File.ReadAllText(path));
    }

    [Fact]
    public void A_line_has_one_owner_under_whatever_name_it_is_opened()
    {
        using var pty = new Pty();
        var alias = Path.Combine(folder, "alias");
        File.CreateSymbolicLink(alias, pty.Path);
        using var owner = Line(pty.Path);
        owner.Start(ear);
        ear.UntilUp(1);
        var late = new LineEar();
        using var second = Line(alias);
        second.Start(late);
        Assert.Contains("in use by another program", late.UntilDown(1));
        owner.Dispose();
        late.UntilUp(1);
    }

    [Fact]
    public void A_line_that_waits_for_bytes_stops_when_told()
    {
        using var pty = new Pty();
        var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        line.Dispose();
        line.Dispose();
        line.Write([1]);
        Assert.Empty(ear.Downs);
    }

    [Fact]
    public void Bytes_that_come_singly_are_gathered_and_none_is_lost()
    {
        using var pty = new Pty();
        using var line = new LinuxSerialLine("pack-3", pty.Path, 9600, TimeProvider.System) { GatherFor = LinuxSerialLine.GatherAt(9600) };
        line.Start(ear);
        ear.UntilUp(1);
        foreach (var b in EveryByte) pty.Send([b]);
        Assert.Equal(EveryByte, ear.UntilBytes(256));
    }

    [Fact]
    public void What_is_to_be_sent_does_not_wait_for_bytes_that_are_being_gathered()
    {
        using var pty = new Pty();
        using var line = new LinuxSerialLine("locks", pty.Path, 9600, TimeProvider.System) { GatherFor = TimeSpan.FromMinutes(1) };
        line.Start(ear);
        ear.UntilUp(1);
        pty.Send([0x55]);
        line.Write([0x8A, 0x01]);
        Assert.Equal([0x8A, 0x01], pty.Take(2));
        Assert.Empty(ear.Bytes);
    }

    [Fact]
    public void Bytes_beyond_one_turn_of_the_ring_keep_their_order()
    {
        using var pty = new Pty();
        using var line = Line(pty.Path);
        line.Start(ear);
        ear.UntilUp(1);
        var sent = new List<byte>();
        for (var n = 0; n < 40; n++)
        {
            byte[] frame = [.. Enumerable.Range(0, 301).Select(k => unchecked((byte)(n * 7 + k)))];
            line.Write(frame);
            sent.AddRange(frame);
            Assert.Equal(frame, pty.Take(frame.Length));
        }
        Assert.Equal(40 * 301, sent.Count);
    }

    [Fact]
    public void A_silent_line_and_one_that_is_not_there_still_come_round()
    {
        using var pty = new Pty();
        foreach (var path in new[] { pty.Path, Path.Combine(folder, "nowhere") })
        {
            using var turns = new CountdownEvent(3);
            var line = new LinuxSerialLine("locks", path, 9600, TimeProvider.System)
            {
                Turned = () =>
                {
                    if (!turns.IsSet) turns.Signal();
                },
            };
            line.Start(ear);
            Assert.True(turns.Wait(TimeSpan.FromSeconds(30)), path);
            line.Dispose();
        }
    }
}

using YongAi.Edge.Devices.Bms.DalyA5;
using YongAi.Edge.Devices.Bms.Jbd;
using YongAi.Edge.Devices.Bms.Jk4E57;
using YongAi.Edge.Devices.Decoding;
using YongAi.Edge.Devices.Framing;
using YongAi.Edge.Devices.Locks.A80;
using YongAi.Edge.Devices.Locks.Cu16;
using YongAi.Edge.Devices.Locks.Dc02;
using YongAi.Edge.Devices.Locks.RelayLocks;
using YongAi.Edge.Devices.Locks.Winnsen;
using YongAi.Edge.Devices.Locks.Wkly;
using YongAi.Simulators.Boards.Packs;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>Drivers and decoder read the same tables apart from each other: what one writes or believes, the other
/// reads.</summary>
public sealed class DriverAgreementTests
{
    private delegate int Writer(Span<byte> frame);

    private delegate Heard Reader(ReadOnlySpan<byte> head);

    public static TheoryData<string, string> Seeds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (protocol, vectors) in new[]
            {
                ("8a80", Frames.LockBoard), ("wkly", Frames.Wkly), ("cu16", Frames.Cu16), ("winnsen", Frames.Winnsen),
                ("dc02", Frames.Dc02), ("modbus-relay", Frames.Relay), ("jbd", Frames.Jbd), ("gm65", Frames.Scanner),
                ("daly-a5", Frames.DalyA5), ("daly-d2", Frames.DalyModbus), ("jk-4e57", Frames.Jk4E57),
                ("jk-modbus", Frames.JkModbus),
                ("niu", Frames.Niu),
            })
                foreach (var vector in vectors)
                    // Some answers of Daly packs are recorded as several frames in one line.
                    foreach (var frame in protocol == "daly-a5" ? vector.Bytes.Chunk(13) : [vector.Bytes])
                        data.Add(protocol == "daly-d2" && frame[0] != 0xD2 ? "daly-p81" : protocol,
                            $"{vector.Mark} {Convert.ToHexString(frame)}");
            return data;
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void A_recorded_frame_is_right_unless_it_is_misprinted(string protocol, string vector)
    {
        var decoded = FrameDecoder.Decode(protocol, Convert.FromHexString(vector[2..]));
        Assert.True(decoded.IsRight == (vector[0] != 'X'), Shown.Of(decoded));
    }

    [Fact]
    public void What_a_driver_of_locks_asks_is_read_as_asked()
    {
        Asks("8a80", frame => A80Frames.WriteOpen(frame, 3, 7, A80Frames.OpenB), "head=8A board=3 lock=7 function=33");
        Asks("8a80", frame => A80Frames.WriteRead(frame, 3, 7), "head=80 board=3 lock=7 function=33");
        Asks("8a80", frame => A80Frames.WriteReadAll(frame, 3), "head=80 board=3 lock=0 function=33");
        Asks("wkly", frame => WklyFrames.WriteOpen(frame, 3, 7), "command=82 address=03 lock=7");
        Asks("wkly", frame => WklyFrames.WriteRead(frame, 3, 7), "command=83 address=03 lock=7");
        Asks("wkly", frame => WklyFrames.WriteReadAll(frame, 3), "command=84 address=03");
        Asks("cu16", frame => Cu16Frames.WriteOpen(frame, 3, 7), "command=31 board=3 lock=6");
        Asks("cu16", frame => Cu16Frames.WriteRead(frame, 3), "command=30 board=3");
        Asks("winnsen", frame => WinnsenFrames.WriteOpen(frame, 3, 7), "function=05 station=3 lock=7");
        Asks("winnsen", frame => WinnsenFrames.WriteRead(frame, 3, 7), "function=12 station=3 lock=7");
        Asks("dc02", frame => Dc02Frames.WriteOpen(frame, 3, 7), "command=10 address=03 lock=7");
        Asks("dc02", frame => Dc02Frames.WriteRead(frame, 3, 7), "command=11 address=03 lock=7");
        Asks("modbus-relay", frame => RelayLockFrames.WriteOpen(frame, 3, 7, 5),
            "address=03 relay=6 action=pulse-on pulse_time=500");
        Asks("modbus-relay", frame => RelayLockFrames.WriteRead(frame, 3, 8), "address=03 function=02 count=8");
    }

    [Fact]
    public void What_a_driver_of_packs_and_chargers_asks_is_read_as_asked()
    {
        Asks("jbd", frame => JbdFrames.WriteRead(frame, JbdFrames.BasicInfo), "access=A5 command=03 length=0");
        Asks("daly-a5", frame => DalyA5Frames.WriteRead(frame, 0x93), "address=40 command=93");
        Asks("jk-4e57", frame => JkFrames.WriteQuestion(frame, 6), "command=06 source=03 type=00");
        Asks("modbus-relay", frame => RelayFrames.WriteOff(frame, 3, 7), "address=03 relay=7 action=off");
        Asks("modbus-relay", frame => RelayFrames.WritePulse(frame, 3, 7, TimeSpan.FromSeconds(60)),
            "relay=7 action=pulse-on pulse_time=60000");
        Asks("modbus-relay", frame => RelayFrames.WriteReadAll(frame, 3, 12), "address=03 function=01 count=12");
    }

    [Fact]
    public void What_a_driver_believes_of_a_changed_frame_is_right_here_too()
    {
        Believes("8a80", "8001011191", head => A80Frames.One(head, 1, 1, out _));
        Believes("8a80", "8001FFFFFF334D", head => A80Frames.All(head, 1, out _));
        Believes("wkly", "574B4C590B008200010081", head => WklyFrames.Opened(head, 0, 1, out _));
        Believes("wkly", "574B4C590E008400040001010087", head => WklyFrames.All(head, 0, out _));
        Believes("cu16", "02003500000000033A", head => Cu16Frames.Levels(head, 0, out _));
        Believes("dc02", "DCFE011002010115", head => Dc02Frames.Opened(head, 1, 1, out _));
        Believes("jbd", "DD03001D0617000001F301F400002C7C00000000000080640304030B8D0B8C0B88FA8577",
            head => JbdFrames.Reply(head, 3, out var _, out _));
        Believes("daly-a5", "A50193080101010500005DC066", head => DalyA5Frames.Reply(head, 0x93, out _));
        Believes("modbus-relay", "010101005188", head => RelayFrames.Relays(head, 1, 8, out _));
    }

    [Fact]
    public void A_value_of_a_JK_tag_is_as_wide_for_the_driver_as_for_the_decoder()
    {
        for (var tag = 0x80; tag <= 0xFF; tag++)
        {
            var data = new byte[32];
            data[0] = (byte)tag;
            ReadOnlySpan<byte> rest = data;
            var isKnown = JkTags.TryNext(ref rest, out _, out var value);
            // A tag that only one of them knows, and a value that is longer or shorter for the other, make the frame wrong.
            var frame = Jk4E57Tongue.Frame(JkFrames.ReadAll, 0x01, data[..(1 + Math.Max(1, value.Length))]);
            Assert.True(FrameDecoder.Decode("jk-4e57", frame).IsRight == isKnown, $"{tag:X2}: {value.Length} bytes for the driver");
        }
    }

    private static void Asks(string protocol, Writer write, string expected)
    {
        var frame = new byte[32];
        var decoded = FrameDecoder.Decode(protocol, frame[..write(frame)]);
        Assert.True(decoded.IsRight, Shown.Of(decoded));
        Assert.Equal("request", decoded.Field("direction"));
        foreach (var pair in expected.Split(' '))
            Assert.Equal(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..],
                decoded.Field(pair[..pair.IndexOf('=', StringComparison.Ordinal)]));
    }

    private static void Believes(string protocol, string hex, Reader read)
    {
        var good = Convert.FromHexString(hex);
        Assert.Equal(Heard.Frame(good.Length), read(good));
        for (var at = 0; at < good.Length; at++)
            for (var value = 0; value <= 0xFF; value++)
            {
                var bytes = (byte[])good.Clone();
                bytes[at] = (byte)value;
                if (read(bytes) == Heard.Frame(good.Length)) Assert.True(FrameDecoder.Decode(protocol, bytes).IsRight,
                    $"{protocol} {at} {value:X2}");
            }
    }
}

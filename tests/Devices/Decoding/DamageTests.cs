using System.Globalization;
using System.Text.RegularExpressions;
using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>Frames that arrive changed, cut, or with something behind them.</summary>
public sealed partial class DamageTests
{
    /// <summary>Frames whose check proves them, with the request where it is told.</summary>
    private static IEnumerable<PrintedFrame> Proved => Printed.All.Concat(Printed.Captured).Where(frame =>
        frame.Mark is "V" or "C");

    [Fact]
    public void Any_byte_that_is_changed_is_noticed()
    {
        foreach (var frame in Proved)
            for (var at = 0; at < frame.Bytes.Length; at++)
                for (var change = 1; change <= 0xFF; change++)
                {
                    if (IsOutsideTheCheck(frame, at, frame.Bytes[at] ^ change)) continue;
                    var bytes = Changed(frame.Bytes, at, change);
                    var decoded = FrameDecoder.Decode(frame.Protocol, bytes, frame.Request);
                    Assert.False(decoded.IsRight, $"{frame.Written} with byte {at} as {bytes[at]:X2}: {Shown.Of(decoded)}");
                }
    }

    /// <summary>What no check of its protocol covers, and what a second reading cannot tell either.</summary>
    private static bool IsOutsideTheCheck(PrintedFrame frame, int at, int value) => frame.Protocol switch
    {
        // The command of an answer is outside its sum; the request tells it.
        "jbd" => at == 1 && frame.Request is null && (frame.Bytes[1] is not (0xA5 or 0x5A) || value is 0xA5 or 0x5A),
        // 02 answers a command, 03 a heartbeat; the rest of the two is the same.
        "gm65" => at == 0 && frame.Bytes[0] is 0x02 or 0x03 && value is 0x02 or 0x03,
        _ => false,
    };

    [Fact]
    public void A_frame_cut_short_says_how_many_bytes_are_missing()
    {
        foreach (var frame in Proved)
            for (var length = 0; length < frame.Bytes.Length; length++)
            {
                var decoded = FrameDecoder.Decode(frame.Protocol, frame.Bytes[..length], frame.Request);
                var where = $"{frame.Written} cut to {length}: {Shown.Of(decoded)}";
                Assert.True(decoded.Fault is { } found && found.At <= length, where);
                if (decoded.Fault!.At < length) continue;
                var said = Missing().Match(decoded.Fault.English);
                Assert.True(said.Success, where);
                var missing = int.Parse(said.Groups[2].Value, CultureInfo.InvariantCulture);
                if (said.Groups[1].Length > 0) Assert.True(missing <= frame.Bytes.Length - length || IsOpen(frame), where);
                else Assert.True(missing == frame.Bytes.Length - length || IsOpen(frame), where);
            }
    }

    /// <summary>Frames of which a beginning may become a frame of another length.</summary>
    private static bool IsOpen(PrintedFrame frame) => frame.Protocol switch
    {
        "8a80" => frame.Bytes.Length != 5,
        "cu16" => frame.Bytes.Length > 5,
        "wkly" or "jbd" or "daly-a5" or "niu" or "gm65" or "dc02" or "jk-4e57" => false,
        _ => frame.Bytes[1] is 0x0F or 0x10 or < 5 && frame.Request is null,
    };

    [Fact]
    public void Bytes_behind_a_frame_are_counted()
    {
        foreach (var frame in Proved)
        {
            var decoded = FrameDecoder.Decode(frame.Protocol, [.. frame.Bytes, 0xEE, 0xEE], frame.Request);
            Assert.True(decoded.Fault?.English.StartsWith("2 bytes too many after the frame", StringComparison.Ordinal),
                frame.Written);
            Assert.Equal(frame.Bytes.Length, decoded.Fault!.At);
        }
    }

    [Fact]
    public void Whatever_the_bytes_something_is_said_and_nothing_thrown()
    {
        var chance = new Random(7);
        var heads = Proved.Select(frame => frame.Bytes[..Math.Min(4, frame.Bytes.Length)]).ToArray();
        foreach (var protocol in FrameDecoder.Protocols)
            for (var round = 0; round < 3000; round++)
            {
                var bytes = new byte[chance.Next(0, 64)];
                chance.NextBytes(bytes);
                if (round % 2 == 0) bytes = [.. heads[chance.Next(heads.Length)], .. bytes];
                var request = round % 3 == 0 ? bytes[..chance.Next(bytes.Length + 1)] : null;
                var decoded = FrameDecoder.Decode(protocol.Name, bytes, request);
                Assert.Equal(decoded.Fields.Length, decoded.Fields.Select(field => field.Name).Distinct().Count());
                Assert.All(decoded.Fields, field => Assert.InRange(field.At + field.Length, 0, bytes.Length));
            }
    }

    private static byte[] Changed(byte[] bytes, int at, int change)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] = (byte)(changed[at] ^ change);
        return changed;
    }

    [GeneratedRegex(@"^(at least )?(\d+) bytes? missing", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}

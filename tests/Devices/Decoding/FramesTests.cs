using System.Text;

namespace YongAi.Edge.Tests.Devices.Decoding;

/// <summary>What every printed and captured frame is read as, under review.</summary>
public sealed class FramesTests
{
    [Fact]
    public void Every_printed_frame_is_read_as_approved() => Approved.Same("tests/Devices/Decoding/Frames.txt",
        Text(Printed.All));

    [Fact]
    public void Every_captured_frame_is_read_as_approved() => Approved.Same("tests/Devices/Decoding/Captures.txt",
        Text(Printed.Captured));

    [Fact]
    public void Right_frames_are_right_and_misprinted_ones_are_not() =>
        Assert.All(Printed.All.Concat(Printed.Captured), frame => Assert.True(frame.Decoded.IsRight == (frame.Mark != "X"),
            frame.Written));

    private static string Text(IEnumerable<PrintedFrame> frames)
    {
        var text = new StringBuilder();
        foreach (var frame in frames) text.Append(frame.Written).Append("\n    ").Append(Shown.Of(frame.Decoded)).Append('\n');
        return text.ToString();
    }
}

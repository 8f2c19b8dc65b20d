using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using YongAi.Edge.Host.Logging;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Hostile;

public sealed class LogTests
{
    [Theory]
    [InlineData("two\r\nlines", @"two\u000d\u000alines")]
    [InlineData("a\u001b[31mred", @"a\u001b[31mred")]
    [InlineData("bell\a and back\b\0", @"bell\u0007 and back\u0008\u0000")]
    [InlineData("csi\u009b2J", @"csi\u009b2J")]
    [InlineData("a\u2028b\u202ec", @"a\u2028b\u202ec")]
    [InlineData("骑手 rider 🔋", "骑手 rider 🔋")]
    public void What_others_wrote_is_shown_and_never_obeyed(string text, string shown) =>
        Assert.EndsWith($"warn: edge[7] {shown}\n", Line(text), StringComparison.Ordinal);

    [Fact]
    public void A_line_has_an_end()
    {
        var line = Line(new string('x', 1_000_000));
        Assert.InRange(line.Length, OneLine.CharsMax, OneLine.CharsMax + 100);
        Assert.EndsWith("more)\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_one_line_too() =>
        Assert.Equal(1, Line("it failed", new InvalidOperationException("one\ntwo")).Count(c => c == '\n'));

    [Fact]
    public async Task The_program_logs_the_path_of_a_line_without_obeying_it()
    {
        using var folder = new TemporaryFolder();
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder,
            site => site["lines"]!["locks"]!["path"] = "lines/\u001b[2J\nfail: yongai-edge[6004] forged"));
        await edge.Up();
        await edge.Until(_ => edge.Log.Contains("forged", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', edge.Log);
        Assert.DoesNotContain(edge.Log.Split('\n'), line => line.StartsWith("fail:", StringComparison.Ordinal));
    }

    private static string Line(string text, Exception? fault = null)
    {
        using var written = new StringWriter();
        new OneLine().Write(new LogEntry<string>(LogLevel.Warning, "edge", new EventId(7), text, fault, (state, _) => state), null, written);
        return written.ToString();
    }
}

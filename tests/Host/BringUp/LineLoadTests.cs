using System.Text.Json.Nodes;
using YongAi.Edge.Host.BringUp;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Devices;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>What <c>check</c> says of a line's load is what the drivers then do on it.</summary>
public sealed class LineLoadTests : IDisposable
{
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(20), Measured = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("seeds/sites/swap-12.json", 13)]
    [InlineData("seeds/sites/slot-boards-12.json", 1)]
    [InlineData("seeds/sites/mixed-12.json", 14)]
    public void The_stated_load_is_what_drivers_and_boards_then_say(string site, int comparedLines) =>
        Measure(Repository.Path(site), comparedLines);

    [Theory]
    [InlineData("8a80", 1, "read_all")]
    [InlineData("wkly", 0, null)]
    [InlineData("winnsen", 1, null)]
    [InlineData("dc02", 1, null)]
    public void The_stated_load_of_a_lock_board_is_what_it_then_says(string family, int address, string? not)
    {
        var site = Seeds.DemoSite();
        var board = new JsonObject { ["name"] = "door", ["family"] = family, ["line"] = "locks", ["address"] = address };
        board["poll_ms"] = 1500;
        if (not is not null) board[not] = false;
        site["lock_boards"]![0] = board;
        foreach (var slot in site["slots"]!.AsArray()) slot!.AsObject().Remove("presence");
        Measure(folder.Write("site.json", site.ToJsonString()), 13);
    }

    [Fact]
    public async Task A_line_that_is_too_full_is_a_warning_that_says_what_to_do()
    {
        var site = Seeds.DemoSite();
        (site["lines"]!["pack-3"]!["baud"], site["slots"]![2]!["pack"]!["poll_ms"]) = (1200, 500);
        var answer = await Command.Run("Production", "check", "--site", folder.Write("site.json", site.ToJsonString()));
        var lines = answer.Out;
        var warning = Assert.Single(lines, line => line.StartsWith("提醒 warning lines.", StringComparison.Ordinal));
        Assert.StartsWith("提醒 warning lines.pack-3: ", warning, StringComparison.Ordinal);
        Assert.Contains("poll_ms", warning, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("说明 note    lines.pack-4: ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("说明 note    lines.scanner", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1200, true)]
    [InlineData(2400, false)]
    public async Task A_meter_that_guards_the_cap_on_a_line_too_full_for_it_is_a_warning_that_says_so(int baud, bool isLate)
    {
        var site = Seeds.DemoSite();
        site["energy"] = new JsonObject { ["cap_w"] = 3000 };
        site["lines"]!["meter"] = new JsonObject { ["path"] = "meter", ["baud"] = baud };
        site["gauges"] = JsonNode.Parse("""[ { "name": "mains", "use": "mains", "family": "sdm120", "line": "meter", "address": 1 } ]""");
        var answer = await Command.Run("Production", "check", "--site", folder.Write("site.json", site.ToJsonString()));
        var line = Assert.Single(answer.Out, line => line.Contains(" lines.meter: ", StringComparison.Ordinal));
        Assert.Equal(isLate, line.StartsWith("提醒 warning", StringComparison.Ordinal));
        Assert.Equal(isLate, line.Contains("guards the power cap every 250 ms", StringComparison.Ordinal));
    }

    private static void Measure(string file, int comparedLines)
    {
        var wiring = SiteFile.Read(file).Settings!.Wiring;
        using var lines = new SimulatedLines(SimulatedSite.Read(file));
        lines.Run(Settles);
        var names = wiring.Lines.Select(line => line.Line.Name).ToArray();
        var before = names.ToDictionary(name => name, name => Said(lines, name));
        lines.Run(Measured);
        var compared = 0;
        foreach (var line in wiring.Lines)
        {
            var (bytes, questions, unanswered) = Said(lines, line.Line.Name);
            var (bytesThen, questionsThen, unansweredThen) = before[line.Line.Name];
            // At an empty connector nobody answers, and it is asked less.
            if (LineLoad.Of(line) is not { } load || unanswered > unansweredThen) continue;
            compared++;
            var what = $"{line.Line.Name}: {load}, {questions - questionsThen} questions and {bytes - bytesThen} bytes";
            Assert.True(Math.Abs((questions - questionsThen) / Measured.TotalSeconds / load.Exchanges - 1) < 0.1, what);
            Assert.True(Math.Abs((bytes - bytesThen) / Measured.TotalSeconds / load.Bytes - 1) < 0.1, what);
        }
        Assert.Equal(comparedLines, compared);
    }

    private static (long Bytes, int Questions, long Unanswered) Said(SimulatedLines lines, string line)
    {
        var sent = lines.Sent.Where(sent => sent.Line == line).ToArray();
        return (sent.Sum(it => (long)it.Bytes.Length) + lines.HeardBytes.GetValueOrDefault(line), sent.Length,
            lines.Counts(line).Unanswered);
    }
}

using YongAi.Simulators;
using YongAi.Simulators.Replay;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Records as they are found after a power cut, on a worn card, or of another cabinet.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string First = """{"yongai_bus":1,"cabinet":"NB-DEMO-01","wiring":"","run":"a","began":"2026-05-01T00:00:00.000Z","part":1,"up":[]}""";
    private const string Up = """{"at":0.1,"line":"scanner","up":true}""";
    private const string Code = """{"at":2.5,"line":"scanner","heard":"59413133410D"}""";

    private readonly SiteBench site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void A_torn_end_is_left_out_and_said_to_be_torn()
    {
        var replay = Replay(Write("r.jsonl", First + "\n" + Up + "\n" + Code + "\n" + Code[..25]));
        Assert.Equal((null, 1, 1), (replay.Damage, replay.Torn.Count, replay.Facts.Kinds["CodeScanned"]));
    }

    [Fact]
    public void Zeros_behind_the_last_line_are_a_torn_end_however_many()
    {
        var replay = Replay(Write("r.jsonl", First + "\n" + Up + "\n" + Code + "\n" + new string('\0', 100_000)));
        Assert.Equal((null, 1, 1), (replay.Damage, replay.Torn.Count, replay.Facts.Kinds["CodeScanned"]));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("""{"at":3,"line":"scanner"}""")]
    [InlineData("""{"at":3,"line":"scanner","heard":"5"}""")]
    [InlineData("""{"at":-3,"line":"scanner","heard":"59"}""")]
    [InlineData("""{"at":1e300,"line":"scanner","heard":"59"}""")]
    [InlineData("""{"at":3,"line":7,"heard":"59"}""")]
    public void A_damaged_line_is_named_by_its_number_and_what_stands_before_it_is_replayed(string damage)
    {
        var file = Write("r.jsonl", string.Join('\n', First, Up, Code, damage, Code) + "\n");
        var replay = Replay(file);
        Assert.StartsWith($"{file}: line 4: ", replay.Damage, StringComparison.Ordinal);
        Assert.Equal(1, replay.Facts.Kinds["CodeScanned"]);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(1, ReplayCommand.Run(["--site", site.SiteFile, file], output, errors));
        Assert.Contains("line 4", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("CodeScanned 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_are_put_in_order_and_a_line_that_was_open_goes_on()
    {
        var second = Write("1.jsonl", First.Replace("\"part\":1,\"up\":[]", "\"part\":2,\"up\":[\"scanner\"]", StringComparison.Ordinal)
            + "\n" + """{"at":2.51,"line":"scanner","heard":"410D"}""" + "\n");
        var first = Write("2.jsonl", string.Join('\n', First, Up, """{"at":2.5,"line":"scanner","heard":"594131"}""") + "\n");
        Assert.Equal(1, Replay(second, first).Facts.Kinds["CodeScanned"]);
    }

    [Theory]
    [InlineData("is of cabinet NB-OTHER", "NB-DEMO-01", "NB-OTHER")]
    [InlineData("is of version 2", "\"yongai_bus\":1", "\"yongai_bus\":2")]
    [InlineData("line 1 is not the first line of a record", "\"part\":1", "\"part\":\"x\"")]
    [InlineData("line 1 is not the first line of a record", "yongai_bus", "other")]
    public void What_is_no_record_of_this_cabinet_is_refused(string said, string from, string to)
    {
        var file = Write("r.jsonl", First.Replace(from, to, StringComparison.Ordinal) + "\n");
        Assert.Contains(said, Assert.Throws<SiteUnusable>(() => Replay(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_words_are_named_with_the_usage_and_exit_code_2()
    {
        foreach (var (said, words) in new (string, string[])[]
        {
            ("--site is missing", ["replay", "r.jsonl"]), ("name at least one record", ["replay", "--site", site.SiteFile]),
            ("'--fast' is no option here", ["replay", "--site", site.SiteFile, "r.jsonl", "--fast"]),
        })
        {
            var (code, output, errors) = await CabinetProcess.Run(words);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains(said, errors, StringComparison.Ordinal);
            Assert.Contains("replay --site FILE RECORD...", errors, StringComparison.Ordinal);
        }
        Assert.Equal(2, (await CabinetProcess.Run("replay", "--site", site.SiteFile, "absent.jsonl")).ExitCode);
    }

    private BusReplay Replay(params string[] files)
    {
        var simulated = site.Read();
        var replay = new BusReplay(LifePlan.WiringOf(simulated), simulated.Text.Cabinet, only: null);
        replay.Run(files, _ => { });
        return replay;
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(site.Folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}

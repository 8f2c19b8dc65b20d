using System.Text.Json;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The simulated cabinet as a process: its pseudo-terminals spoken to in hand-written bytes, its hands socket in lines.</summary>
public sealed class CabinetProcessTests : IDisposable
{
    private const string ReadAll = "80010033B2", OpenTwelve = "8A010C1196", AskBasics = "DDA50300FFFD77";
    private const string PutIntoTwelve = """{"do":"put","slot":12,"serial":"YA48240000009001","soc":22}""";
    private readonly SiteBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_lock_opens_a_pack_goes_in_and_its_presence_is_read()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        Assert.Contains("NB-DEMO-01 ready: 15 lines, 11 packs in 12 slots", cabinet.ReadyLine, StringComparison.Ordinal);
        using var locks = Line("locks");
        using var hands = Hands();
        Assert.Equal("80017FFFFF33CD", locks.Ask(ReadAll, 7));
        Assert.Equal("""{"ok":false,"why":"the door of slot 12 is closed"}""", hands.Do(PutIntoTwelve));

        Assert.Equal("8A010C", locks.Ask(OpenTwelve, 5)[..6]);
        ReadUntil(locks, "80017FF7FF33C5");
        var twelve = JsonDocument.Parse(hands.Do("""{"do":"look"}""")).RootElement.GetProperty("slots")[11];
        Assert.Equal("open", twelve.GetProperty("door").GetString());
        Assert.Equal("""{"ok":true}""", hands.Do(PutIntoTwelve));
        Assert.Equal("""{"ok":true}""", hands.Do("""{"do":"close","slot":12}"""));
        Assert.Equal("8001FFFFFF334D", locks.Ask(ReadAll, 7));

        using var pack = Line("pack-12");
        // A pack that was just plugged in sleeps, and the first frame only wakes it.
        pack.Write(AskBasics);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        Assert.Equal(22, Convert.FromHexString(pack.Ask(AskBasics, 36))[4 + 19]);
        Assert.Equal(0, await cabinet.Terminate());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(bench.Folder, "lines")));
    }

    [Fact]
    public async Task A_code_shown_to_the_scanner_comes_out_of_its_line()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        using var scanner = Line("scanner");
        using var hands = Hands();
        var code = "YA1:" + new string('B', 600) + " C";
        hands.Do(JsonSerializer.Serialize(new Dictionary<string, string> { ["do"] = "scan", ["text"] = code }));
        Assert.Equal(Convert.ToHexString([.. code.Select(c => (byte)c), 0x0D]), scanner.Read(code.Length + 1));
    }

    [Fact]
    public async Task A_line_that_is_pulled_hangs_up_and_comes_back_by_its_path()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        using var hands = Hands();
        using (var locks = Line("locks"))
        {
            locks.Ask(ReadAll, 7);
            hands.Do("""{"do":"pull-line","line":"locks"}""");
            Assert.ThrowsAny<IOException>(() => locks.Read(1));
        }
        Assert.False(Path.Exists(Path.Combine(bench.Folder, "lines", "locks")));
        hands.Do("""{"do":"pull-line","line":"locks","pulled":false}""");
        using var again = Line("locks");
        Assert.Equal("80017FFFFF33CD", again.Ask(ReadAll, 7));
    }

    [Fact]
    public async Task Faults_are_set_on_the_command_line_and_by_hand()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile, "--packs", "0", "--faults", "drop-answer@locks*1,jam@slot-12*1");
        using var locks = Line("locks");
        using var hands = Hands();
        locks.Write(ReadAll);
        locks.Write(OpenTwelve);
        Assert.Equal(OpenTwelve, locks.Read(5));
        Assert.Equal("8001000FFF3342", locks.Ask(ReadAll, 7));
        hands.Do("""{"do":"fault","name":"corrupt","line":"locks","times":1}""");
        Assert.NotEqual("8001000FFF3342", locks.Ask(ReadAll, 7));
        Assert.Equal("8001000FFF3342", locks.Ask(ReadAll, 7));
    }

    [Fact]
    public async Task One_site_file_has_one_simulated_cabinet_and_a_killed_one_leaves_no_obstacle()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        var second = await CabinetProcess.Run("cabinet", "--site", bench.SiteFile);
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("running on this site file already", second.Errors, StringComparison.Ordinal);
        using (var locks = Line("locks")) Assert.Equal("80017FFFFF33CD", locks.Ask(ReadAll, 7));
        cabinet.Kill();
        using var next = await CabinetProcess.Start(bench.SiteFile);
        using var anew = Line("locks");
        Assert.Equal("80017FFFFF33CD", anew.Ask(ReadAll, 7));
    }

    [Fact]
    public async Task A_caller_who_says_nonsense_is_told_so_and_may_go_on()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        using var hands = Hands();
        Assert.Contains("not understood", hands.Do("open sesame"), StringComparison.Ordinal);
        Assert.Contains("not understood", hands.Do("""{"do":"dance"}"""), StringComparison.Ordinal);
        Assert.Equal("""{"ok":true}""", hands.Do("""{"do":"open-by-force","slot":1}"""));
        using var other = Hands();
        Assert.Equal("""{"ok":true}""", other.Do("""{"do":"close","slot":1}"""));
    }

    [Fact]
    public async Task A_rider_swaps_while_the_test_plays_the_edge()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        using var scanner = Line("scanner");
        using var locks = Line("locks");
        var rider = CabinetProcess.Run("rider", "--site", bench.SiteFile, "--code", "YA1:ABC", "--dawdle", "0.1", "--json");
        Assert.Equal(Convert.ToHexString("YA1:ABC\r"u8), scanner.Read(8));
        locks.Ask(OpenTwelve, 5);
        ReadUntil(locks, "8001FFFFFF334D");
        locks.Ask("8A0105119F", 5);
        ReadUntil(locks, "8001FEFFFF334C");
        var (exit, output, _) = await rider;
        Assert.Equal(0, exit);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Contains(lines, line => line.StartsWith("rider: door 12 opened after ", StringComparison.Ordinal));
        var last = JsonDocument.Parse(lines[^1]).RootElement;
        Assert.True(last.GetProperty("swap").GetBoolean());
        Assert.Equal("YA48240000009001", last.GetProperty("brought").GetString());
        Assert.Equal("YA48240000000005", last.GetProperty("took").GetString());
    }

    [Fact]
    public async Task A_rider_whose_code_opens_nothing_ends_with_the_reason()
    {
        using var cabinet = await CabinetProcess.Start(bench.SiteFile);
        var (exit, output, _) = await CabinetProcess.Run("rider", "--site", bench.SiteFile, "--code", "YA1:ABC", "--timeout", "1", "--json");
        Assert.Equal(1, exit);
        var last = JsonDocument.Parse(output.TrimEnd('\n').Split('\n')[^1]).RootElement;
        Assert.False(last.GetProperty("swap").GetBoolean());
        Assert.Equal("it took longer than 1 s", last.GetProperty("why").GetString());
    }

    [Theory]
    [InlineData("dance", "'dance' is no command")]
    [InlineData("cabinet", "--site is missing")]
    [InlineData("cabinet --site /nowhere.json", "/nowhere.json")]
    [InlineData("cabinet --site SITE --packs 13", "--packs is '13'")]
    [InlineData("cabinet --site SITE --faults jam", "--faults: 'jam' is not of the form")]
    [InlineData("cabinet --site SITE --faults jam@locks", "'jam' is a fault of a slot")]
    [InlineData("cabinet --site SITE --color red", "'--color' is no option")]
    [InlineData("rider --site SITE", "say either --credential FILE or --code TEXT")]
    [InlineData("rider --site SITE --code X", "no simulated cabinet is there")]
    public async Task What_cannot_be_done_is_said_in_one_line(string words, string says)
    {
        var (exit, _, errors) = await CabinetProcess.Run(words.Replace("SITE", bench.SiteFile, StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, exit);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    private EdgeSide Line(string name) => new(Path.Combine(bench.Folder, "lines", name));

    private HandsByHand Hands() => new(Path.Combine(bench.Folder, "lines", "hands.sock"));

    /// <summary>Reads all switches again and again until they are as expected; gives up after a while of simulated life.</summary>
    private static void ReadUntil(EdgeSide locks, string expected)
    {
        var last = "";
        for (var tries = 0; tries < 400; tries++)
            if ((last = locks.Ask(ReadAll, 7)) == expected) return;
        Assert.Equal(expected, last);
    }
}

using System.Text.Json;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

public sealed class VerifyCodeTests : IDisposable
{
    private static readonly string[] Checks =
    [
        "1 shape", "2 issuer", "3 issuer-signature", "4 in-force", "5 form", "6 rider-signature", "7 fresh", "8 not-seen",
        "9 not-revoked", "10 right",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, long, int, string> Kept()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(Seeds.Root, "seeds/codes/index.json")));
        var codes = new TheoryData<string, long, int, string>();
        foreach (var row in index.RootElement.EnumerateArray())
            codes.Add(row.GetProperty("file").GetString()!, row.GetProperty("at").GetInt64(), row.GetProperty("check").GetInt32(),
                row.GetProperty("expect").GetString()!);
        return codes;
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task Ten_lines_say_which_check_holds_which_refuses_and_which_was_not_asked(string file, long at, int check, string expect)
    {
        var answer = await Verify(Seeds.Demo, Code(file), $"{at}");
        Assert.Equal(check == 0 ? 0 : 1, answer.Code);
        Assert.Equal(Lines(check == 0 ? 11 : check, expect), answer.Out);
    }

    [Fact]
    public async Task What_is_no_code_at_all_fails_the_first_check()
    {
        foreach (var text in new[] { "", "https://example.net/", "YA1:", "YA1:!!!", new string('A', 5000) })
        {
            var answer = await Verify(Seeds.Demo, text, "1790000000");
            Assert.Equal(1, answer.Code);
            Assert.Equal(10, answer.Out.Length);
            Assert.True(answer.Out[0] is "1 shape not-a-code" or "1 shape malformed", answer.Out[0]);
        }
    }

    [Fact]
    public async Task Demo_keys_are_accepted_in_every_environment_and_said_so_beside_the_lines()
    {
        foreach (var environment in new[] { "Production", "Development" })
        {
            var answer = await Command.Run(environment, "verify-code", "--site", Seeds.Demo, "--at", At("bound.txt"), Code("bound.txt"));
            Assert.Equal(0, answer.Code);
            // One line for each issuer of credentials: riders' and crews'.
            Assert.Equal(2, answer.Errors.Length);
            Assert.All(answer.Errors, said => Assert.Contains("published demo key", said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_lists_and_without_saying_so_every_code_is_refused_at_check_9()
    {
        var site = Seeds.DemoSite();
        site.Remove("lists");
        var answer = await Verify(folder.Write("site.json", site.ToJsonString()), Code("bound.txt"), At("bound.txt"));
        Assert.Equal(Lines(9, "lists-too-old"), answer.Out);
    }

    [Fact]
    public async Task Without_a_time_given_the_assumed_clock_of_the_site_decides()
    {
        var answer = await Command.Run("Development", "verify-code", "--site", Seeds.Demo, Code("bound.txt"));
        Assert.Equal(1, answer.Code);
        Assert.Contains(answer.Out, line => line is "4 in-force expired" or "4 in-force not-yet-valid" or "7 fresh stale");
    }

    [Fact]
    public async Task The_same_code_twice_is_judged_the_same_and_nothing_is_left_behind()
    {
        var site = Seeds.DemoSite();
        site["data"] = "data";
        var path = folder.Write("site.json", site.ToJsonString());
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await Verify(path, Code("bearer.txt"), At("bearer.txt"))).Code);
        Assert.Equal(["site.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_broken_site_is_exit_code_2_and_no_line()
    {
        var answer = await Verify(folder.Write("site.json", "{}"), Code("bound.txt"), "1790000000");
        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Out);
        Assert.Contains("'cabinet' is missing", answer.Error, StringComparison.Ordinal);
    }

    private static Task<Answer> Verify(string site, string code, string at) =>
        Command.Run("Production", "verify-code", "--site", site, "--at", at, code);

    private static string[] Lines(int failed, string refusal) =>
        [.. Checks.Select((name, i) => $"{name} {(i + 1 < failed ? "ok" : i + 1 == failed ? refusal : "-")}")];

    private static string Code(string file) => File.ReadAllText(Path.Combine(Seeds.Root, "seeds/codes", file)).TrimEnd('\n');

    private static string At(string file)
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(Seeds.Root, "seeds/codes/index.json")));
        return index.RootElement.EnumerateArray().Single(row => row.GetProperty("file").GetString() == file).GetProperty("at").GetRawText();
    }
}

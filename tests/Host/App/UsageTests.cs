using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

public sealed class UsageTests
{
    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "say what to do", [] },
        { "there is no command 'start'", ["start"] },
        { "--site FILE is missing", ["run"] },
        { "--site FILE is missing", ["check"] },
        { "--site needs a value", ["check", "--site"] },
        { "--site is given twice", ["check", "--site", Seeds.Demo, "--site", Seeds.Demo] },
        { "there is no option --at", ["check", "--site", Seeds.Demo, "--at", "5"] },
        { "'now' is not understood", ["run", "--site", Seeds.Demo, "now"] },
        { "the code is missing", ["verify-code", "--site", Seeds.Demo] },
        { "a code with blanks needs quotes", ["verify-code", "--site", Seeds.Demo, "YA1:6B", "F"] },
        { "--out FILE is missing", ["record", "--site", Seeds.Demo] },
        { "--seconds takes 1 to 3600, not '0'", ["record", "--site", Seeds.Demo, "--out", "x", "--seconds", "0"] },
        { "--lang takes zh or en, not 'fr'", ["record", "--site", Seeds.Demo, "--out", "x", "--lang", "fr"] },
        { "--at takes seconds since 1970 UTC, not 'today'", ["verify-code", "--site", Seeds.Demo, "--at", "today", "YA1:6BF"] },
        { "--at takes seconds since 1970 UTC, not '-5'", ["verify-code", "--site", Seeds.Demo, "--at", "-5", "YA1:6BF"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task What_is_mistyped_is_named_with_the_usage_and_exit_code_2(string said, string[] typed)
    {
        var answer = await Command.Run("Development", typed);
        Assert.Equal(2, answer.Code);
        Assert.Empty(answer.Out);
        Assert.Contains(said, answer.Errors[0], StringComparison.Ordinal);
        Assert.Contains("verify-code --site FILE [--at UNIXTIME] CODE", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_mistake()
    {
        var answer = await Command.Run("Production", "--help");
        Assert.Equal(0, answer.Code);
        Assert.Empty(answer.Errors);
        Assert.Contains(answer.Out, line => line.Contains("run --site FILE", StringComparison.Ordinal));
    }
}

using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_demo_site_passes_with_warnings_of_its_clock_its_proof_and_its_keys(string environment)
    {
        var answer = await Command.Run(environment, "check", "--site", Seeds.Demo);
        Assert.Equal(0, answer.Code);
        Assert.Equal(["clock", "commissioning", "issuers"], Said(answer, "warning"));
        Assert.EndsWith("0 fault(s), 3 warning(s)", answer.Out[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_production_example_passes_with_warnings_of_the_demo_keys_and_of_the_certificates_that_a_desk_lacks()
    {
        var answer = await Command.Run("Production", "check", "--site", Path.Combine(Seeds.Root, "seeds/sites/swap-12.json"));
        Assert.Equal(0, answer.Code);
        Assert.Equal(["issuers", "cloud.ca", "cloud.certificate", "cloud.key"], Said(answer, "warning"));
    }

    [Fact]
    public async Task A_broken_site_is_exit_code_2_with_every_fault_on_a_line()
    {
        var site = Seeds.DemoSite();
        site["cabinet"] = "";
        site["slots"]![3]!["door"] = "door/3";
        var path = folder.Write("site.json", site.ToJsonString());
        var answer = await Command.Run("Production", "check", "--site", path);
        Assert.Equal(2, answer.Code);
        Assert.Equal(["cabinet", "slots[3].door"], Said(answer, "fault"));
        Assert.EndsWith("2 fault(s), 0 warning(s)", answer.Out[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_in_force_is_a_warning()
    {
        var site = Seeds.DemoSite();
        var spent = File.ReadAllText(Seeds.Issuers).Replace("2082758400", "1767225601", StringComparison.Ordinal);
        site["issuers"] = folder.Write("issuers.json", spent);
        var answer = await Command.Run("Production", "check", "--site", folder.Write("site.json", site.ToJsonString()));
        Assert.Equal(0, answer.Code);
        Assert.Contains(answer.Out, line => line.Contains("the Credential key of demo is not in force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_leaves_nothing_behind()
    {
        var site = Seeds.DemoSite();
        site["data"] = "data";
        await Command.Run("Production", "check", "--site", folder.Write("site.json", site.ToJsonString()));
        Assert.Equal(["site.json"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static string[] Said(Answer answer, string kind) =>
        [.. answer.Out.Where(line => line.Split(' ')[1] == kind).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2].TrimEnd(':'))];
}

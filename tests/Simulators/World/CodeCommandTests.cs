using YongAi.CloudBridge.Minting;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Tests.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators.World;

public sealed class CodeCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("yongai-phone-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("", "--credential is missing")]
    [InlineData("--credential f", "--purpose is missing")]
    [InlineData("--credential f --purpose swap --at noon", "--at wants")]
    [InlineData("--credential f --purpose swap --counter 0", "--counter wants")]
    [InlineData("--credential f --purpose swap --nonce 00112233445566778899aabbccddeeff", "--nonce wants")]
    [InlineData("--credential f --purpose swap --nonce YA1N:XYZ", "--nonce wants")]
    [InlineData("--credential f --purpose", "needs a value")]
    [InlineData("--credential f --credential g", "given twice")]
    [InlineData("--colour red", "not known")]
    public void Wrong_arguments_are_named_and_end_in_2(string line, string complaint)
    {
        using var errors = new StringWriter();
        Assert.Equal(2, CodeCommand.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), TextWriter.Null, errors));
        Assert.Contains(complaint, errors.ToString());
        Assert.Contains("code --credential FILE", errors.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"credential":"AA","rider_key":"no pem"}""")]
    [InlineData("""{"credential":"AA","rider_key":null}""")]
    public void A_file_that_is_no_credential_file_is_named(string content)
    {
        var file = Path.Combine(folder, "c.json");
        File.WriteAllText(file, content);
        Complains(file, "is no credential file");
        Assert.False(File.Exists(file + ".counter"));
    }

    [Fact]
    public async Task A_missing_file_and_a_spoiled_counter_are_named()
    {
        Complains(Path.Combine(folder, "none.json"), "cannot be read");
        var file = Path.Combine(folder, "c.json");
        string[] mint = ["--rider", "r-1", "--rights", "swap:48V24Ah", "--out", file];
        Assert.Equal(0, await MintCommand.RunAsync(mint, TextWriter.Null));
        await File.WriteAllTextAsync(file + ".counter", "many", CancellationToken.None);
        Complains(file, "holds no counter");
    }

    [Fact]
    public void A_phone_of_the_simulated_issuer_draws_codes_that_pass()
    {
        var issuer = CodeWriterIssuer.FromPem(DemoSite.Pem("credential"), "demo");
        var from = DateTimeOffset.FromUnixTimeSeconds(Draft.At - 60);
        var phone = issuer.Phone("r-1", ["swap:48V24Ah"], from, TimeSpan.FromDays(7), (3, 60));
        for (var counter = 1; counter <= 3; counter++)
        {
            var code = phone.Draw("swap", DateTimeOffset.FromUnixTimeSeconds(Draft.At));
            var verdict = RiderCodeVerifier.Verify(code, DemoSite.Situation, DemoSite.At(Draft.At));
            Assert.Equal((0, counter), (verdict.FailedCheck, verdict.Code!.Counter));
            Assert.Equal((3, TimeSpan.FromMinutes(1)), (verdict.Code.OfflineSwapsMax, verdict.Code.LeastGap));
        }
    }

    [Fact]
    public void The_counter_beside_the_file_only_grows()
    {
        var counter = new PhoneCounter(Path.Combine(folder, "c.json"));
        Assert.Equal(0, counter.Last());
        counter.Keep(5);
        counter.Keep(3);
        Assert.Equal(5, counter.Last());
        Assert.Equal(["c.json.counter"], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(folder, "c.json.counter"), "many");
        Assert.Contains("holds no counter", Assert.Throws<PhoneTrouble>(() => counter.Last()).Message);
    }

    private static void Complains(string file, string complaint)
    {
        using var errors = new StringWriter();
        Assert.Equal(1, CodeCommand.Run(["--credential", file, "--purpose", "swap"], TextWriter.Null, errors));
        Assert.Contains(complaint, errors.ToString());
        Assert.Contains(file, errors.ToString());
    }
}

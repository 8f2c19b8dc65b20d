using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Control.Codes;

/// <summary>
/// Codes of a writer in another language that shares nothing with the reader: made now, and made once and kept.
/// </summary>
public sealed class IndependentWriterTests
{
    private const long At = Draft.At;
    private static readonly TimeSpan WriterWithin = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Its_bound_codes_pass()
    {
        Passes(await Written("bound"));
        Passes(await Written("bound", "--compressed", "--rights", "swap:48V24Ah,swap:60V30Ah", "--aud", "site:ninghai-1", "--counter", "3"));
        Passes(await Written("bound", "--purpose", "goods:mask", "--rights", "goods"));
    }

    [Fact]
    public async Task Its_bearer_codes_pass() => Passes(await Written("bearer", "--aud", DemoSite.Cabinet));

    [Fact]
    public async Task Its_answer_to_a_nonce_passes_without_a_clock()
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var shown = "YA1N:" + CodeWriter.Base45(Cbor.Bytes(new object[] { DemoSite.Cabinet, nonce }));
        var code = await Written("bound", "--nonce", shown);
        var now = DemoSite.At(At) with { Trust = TimeTrust.Untrusted, Wall = DateTimeOffset.UnixEpoch };
        var asked = DemoSite.Situation with { Nonces = [new OpenNonce([.. nonce], now.Elapsed)] };
        Assert.Equal(0, RiderCodeVerifier.Verify(code, asked, now).FailedCheck);
        Assert.Equal(Refusal.Stale, RiderCodeVerifier.Verify(code, DemoSite.Situation, now).Refusal);
    }

    public static TheoryData<string, long, int, string> Kept()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoSite.Seeds, "codes", "index.json")));
        var codes = new TheoryData<string, long, int, string>();
        foreach (var row in index.RootElement.EnumerateArray())
            codes.Add(row.GetProperty("file").GetString()!, row.GetProperty("at").GetInt64(), row.GetProperty("check").GetInt32(),
                row.GetProperty("expect").GetString()!);
        return codes;
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void The_codes_in_the_seeds_are_judged_as_their_index_says(string file, long at, int check, string expect)
    {
        var text = File.ReadAllText(Path.Combine(DemoSite.Seeds, "codes", file)).TrimEnd('\n');
        var verdict = RiderCodeVerifier.Verify(text, DemoSite.Situation, DemoSite.At(at));
        Assert.Equal((check, expect), (verdict.FailedCheck, verdict.Refusal?.Name() ?? "ok"));
    }

    [Fact]
    public void Every_code_in_the_seeds_is_in_the_index()
    {
        var files = Directory.GetFiles(Path.Combine(DemoSite.Seeds, "codes"), "*.txt").Select(file => Path.GetFileName(file));
        Assert.Equal(files.Order(), Kept().Select(row => (string)row[0]).Order());
        Assert.True(Kept().Select(row => (int)row[2]).Distinct().Count() >= 9);
    }

    private static void Passes(string code)
    {
        var verdict = RiderCodeVerifier.Verify(code, DemoSite.Situation, DemoSite.At(At));
        Assert.Equal((0, null), (verdict.FailedCheck, verdict.Refusal));
    }

    private static async Task<string> Written(string form, params string[] more)
    {
        // Debian's packages belong to Debian's own Python; another one may stand before it in the path.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(DemoSite.Root, "tests", "referees", "ya1.py"), form, "--key",
            DemoSite.Pem("credential"), "--at", At.ToString(), .. more]) start.ArgumentList.Add(argument);
        using var within = new CancellationTokenSource(WriterWithin);
        Process writer;
        try
        {
            writer = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail("python3 is missing: install the Debian packages python3 python3-cbor2 python3-cryptography");
            throw;
        }
        using (writer)
        {
            var (output, errors) = (writer.StandardOutput.ReadToEndAsync(within.Token), writer.StandardError.ReadToEndAsync(within.Token));
            await writer.WaitForExitAsync(within.Token);
            Assert.True(writer.ExitCode == 0, (await errors).TrimEnd());
            return (await output).TrimEnd('\n');
        }
    }
}

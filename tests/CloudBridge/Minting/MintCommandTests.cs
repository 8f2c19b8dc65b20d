using System.Security.Cryptography;
using YongAi.CloudBridge.Minting;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Tests.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.CloudBridge.Minting;

/// <summary>
/// The whole way of a rider code: the issuer mints, the phone draws, the cabinet judges. Three programs, no common
/// code.
/// </summary>
public sealed class MintCommandTests : IDisposable
{
    private const long At = Draft.At;
    private readonly string folder = Directory.CreateTempSubdirectory("yongai-mint-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string InFolder(string name) => Path.Combine(folder, name);

    [Fact]
    public async Task A_minted_credential_makes_codes_that_pass_each_with_a_higher_counter()
    {
        await Mint("--rider", "r-7", "--rights", "swap:48V24Ah,goods", "--rights", "swap:60V30Ah", "--days", "7", "--limits", "3,1200",
            "--pack", "YA48240000000017", "--epoch", "2", "--tail", "1234", "--out", InFolder("r-7.json"));
        var code = Verdict(Drawn("--purpose", "swap")).Code!;
        Assert.Equal("demo/r-7", code.Rider.ToString());
        Assert.Equal(["48V24Ah", "60V30Ah"], code.SwapClasses.Select(pack => pack.Name));
        Assert.Equal((3, TimeSpan.FromMinutes(20), "YA48240000000017", "1234"),
            (code.OfflineSwapsMax, code.LeastGap, code.PackHint, code.Tail));
        Assert.Equal((1, 2), (code.Counter, Verdict(Drawn("--purpose", "goods:water")).Code!.Counter));
        Assert.Equal(10, Verdict(Drawn("--purpose", "swap", "--counter", "10")).Code!.Counter);
        Assert.Equal(11, Verdict(Drawn("--purpose", "swap")).Code!.Counter);
    }

    [Fact]
    public async Task A_phone_answers_the_nonce_that_the_cabinet_shows()
    {
        await Mint("--rider", "r-7", "--rights", "swap:48V24Ah", "--out", InFolder("r-7.json"));
        var nonce = RandomNumberGenerator.GetBytes(16);
        var shown = "YA1N:" + CodeWriter.Base45(Cbor.Bytes(new object[] { DemoSite.Cabinet, nonce }));
        var now = DemoSite.At(At) with { Trust = TimeTrust.Untrusted };
        var asked = DemoSite.Situation with { Nonces = [new OpenNonce([.. nonce], now.Elapsed)] };
        Assert.Equal(0, RiderCodeVerifier.Verify(Drawn("--purpose", "swap", "--nonce", shown), asked, now).FailedCheck);
        var hex = Drawn("--purpose", "swap", "--nonce", Convert.ToHexString(nonce), "--aud", DemoSite.Cabinet);
        Assert.Equal(0, RiderCodeVerifier.Verify(hex, asked, now).FailedCheck);
    }

    [Fact]
    public async Task A_bearer_code_is_printed_and_passes_for_two_minutes()
    {
        var code = await Mint("--bearer", "--aud", DemoSite.Cabinet, "--rider", "r-8", "--rights", "swap:48V24Ah");
        Assert.Equal(At + 120, Verdict(code).Code!.Expires);
        Assert.False(Verdict(code).Code!.Bound);
        var late = RiderCodeVerifier.Verify(code, DemoSite.Situation, DemoSite.At(At + 125));
        Assert.Equal(Refusal.Expired, late.Refusal);
        await Mint("--bearer", "--aud", DemoSite.Cabinet, "--rider", "r-8", "--rights", "swap:48V24Ah", "--out", InFolder("code.txt"));
        Assert.Equal(0, Verdict(File.ReadAllText(InFolder("code.txt")).TrimEnd('\n')).FailedCheck);
    }

    [Fact]
    public async Task Only_the_owner_may_read_a_credential_file()
    {
        await Mint("--rider", "r-7", "--rights", "swap:48V24Ah", "--out", InFolder("r-7.json"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(InFolder("r-7.json")));
        Assert.Equal(["r-7.json"], Directory.GetFiles(folder).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public async Task Another_issuer_signs_with_its_own_key()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(InFolder("own.pem"), own.ExportPkcs8PrivateKeyPem(), CancellationToken.None);
        var code = await Mint("--bearer", "--aud", "C-9", "--rider", "r-8", "--rights", "swap:X",
            "--key", InFolder("own.pem"), "--issuer", "net");
        Assert.Equal(Refusal.UnknownIssuer, Verdict(code).Refusal);
        var theirs = new TrustedKey("net", KeyKind.Credential, [.. Draft.Point(own)], At, At + 86400, ["swap:*"]);
        var there = DemoSite.Situation with { Cabinet = "C-9", Trust = new TrustStore([theirs]) };
        Assert.Equal(0, RiderCodeVerifier.Verify(code, there, DemoSite.At(At)).FailedCheck);
    }

    [Theory]
    [InlineData("", "--rights is missing")]
    [InlineData("--rider r --rights swap:X", "--out is missing")]
    [InlineData("--rider r --rights , --out f", "--rights names none")]
    [InlineData("--rights swap:X --out f", "--rider is missing")]
    [InlineData("--rider r --rights swap:X --out f --days 8", "at most 7 days")]
    [InlineData("--rider r --rights swap:X --out f --days 0", "at most 7 days")]
    [InlineData("--rider r --rights swap:X --out f --days x", "at most 7 days")]
    [InlineData("--rider r --rights swap:X --out f --seconds 60", "--seconds does not belong")]
    [InlineData("--rider r --rights swap:X --out f --purpose swap", "--purpose does not belong")]
    [InlineData("--bearer --rider r --rights swap:X", "--aud is missing")]
    [InlineData("--bearer --aud C --rider r --rights swap:X --seconds 121", "from 1 to 120")]
    [InlineData("--bearer --aud C --rider r --rights swap:X --days 1", "--days does not belong")]
    [InlineData("--rider r --rider s --rights swap:X --out f", "given twice")]
    [InlineData("--rider r --rights swap:X --out f --key k.pem", "go together")]
    [InlineData("--rider r --rights swap:X --out", "needs a value")]
    [InlineData("--rider r --rights swap:X --out f --limits 3", "wants two numbers")]
    [InlineData("--rider r --rights swap:X --out f --tail 12345", "1 to 4 characters")]
    [InlineData("--colour red", "not known")]
    public async Task Wrong_arguments_are_named_and_end_in_2(string line, string complaint)
    {
        using var errors = new StringWriter();
        var args = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, await MintCommand.RunAsync(args, TextWriter.Null, errors));
        Assert.Contains(complaint, errors.ToString());
        Assert.Contains("mint --bearer", errors.ToString());
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_is_named()
    {
        await File.WriteAllTextAsync(InFolder("no.pem"), "nothing", CancellationToken.None);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        await File.WriteAllTextAsync(InFolder("p384.pem"), other.ExportPkcs8PrivateKeyPem(), CancellationToken.None);
        (string, string)[] keys = [("none.pem", "cannot be read"), ("no.pem", "no private key"), ("p384.pem", "P-256")];
        foreach (var (file, complaint) in keys)
        {
            using var errors = new StringWriter();
            string[] args = ["--rider", "r", "--rights", "swap:X", "--out", InFolder("f"), "--key", InFolder(file), "--issuer", "net"];
            Assert.Equal(1, await MintCommand.RunAsync(args, TextWriter.Null, errors));
            Assert.Contains(complaint, errors.ToString());
            Assert.Contains(file, errors.ToString());
        }
        Assert.False(File.Exists(InFolder("f")));
    }

    private static CodeVerdict Verdict(string code) => RiderCodeVerifier.Verify(code, DemoSite.Situation, DemoSite.At(At));

    private static async Task<string> Mint(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await MintCommand.RunAsync([.. args, "--at", At.ToString()], output, errors);
        Assert.True(exit == 0, errors.ToString());
        return output.ToString().TrimEnd('\n');
    }

    private string Drawn(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = CodeCommand.Run(["--credential", InFolder("r-7.json"), "--at", At.ToString(), .. args], output, errors);
        Assert.True(exit == 0, errors.ToString());
        return output.ToString().TrimEnd('\n');
    }
}

using System.Security.Cryptography;
using YongAi.CloudBridge.Signing;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Uplink;

namespace YongAi.Edge.Tests.CloudBridge;

public sealed class WordSignerTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        key.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_ack_is_a_COSE_Sign1_that_an_independent_reader_verifies()
    {
        using var signer = WordSigner.FromPemFile(PemOf(key.ExportPkcs8PrivateKeyPem()), WordSigner.Ack);
        var payload = """{"cabinet":"NB-DEMO-01","through":7}"""u8.ToArray();

        var read = SignedAck.Read(signer.Sign(payload), key);

        Assert.Equal(payload, read.Payload);
        Assert.Equal(signer.Fingerprint[..16], Convert.ToHexStringLower(read.Kid));
        Assert.Equal("application/json", read.ContentType);
    }

    [Fact]
    public void The_cabinet_takes_an_ack_for_an_ack_and_for_nothing_else()
    {
        using var signer = WordSigner.FromPemFile(PemOf(key.ExportPkcs8PrivateKeyPem()), WordSigner.Ack);
        var payload = UplinkJson.Write(new Ack("NB-DEMO-01", "00000000000000a1", 7, Resend: false, Issued: 1_785_556_900));
        var signed = signer.Sign(payload);
        var spki = key.ExportSubjectPublicKeyInfo();
        var now = new Moment(TimeSpan.Zero, DateTimeOffset.FromUnixTimeSeconds(1_785_556_900), TimeTrust.Trusted);
        foreach (var kind in Enum.GetValues<KeyKind>())
        {
            var trust = new TrustStore([new TrustedKey("cloud", kind, [.. spki[^65..]], 0, 4_000_000_000, [])]);
            Assert.Equal(kind == KeyKind.Ack, SignedWord.TryVerify(signed, trust, kind, now, out var read));
            Assert.Equal(kind == KeyKind.Ack ? payload : [], read.ToArray());
        }
    }

    [Fact]
    public void The_key_is_named_by_the_hash_of_its_uncompressed_point()
    {
        using var signer = WordSigner.FromPemFile(PemOf(key.ExportECPrivateKeyPem()), WordSigner.Ack);
        var spki = key.ExportSubjectPublicKeyInfo();

        // The point is the end of a SubjectPublicKeyInfo.
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(spki.AsSpan(spki.Length - 65))), signer.Fingerprint);
    }

    [Fact]
    public void One_changed_bit_anywhere_breaks_the_signed_ack()
    {
        using var signer = WordSigner.FromPemFile(PemOf(key.ExportPkcs8PrivateKeyPem()), WordSigner.Ack);
        var signed = signer.Sign("""{"through":7}"""u8);

        for (var bit = 0; bit < signed.Length * 8; bit++)
        {
            var changed = (byte[])signed.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<Exception>(() => SignedAck.Read(changed, key));
        }
    }

    [Theory]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void A_file_without_a_key_is_refused(string text)
    {
        var refused = Assert.Throws<KeyRefused>(() => WordSigner.FromPemFile(PemOf(text), WordSigner.Ack));
        Assert.Contains("ack.pem", refused.Message);
    }

    [Fact]
    public void A_missing_file_another_curve_and_a_public_key_are_refused()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Contains("missing.pem", Assert.Throws<KeyRefused>(() => WordSigner.FromPemFile(folder.File("missing.pem"), WordSigner.Ack)).Message);
        Assert.Contains("P-256", Assert.Throws<KeyRefused>(() => WordSigner.FromPemFile(PemOf(p384.ExportPkcs8PrivateKeyPem()), WordSigner.Ack)).Message);
        Assert.Throws<KeyRefused>(() => WordSigner.FromPemFile(PemOf(key.ExportSubjectPublicKeyInfoPem()), WordSigner.Ack));
    }

    private string PemOf(string text)
    {
        var path = folder.File("ack.pem");
        File.WriteAllText(path, text);
        return path;
    }
}

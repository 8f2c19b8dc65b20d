using System.Security.Cryptography;
using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators.World;

public sealed class StillKeyTests
{
    private static readonly byte[] Words = "a message"u8.ToArray();

    [Fact]
    public void What_it_signs_is_proved_by_anybody_who_has_its_point()
    {
        for (var number = 0; number < 50; number++)
        {
            var key = new StillKey($"key {number}");
            using var theirs = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = key.X, Y = key.Y },
            });
            var signature = key.Sign(Encoding.UTF8.GetBytes($"message {number}"));
            Assert.True(theirs.VerifyData(Encoding.UTF8.GetBytes($"message {number}"), signature, HashAlgorithmName.SHA256));
            Assert.False(theirs.VerifyData(Words, signature, HashAlgorithmName.SHA256));
        }
    }

    [Fact]
    public void The_same_message_has_the_same_signature_and_another_one_another() => Assert.Multiple(
        () => Assert.Equal(new StillKey("one").Sign(Words), new StillKey("one").Sign(Words)),
        () => Assert.NotEqual(new StillKey("one").Sign(Words)[..32], new StillKey("one").Sign([.. Words, 0])[..32]),
        () => Assert.NotEqual(new StillKey("one").Sign(Words)[..32], new StillKey("two").Sign(Words)[..32]));

    [Fact]
    public void A_key_read_from_a_file_has_the_point_of_that_file()
    {
        using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = StillKey.FromPem(theirs.ExportPkcs8PrivateKeyPem());
        Assert.Equal(theirs.ExportParameters(includePrivateParameters: false).Q.X, key.X);
        Assert.True(theirs.VerifyData(Words, key.Sign(Words), HashAlgorithmName.SHA256));
    }
}

using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>The keys of a life: who may sign codes, acknowledgements and commands, and somebody whom nobody trusts.</summary>
public sealed class CloudKeys : IDisposable
{
    /// <summary>Who gives credentials in a life.</summary>
    public const string Issuer = "lives";

    private readonly ECDsa credential = Drawn(), crew = Drawn(), ack = Drawn(), command = Drawn(), stranger = Drawn();

    public CloudKeys()
    {
        Riders = new CodeWriterIssuer(credential, Issuer);
        Crews = new CodeWriterIssuer(crew, Issuer + "-crew");
        Strangers = new CodeWriterIssuer(stranger, Issuer);
        Trust = new TrustStore(
        [
            Trusted(credential, Issuer, KeyKind.Credential, "swap:*"), Trusted(crew, Issuer + "-crew", KeyKind.Credential, "crew:*"),
            Trusted(ack, Issuer, KeyKind.Ack), Trusted(command, Issuer, KeyKind.Command, "*"),
        ]);
    }

    public TrustStore Trust { get; }
    public CodeWriterIssuer Riders { get; }
    public CodeWriterIssuer Crews { get; }
    /// <summary>Signs with a key of its own under the name of the issuer.</summary>
    public CodeWriterIssuer Strangers { get; }

    /// <summary>Signs an acknowledgement.</summary>
    public byte[] Ack(byte[] payload) => Word(ack, payload, KeyKind.Ack);

    /// <summary>Signs a command; a forged one is signed by the stranger under the right key's name.</summary>
    public byte[] Command(byte[] payload, bool forged) =>
        CodeWriter.Sign1(forged ? stranger : command, Kid(command), payload, Encoding.UTF8.GetBytes(KeyKind.Command.Aad()));

    public void Dispose()
    {
        foreach (var issuer in (ReadOnlySpan<CodeWriterIssuer>)[Riders, Crews, Strangers]) issuer.Dispose();
        ack.Dispose();
        command.Dispose();
    }

    private static byte[] Word(ECDsa key, byte[] payload, KeyKind kind) =>
        CodeWriter.Sign1(key, Kid(key), payload, Encoding.UTF8.GetBytes(kind.Aad()));

    private static TrustedKey Trusted(ECDsa key, string issuer, KeyKind kind, params ImmutableArray<string> rights) =>
        new(issuer, kind, [.. PointOf(key)], 0, long.MaxValue, rights);

    private static byte[] Kid(ECDsa key) => SHA256.HashData(PointOf(key))[..TrustedKey.KidLength];

    private static byte[] PointOf(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }

    private static ECDsa Drawn() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}

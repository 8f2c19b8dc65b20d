using System.Globalization;
using System.Text;
using YongAi.Edge.Control.Codes;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>The keys of a life: who may sign codes, acknowledgements and commands, and somebody whom nobody trusts.</summary>
public sealed class CloudKeys
{
    /// <summary>Who gives credentials in a life.</summary>
    public const string Issuer = "lives";

    private readonly StillKey ack, command, stranger;

    /// <param name="seed">Of the life.</param>
    public CloudKeys(int seed)
    {
        var all = new StillKey(string.Create(CultureInfo.InvariantCulture, $"life {seed}"));
        var (credential, crew) = (all.Of("credential"), all.Of("crew"));
        (ack, command, stranger) = (all.Of("ack"), all.Of("command"), all.Of("stranger"));
        Riders = new CodeWriterIssuer(credential, Issuer);
        Crews = new CodeWriterIssuer(crew, Issuer + "-crew");
        Strangers = new CodeWriterIssuer(stranger, Issuer);
        Trust = new TrustStore(
        [
            Trusted(credential, Issuer, KeyKind.Credential, "swap:*", "goods"), Trusted(crew, Issuer + "-crew", KeyKind.Credential, "crew:*"),
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
        CodeWriter.Sign1((forged ? stranger : command).Sign, command.Kid, payload, Encoding.UTF8.GetBytes(KeyKind.Command.Aad()));

    private static byte[] Word(StillKey key, byte[] payload, KeyKind kind) =>
        CodeWriter.Sign1(key.Sign, key.Kid, payload, Encoding.UTF8.GetBytes(kind.Aad()));

    private static TrustedKey Trusted(StillKey key, string issuer, KeyKind kind, params ImmutableArray<string> rights) =>
        new(issuer, kind, key.Public, 0, long.MaxValue, rights);
}

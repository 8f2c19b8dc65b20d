using System.Security.Cryptography;

namespace YongAi.CloudBridge.Minting;

/// <summary>The command <c>mint</c>: credentials and bearer codes for one rider.</summary>
public static class MintCommand
{
    private const int Done = 0, Refused = 1, WrongArguments = 2;

    /// <param name="args">What follows the word <c>mint</c>.</param>
    /// <param name="output">Where a code is printed; standard output where nothing is said.</param>
    /// <param name="errors">Where complaints go; standard error where nothing is said.</param>
    /// <param name="time">The clock; the system's where nothing is said.</param>
    /// <param name="cancel">Ends the writing of a file.</param>
    /// <returns>0, 1 when it could not be done, 2 for wrong arguments.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? errors = null,
        TimeProvider? time = null, CancellationToken cancel = default)
    {
        output ??= Console.Out;
        errors ??= Console.Error;
        MintArguments asked;
        try
        {
            asked = MintArguments.Read(args);
        }
        catch (MintRefused wrong)
        {
            await errors.WriteLineAsync($"mint: {wrong.Message}\n\n{MintArguments.Usage}".AsMemory(), cancel);
            return WrongArguments;
        }
        try
        {
            var at = asked.At ?? (time ?? TimeProvider.System).GetUtcNow();
            using var issuer = IssuerKey.Read(asked.Key ?? DemoIssuer.CredentialKey(), asked.Issuer ?? DemoIssuer.Name);
            await output.WriteLineAsync((await MintAsync(asked, issuer, at, cancel)).AsMemory(), cancel);
            return Done;
        }
        catch (MintRefused refused)
        {
            await errors.WriteLineAsync($"mint: {refused.Message}".AsMemory(), cancel);
            return Refused;
        }
    }

    /// <returns>The line to print.</returns>
    private static async Task<string> MintAsync(MintArguments asked, IssuerKey issuer, DateTimeOffset at,
        CancellationToken cancel)
    {
        var mint = new CredentialMint(issuer);
        if (asked.IsBearer)
        {
            var code = CodeText.Of(mint.Bearer(asked.Grant, asked.Purpose, at, asked.Life));
            if (asked.Out is null) return code;
            await PrivateFile.WriteAsync(asked.Out, code + "\n", cancel);
            return $"{asked.Out}: a bearer code of {asked.Grant.Rider} until {at + asked.Life:u}";
        }
        using var rider = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var credential = mint.Bound(asked.Grant, rider, at, asked.Life);
        await CredentialFile.Of(credential, rider.ExportPkcs8PrivateKeyPem(), asked.Grant.Rider, issuer.Issuer)
            .WriteAsync(asked.Out!, cancel);
        return $"{asked.Out}: a credential of {issuer.Issuer}/{asked.Grant.Rider} until {at + asked.Life:u}";
    }
}

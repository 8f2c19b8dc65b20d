using System.Buffers.Text;
using System.Text.Json;

namespace YongAi.CloudBridge.Minting;

/// <summary>What a rider's phone keeps: the credential and the key that it names (seeds/codes/README.md).</summary>
/// <param name="Credential">Base64url of the COSE_Sign1 bytes.</param>
/// <param name="RiderKey">The rider's private key, PKCS#8 as PEM.</param>
/// <param name="Rider">Pseudonym.</param>
/// <param name="Issuer">Issuer id.</param>
public sealed record CredentialFile(string Credential, string RiderKey, string Rider, string Issuer)
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a PEM is full of plus signs
    };

    public static CredentialFile Of(byte[] credential, string riderKey, string rider, string issuer) =>
        new(Base64Url.EncodeToString(credential), riderKey, rider, issuer);

    /// <summary>Writes the file for its owner's eyes only, whole or not at all.</summary>
    public Task WriteAsync(string path, CancellationToken cancel) =>
        PrivateFile.WriteAsync(path, JsonSerializer.Serialize(this, Form) + "\n", cancel);
}

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="MintRefused">It cannot be written there.</exception>
    public static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var full = Path.GetFullPath(path);
        var draft = $"{full}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using (var file = new StreamWriter(draft, options)) await file.WriteAsync(text.AsMemory(), cancel);
            File.Move(draft, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new MintRefused($"{path}: cannot be written ({e.Message})");
        }
    }
}

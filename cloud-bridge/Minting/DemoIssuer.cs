namespace YongAi.CloudBridge.Minting;

/// <summary>The issuer that comes with the sources, for demonstrations: everybody knows its keys.</summary>
public static class DemoIssuer
{
    public const string Name = "demo";

    private static readonly string Credential = Path.Combine("seeds", "issuers", "demo-credential.pem");

    /// <summary>Its credential key, looked for from the working folder and from the program upward.</summary>
    /// <exception cref="MintRefused">There is no seeds folder above either.</exception>
    public static string CredentialKey()
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, Credential) is var path && File.Exists(path)) return path;
        throw new MintRefused($"{Credential} is in no folder above {Directory.GetCurrentDirectory()} "
            + $"or {AppContext.BaseDirectory}; name a key with --key PEM --issuer ID");
    }
}

namespace YongAi.CloudBridge;

/// <summary>
/// The private keys under <c>seeds/issuers</c> are public, so that anybody can try things out; nobody may trust them in earnest.
/// </summary>
internal static class DemoKeys
{
    /// <summary>SHA-256 of the uncompressed public points of <c>demo-ack.pem</c> and <c>demo-command.pem</c>.</summary>
    private static readonly string[] Fingerprints =
    [
        "5475beab41cf28e779e244f6074467cc4c98ff592e1e70448f967a593c199637",
        "8bb9fa811f44974ccb6d6fc00e57ed3f49253c66b16adea69c4568da4c24727d",
    ];

    public static bool IsDemo(string fingerprint) => Fingerprints.Contains(fingerprint);

    /// <summary>True where demo keys may be used: DOTNET_ENVIRONMENT says Development.</summary>
    public static bool Allowed => Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Development";

    /// <summary>Looks in <c>seeds/issuers</c>, upward from the working directory, then from the program's folder.</summary>
    public static string Find(string name)
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, "seeds", "issuers", name) is var path && File.Exists(path)) return path;
        throw new WrongArguments($"no seeds/issuers/{name} found from here upwards; name a key of your own");
    }
}

namespace YongAi.CloudBridge;

/// <summary>
/// The private keys under <c>seeds/issuers</c> are public, so that anybody can try things out; nobody may trust them in earnest.
/// </summary>
internal static class DemoKeys
{
    /// <summary>SHA-256 of the uncompressed public point of <c>demo-ack.pem</c>.</summary>
    private const string AckFingerprint = "5475beab41cf28e779e244f6074467cc4c98ff592e1e70448f967a593c199637";

    public static bool IsDemo(string fingerprint) => fingerprint == AckFingerprint;

    /// <summary>True where demo keys may be used: DOTNET_ENVIRONMENT says Development.</summary>
    public static bool Allowed => Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") == "Development";

    /// <summary>Looks in <c>seeds/issuers</c>, upward from the working directory, then from the program's folder.</summary>
    public static string Find(string name)
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Path.Combine(folder.FullName, "seeds", "issuers", name) is var path && File.Exists(path)) return path;
        throw new WrongArguments($"no seeds/issuers/{name} found from here upwards; say --ack-key PEM");
    }
}

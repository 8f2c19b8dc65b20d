using System.Text;
using System.Text.Json;
using YongAi.Edge.Control.Codes;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Fuzz;

/// <summary>The seeds of the project: valid frames, codes, commands and messages, made by others, to begin from.</summary>
public sealed class SeedFiles
{
    private const string Mark = "issuers/demo.json";

    private SeedFiles(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The folder named, or the first <c>seeds</c> above the working folder or the program.</summary>
    /// <exception cref="SiteUnusable">There is none.</exception>
    public static SeedFiles Find(string? named)
    {
        if (named is not null)
            return File.Exists(Path.Combine(named, Mark)) ? new SeedFiles(named)
                : throw new SiteUnusable($"--seeds {named}: lacks {Mark}");
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "seeds", Mark)))
                    return new SeedFiles(Path.Combine(folder.FullName, "seeds"));
        throw new SiteUnusable("the seeds of the project are in no folder above this one; say --seeds DIR");
    }

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    public byte[] Bytes(string relative) => File.ReadAllBytes(PathOf(relative));

    /// <summary>Every file of a folder that a pattern fits, by name.</summary>
    public ImmutableArray<string> Names(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(PathOf(folder), pattern)
            .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>The files of an <c>index.json</c> that are judged well.</summary>
    public ImmutableArray<string> GoodOf(string folder) => Of(folder, row => row.GetProperty("expect").GetString() == "ok");

    /// <summary>
    /// The codes whose signatures hold, whatever else is wrong with them: not those that checks 1, 2, 3 and 6 refuse, and not
    /// the one that was stripped of what the phone signed.
    /// </summary>
    public ImmutableArray<string> SignedCodes =>
        Of("codes", row => row.GetProperty("check").GetInt32() is not (1 or 2 or 3 or 6)
            && row.GetProperty("file").GetString() != "stripped.txt");

    /// <summary>The commands whose signature holds, whatever else is wrong with them, and which are CBOR.</summary>
    public ImmutableArray<string> SignedCommands =>
        Of("commands", row => row.GetProperty("expect").GetString() != "bad-signature"
            && row.GetProperty("file").GetString() is not ("empty.hex" or "trailing.hex"));

    private ImmutableArray<string> Of(string folder, Func<JsonElement, bool> chosen)
    {
        using var index = JsonDocument.Parse(Bytes(folder + "/index.json"));
        return [.. index.RootElement.EnumerateArray().Where(chosen).Select(row => row.GetProperty("file").GetString()!)];
    }

    public string Code(string file) => Encoding.UTF8.GetString(Bytes("codes/" + file)).TrimEnd('\n');

    public byte[] Command(string file) => Convert.FromHexString(Encoding.UTF8.GetString(Bytes("commands/" + file)).Trim());

    /// <summary>The demo keys, which anybody can sign with.</summary>
    public ImmutableArray<TrustedKey> DemoKeys()
    {
        using var file = JsonDocument.Parse(Bytes(Mark));
        return [.. file.RootElement.GetProperty("keys").EnumerateArray().Select(Key)];
    }

    private static TrustedKey Key(JsonElement key) => new(key.GetProperty("issuer").GetString()!,
        Enum.Parse<KeyKind>(key.GetProperty("kind").GetString()!, ignoreCase: true),
        [.. Convert.FromHexString(key.GetProperty("public").GetString()!)], key.GetProperty("not_before").GetInt64(),
        key.GetProperty("not_after").GetInt64(), [.. key.GetProperty("rights").EnumerateArray()
            .Select(right => right.GetString()!)]);
}

using System.Text.Json.Nodes;

namespace YongAi.Edge.Tests.Host.Site;

/// <summary>The seeds of this repository, and site files made from them in a folder of their own.</summary>
internal static class Seeds
{
    public static string Root { get; } = FindRoot();

    public static string Demo => Path.Combine(Root, "seeds/sites/demo-12.json");

    public static string Issuers => Path.Combine(Root, "seeds/issuers/demo.json");

    public static string Schema => Path.Combine(Root, "edge/Host/Site/site.schema.json");

    public static IEnumerable<string> Sites => Directory.EnumerateFiles(Path.Combine(Root, "seeds/sites"), "*.json").Order(StringComparer.Ordinal);

    public static JsonObject DemoSite()
    {
        var site = JsonNode.Parse(File.ReadAllText(Demo))!.AsObject();
        site["issuers"] = Issuers;
        return site;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "YongAi.Edge.sln"))) return folder;
        throw new InvalidOperationException("these tests run inside a clone of the repository");
    }
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("yongai-edge-test-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

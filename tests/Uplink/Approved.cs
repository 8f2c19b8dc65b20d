using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YongAi.Edge.Tests.Uplink;

/// <summary>Compares text with an approved file. With YONGAI_APPROVE=1 the file is rewritten instead: review the diff.</summary>
public static class Approved
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of approved messages in the source tree.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "seeds", "messages");

    private static bool Rewrites => Environment.GetEnvironmentVariable("YONGAI_APPROVE") == "1";

    /// <summary>Fails unless the file holds this message, laid out for reading.</summary>
    public static void Json(string name, ReadOnlySpan<byte> message) =>
        Text(name, JsonNode.Parse(message)!.ToJsonString(Indented) + "\n");

    /// <summary>Fails unless the file holds this text.</summary>
    public static void Text(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        if (Rewrites)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, text);
        }
        Assert.True(File.Exists(file), $"{name} is not approved yet: run with YONGAI_APPROVE=1 and review the diff");
        Assert.Equal(File.ReadAllText(file), text);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "YongAi.Edge.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("YongAi.Edge.sln is above no folder of the tests");
    }
}

namespace YongAi.Edge.Tests;

/// <summary>
/// Texts under review: a test compares with the approved file. With YONGAI_APPROVE=1 the file is rewritten instead, and the
/// difference is reviewed like code.
/// </summary>
internal static class Approved
{
    public static bool Rewrites => Environment.GetEnvironmentVariable("YONGAI_APPROVE") == "1";

    public static void Same(string relativePath, string actual)
    {
        var path = Repository.Path(relativePath);
        if (Rewrites)
        {
            File.WriteAllText(path, actual);
            return;
        }
        Assert.True(File.Exists(path), $"{relativePath} does not exist; run with YONGAI_APPROVE=1 and review it");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}

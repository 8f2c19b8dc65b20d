namespace YongAi.Edge.Tests.Scenarios;

/// <summary>Whole stories with their whole trace, as reviewed text: tests/Scenarios/**/*.txt.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Stories()
    {
        var folder = Repository.Path("tests/Scenarios");
        var stories = new TheoryData<string>();
        foreach (var file in Directory.GetFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            stories.Add(Path.GetRelativePath(Repository.Root, file));
        return stories;
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void The_cabinet_decides_as_reviewed(string story)
    {
        using var script = new ScenarioScript();
        Approved.Same(story, script.Play(File.ReadAllText(Repository.Path(story))));
    }
}

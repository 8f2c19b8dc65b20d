using YongAi.Edge.Tests.Host.Journal;

namespace YongAi.Edge.Tests;

/// <summary>What this assembly is when a test starts it as a program: which of its children, a variable says.</summary>
internal static class Children
{
    private const int NobodyAsked = 2;

    private static int Main() => ChildWriter.RunIfAsked() ?? ChildLives.RunIfAsked() ?? NobodyAsked;
}

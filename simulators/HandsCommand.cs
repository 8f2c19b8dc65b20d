using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators;

/// <summary>The command <c>hands</c>: somebody does one thing at a simulated cabinet.</summary>
public static class HandsCommand
{
    public const string Usage = """
        hands --site FILE --act JSON
            does one thing at the cabinet that `cabinet` runs and prints what came of it, for example {"do":"look"},
            {"do":"close","slot":7}, {"do":"pull-line","line":"locks"}, {"do":"fault","name":"jam","slot":3}; ends 0 when it was done
        """;

    public static async Task<int> Run(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var arguments = new Arguments(words, ["--site", "--act"], []);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        if (HandsWire.ReadAct(arguments.Needed("--act"), out var why) is not { } act) throw new SiteUnusable($"--act: {why}");
        using var hands = await HandsCaller.Connect(site.HandsPath, cancel);
        var answer = await hands.Do(act, cancel);
        Console.WriteLine(HandsWire.Write(answer));
        return answer.Ok ? 0 : 1;
    }
}

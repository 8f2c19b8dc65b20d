using YongAi.Simulators.Fuzz;

namespace YongAi.Simulators;

/// <summary>The command <c>fuzz</c>: hostile bytes for everything in the edge that reads from outside and needs no host.</summary>
public static class FuzzCommand
{
    public static string Usage => FuzzProgram.Usage;

    public static int Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop) =>
        new FuzzProgram(ofHost: false, FuzzTargets.Make).Run(words, output, stop);
}

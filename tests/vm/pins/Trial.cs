using System.Diagnostics;

namespace YongAi.Edge.Pins;

/// <summary>What ought to be so is not.</summary>
internal sealed class TrialFailed(string message) : Exception(message);

/// <summary>Small words for trials.</summary>
internal static class Trial
{
    public static void Holds(bool holds, string what)
    {
        if (!holds) throw new TrialFailed(what);
    }

    public static void Same<T>(T expected, T actual, string what) => Holds(Equals(expected, actual), $"{what}: {expected} expected, {actual} found");

    /// <summary>A tool of libgpiod: what it prints, when it has ended well.</summary>
    public static string Tool(string program, params string[] words)
    {
        using var tool = Begin(program, words);
        var said = tool.StandardOutput.ReadToEnd();
        var complaint = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        Holds(tool.ExitCode == 0, $"{program} {string.Join(' ', words)}: {complaint}");
        return said.Trim();
    }

    public static Process Begin(string program, params string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })
        ?? throw new TrialFailed($"{program} does not start");
}

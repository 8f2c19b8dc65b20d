using System.Diagnostics;
using YongAi.Edge.Tests;

namespace YongAi.Edge.Bench;

/// <summary>What is measured, made ready once: the edge as it is installed, and Node-RED with its serial nodes.</summary>
internal static class Programs
{
    private const string UnitKey = "Environment=";

    /// <summary>The program file of the published edge.</summary>
    public static async Task<string> EdgeAsync(string? folder, Action<string> tell, CancellationToken stop)
    {
        if (folder is null)
        {
            tell("publishing the edge");
            folder = Cache("edge");
            await RunAsync("deploy/publish.sh", folder, stop);
        }
        return Needed(Path.Combine(folder, "yongai-edge"), "deploy/publish.sh");
    }

    /// <summary>Settings of the edge's unit, NAME=VALUE: it runs with them where it is installed.</summary>
    public static ImmutableArray<string> UnitEnvironment { get; } =
        [.. File.ReadLines(Repository.Path("deploy/yongai-edge.service"))
            .Where(line => line.StartsWith(UnitKey, StringComparison.Ordinal))
            .SelectMany(line => line[UnitKey.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>The start script of Node-RED.</summary>
    public static async Task<string> NodeRedAsync(string? folder, Action<string> tell, CancellationToken stop)
    {
        if (folder is null)
        {
            tell("setting Node-RED up, beside the repository");
            folder = Cache("node-red");
            await RunAsync("tests/bench/node-red/setup.sh", folder, stop);
        }
        return Needed(Path.Combine(folder, "node_modules/node-red/red.js"), "tests/bench/node-red/setup.sh");
    }

    private static string Cache(string name) => Path.Combine(Path.GetTempPath(), "yongai-bench-programs", name);

    private static string Needed(string file, string script) =>
        File.Exists(file) ? file : throw new InvalidOperationException($"{file} is missing: run {script}");

    private static async Task RunAsync(string script, string folder, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.Path(script), [folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var words = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{script} failed:\n{string.Join('\n', words)}");
    }
}

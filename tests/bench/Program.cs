using System.Runtime.InteropServices;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>The benchmarks: started by hand, on a machine that does nothing else. Nothing asserts their figures.</summary>
internal static class Program
{
    private const int Done = 0, Failed = 1, Wrong = 2;

    private const string Usage = """
        dotnet run -c Release --project tests/bench -- first-figures
            [--swaps 20] [--starts 5] [--minutes 1] [--whole-swaps 3] [--cloud no|yes|both] [--folder DIR] [--json]

          measures the real programs with their real journal, on loopback and pseudo-terminals
          --swaps        scans from which the time to the open door is taken, with a cloud and without; about 12 s each
          --starts       starts of the edge; about 15 s each
          --minutes      how long the edge is left alone for memory and processor time
          --whole-swaps  swaps from which the use of the journal is taken, at most 9
          --cloud        with mosquitto and cloud-bridge, without, or (default) scans in both ways and the rest with them
          --folder       where the journals lie while it runs: a folder on the disk that is meant; default: the
                         temporary folder
          --json         one JSON object in place of the table; progress goes to standard error
        """;

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            if (args is not ["first-figures", .. var words]) throw new SiteUnusable("say first-figures");
            if (Report.Build != "Release") throw new SiteUnusable($"built as {Report.Build}: say -c Release before --");
            var report = await FirstFigures.MeasureAsync(Asked.Read(words), stop.Token);
            Console.WriteLine(words.Contains("--json") ? report.Json() : report.Text());
            return Done;
        }
        catch (SiteUnusable wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Usage}");
            return Wrong;
        }
        catch (Exception failed) when (failed is TimeoutException or InvalidOperationException or IOException
            or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return Failed;
        }

        // What was started is stopped first, and the folders go.
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}

using System.Runtime.InteropServices;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Bench;

/// <summary>The benchmarks: started by hand, on a machine that does nothing else. Nothing asserts their figures.</summary>
internal static class Program
{
    private const int Done = 0, Failed = 1, Wrong = 2;

    private const string Usage = """
        dotnet run -c Release --project tests/bench -- COMMAND [--scans 200] [--starts 10] [--minutes 10] [--swaps 5]
            [--folder DIR] [--memory DIR] [--edge DIR] [--node-red DIR] [--wait 120] [--json]

          measures the edge as it is published, with its real journal, on loopback and pseudo-terminals (README.md)
          figures     all of it, in about 25 minutes
          scan        from the last byte of a code to the opening frame; Node-RED in the same run; a scanner at 9600 Bd
          start       from the start of the process to the first accepted scan
          idle        memory, processor time and bytes at the block device while nobody comes
          swaps       bytes at the block device, growth of the journal and waits for the disk of whole swaps
          lives       how fast a simulated cabinet lives, with how many slots and swaps, and where its time goes [--days 1]
          lines       how much of each serial line the drivers use, per family, and how soon an opening goes; in virtual time
          plan        how long a turn takes that plans the charging of 32 slots

          --folder    where the journals lie: a folder on the disk that is meant; default: the temporary folder
          --memory    the same in memory, for comparison; default: /dev/shm
          --edge      a folder that deploy/publish.sh has filled; default: it is published now
          --node-red  a folder that tests/bench/node-red/setup.sh has filled; default: it is set up now
          --wait      seconds to wait at most for a machine that does nothing else
          --json      one JSON object in place of the table; progress goes to standard error
        """;

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            var asked = Asked.Read(args);
            if (Report.Build != "Release") throw new SiteUnusable($"built as {Report.Build}: say -c Release before --");
            var report = await Figures.MeasureAsync(asked, stop.Token);
            Console.WriteLine(asked.Json ? report.Json() : report.Text());
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

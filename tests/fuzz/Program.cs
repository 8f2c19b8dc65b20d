using System.Runtime.InteropServices;
using YongAi.Edge.Fuzz;
using YongAi.Simulators;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Site;

const int Unusable = 2, CutShort = 1;
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
// The servers under test write their log to the console: it shall not stand between the lines of the report.
var output = Console.Out;
Console.SetOut(Console.Error);
try
{
    return new FuzzProgram(ofHost: true, (name, seeds, seed) => HostTargets.Make(name, seeds, seed, alone: true))
        .Run(args, output, stop.Token);
}
catch (SiteUnusable unusable)
{
    Console.Error.WriteLine($"fuzz: {unusable.Message}\nusage: {FuzzProgram.Usage}");
    return Unusable;
}
catch (OperationCanceledException)
{
    return CutShort;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

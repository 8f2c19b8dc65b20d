using System.Runtime.InteropServices;
using YongAi.Simulators;
using YongAi.Simulators.Cloud;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

const int Unusable = 2, CutShort = 1;
const string FurtherUsage = """
    code --credential FILE --purpose swap [--at UNIXTIME] [--nonce TEXT] ...
        prints a code drawn by a simulated phone
    broker [--port N]
        runs the mosquitto daemon on loopback, until SIGTERM
    """;

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    switch (args)
    {
        case ["cabinet", .. var words]: return CabinetCommand.Run(words, stop.Token);
        case ["rider", .. var words]: return await RiderCommand.Run(words, stop.Token);
        case ["code", .. var words]: return CodeCommand.Run(words, Console.Out);
        case ["broker", .. var words]: return await BrokerCommand.RunAsync(words, stop.Token);
        default:
            Console.Error.WriteLine(args is [var word, ..] ? $"'{word}' is no command of yongai-sim" : "say which command");
            Console.Error.WriteLine($"usage:\n{CabinetCommand.Usage}\n{RiderCommand.Usage}\n{FurtherUsage}");
            return Unusable;
    }
}
catch (Exception e) when (e is SiteUnusable or PhoneTrouble or IOException)
{
    Console.Error.WriteLine($"yongai-sim: {e.Message}");
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

using System.Runtime.InteropServices;
using YongAi.Simulators;
using YongAi.Simulators.Cloud;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

const int Unusable = 2, CutShort = 1;
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
try
{
    switch (args)
    {
        case ["cabinet", .. var words]: return CabinetCommand.Run(words, stop.Token);
        case ["rider", .. var words]: return await RiderCommand.Run(words, stop.Token);
        case ["crew", .. var words]: return await CrewCommand.Run(words, stop.Token);
        case ["hands", .. var words]: return await HandsCommand.Run(words, stop.Token);
        case ["broker", .. var words]: return await BrokerCommand.RunAsync(words, stop.Token);
        case ["simulate", .. var words]: return SimulateCommand.Run(words, Console.Out, stop.Token);
        case ["hazards", .. var words]: return HazardsCommand.Run(words, Console.Out, stop.Token);
        case ["goods", .. var words]: return GoodsCommand.Run(words, Console.Out, stop.Token);
        case ["energy", .. var words]: return EnergyCommand.Run(words, Console.Out, stop.Token);
        case ["fuzz", .. var words]: return FuzzCommand.Run(words, Console.Out, stop.Token);
        case ["torture", .. var words]: return await TortureCommand.Run(words, Console.Out, stop.Token);
        case ["powercut", .. var words]: return await PowercutCommand.Run(words, Console.Out, stop.Token);
        case ["workday", .. var words]: return await WorkdayCommand.RunAsync(words, Console.Out, stop.Token);
        case ["aftermath", .. var words]: return await WorkdayCommand.AfterAsync(words, Console.Out);
        case ["replay", .. var words]: return ReplayCommand.Run(words, Console.Out, Console.Error);
        case ["code", .. var words]: return CodeCommand.Run(words, Console.Out);
        default:
            Console.Error.WriteLine(args is [var unknown, ..] ? $"'{unknown}' is no command of yongai-sim" : "say which command");
            Console.Error.WriteLine($"usage:\n{CabinetCommand.Usage}\n{RiderCommand.Usage}\n{CrewCommand.Usage}\n{HandsCommand.Usage}\n{CodeCommand.Usage}\n{SimulateCommand.Usage}\n{HazardsCommand.Usage}\n{GoodsCommand.Usage}\n{EnergyCommand.Usage}\n{FuzzCommand.Usage}\n{ReplayCommand.Usage}\n{TortureCommand.Usage}\n{PowercutCommand.Usage}\n{WorkdayCommand.Usage}\n{BrokerCommand.Usage}");
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

using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Opens the lines of a site and tries one device on them by hand.</summary>
internal static class BringUpCommand
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    /// <summary>0 when the device did what it is for, 1 when it did not.</summary>
    public static async Task<int> RunAsync(SiteSettings site, TrialOrder order, TextWriter output, TextWriter errors)
    {
        var talk = order.Json ? errors : output;
        var by = order.What >= TrialOf.Pin;
        using var bench = new Workbench(site, line => line.Devices.Any(device => by ? Named.On(device).Contains(order.Name!) : Concerns(device, order)),
            tap: null, bank => by && bank.Pins.Any(pin => Named.On(pin) == order.Name || pin is CounterPin && IsByRelay(site, order)));
        if (!await bench.IsOpenAsync(Tell)) return ExitCode.Failed;
        using var asked = new CancellationTokenSource();
        // A charger is switched off before the program ends, be it by Ctrl+C, by an init system or by a connection that breaks.
        var signals = order.What == TrialOf.Charger ? Signals.Select(signal => PosixSignalRegistration.Create(signal, End)).ToArray() : [];
        var (fine, report) = by ? await ByName() : await new DeviceTrial(site.Plan, bench, Tell).RunAsync(order, asked.Token);
        foreach (var signal in signals) signal.Dispose();
        if (order.Json) output.WriteLine(report.ToJsonString());
        return fine ? ExitCode.Fine : ExitCode.Failed;

        Task<(bool Fine, JsonObject Report)> ByName()
        {
            var trial = new SensorTrial(site.Plan, bench, Tell);
            var watch = TimeSpan.FromSeconds(order.Seconds);
            // Each hand-out is an order of its own, also in the eyes of a board that remembers the last.
            if (order.What == TrialOf.Dispenser) return trial.HandOutAsync(order.Name!, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
            return site.Plan.Outputs.Any(output => output.Id.Name == order.Name) ? trial.SwitchAsync(order.Name!, watch) : trial.WatchAsync(order.Name!, watch);
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            asked.Cancel();
        }

        void Tell(Words words) => talk.WriteLine(order.English ? words.English : words.Chinese);
    }

    /// <summary>A relay cannot know whether anything came: counters are looked at too. Other boards see for themselves.</summary>
    private static bool IsByRelay(SiteSettings site, TrialOrder order) => order.What == TrialOf.Dispenser && site.Wiring.Lines
        .SelectMany(line => line.Devices).OfType<IoBoardWiring>().Any(board => board.Fit.Channels.Any(channel => channel.Channel.Name == order.Name));

    /// <summary>Only the lines that the trial needs are opened: the others may not be connected yet.</summary>
    private static bool Concerns(DeviceWiring device, TrialOrder order) => device switch
    {
        LockBoardWiring board => order.What is TrialOf.Lock or TrialOf.Charger
            && board.Channels.Any(channel => channel.Lock?.Value == order.Slot || channel.Slot?.Value == order.Slot),
        PackWiring pack => order.What is TrialOf.Pack or TrialOf.Charger && pack.Slot.Value == order.Slot,
        SlotBoardWiring board => order.What is TrialOf.Pack or TrialOf.Charger && board.Fit.Slot.Value == order.Slot,
        RelayBoardWiring relays => order.What == TrialOf.Charger && relays.Chargers.Any(charger => charger.Slot.Value == order.Slot),
        ScannerWiring => order.What == TrialOf.Scanner,
        _ => false,
    };
}

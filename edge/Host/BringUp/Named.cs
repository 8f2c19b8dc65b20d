using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Pins;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Names of the site file by which something is tried: what each trial may name, and which line or pin it hangs on.</summary>
internal static class Named
{
    /// <summary>The names that a trial may have; none for one that goes by slot.</summary>
    public static ImmutableArray<string> Of(SiteSettings site, TrialOf what) => what switch
    {
        TrialOf.Pin => [.. site.Wiring.Banks.SelectMany(bank => bank.Pins).Select(On)],
        TrialOf.Sensor =>
        [
            .. site.Plan.Contacts.Select(contact => contact.Id.Name), .. site.Plan.Gauges.Select(gauge => gauge.Id.Name),
            .. site.Wiring.Banks.SelectMany(bank => bank.Pins).OfType<CounterPin>().Select(pin => pin.Counter.Name),
            .. site.Wiring.Lines.SelectMany(line => line.Devices).OfType<TagReaderWiring>().Select(reader => reader.Reader.Name),
        ],
        TrialOf.Meter => [.. site.Plan.Gauges.Select(gauge => gauge.Id.Name)],
        TrialOf.Output => [.. site.Plan.Outputs.Select(output => output.Id.Name)],
        TrialOf.Dispenser => [.. site.Plan.Channels.Select(channel => channel.Id.Name)],
        _ => [],
    };

    /// <summary>What hangs on a pin.</summary>
    public static string On(PinFit pin) => pin switch
    {
        ContactPin contact => contact.Contact.Name,
        CounterPin counter => counter.Counter.Name,
        OutputPin output => output.Output.Id.Name,
        _ => "",
    };

    /// <summary>What hangs on a line by one of its devices.</summary>
    public static IEnumerable<string> On(DeviceWiring device) => device switch
    {
        IoBoardWiring { Fit: var io } => [.. io.Outputs.Select(output => output.Output.Id.Name), .. io.Contacts.Select(contact => contact.Contact.Name),
            .. io.Channels.Select(channel => channel.Channel.Name)],
        GaugeWiring gauge => [gauge.Fit.Gauge.Name],
        SupplyWiring supply => [supply.Fit.Gauge.Name],
        VmcWiring { Fit: var board } => board.Channels.Select(channel => channel.Channel.Name),
        DockWiring { Fit: var board } => board.Channels.Select(channel => channel.Channel.Name),
        TagReaderWiring reader => [reader.Reader.Name],
        _ => [],
    };
}

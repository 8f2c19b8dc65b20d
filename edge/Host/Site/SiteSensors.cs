using System.Text.Json;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Pins;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads what the cabinet senses and switches beyond its slots: contacts, counters, outputs, each on a pin or on an IO board.</summary>
internal sealed class SiteSensors(SitePins pins, Dictionary<string, IoBoardDraft> boards, ImmutableArray<SlotPlan> slots,
    SiteNames names, SiteFaults faults)
{
    private const int SensorsMax = 64;

    public ImmutableArray<ContactPlan> Contacts(SiteSection site) => Each(site, "contacts", Contact);

    public ImmutableArray<OutputPlan> Outputs(SiteSection site) => Each(site, "outputs", Output);

    public ImmutableArray<CounterId> Counters(SiteSection site) => Each(site, "counters", section =>
    {
        var counter = new CounterId(names.Read(section));
        if (section.Need("pin") is { } pin) pins.Input(pin, new CounterPin(counter));
        return counter;
    });

    /// <summary>Channels that one relay hands out from: a motor of its own, a water tap. A counter may look at what comes.</summary>
    public ImmutableArray<ChannelDraft> RelayChannels(SiteSection site) => Each(site, "relay_channels", section =>
    {
        var channel = new ChannelId(names.Read(section, "channel"));
        var pulse = section.Whole("pulse_ms", 100, 60_000);
        if (pulse % 100 != 0) faults.Add(section.Find("pulse_ms")!, "继电器按 100 毫秒一步计时", "relays count in steps of 100 ms");
        if (Board(SiteBoards.Reference(section, "relay", needed: true, faults), "relay", board => board.Relays, "继电器", "relays") is { } at)
            at.Board.Channel(at.Number, channel, TimeSpan.FromMilliseconds(pulse));
        return ChannelDraft.Read(section, channel, sees: false, isPlace: false);
    });

    /// <summary>Gauges that drivers of the kernel read; their names stand beside those of the gauges on lines.</summary>
    public (ImmutableArray<GaugePlan> Plans, ImmutableArray<KernelFit> Fits) Kernel(SiteSection site)
    {
        var fits = ImmutableArray.CreateBuilder<KernelFit>();
        var plans = Each(site, "kernel_gauges", section =>
        {
            var plan = new GaugePlan(new GaugeId(names.Read(section)), Use<GaugeUse>(section), Slot(section));
            if (SiteKernel.Read(section, plan.Id, faults) is { } fit) fits.Add(fit);
            return plan;
        });
        return (plans, fits.ToImmutable());
    }

    private ContactPlan Contact(SiteSection section)
    {
        var plan = new ContactPlan(new ContactId(names.Read(section)), Use<ContactUse>(section), Slot(section));
        var (pin, input) = Place(section, "input");
        if (pin is not null) pins.Input(pin, new ContactPin(plan.Id));
        else if (input is not null)
            SiteSection.Read(input, faults, at =>
            {
                var level = at.Whole("active_level", 0, 1, 1);
                var port = SiteBoards.Reference(at, "port", needed: true, faults);
                if (Board(port, "input", board => board.Inputs, "输入", "inputs") is { } found) found.Board.Contact(found.Number, plan.Id, level);
                return true;
            });
        return plan;
    }

    private OutputPlan Output(SiteSection section)
    {
        var plan = new OutputPlan(new OutputId(names.Read(section)), Use<OutputUse>(section), Slot(section));
        var (pin, relay) = Place(section, "relay");
        if (pin is not null && plan.Use.NeedsHardwareEnd())
            faults.Add(pin, "加热、接触器和灭火装置必须能由硬件断开：请接到 io_boards 的定时继电器（\"relay\"），引脚在程序死掉时不会断开",
                "a heater, a contactor or suppression has to be ended by hardware: wire it to a timed relay (\"relay\") of io_boards; a pin stays on when the program dies");
        if (plan is { Use: OutputUse.Heater, Slot: null } && section.Find("slot") is null)
            faults.Add(section.Node, "加热片只给一个仓加热：请写明仓号 slot", "a heater warms the pack of one slot: say which (slot)");
        if (pin is not null) pins.Output(pin, new OutputPin(plan));
        else if (relay is not null && Board(SiteBoards.Reference(section, "relay", needed: true, faults), "relay", board => board.Relays, "继电器", "relays") is { } at)
            at.Board.Output(at.Number, plan);
        return plan;
    }

    private ImmutableArray<T> Each<T>(SiteSection site, string key, Func<SiteSection, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var item in site.Items(key, 0, SensorsMax))
            if (SiteSection.Read(item, faults, read) is { } one) all.Add(one);
        return all.ToImmutable();
    }

    private static T Use<T>(SiteSection section) where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(use => JsonNamingPolicy.KebabCaseLower.ConvertName(use.ToString()), use => use, StringComparer.Ordinal);
        return words[section.Word("use", [.. words.Keys])];
    }

    private SlotNumber? Slot(SiteSection section)
    {
        if (section.Find("slot") is not { } at) return null;
        var number = new SlotNumber(section.Whole("slot", 1, SlotNumber.Max));
        if (slots.All(slot => slot.Slot != number))
            faults.Add(at, $"slots 里没有仓 {number}", $"there is no slot {number} in slots");
        return number;
    }

    /// <summary>Where it is: a pin, or a place on a board; neither after a fault.</summary>
    private (SiteNode? Pin, SiteNode? Board) Place(SiteSection section, string onBoard)
    {
        var (pin, board) = (section.Find("pin"), section.Find(onBoard));
        if (pin is null != board is null) return (pin, board);
        faults.Add(section.Node, $"“pin”和“{onBoard}”要写一个，且只写一个", $"one of 'pin' and '{onBoard}' belongs here, and only one");
        return (null, null);
    }

    private (IoBoardDraft Board, int Number)? Board((SiteNode, string, int)? reference, string key, Func<IoBoardDraft, int> most,
        string chinese, string english)
    {
        if (reference is not ({ } at, var name, var number)) return null;
        if (!boards.TryGetValue(name, out var board))
        {
            var (nearChinese, nearEnglish) = Near.Hint(name, boards.Keys);
            faults.Add(at, $"没有名为“{name}”的 IO 板，请写进 io_boards{nearChinese}", $"there is no IO board '{name}'; add it to io_boards{nearEnglish}");
        }
        else if (number >= most(board))
            faults.Add(at, $"IO 板“{name}”的{chinese}编号是 0 到 {most(board) - 1}，没有 {number}",
                $"IO board '{name}' has {english} 0 to {most(board) - 1}, not {number}");
        else if (board.Claim(key, number, at.Place) is { } other)
            faults.Add(at, $"{name}/{number} 已归 {other}", $"{name}/{number} is {other} already");
        else return (board, number);
        return null;
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads the slots: which channel is whose lock and switch, which line leads to the pack, which relay to the charger.</summary>
internal sealed class SiteSlots(SiteLines lines, Dictionary<string, LockBoardDraft> locks,
    Dictionary<string, RelayBoardDraft> relays, SiteLockers lockers, SiteFaults faults)
{
    private readonly Dictionary<int, string> numbers = [];

    public List<(SlotNumber Slot, string Line, PackWiring Wiring)> Packs { get; } = [];

    public List<(string Line, SlotBoardWiring Wiring)> Boards { get; } = [];

    public ImmutableArray<SlotPlan> Read(SiteSection site)
    {
        var plans = new List<SlotPlan>();
        foreach (var item in site.ItemsOrNone("slots", SlotNumber.Max))
            if (SiteSection.Read(item, faults, Slot) is { } plan) plans.Add(plan);
        return [.. plans.OrderBy(plan => plan.Slot)];
    }

    private SlotPlan Slot(SiteSection section)
    {
        var written = section.WholeOrNone("slot", 1, SlotNumber.Max);
        var number = written ?? 1;
        var slot = new SlotNumber(number);
        if (written is not null && !numbers.TryAdd(number, section.Node.Place))
            faults.Add(section.Find("slot")!, $"仓号 {number} 与 {numbers[number]} 重复",
                $"slot {number} is {numbers[number]} already; every door has a number of its own");
        var board = Lock(section, slot);
        Feedback(section, "door", slot, FeedbackUse.Door, needed: true);
        var slotBoard = SiteSlotBoards.Read(section, slot, lines, faults);
        if (slotBoard is not null) Boards.Add((SiteSlotBoards.LineOf(section), new SlotBoardWiring(slotBoard)));
        var presence = Feedback(section, "presence", slot, FeedbackUse.Presence, needed: false) || slotBoard is not null;
        var pack = Pack(section, slot) || slotBoard is not null;
        var charger = Charger(section, slot) || slotBoard?.HostTimeout is not null;
        var plan = new SlotPlan(slot, presence, pack, charger) { Board = board, Suppression = section.Flag("suppression", false) };
        if (plan.Witnesses < 2 && !lockers.Has(slot))
            faults.Warn(section.Node, $"仓 {number} 只有 {plan.Witnesses} 种在位检测，不会用于换电；请装齐 presence 和 pack",
                $"slot {number} has {plan.Witnesses} of 2 witnesses and is never offered; fit presence and pack");
        if (charger && !pack)
            faults.Warn(section.Node, $"仓 {number} 读不到电池，不会充电",
                $"slot {number} cannot ask its pack and never charges");
        return plan;
    }

    /// <summary>The name of the board that fires its lock.</summary>
    private string Lock(SiteSection section, SlotNumber slot)
    {
        if (SiteBoards.Reference(section, "lock", needed: true, faults) is not ({ } at, var name, var channel)) return "";
        if (Channel(at, name, channel, output: true) is { } board) board.Lock(channel, slot);
        return name;
    }

    private bool Feedback(SiteSection section, string key, SlotNumber slot, FeedbackUse use, bool needed)
    {
        if (SiteBoards.Reference(section, key, needed, faults) is not ({ } at, var name, var channel)) return false;
        if (Channel(at, name, channel, output: false) is not { } board) return false;
        board.Feedback(channel, slot, use);
        return true;
    }

    private LockBoardDraft? Channel(SiteNode at, string name, int channel, bool output)
    {
        if (!locks.TryGetValue(name, out var board))
        {
            var (chinese, english) = Near.Hint(name, locks.Keys);
            faults.Add(at, $"没有名为“{name}”的锁控板，请写进 lock_boards{chinese}",
                $"there is no lock board '{name}'; add it to lock_boards{english}");
            return null;
        }
        if (channel < 1 || channel > board.Last(output))
        {
            var (chinese, english) = output ? ("锁", "locks") : ("输入", "inputs");
            faults.Add(at, $"锁控板“{name}”的{chinese}通道是 1 到 {board.Last(output)}，没有 {channel}",
                $"lock board '{name}' has {english} 1 to {board.Last(output)}, not {channel}");
            return null;
        }
        if (board.Claim(channel, output, at.Place) is not { } other) return board;
        faults.Add(at, output ? $"通道 {name}/{channel} 的锁已归 {other}" : $"通道 {name}/{channel} 的反馈已归 {other}",
            output ? $"the lock of {name}/{channel} is {other} already" : $"the feedback of {name}/{channel} is {other} already");
        return null;
    }

    private bool Pack(SiteSection section, SlotNumber slot) =>
        section.Find("pack") is { } at && SiteSection.Read(at, faults, pack =>
        {
            var line = pack.Text("line", SiteLines.NameCharsMax);
            var make = SitePacks.Read(pack, lines, line, faults);
            // A pack reading says nothing after 8 s (SlotImage.PackStaleAfter): two polls have to fit.
            var poll = TimeSpan.FromMilliseconds(pack.Whole("poll_ms", 500, 4000, 1000));
            Packs.Add((slot, line, new PackWiring(make, slot, poll)));
            return true;
        });

    private bool Charger(SiteSection section, SlotNumber slot)
    {
        if (SiteBoards.Reference(section, "charger", needed: false, faults) is not ({ } at, var name, var relay)) return false;
        if (!relays.TryGetValue(name, out var board))
        {
            var (chinese, english) = Near.Hint(name, relays.Keys);
            faults.Add(at, $"没有名为“{name}”的继电器板，请写进 relay_boards{chinese}",
                $"there is no relay board '{name}'; add it to relay_boards{english}");
        }
        else if (relay >= board.Relays)
            faults.Add(at, $"继电器板“{name}”的编号是 0 到 {board.Relays - 1}，没有 {relay}",
                $"relay board '{name}' has relays 0 to {board.Relays - 1}, not {relay}");
        else if (board.Claim(relay, at.Place) is { } other)
            faults.Add(at, $"继电器 {name}/{relay} 已归 {other}", $"relay {name}/{relay} is {other} already");
        else
        {
            board.Charger(relay, slot);
            return true;
        }
        return false;
    }
}

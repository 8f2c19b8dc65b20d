using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Host.Site;

/// <summary>Section <c>lockers</c>: slots behind whose doors things lie that are handed out.</summary>
internal sealed class SiteLockers(SiteNames names, SiteFaults faults)
{
    private readonly Dictionary<SlotNumber, string> doors = [];
    private readonly List<(SlotNumber Door, SiteNode At)> written = [];

    public List<ChannelDraft> Channels { get; } = [];

    /// <summary>True for a slot that holds a thing and no pack.</summary>
    public bool Has(SlotNumber slot) => doors.ContainsKey(slot);

    public void Read(SiteSection site)
    {
        foreach (var item in site.Items("lockers", 0, SlotNumber.Max)) SiteSection.Read(item, faults, Locker);
    }

    /// <summary>Held against the slots, once those are read.</summary>
    public void Check(ImmutableArray<SlotPlan> slots)
    {
        foreach (var (door, at) in written)
            if (slots.FirstOrDefault(slot => slot.Slot == door) is not { } slot)
                faults.Add(at, $"slots 里没有仓 {door}", $"there is no slot {door} in slots");
            else if (slot.Pack || slot.Charger)
                faults.Add(at, $"仓 {door} 接了电池或充电器，不能当格口", $"slot {door} has a pack or a charger and can be no locker");
            else if (!slot.Presence)
                faults.Warn(at, $"仓 {door} 没有 presence：开了门就算已领取；放回去也看不见",
                    $"slot {door} has no 'presence': who opens it is taken to have the thing, also when he leaves it there");
    }

    private bool Locker(SiteSection section)
    {
        var channel = new ChannelId(names.Read(section, "channel"));
        var door = new SlotNumber(section.Whole("slot", 1, SlotNumber.Max));
        if (section.Find("slot") is { } at)
        {
            if (!doors.TryAdd(door, section.Node.Place))
                faults.Add(at, $"仓 {door} 已归 {doors[door]}", $"slot {door} is {doors[door]} already");
            else written.Add((door, at));
        }
        var plan = new ChannelPlan(channel, new ItemId(section.Text("item", SiteLines.NameCharsMax))) { Door = door };
        Channels.Add(new ChannelDraft(plan, section.Node, section.Find("item"), Counter: null, Reader: null, Sees: true));
        return true;
    }
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.SlotBoards;

namespace YongAi.Edge.Host.Site;

/// <summary>Reads the board that stands between a slot and us: its pack, its presence switches, its charger.</summary>
internal static class SiteSlotBoards
{
    /// <summary>What such a board has in itself, so that the slot must not say it again.</summary>
    private static readonly string[] Inside = ["presence", "pack", "charger"];

    public static SlotBoardFit? Read(SiteSection slot, SlotNumber number, SiteLines lines, SiteFaults faults)
    {
        if (slot.Find("slot_board") is not { } at) return null;
        foreach (var key in Inside)
            if (slot.Find(key) is { } twice)
                faults.Add(twice, $"slot_board 已包含 {key}，请删去一处", $"slot_board has {key} in itself; remove one of them");
        return SiteSection.Read(at, faults, section => Board(section, number, lines, faults));
    }

    /// <summary>The line that a board is on.</summary>
    public static string LineOf(SiteSection slot) =>
        slot.Find("slot_board")?.Members.FirstOrDefault(member => member.Key == "line").Value?.Text ?? "";

    private static SlotBoardFit Board(SiteSection section, SlotNumber number, SiteLines lines, SiteFaults faults)
    {
        var line = section.Text("line", SiteLines.NameCharsMax);
        var address = section.Whole("address", 1, 31);
        var serial = section.Need("serial") is { } at ? SiteSection.Read(at, faults, SitePacks.Serial) : default;
        var timeout = section.Find("host_timeout_s") is null ? (int?)null : section.Whole("host_timeout_s", 6, 60);
        if (timeout is null)
            faults.Warn(section.Node, $"没有写 host_timeout_s（板子多久收不到指令就自己停充），仓 {number} 不会充电",
                $"without host_timeout_s, after which the board itself stops charging when nobody writes to it, slot {number} never charges");
        lines.Attach(section, line, SiteLines.SlotBoardFamily, address, faults);
        return new SlotBoardFit((byte)address, number, serial)
        {
            // A pack reading says nothing after 8 s, a switch after 3, a charger after 7 (SlotImage): two polls have to fit.
            ValuesEvery = Milliseconds(section, "poll_ms", 500, 4000, 1000),
            StateEvery = Milliseconds(section, "state_ms", 200, 1500, 1000),
            IdentityEvery = Milliseconds(section, "identity_ms", 1000, 60_000, 10_000),
            HostTimeout = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Scale = new SlotBoardScale(section.Whole("pack_mv", 1, 100, 10), section.Whole("current_ma", -100, 100, 1),
                section.Word("temperature", ["kelvin", "celsius"], "kelvin") == "kelvin"),
        };
    }

    private static TimeSpan Milliseconds(SiteSection section, string key, int least, int most, int absent) =>
        TimeSpan.FromMilliseconds(section.Whole(key, least, most, absent));
}

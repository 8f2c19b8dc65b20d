using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>One cabinet as installed: what the site file says, checked, without how it is wired.</summary>
/// <param name="Cabinet">Cabinet id, 1 to 32 of A-Z a-z 0-9 - _.</param>
/// <param name="Site">Site id that codes may name as <c>site:ID</c>, or null.</param>
/// <param name="Slots">The slots, by number.</param>
/// <param name="Packs">The packs of the network.</param>
/// <param name="Trust">The keys this cabinet trusts.</param>
/// <param name="Codes">What the site allows around rider codes.</param>
/// <param name="Times">Deadlines of a swap.</param>
/// <param name="Charging">How it charges.</param>
/// <param name="HandOutFrom">A pack counts as full from this state of charge (AS, WL1: 90).</param>
public sealed record SitePlan(string Cabinet, string? Site, ImmutableArray<SlotPlan> Slots, PackBook Packs, TrustStore Trust,
    CodePolicy Codes, SwapTimes Times, ChargeLimits Charging, StateOfCharge HandOutFrom)
{
    /// <summary>What the operator decided about swaps.</summary>
    public SwapPolicy Swaps { get; init; } = new();

    /// <summary>Power, and what it costs.</summary>
    public EnergyPlan Energy { get; init; } = new();

    /// <summary>Thresholds of safety.</summary>
    public SafetyLimits Safety { get; init; } = SafetyLimits.Default;

    /// <summary>When outputs and detectors are tested.</summary>
    public SelfTestPlan SelfTest { get; init; } = new();

    /// <summary>Which slots stand near each other.</summary>
    public SlotRows Rows { get; init; } = SlotRows.NextInNumber;

    /// <summary>Contacts of the cabinet: smoke, water, mains.</summary>
    public ImmutableArray<ContactPlan> Contacts { get; init; } = [];

    /// <summary>Gauges of the cabinet: temperatures, meters.</summary>
    public ImmutableArray<GaugePlan> Gauges { get; init; } = [];

    /// <summary>Outputs of the cabinet: fans, siren, contactor.</summary>
    public ImmutableArray<OutputPlan> Outputs { get; init; } = [];

    /// <summary>Channels that hand goods out.</summary>
    public ImmutableArray<ChannelPlan> Channels { get; init; } = [];

    /// <summary>Bins into which lent things come back.</summary>
    public ImmutableArray<ReturnBin> Bins { get; init; } = [];

    /// <summary>A channel by its name; null: the site has none such, or has it no more.</summary>
    public ChannelPlan? Channel(ChannelId id)
    {
        foreach (var channel in Channels)
            if (channel.Id == id) return channel;
        return null;
    }

    /// <summary>The channel whose thing lies behind this door; null: the slot is no locker.</summary>
    public ChannelPlan? LockerAt(SlotNumber slot)
    {
        foreach (var channel in Channels)
            if (channel.Door == slot) return channel;
        return null;
    }

    /// <summary>What a channel or a bin holds; null: nothing is handed out or taken back there.</summary>
    public ItemId? ItemAt(ChannelId id)
    {
        foreach (var bin in Bins)
            if (bin.Id == id) return bin.Item;
        return Channel(id)?.Item;
    }

    /// <summary>Acts of crews that two persons have to ask for.</summary>
    public ImmutableArray<CommandType> TwoPersons { get; init; } = [];

    /// <summary>What it hands out, to whom and when.</summary>
    public GoodsPlan Goods { get; init; } = GoodsPlan.None;

    /// <summary>All chargers can be cut off at once.</summary>
    public bool HasContactor
    {
        get
        {
            foreach (var output in Outputs)
                if (output.Use == OutputUse.Contactor) return true;
            return false;
        }
    }

    /// <summary>Slots that have a heater.</summary>
    public SlotSet Heaters
    {
        get
        {
            var heaters = default(SlotSet);
            foreach (var output in Outputs)
                if (output is { Use: OutputUse.Heater, Slot: { } slot }) heaters = heaters.With(slot);
            return heaters;
        }
    }

    /// <summary>Where a slot stands in <see cref="Slots"/>.</summary>
    /// <exception cref="InvariantBroken">The site has no such slot.</exception>
    public int IndexOf(SlotNumber slot)
    {
        for (var i = 0; i < Slots.Length; i++)
            if (Slots[i].Slot == slot) return i;
        throw new InvariantBroken($"slot {slot} is not in the site's plan");
    }
}

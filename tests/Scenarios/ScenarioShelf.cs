using YongAi.Edge.Control;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Scenarios;

/// <summary>
/// The goods side of the scenario's cabinet: two spirals of water and one of masks with drop sensors, a tap with a water meter, two places for
/// power banks, umbrellas with tags and a bin for them, three lockers of which the last does not feel what lies in it. A cabinet has them from <see cref="Fitted"/> on.
/// </summary>
internal sealed class ScenarioShelf
{
    private static readonly ItemId Water = new("water"), Mask = new("mask"), Bank = new("bank"), Tea = new("tea"), Umbrella = new("umbrella"), Kit = new("kit"), Coat = new("coat");
    private static readonly CounterId Meter = new("tap-meter"), Dropped = new("umbrella-drop"), Back = new("umbrella-back");
    private static readonly ReaderId Out = new("umbrellas-out"), In = new("umbrellas-back");
    private static readonly TimeSpan Turns = TimeSpan.FromSeconds(2);

    private static readonly ImmutableArray<ChannelPlan> Channels =
    [
        new(new("water-1"), Water), new(new("water-2"), Water), new(new("mask-1"), Mask), new(new("tap"), Tea) { Counter = Meter },
        new(new("bank-1"), Bank) { IsPlace = true }, new(new("bank-2"), Bank) { IsPlace = true },
        new(new("rack"), Umbrella) { Counter = Dropped, Reader = Out },
        new(new("kit-1"), Kit) { Door = new(11) }, new(new("kit-2"), Kit) { Door = new(12) }, new(new("coat-1"), Coat) { Door = new(10) },
    ];

    private readonly Dictionary<string, string> _states = Channels.ToDictionary(channel => channel.Id.Name, _ => "sound");
    private readonly Dictionary<string, (string Serial, int Charge)> _banks = [];
    private readonly List<(TimeSpan Due, Action<Action<Input>> Tell)> _under = [];
    private long _metered, _dropped, _back;

    /// <summary>Things that came out so far, by channel.</summary>
    public Dictionary<string, int> CameOut { get; } = [];

    /// <summary>The same site with everything fitted.</summary>
    public static SitePlan Fitted(SitePlan plan) => plan with
    {
        Slots = [.. plan.Slots.Select(slot => Channels.Any(channel => channel.Door == slot.Slot) ? new SlotPlan(slot.Slot, slot.Slot.Value > 10, false, false) : slot)],
        Channels = Channels,
        Bins = [new ReturnBin(new("bin"), Umbrella, In, Back)],
        Goods = new GoodsPlan
        {
            Items =
            [
                new ItemPlan(Water, new("矿泉水", "water")) { Quota = new Quota(2) { PerHotDay = 4 } },
                new ItemPlan(Mask, new("口罩", "mask")) { Quota = new Quota(1) },
                new ItemPlan(Tea, new("热茶", "tea")) { Quota = new Quota(3) },
                new ItemPlan(Umbrella, new("雨伞", "umbrella")) { LentFor = TimeSpan.FromHours(48) },
                new ItemPlan(Kit, new("急救包", "first-aid kit")) { Quota = new Quota(1) },
                new ItemPlan(Coat, new("雨衣", "raincoat")) { LentFor = TimeSpan.FromHours(24) },
                new ItemPlan(Bank, new("充电宝", "power bank")) { LentFor = TimeSpan.FromHours(12) },
            ],
        },
    };

    /// <summary>What a channel does from now on: sound, stuck (nothing falls), jammed, deaf (takes no order), lost (it falls, and the board says nothing), silent.</summary>
    public void Set(string channel, string state) =>
        _states[_states.ContainsKey(channel) ? channel : throw new InvalidOperationException($"no channel {channel}")] = state;

    /// <summary>What lies in a place; null: nothing.</summary>
    public void Lay(string place, string? serial, int charge)
    {
        if (serial is null) _banks.Remove(place);
        else _banks[place] = (serial, charge);
    }

    /// <summary>A channel is told to hand one thing out.</summary>
    public void Perform(HandOut order, TimeSpan now)
    {
        var name = order.Channel.Name;
        var state = _states[name];
        if (state == "silent") return;
        if (state == "deaf")
        {
            _under.Add((now, tell => tell(new HandOutEnded(order.Channel, order.Order, HandOutEnd.NotStarted))));
            return;
        }
        _under.Add((now, tell => tell(new HandOutBegan(order.Channel, order.Order))));
        _under.Add((now + Turns, tell =>
        {
            var comes = state is "sound" or "lost";
            if (comes) CameOut[name] = CameOut.GetValueOrDefault(name) + 1;
            if (comes && name == "tap") tell(new CounterRead(Meter, ++_metered));
            if (comes && name == "rack")
            {
                tell(new TagRead(Out, $"{CameOut[name]:X10}"));
                tell(new CounterRead(Dropped, ++_dropped));
            }
            if (comes) _banks.Remove(name);
            if (state != "lost") tell(new HandOutEnded(order.Channel, order.Order, state == "jammed" ? HandOutEnd.Jammed
                : name is "tap" or "rack" ? HandOutEnd.Turned : comes ? HandOutEnd.Seen : HandOutEnd.NotSeen));
        }));
    }

    /// <summary>A tag is held before the reader of the bin; or something falls in.</summary>
    public void Bring(string? tag, Action<Input> tell)
    {
        if (tag is not null) tell(new TagRead(In, tag));
        else tell(new CounterRead(Back, ++_back));
    }

    /// <summary>The power was gone: what turned stopped.</summary>
    public void Cut() => _under.Clear();

    /// <summary>What happens now, and every second what every board says of itself.</summary>
    public void Pass(TimeSpan now, bool isSecond, Action<Input> tell)
    {
        foreach (var word in _under.Where(one => one.Due <= now).ToList())
        {
            _under.Remove(word);
            word.Tell(tell);
        }
        if (!isSecond) return;
        foreach (var channel in Channels)
        {
            if (_states[channel.Id.Name] == "silent") tell(new ChannelsSilent([channel.Id]));
            else if (!channel.IsPlace && channel.Door is null) tell(new ChannelRead(channel.Id, ChannelState.Ready));
        }
        tell(new CounterRead(Meter, _metered));
        tell(new CounterRead(Dropped, _dropped));
        tell(new CounterRead(Back, _back));
        tell(new DockRead([.. Channels.Where(channel => channel.IsPlace && _states[channel.Id.Name] != "silent").Select(channel =>
            _banks.TryGetValue(channel.Id.Name, out var bank) ? new BankPlace(channel.Id, true, bank.Serial, bank.Charge) : new BankPlace(channel.Id, false, null, null))]));
    }
}

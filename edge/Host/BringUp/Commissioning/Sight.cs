using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>What the sensors of one slot say now; null or unknown where they say nothing.</summary>
/// <param name="Slot">Its number.</param>
public sealed record SlotSight(int Slot)
{
    /// <summary>The door switch.</summary>
    public DoorState Door { get; init; }

    /// <summary>The presence switch.</summary>
    public bool? Present { get; init; }

    /// <summary>What the pack says.</summary>
    public PackReading? Pack { get; init; }

    /// <summary>Something answers on the pack's line, and its words cannot be read.</summary>
    public bool Unreadable { get; init; }

    /// <summary>The charger's relay, as read back.</summary>
    public bool? Charger { get; init; }

    /// <summary>Why the board says that it did not fire the lock; null when it did not say so.</summary>
    public LockRefusal? Refused { get; init; }
}

/// <summary>What all sensors say now, gathered from the facts that the drivers tell.</summary>
public sealed class Sight
{
    private readonly SortedDictionary<int, SlotSight> slots = [];

    /// <param name="numbers">The slots of the site.</param>
    public Sight(IEnumerable<int> numbers)
    {
        foreach (var number in numbers) slots[number] = new SlotSight(number);
    }

    /// <summary>The slots of the site.</summary>
    public IEnumerable<int> Numbers => slots.Keys;

    /// <summary>The last text of a scanner; null before the first.</summary>
    public string? Scanned { get; private set; }

    /// <summary>Contacts by name; null: silent since.</summary>
    public SortedDictionary<string, bool?> Contacts { get; } = new(StringComparer.Ordinal);

    /// <summary>What gauges last measured, by name; null: silent since.</summary>
    public SortedDictionary<string, ImmutableArray<Measured>?> Gauges { get; } = new(StringComparer.Ordinal);

    /// <summary>Outputs as read back, by name; null: silent since.</summary>
    public SortedDictionary<string, bool?> Outputs { get; } = new(StringComparer.Ordinal);

    /// <summary>What counters have counted, by name.</summary>
    public SortedDictionary<string, long> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>Channels whose hardware has begun with an order.</summary>
    public HashSet<string> Begun { get; } = new(StringComparer.Ordinal);

    /// <summary>How hand-outs ended, by channel.</summary>
    public Dictionary<string, HandOutEnd> Ended { get; } = new(StringComparer.Ordinal);

    /// <summary>The last tag before each reader.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>One slot as it is seen now.</summary>
    public SlotSight this[int slot] => slots[slot];

    /// <summary>All slots, to hold against a later look.</summary>
    public ImmutableSortedDictionary<int, SlotSight> Look() => slots.ToImmutableSortedDictionary();

    /// <summary>Takes a fact of a driver.</summary>
    public void Hear(Input fact)
    {
        switch (fact)
        {
            case SwitchesRead read:
                foreach (var said in read.Slots)
                    Change(said.Slot, slot => slot with { Door = said.Door ?? slot.Door, Present = said.Present ?? slot.Present });
                break;
            case SwitchesSilent silent:
                foreach (var slot in silent.Slots) Change(slot, it => it with { Door = DoorState.Unknown, Present = null });
                break;
            case PackRead read: Change(read.Slot, slot => slot with { Pack = read.Reading, Unreadable = false }); break;
            case PackSilent silent: Change(silent.Slot, slot => slot with { Pack = null, Unreadable = false }); break;
            case PackUnreadable unreadable: Change(unreadable.Slot, slot => slot with { Pack = null, Unreadable = true }); break;
            case ChargersRead read:
                foreach (var said in read.Slots) Change(said.Slot, slot => slot with { Charger = said.On });
                break;
            case ChargersSilent silent:
                foreach (var slot in silent.Slots) Change(slot, it => it with { Charger = null });
                break;
            case CodeScanned scanned: Scanned = scanned.Text; break;
            case ContactsRead read:
                foreach (var said in read.Contacts) Contacts[said.Contact.Name] = said.Active;
                break;
            case ContactsSilent silent:
                foreach (var contact in silent.Contacts) Contacts[contact.Name] = null;
                break;
            case GaugeRead read: Gauges[read.Gauge.Name] = read.Values; break;
            case GaugeSilent silent: Gauges[silent.Gauge.Name] = null; break;
            case OutputsRead read:
                foreach (var said in read.Outputs) Outputs[said.Output.Name] = said.On;
                break;
            case OutputsSilent silent:
                foreach (var output in silent.Outputs) Outputs[output.Name] = null;
                break;
            case CounterRead read: Counters[read.Counter.Name] = read.Count; break;
            case HandOutBegan began: Begun.Add(began.Channel.Name); break;
            case HandOutEnded ended: Ended[ended.Channel.Name] = ended.End; break;
            case TagRead read: Tags[read.Reader.Name] = read.Tag; break;
            case LockFired fired: Change(fired.Slot, slot => slot with { Refused = null }); break;
            case LockRefused refused: Change(refused.Slot, slot => slot with { Refused = refused.Why }); break;
        }
    }

    private void Change(SlotNumber slot, Func<SlotSight, SlotSight> change)
    {
        if (slots.TryGetValue(slot.Value, out var it)) slots[slot.Value] = change(it);
    }
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Simulators.Replay;

/// <summary>What is known of one slot at the end of a record; null where nobody told or the board is silent.</summary>
/// <param name="Slot">Its number.</param>
public sealed record SlotState(int Slot)
{
    public DoorState? Door { get; init; }

    public bool? Present { get; init; }

    public PackReading? Pack { get; init; }

    public bool? Charging { get; init; }
}

/// <summary>What the drivers told: how often which fact, and the last of each slot.</summary>
public sealed class FactTally
{
    private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, SlotState> slots = [];

    /// <summary>How often each fact was told, by its name.</summary>
    public IReadOnlyDictionary<string, int> Kinds => kinds;

    /// <summary>The slots of which anything was told.</summary>
    public IEnumerable<SlotState> Slots => slots.Values;

    public void Hear(Input input)
    {
        var kind = input.GetType().Name;
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        switch (input)
        {
            case SwitchesRead read:
                foreach (var said in read.Slots)
                    Change(said.Slot, slot => slot with { Door = said.Door ?? slot.Door, Present = said.Present ?? slot.Present });
                break;
            case SwitchesSilent silent:
                foreach (var slot in silent.Slots) Change(slot, it => it with { Door = DoorState.Unknown, Present = null });
                break;
            case PackRead read: Change(read.Slot, slot => slot with { Pack = read.Reading }); break;
            case PackSilent silent: Change(silent.Slot, slot => slot with { Pack = null }); break;
            case PackUnreadable unreadable: Change(unreadable.Slot, slot => slot with { Pack = null }); break;
            case ChargersRead read:
                foreach (var said in read.Slots) Change(said.Slot, slot => slot with { Charging = said.On });
                break;
            case ChargersSilent silent:
                foreach (var slot in silent.Slots) Change(slot, it => it with { Charging = null });
                break;
        }
    }

    private void Change(SlotNumber slot, Func<SlotState, SlotState> change) =>
        slots[slot.Value] = change(slots.GetValueOrDefault(slot.Value) ?? new SlotState(slot.Value));
}

using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Simulators.Simulation.Judging;

/// <summary>Whose each door is, as the journal says: for whom it was ordered last, and what went back to him there or was put in for the stock.</summary>
public sealed class Doorkeeper
{
    private readonly Dictionary<int, string?> orderedFor = [];
    private readonly Dictionary<string, int> givenBack = [];
    private readonly HashSet<string> placed = [];
    private string rider = "";
    private long swap;

    /// <summary>An entry was handed over.</summary>
    public void Decided(Event decided)
    {
        switch (decided)
        {
            case SwapStarted begun:
                (swap, rider) = (begun.Swap, begun.Rider.Subject);
                givenBack.Remove(rider);
                break;
            case DoorOrdered order: orderedFor[order.Slot.Value] = rider; break;
            case CommandAccepted { Type: CommandType.SlotOpen, Slot: { } slot }: orderedFor[slot.Value] = null; break;
            // Prised open: whatever happens there now, nobody's order led to it.
            case DoorFoundOpen { Late: false } found: orderedFor[found.Slot.Value] = null; break;
            case SwapCompleted done: placed.Remove(done.Taken.Text); break;
            case PackPlaced { From: null } stock: placed.Add(stock.Pack.Text); break;
            case PackGivenBack back when back.Swap == swap: givenBack[rider] = back.Slot.Value; break;
        }
    }

    /// <summary>The rider whose visit ordered this door last; null where a crew had it opened since, or somebody prised it open.</summary>
    public string? OrderedFor(int slot) => orderedFor.GetValueOrDefault(slot);

    /// <summary>This pack, which the ledger had with nobody, became stock behind a door that was opened for maintenance, and who wanted it open is on record.</summary>
    public bool WasPlaced(string serial) => placed.Contains(serial);

    /// <summary>In his visit something was given back to this rider from this slot; its serial may never have been read.</summary>
    public bool GaveBack(string name, int slot) => givenBack.TryGetValue(name, out var from) && from == slot;
}

using System.Globalization;
using YongAi.Edge.Uplink;

namespace YongAi.Simulators.Torture;

/// <summary>Where a pack is by the books: in a slot, with a rider, or both where it waits for him.</summary>
public readonly record struct Place(int? Slot, string? Rider);

/// <summary>
/// The cabinet's ledger as somebody outside keeps it, from nothing but the events at the cloud. Written from the wire's description
/// (cloud-bridge/asyncapi.yaml), not from the cabinet's own replay.
/// </summary>
public sealed class Books
{
    private const int FaultsMax = 20;

    private readonly Dictionary<string, Place> packs = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> orders = [];
    private readonly Dictionary<long, string> riders = [];
    private readonly HashSet<long> open = [];
    private readonly Dictionary<string, string> cases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> endings = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    /// <summary>The journal that the events belong to; null before the first.</summary>
    public string? Journal { get; private set; }

    /// <summary>The last position entered.</summary>
    public long Position { get; private set; }

    /// <summary>Id of the last event, where the next page begins.</summary>
    public string? LastId { get; private set; }

    /// <summary>What cannot be: a position twice or left out, a swap that ends twice. The first twenty.</summary>
    public IReadOnlyList<string> Faults => faults;

    public IReadOnlyDictionary<string, Place> Packs => packs;

    /// <summary>Open cases and whose they are.</summary>
    public IReadOnlyDictionary<string, string> Cases => cases;

    /// <summary>How swaps ended, and how often.</summary>
    public IReadOnlyDictionary<string, int> Endings => endings;

    /// <summary>Swaps that began and have not ended.</summary>
    public IReadOnlyCollection<long> Open => open;

    public int Started { get; private set; }
    public int Completed { get; private set; }

    /// <summary>What starts found of the swaps they met open, oldest first.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>How often a door was ordered to open.</summary>
    public int OrdersOf(int slot) => orders.GetValueOrDefault(slot);

    /// <summary>The pack that the books have in a slot, or null.</summary>
    public string? In(int slot)
    {
        foreach (var (serial, place) in packs)
            if (place.Slot == slot) return serial;
        return null;
    }

    /// <summary>One more event.</summary>
    public void Enter(CloudEvent e)
    {
        if (Journal is { } journal && journal != e.Journal) Fault($"journal {journal} ends at {Position} and {e.Journal} begins");
        else if (e.Position != Position + 1)
            Fault(string.Create(CultureInfo.InvariantCulture, $"position {e.Position} follows {Position}"));
        (Journal, Position, LastId) = (e.Journal, e.Position, e.Id);
        if (EventTypes.Read(e) is { } data) Enter(data);
        else Fault($"{e.Id}: {e.Type} is not understood");
    }

    private void Enter(EventData data)
    {
        switch (data)
        {
            case SwapStartedData s: Begin(s); break;
            case SwapEndedData s: End(s); break;
            case SwapRecoveredData s: Findings.Add(s.Finding); break;
            case DoorOrderedData d: orders[d.Slot] = OrdersOf(d.Slot) + 1; break;
            case PackAdoptedData p: Put(p.Pack, new Place(p.Slot, null)); break;
            case PackPlacedData p: Put(p.Pack, new Place(p.Slot, null)); break;
            case PackMissedData p: packs.Remove(p.Pack); break;
            case PackCollectedData p: packs.Remove(p.Pack); break;
            case PackVerifiedData p: Put(p.Pack, new Place(p.Slot, riders.GetValueOrDefault(p.Swap))); break;
            case PackHeldData { Pack: { } pack } p: Put(pack, new Place(p.Slot, p.Rider.Sub)); break;
            case PackGivenBackData p when In(p.Slot) is { } own && packs[own].Rider is not null:
                packs[own] = packs[own] with { Slot = null };
                break;
            case SwapCompletedData c:
                Completed++;
                Put(c.Taken, new Place(null, c.Rider.Sub));
                Put(c.Brought, new Place(c.InSlot, null));
                break;
            case SwapUndoneData u:
                Put(u.Taken, new Place(u.OutSlot, null));
                Put(u.Brought, new Place(u.InSlot, u.Rider.Sub));
                break;
            case CaseClosedData c: cases.Remove(c.Case); break;
        }
    }

    private void Begin(SwapStartedData s)
    {
        Started++;
        if (!riders.TryAdd(s.Swap, s.Rider.Sub)) Fault($"swap {s.Swap} began twice");
        if (open.Count > 0) Fault($"swap {s.Swap} began while {open.First()} was open");
        open.Add(s.Swap);
    }

    private void End(SwapEndedData s)
    {
        if (!open.Remove(s.Swap)) Fault($"swap {s.Swap} ended and was not open");
        endings[s.Ending] = endings.GetValueOrDefault(s.Ending) + 1;
        if (s.Case is { } number) cases[number] = riders.GetValueOrDefault(s.Swap, "");
    }

    private void Put(string pack, Place place)
    {
        if (place.Slot is { } slot && In(slot) is { } other && other != pack)
            Fault($"{pack} is entered in slot {slot}, where {other} lies");
        packs[pack] = place;
    }

    private void Fault(string what)
    {
        if (faults.Count < FaultsMax) faults.Add(what);
    }
}

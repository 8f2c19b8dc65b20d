using YongAi.Simulators.World.Hazards;

namespace YongAi.Simulators.World;

/// <summary>The physical side of one cabinet: its slots, the air in it, and the packs that people carry about.</summary>
public sealed class CabinetWorld
{
    private const double RoomCelsius = 25;
    /// <summary>Of one slot (domain table D, D5).</summary>
    public const double HeaterWatts = 40;
    private const int OutsideMax = 1000;
    /// <summary>Packs are slow: a charger that starts or stops shows within this time.</summary>
    private static readonly TimeSpan PacksAdvanceEvery = TimeSpan.FromMilliseconds(250);
    // Packs that were taken keep their state until they come back; beyond the bound nobody remembers.
    private readonly Dictionary<string, SimulatedPack> outside = new(StringComparer.Ordinal);
    private readonly Func<string, PackKind> kindOf;
    private TimeSpan packsAdvancedTo;
    private TimeSpan? doorMoves;
    private bool doorsKnown, touched;

    /// <param name="slots">The slots.</param>
    /// <param name="kindOf">What a pack of a serial is built of.</param>
    public CabinetWorld(ImmutableArray<SimulatedSlot> slots, Func<string, PackKind> kindOf)
    {
        (Slots, this.kindOf) = (slots, kindOf);
        Hazards = new CabinetHazards(this);
        foreach (var slot in slots) slot.Moved += () => (doorsKnown, touched) = (false, true);
    }

    public ImmutableArray<SimulatedSlot> Slots { get; }
    public double AirCelsius { get; set; } = RoomCelsius;

    /// <summary>What all of it draws from the mains: the cabinet itself, heaters, and the chargers by what their packs take.</summary>
    public double MainsWatts
    {
        get
        {
            var watts = Around.Watts;
            foreach (var slot in Slots)
                watts += (slot.Pack is { Amps: > 0 } pack ? pack.Amps * pack.Volts / SimulatedPack.ChargerEfficiency : 0) + HeaterDraws(slot);
            return watts;
        }
    }

    /// <summary>The outputs that switch the heaters of slots, by the number of the slot.</summary>
    public Dictionary<int, string> Heaters { get; } = [];

    public Surroundings Around { get; } = new();
    public SimulatedShelf Shelf { get; } = new();

    /// <summary>Fire, smoke, heat and water.</summary>
    public CabinetHazards Hazards { get; }

    /// <summary>When a door moves by itself. It is asked for at every byte, and doors move some hundred times a day.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            if (!doorsKnown) (doorMoves, doorsKnown) = (Slots.Min(slot => slot.NextDeadline), true);
            return doorMoves;
        }
    }

    public SimulatedSlot? Find(int number) => Slots.FirstOrDefault(slot => slot.Number == number);

    /// <summary>Lets time pass: doors spring, packs charge.</summary>
    public void Advance(TimeSpan now)
    {
        if (touched || NextDeadline <= now)
        {
            touched = false;
            foreach (var slot in Slots) slot.MoveDoor(now);
        }
        var passed = now - packsAdvancedTo;
        if (passed < PacksAdvanceEvery) return;
        if (Hazards.IsOn) Hazards.Pass(now);
        else foreach (var slot in Slots) Rest(slot, passed, AirCelsius);
        packsAdvancedTo = now;
    }

    /// <summary>Lets time pass for the pack of a slot, with what its heater puts into it.</summary>
    internal void Rest(SimulatedSlot slot, TimeSpan passed, double airCelsius) =>
        slot.RestPack(passed, airCelsius, HeaterDraws(slot) * SimulatedPack.HeaterIntoPack);

    private double HeaterDraws(SimulatedSlot slot) =>
        Around.MainsVolts > 0 && Heaters.TryGetValue(slot.Number, out var output) && Around.IsOn(output) ? HeaterWatts : 0;

    public void Stock(int slot, string serial, int soc) =>
        (Find(slot) ?? throw new ArgumentException($"there is no slot {slot}"))
            .Stock(new SimulatedPack(serial, kindOf(serial), soc / 100.0, AirCelsius));

    /// <summary>Somebody puts a pack in. One that was here before comes back as it left unless a charge is said.</summary>
    public string? Put(int slotNumber, string serial, int? soc, bool plugged)
    {
        if (Find(slotNumber) is not { } slot) return $"there is no slot {slotNumber}";
        if (Slots.FirstOrDefault(s => s.Pack?.Serial == serial) is { } other)
            return $"pack {serial} lies in slot {other.Number} already";
        var known = outside.GetValueOrDefault(serial);
        var pack = known is not null && soc is null ? known
            : new SimulatedPack(serial, kindOf(serial), (soc ?? 50) / 100.0, known?.Celsius ?? AirCelsius);
        if (slot.Put(pack, plugged) is { } why) return why;
        outside.Remove(serial);
        return null;
    }

    /// <summary>Somebody takes a pack out.</summary>
    public string? Take(int slotNumber, out SimulatedPack? taken)
    {
        taken = null;
        if (Find(slotNumber) is not { } slot) return $"there is no slot {slotNumber}";
        if (slot.Take(out taken) is { } why) return why;
        if (outside.Count >= OutsideMax) outside.Clear();
        outside[taken!.Serial] = taken;
        return null;
    }
}

using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>The faults of one cabinet, by place: a line of the site file, or <c>slot-N</c>.</summary>
public sealed class Faults
{
    private readonly Dictionary<string, FaultSpot> spots = new(StringComparer.Ordinal);

    /// <summary>The place, made when it is asked for the first time.</summary>
    public FaultSpot At(string place)
    {
        if (!spots.TryGetValue(place, out var spot)) spots[place] = spot = new FaultSpot();
        return spot;
    }

    public FaultSpot AtSlot(int slot) => At(SlotPlace(slot));

    public bool Knows(string place) => spots.ContainsKey(place);

    public static string SlotPlace(int slot) => string.Create(CultureInfo.InvariantCulture, $"slot-{slot}");
}

/// <summary>The faults at one place. A board asks here at the moment when a fault would show.</summary>
public sealed class FaultSpot
{
    private readonly Dictionary<Fault, (int? Left, string? Value)> active = [];

    /// <summary>Sets a fault so many times; null: until it is cleared; 0: clears it.</summary>
    public void Set(Fault fault, int? times, string? value)
    {
        if (times <= 0) active.Remove(fault);
        else active[fault] = (times, value);
    }

    public bool Has(Fault fault) => active.ContainsKey(fault);

    /// <summary>True when the fault shows now; uses up one of its times.</summary>
    public bool Take(Fault fault)
    {
        if (!active.TryGetValue(fault, out var state)) return false;
        if (state.Left is { } left) Set(fault, left - 1, state.Value);
        return true;
    }

    /// <summary>The text that came with the fault, or null.</summary>
    public string? TextOf(Fault fault) => active.TryGetValue(fault, out var state) ? state.Value : null;

    /// <summary>The whole number that came with the fault, or a default.</summary>
    public int NumberOf(Fault fault, int otherwise) =>
        int.TryParse(TextOf(fault), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : otherwise;
}

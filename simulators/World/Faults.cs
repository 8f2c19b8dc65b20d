using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>The faults of one cabinet, by place: a line of the site file, or <c>slot-N</c>.</summary>
public sealed class Faults
{
    private readonly Dictionary<string, FaultSpot> spots = new(StringComparer.Ordinal);
    private readonly Dictionary<Fault, long> fired = [];

    /// <summary>How often each fault has shown: each time it was used up, and once for one that lasts.</summary>
    public IReadOnlyDictionary<Fault, long> Fired => fired;

    /// <summary>Called when somebody sets or clears a fault anywhere.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>All of them together.</summary>
    public long FiredTotal { get; private set; }

    /// <summary>The place, made when it is asked for the first time.</summary>
    public FaultSpot At(string place)
    {
        if (!spots.TryGetValue(place, out var spot)) spots[place] = spot = new FaultSpot { Fires = Count, Changed = () => Changed() };
        return spot;
    }

    public FaultSpot AtSlot(int slot) => At(SlotPlace(slot));

    public bool Knows(string place) => spots.ContainsKey(place);

    private void Count(Fault fault)
    {
        FiredTotal++;
        fired[fault] = fired.GetValueOrDefault(fault) + 1;
    }

    public static string SlotPlace(int slot) => string.Create(CultureInfo.InvariantCulture, $"slot-{slot}");
}

/// <summary>The faults at one place. A board asks here at the moment when a fault would show.</summary>
public sealed class FaultSpot
{
    private readonly Dictionary<Fault, (int? Left, string? Value)> active = [];
    private readonly HashSet<Fault> shown = [];

    /// <summary>Called when a fault shows.</summary>
    public Action<Fault> Fires { get; init; } = _ => { };

    /// <summary>Called when somebody sets or clears one.</summary>
    public Action Changed { get; init; } = () => { };

    /// <summary>Nothing is set here: asked at every byte, and hardly ever otherwise.</summary>
    public bool IsSound => active.Count == 0;

    /// <summary>Something is wrong here until it is cleared; a fault that waits for its moment is not.</summary>
    public bool HasLasting
    {
        get
        {
            if (active.Count == 0) return false;
            foreach (var state in active.Values)
                if (state.Left is null) return true;
            return false;
        }
    }

    /// <summary>Sets a fault so many times; null: until it is cleared; 0: clears it.</summary>
    public void Set(Fault fault, int? times, string? value)
    {
        shown.Remove(fault);
        if (times <= 0) active.Remove(fault);
        else active[fault] = (times, value);
        Changed();
    }

    /// <summary>True while the fault is set; the first time it is asked for it has shown.</summary>
    public bool Has(Fault fault)
    {
        if (active.Count == 0 || !active.ContainsKey(fault)) return false;
        if (shown.Add(fault)) Fires(fault);
        return true;
    }

    /// <summary>True when the fault shows now; uses up one of its times.</summary>
    public bool Take(Fault fault)
    {
        if (active.Count == 0 || !active.TryGetValue(fault, out var state)) return false;
        if (state.Left is not { } left) return Has(fault);
        if (left <= 1) active.Remove(fault);
        else active[fault] = (left - 1, state.Value);
        Fires(fault);
        return true;
    }

    /// <summary>The text that came with the fault, or null.</summary>
    public string? TextOf(Fault fault) => active.TryGetValue(fault, out var state) ? state.Value : null;

    /// <summary>The whole number that came with the fault, or a default.</summary>
    public int NumberOf(Fault fault, int otherwise) =>
        TextOf(fault) is { } text && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : otherwise;
}

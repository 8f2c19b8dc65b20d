namespace YongAi.Simulators.World;

/// <summary>What a cabinet has to hand out: spirals with things in them, places with power banks.</summary>
public sealed class SimulatedShelf
{
    private readonly OrderedDictionary<string, SimulatedSpiral> spirals = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, SimulatedBankPlace> places = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SimulatedSpiral> Spirals => spirals;
    public IReadOnlyDictionary<string, SimulatedBankPlace> Places => places;

    internal SimulatedSpiral AddSpiral(string channel, FaultSpot faults) => spirals[channel] = new SimulatedSpiral(faults);

    internal SimulatedBankPlace AddPlace(string channel, FaultSpot faults) => places[channel] = new SimulatedBankPlace(faults);
}

/// <summary>What the motor of a spiral felt and what the light curtain under it saw.</summary>
public readonly record struct SpiralTurn(bool Stuck, bool RanOn, bool Seen);

/// <summary>A spiral: each turn pushes one thing over its edge. The faults are those of its board's line.</summary>
public sealed class SimulatedSpiral(FaultSpot faults)
{
    /// <summary>Somebody filled it so far on the first day.</summary>
    private const int FirstFill = 5;

    public int Things { get; private set; } = FirstFill;

    /// <summary>How often its motor has been switched on since the beginning, whatever came of it.</summary>
    public int Turns { get; private set; }

    /// <summary>How many things fell.</summary>
    public int Fallen { get; private set; }

    public void Restock(int things) => Things = things;

    public SpiralTurn Turn()
    {
        Turns++;
        if (faults.Take(Fault.SpiralJams)) return new(Stuck: true, RanOn: false, Seen: false);
        var fell = Things > 0;
        if (fell)
        {
            Things--;
            Fallen++;
        }
        return new(Stuck: false, faults.Take(Fault.SpiralRunsOn), fell && !faults.Take(Fault.DropUnseen));
    }
}

/// <summary>A power bank.</summary>
public sealed record SimulatedBank(string Serial, int Charge);

/// <summary>A place for a power bank behind a bolt: when it is let go, a spring pushes it out.</summary>
public sealed class SimulatedBankPlace(FaultSpot faults)
{
    private static readonly TimeSpan SpringsAfter = TimeSpan.FromMilliseconds(400);
    private TimeSpan? springsAt;

    public SimulatedBank? Bank { get; private set; }

    /// <summary>How often its bolt was drawn since the beginning.</summary>
    public int Pulses { get; private set; }

    /// <summary>How many were pushed out.</summary>
    public int Gone { get; private set; }

    public string? Put(SimulatedBank bank)
    {
        if (Bank is not null) return "a power bank lies there";
        (Bank, springsAt) = (bank, null);
        return null;
    }

    public void Pulse(TimeSpan now)
    {
        Pulses++;
        if (Bank is not null && !faults.Take(Fault.BankSticks)) springsAt = now + SpringsAfter;
    }

    /// <summary>Whether a power bank lies there at a moment.</summary>
    public bool IsFull(TimeSpan now)
    {
        if (springsAt <= now)
        {
            (Bank, springsAt) = (null, null);
            Gone++;
        }
        return Bank is not null;
    }
}

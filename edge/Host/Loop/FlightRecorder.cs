namespace YongAi.Edge.Host.Loop;

/// <summary>One turn of the loop: when, on what, and how long it took.</summary>
public readonly record struct Flight(TimeSpan At, string Kind, TimeSpan Took);

/// <summary>What the recorder knows: all turns counted by kind, the slowest, and the last few thousand.</summary>
public sealed record FlightReport(long Turns, ImmutableSortedDictionary<string, long> Counts, Flight? Slowest,
    ImmutableArray<Flight> Last);

/// <summary>Keeps the last turns in a ring, for whoever asks why. Written by the loop, read by others.</summary>
public sealed class FlightRecorder
{
    /// <summary>Turns kept; about seven minutes of a quiet cabinet.</summary>
    public const int FlightsMax = 4096;

    private readonly Lock gate = new();
    private readonly Flight[] ring = new Flight[FlightsMax];
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private Flight? slowest;
    private long turns;

    /// <summary>Turns since the start.</summary>
    public long Turns
    {
        get { lock (gate) return turns; }
    }

    /// <summary>The turn that took longest.</summary>
    public Flight? Slowest
    {
        get { lock (gate) return slowest; }
    }

    /// <summary>Keeps one turn.</summary>
    public void Record(Flight flight)
    {
        lock (gate)
        {
            ring[(int)(turns++ % FlightsMax)] = flight;
            counts[flight.Kind] = counts.GetValueOrDefault(flight.Kind) + 1;
            if (slowest is not { } known || flight.Took > known.Took) slowest = flight;
        }
    }

    /// <summary>What is known now, oldest turn first.</summary>
    public FlightReport Report()
    {
        lock (gate)
        {
            var kept = (int)Math.Min(turns, FlightsMax);
            var last = ImmutableArray.CreateBuilder<Flight>(kept);
            for (var i = turns - kept; i < turns; i++) last.Add(ring[(int)(i % FlightsMax)]);
            var counted = counts.ToImmutableSortedDictionary(StringComparer.Ordinal);
            return new FlightReport(turns, counted, slowest, last.MoveToImmutable());
        }
    }
}

namespace YongAi.Simulators.Simulation;

/// <summary>What the days of a scenario bring: when riders come, and when the link or the cloud is away. Drawn day by day.</summary>
/// <param name="scenario">How its days are.</param>
/// <param name="chance">Draws when riders come.</param>
public sealed class Calendar(Scenario scenario, Random chance)
{
    private readonly Queue<TimeSpan> arrivals = new();
    private readonly Queue<(TimeSpan At, Missing What, bool Away)> outages = new();

    /// <summary>When the next thing is due.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            TimeSpan? next = arrivals.TryPeek(out var arrival) ? arrival : null;
            return outages.TryPeek(out var outage) && !(next <= outage.At) ? outage.At : next;
        }
    }

    /// <summary>Draws the day that begins.</summary>
    public void Day(TimeSpan begins)
    {
        foreach (var arrival in Demand.Arrivals(scenario, chance)) arrivals.Enqueue(begins + arrival);
        var turns = scenario.Outages.SelectMany(o => new[] { (At: o.From, o.What, Away: true), (At: o.To, o.What, Away: false) });
        foreach (var (at, what, away) in turns.OrderBy(turn => turn.At)) outages.Enqueue((begins + TimeSpan.FromHours(at), what, away));
    }

    /// <summary>Nothing more comes.</summary>
    public void Clear()
    {
        arrivals.Clear();
        outages.Clear();
    }

    /// <summary>The next that goes away or is back by now.</summary>
    public bool TryOutage(TimeSpan now, out Missing what, out bool away)
    {
        (what, away) = (default, false);
        if (!outages.TryPeek(out var next) || next.At > now) return false;
        (_, what, away) = outages.Dequeue();
        return true;
    }

    /// <summary>The next rider who has come by now.</summary>
    public bool TryArrival(TimeSpan now, out TimeSpan at)
    {
        if (!arrivals.TryPeek(out at) || at > now) return false;
        arrivals.Dequeue();
        return true;
    }
}

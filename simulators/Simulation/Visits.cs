using YongAi.Edge.Control.Language;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation;

/// <summary>Riders who come, one at the cabinet and one behind him, and what becomes of them and their packs.</summary>
public sealed class Visits : IDisposable
{
    /// <summary>How often somebody at the cabinet looks at it.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(200);
    /// <summary>He waits no longer for the one before him (domain table D).</summary>
    private static readonly TimeSpan QueuesFor = TimeSpan.FromMinutes(3);
    /// <summary>He waits no longer for a door.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int Riders = 40;
    private const double SlowestDawdle = 8;

    private readonly Random chance;
    private readonly Hands hands;
    private readonly Func<Moment> moment;
    private readonly CodeWriterIssuer issuer;
    private readonly Regular[] regulars;
    private readonly Queue<(Regular Rider, TimeSpan Came)> queue = new();
    private (Regular Rider, SimulatedRider Body)? here;
    private TimeSpan looksAt;

    /// <summary>Somebody who lives near: his pack, and the phone with this week's credential.</summary>
    private sealed class Regular(int number)
    {
        public string Name { get; } = $"rider-{number:000}";
        public string? Pack { get; set; } = Site.Stock.SerialOf(1000 + number);
        public SimulatedPhone? Phone { get; set; }
        public DateTimeOffset Renew { get; set; }
    }

    public Visits(Random chance, Hands hands, Func<Moment> moment, CodeWriterIssuer issuer)
    {
        (this.chance, this.hands, this.moment, this.issuer) = (chance, hands, moment, issuer);
        regulars = [.. Enumerable.Range(0, Riders).Select(number => new Regular(number))];
    }

    public int Asked { get; private set; }
    public int Served { get; private set; }
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);
    /// <summary>Why the cabinet turned somebody away, if it said so since he came.</summary>
    public string? LastRefusal { get; set; }

    /// <summary>Called when somebody left: who, the pack he brought, and whether he has a pack.</summary>
    public event Action<string, string, bool>? Left;

    /// <summary>When somebody at the cabinet looks at it next.</summary>
    public TimeSpan? NextDeadline => here is null && queue.Count == 0 ? null : looksAt;

    /// <summary>Somebody comes.</summary>
    public void Come(TimeSpan now)
    {
        var free = regulars.Where(r => r.Pack is not null && here?.Rider != r && queue.All(q => q.Rider != r)).ToArray();
        if (free.Length == 0) return;
        Asked++;
        var rider = free[chance.Next(free.Length)];
        if (queue.Count > 0) Turn("queue-full");
        else queue.Enqueue((rider, now));
        if (looksAt < now) looksAt = now;
    }

    /// <summary>Whoever is there looks and acts.</summary>
    public void Lapse(TimeSpan now)
    {
        if (NextDeadline is not { } due || due > now) return;
        looksAt = now + LooksEvery;
        if (here is null) StepUp(now);
        else if (queue.TryPeek(out var waits) && now - waits.Came >= QueuesFor)
        {
            queue.Dequeue();
            Turn("queue-too-long");
        }
        if (here is not { } visit) return;
        if (visit.Body.Live(hands.Look(), now) is { } act) visit.Body.Did(act, hands.Do(act, now), now);
        if (visit.Body.Outcome is { } outcome) Leave(visit.Rider, outcome);
    }

    public void Dispose()
    {
        foreach (var regular in regulars) regular.Phone?.Dispose();
    }

    private void StepUp(TimeSpan now)
    {
        if (!queue.TryDequeue(out var next)) return;
        var rider = next.Rider;
        LastRefusal = null;
        var body = new SimulatedRider(RiderScripts.StraightSwap(1 + chance.NextDouble() * (SlowestDawdle - 1), Patience),
            new RiderPack(rider.Pack!, Demand.SocBrought(chance)), () => PhoneOf(rider).Draw("swap", moment().Wall), _ => { });
        here = (rider, body);
    }

    private SimulatedPhone PhoneOf(Regular rider)
    {
        var wall = moment().Wall;
        if (rider.Phone is { } phone && wall < rider.Renew) return phone;
        rider.Phone?.Dispose();
        rider.Renew = wall + TimeSpan.FromDays(6);
        return rider.Phone = issuer.Phone(rider.Name, ["swap:48V24Ah"], wall - TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
    }

    private void Leave(Regular rider, RiderOutcome outcome)
    {
        here = null;
        var brought = rider.Pack!;
        var stillHis = hands.Look().All(slot => slot.Pack?.Serial != brought);
        rider.Pack = outcome.Took ?? (stillHis ? brought : null);
        if (outcome.Swap) Served++;
        else Turn(LastRefusal ?? outcome.Why ?? "unknown");
        Left?.Invoke(rider.Name, brought, rider.Pack is not null);
    }

    private void Turn(string why) => Refused[why] = Refused.GetValueOrDefault(why) + 1;
}

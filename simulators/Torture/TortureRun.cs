using System.Globalization;

namespace YongAi.Simulators.Torture;

/// <summary>Kills programs of a stand one after the other, while riders swap, and has each kill judged.</summary>
/// <param name="stand">The stand.</param>
/// <param name="crowd">Its riders.</param>
/// <param name="judge">Who judges.</param>
/// <param name="say">Told one line for each kill.</param>
public sealed class TortureRun(Stand stand, Crowd crowd, Judge judge, Action<string> say)
{
    /// <summary>Everything is judged as a whole each time so many kills are over, and in the end.</summary>
    public const int CheckedEvery = 15;

    private readonly Dictionary<Victims, int> kills = [];

    public Inspector Inspector { get; } = new(stand, crowd, judge);
    public IReadOnlyDictionary<Victims, int> Kills => kills;
    public int Leases { get; private set; }

    /// <summary>The number of the kill at which something did not hold, or null.</summary>
    public int? BrokenAt { get; private set; }

    /// <summary>The whole run; it ends early at the first breach.</summary>
    public async Task LiveAsync(IEnumerable<Kill> plan, CancellationToken stop)
    {
        stand.StartEdge();
        await Inspector.BeginAsync();
        using var home = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var street = crowd.LiveAsync(home.Token);
        var last = 0;
        foreach (var kill in plan)
        {
            if (stop.IsCancellationRequested || Inspector.FirstBreach is not null) break;
            last = kill.Number;
            await Task.Delay(kill.After, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await KillAsync(kill);
            if (kill.Number % CheckedEvery == 0) await CheckAsync();
        }
        await home.CancelAsync();
        await street;
        if (!stop.IsCancellationRequested && last % CheckedEvery != 0) await CheckAsync();
        if (Inspector.FirstBreach is not null) BrokenAt = last;
    }

    private async Task KillAsync(Kill kill)
    {
        Inspector.EdgeRunsOn();
        var hitsEdge = kill.Hits.HasFlag(Victims.Edge);
        var (before, found) = (await stand.CabinetAsync(), Inspector.Books.Findings.Count);
        if (hitsEdge) crowd.MayShowCodes = false;
        var at = Clock.Now;
        await Task.WhenAll(
            hitsEdge ? stand.KillEdgeAsync() : Task.CompletedTask,
            kill.Hits.HasFlag(Victims.Broker) ? stand.Broker!.KillAsync() : Task.CompletedTask,
            kill.Hits.HasFlag(Victims.Cloud) ? stand.KillBridgeAsync() : Task.CompletedTask);
        kills[kill.Hits] = kills.GetValueOrDefault(kill.Hits) + 1;
        await Task.Delay(Inspector.InFlight);
        var dead = await stand.Boards.LookAsync();
        await StayAwayAsync(kill, at);
        var began = Clock.Now;
        await StartAsync(kill.Hits);
        var back = Clock.Now - began;
        if (hitsEdge)
        {
            judge.NoLockAtStart(dead, await stand.Boards.LookAsync());
            crowd.MayShowCodes = true;
        }
        else Inspector.EdgeRunsOn();
        var outcome = await OutcomeAsync(kill, before, found);
        say(string.Create(CultureInfo.InvariantCulture, $"{kill.Number,4}  {Name(kill.Hits),-12} {Inspector.When(before, dead),-44} "
            + $"away {(began - at).TotalSeconds,4:0.0} s  back {back.TotalSeconds,4:0.0} s  {outcome}"));
    }

    private async Task StayAwayAsync(Kill kill, TimeSpan at)
    {
        var until = at + kill.Dead;
        if (kill.PastLease)
        {
            until = at + TimeSpan.FromSeconds(StandSite.LeaseSeconds) + Judge.LeaseGrace;
            Leases++;
        }
        if (until - Clock.Now is var left && left > TimeSpan.Zero) await Task.Delay(left);
        if (kill.PastLease) judge.ChargersAreOff(await stand.Boards.LookAsync());
    }

    private async Task StartAsync(Victims hits)
    {
        if (hits.HasFlag(Victims.Broker)) await stand.Broker!.RestartAsync();
        if (hits.HasFlag(Victims.Cloud)) stand.StartBridge();
        if (hits.HasFlag(Victims.Edge)) stand.StartEdge();
        if (hits.HasFlag(Victims.Cloud)) await Inspector.CloudBackAsync();
        if (hits.HasFlag(Victims.Edge)) await Inspector.EdgeBackAsync();
    }

    private async Task CheckAsync()
    {
        if (await Inspector.CheckAsync() is { } order) say($"      {order}");
    }

    private async Task<string> OutcomeAsync(Kill kill, CabinetWord? before, int findings)
    {
        if (Inspector.FirstBreach is { } breach) return $"BREACH {breach}";
        var lease = kill.PastLease ? "chargers off with the lease, " : "";
        if (!kill.Hits.HasFlag(Victims.Edge) || before?.Swap is null) return $"{lease}served on";
        return kill.Hits == Victims.Edge && await Inspector.FindingAsync(findings) is { } found
            ? $"{lease}found {found}" : $"{lease}settled, not at the cloud yet";
    }

    private static string Name(Victims hits) => hits.ToString().Replace(", ", "+", StringComparison.Ordinal).ToLowerInvariant();
}

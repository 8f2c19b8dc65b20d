using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control;

/// <summary>
/// What follows from the watch of this turn: what it has to remember, what people at the cabinet hear, and the end of a visit that would
/// outlast the battery. Nothing here opens a door or switches anything.
/// </summary>
internal static class SafetyTurn
{
    /// <summary>The last seconds of the countdown are said again.</summary>
    private const int LastSeconds = 5;

    public static void Follow(CabinetTurn turn)
    {
        Remember(turn);
        if (turn.Image.Stopping) return;
        if (!CountsDown(turn) && HasDangerBegun(turn.Events)) SayKeepAway(turn, null);
        EndVisitOnBattery(turn);
    }

    private static bool HasDangerBegun(IReadOnlyList<Event> events)
    {
        foreach (var e in events)
            if (e is AlarmRaised raised && Hold.ClosesDoors(raised.Kind)) return true;
        return false;
    }

    private static void Remember(CabinetTurn turn)
    {
        var (was, alarms, now) = (turn.Image.Safety, turn.Ledger.Alarms, turn.Now);
        var next = was;
        var isBad = Stands(alarms, AlarmKind.MainsLost) || Stands(alarms, AlarmKind.MainsUnfit);
        if (isBad && was.MainsGoodSince is not null) next = next with { MainsGoodSince = null, MainsBadSince = now };
        else if (!isBad && was.MainsGoodSince is null) next = next with { MainsGoodSince = now, MainsBadSince = null };
        var isDue = Stands(alarms, AlarmKind.SuppressionDue);
        if (isDue != was.ReleaseFrom is not null) next = next with { ReleaseFrom = isDue ? now : null, Counted = null };
        var isOpen = Stands(alarms, AlarmKind.ServiceDoorOpen);
        if (isOpen && turn.Cabinet.CrewHere(now) != was.OpenedByCrew || !isOpen && was.OpenedByCrew)
            next = next with { OpenedByCrew = isOpen && turn.Cabinet.CrewHere(now) };
        foreach (var e in turn.Events)
            if (e is AlarmRaised { Kind: AlarmKind.SuppressionReleased }) next = next with { ReleasedAt = now };
        if (turn.Cabinet.SiteWatts(now) is { } watts)
            next = CapWatch.Remember(next, watts, turn.Plan.Energy, turn.Plan.Safety, turn.Views, turn.Ledger.ChargingSlots,
                turn.Image.Warmed.Count * turn.Plan.Energy.HeaterWatts, now);
        if (!ReferenceEquals(was, next)) turn.Picture(turn.Image with { Safety = next });
    }

    /// <summary>Before water or gas people are told to go, at the first moment and once more at the last.</summary>
    private static bool CountsDown(CabinetTurn turn)
    {
        if (turn.Image.Safety.ReleaseFrom is not { } from || Stands(turn.Ledger.Alarms, AlarmKind.SuppressionReleased)) return false;
        var left = (int)Math.Ceiling((from + turn.Plan.Safety.ReleaseAfter - turn.Now).TotalSeconds);
        if (left < 1 || turn.Image.Safety.Counted is { } said && (said <= LastSeconds || left > LastSeconds)) return false;
        SayKeepAway(turn, left);
        turn.Picture(turn.Image with { Safety = turn.Image.Safety with { Counted = left } });
        return true;
    }

    private static void SayKeepAway(CabinetTurn turn, int? seconds) =>
        turn.Do(new Say(new Prompt(PromptKey.KeepAway, Seconds: seconds, Why: Hold.OverDoors(turn.Ledger.Alarms)?.ToString())));

    /// <summary>Table B3 row 42: it goes on without mains, but not for ever; what is settled needs no end.</summary>
    private static void EndVisitOnBattery(CabinetTurn turn)
    {
        if (turn.Image.Safety.MainsBadSince is not { } since || turn.Ledger.Swap is not { Cancelled: false, Completed: false } swap) return;
        // A visit that began without mains has the same time.
        var from = since > swap.StartedAt ? since : swap.StartedAt;
        if (turn.Now - from < turn.Plan.Safety.VisitOnBattery || swap.Stage == SwapStage.WaitCloseOut || turn.Image.Recovering) return;
        turn.Take(SwapMachine.Cancel(turn.Cabinet.Swapping(swap, turn.Views, turn.Now)));
    }

    private static bool Stands(ImmutableArray<Alarm> alarms, AlarmKind kind) => alarms.Contains(new Alarm(kind, null));
}

using YongAi.Edge.Control.Safety;
using YongAi.Edge.Host.Relay;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>How soon people have to act.</summary>
public enum Severity
{
    /// <summary>People or the cabinet are in danger, or somebody is without his pack: at once (domain table C row 28: within 30 minutes).</summary>
    Critical,
    /// <summary>The cabinet serves less, or could be in danger unseen: the same day.</summary>
    Major,
    /// <summary>It goes on as it is: at the next visit.</summary>
    Minor,
}

/// <summary>One kind of alarm: how bad it is, what is the matter and what a crew does.</summary>
public readonly record struct CataloguedAlarm(AlarmKind Kind, Severity Severity, Reason Words);

/// <summary>Every kind of alarm in one place, for the diagnostics page and for <c>/api/cabinet</c>.</summary>
public static class AlarmCatalogue
{
    /// <summary>The entry of a kind.</summary>
    public static CataloguedAlarm Of(AlarmKind kind) => new(kind, SeverityOf(kind) ?? Severity.Major, CrewWording.Alarm(kind.Word()));

    /// <summary>All of them, the worst first.</summary>
    public static IEnumerable<CataloguedAlarm> All => Enum.GetValues<AlarmKind>().Select(Of).OrderBy(alarm => alarm.Severity).ThenBy(alarm => alarm.Kind);

    /// <summary>Null: nobody has said yet; it counts as major.</summary>
    public static Severity? SeverityOf(AlarmKind kind) => kind switch
    {
        AlarmKind.Smoke or AlarmKind.AerosolFired or AlarmKind.SuppressionDue or AlarmKind.SuppressionReleased or AlarmKind.Flood
            or AlarmKind.EmergencyStop or AlarmKind.LeakageAgain or AlarmKind.PackHot or AlarmKind.PackHeatsFast or AlarmKind.SlotAirHot
            or AlarmKind.BackFeed or AlarmKind.ChargerStuckOn or AlarmKind.CabinetHot
            or AlarmKind.PackMissing or AlarmKind.StaffNeeded or AlarmKind.WrongDoor or AlarmKind.Tamper => Severity.Critical,
        AlarmKind.SmokeEarly or AlarmKind.Leakage or AlarmKind.BoardHot or AlarmKind.MainsLost or AlarmKind.UpsLow or AlarmKind.MainsUnfit
            or AlarmKind.SelfTestFailed or AlarmKind.SensorSilent or AlarmKind.SwitchesSilent or AlarmKind.DoorLeftOpen
            or AlarmKind.DoorOpenedUnasked or AlarmKind.LockFault or AlarmKind.UnplannedPack or AlarmKind.CloneSuspected
            or AlarmKind.StoreSlow or AlarmKind.StoreFull or AlarmKind.JournalReplaced or AlarmKind.AckBeyondPublished
            or AlarmKind.PackAboveOthers or AlarmKind.CellHigh or AlarmKind.CellLow or AlarmKind.Outflow or AlarmKind.CurrentMismatch
            or AlarmKind.ChargeOverTime or AlarmKind.PackUnwatched or AlarmKind.CommandForged or AlarmKind.CloudRefuses or AlarmKind.TwinCabinet
            or AlarmKind.RestartLoop or AlarmKind.OverCap => Severity.Major,
        AlarmKind.CabinetWarm or AlarmKind.CabinetCold or AlarmKind.BoardWarm or AlarmKind.MainsOutOfRange or AlarmKind.NearCap or AlarmKind.ServiceDoorOpen
            or AlarmKind.PackWarm or AlarmKind.SlotAirWarm or AlarmKind.CellsUneven or AlarmKind.PackWorn
            or AlarmKind.ContentsUnclear or AlarmKind.CodesForged or AlarmKind.CrewLockedOut => Severity.Minor,
        _ => null,
    };
}

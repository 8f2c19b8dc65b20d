using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Host.Journal;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>An alarm that was raised.</summary>
/// <param name="Alarm">Which.</param>
/// <param name="Raised">When; null where that is longer ago than what is remembered.</param>
/// <param name="Cleared">When it ended; null while it stands.</param>
public sealed record PastAlarm(Alarm Alarm, Moment? Raised, Moment? Cleared);

/// <summary>Why a slot last stopped charging, and when.</summary>
public sealed record ChargeEnd(ChargeStop Why, Moment At);

/// <summary>
/// What a crew asks about that the ledger does not keep: alarms that came and went, and why charging last ended. Made of the events alone,
/// so the journal gives it back after a restart, as far as its rows still reach.
/// </summary>
/// <param name="Alarms">The last ones, newest first.</param>
/// <param name="ChargeEnds">By slot number.</param>
public sealed record History(ImmutableArray<PastAlarm> Alarms, ImmutableSortedDictionary<int, ChargeEnd> ChargeEnds)
{
    /// <summary>Alarms remembered: some days of a cabinet that has something every few hours.</summary>
    public const int AlarmsMax = 50;

    /// <summary>Rows of the journal that are read back for charging: every slot of the largest cabinet a few times.</summary>
    public const int ChargeEndsReadMax = 128;

    public static History Empty { get; } = new([], ImmutableSortedDictionary<int, ChargeEnd>.Empty);

    /// <summary>What the journal still tells; before anything is appended.</summary>
    public static History From(JournalStore store)
    {
        // An alarm has two rows at most.
        var alarms = store.LastOf(2 * AlarmsMax, JournalFormat.NameOf<AlarmRaised>(), JournalFormat.NameOf<AlarmCleared>());
        var stops = store.LastOf(ChargeEndsReadMax, JournalFormat.NameOf<ChargingStopped>());
        return alarms.Concat(stops).OrderBy(entry => entry.Position).Aggregate(Empty, (history, entry) => history.After(entry));
    }

    /// <summary>What is remembered after one more event.</summary>
    public History After(Entry entry) => entry.Event switch
    {
        AlarmRaised raised => Remembering(new PastAlarm(new Alarm(raised.Kind, raised.Slot), entry.At, null)),
        AlarmCleared cleared => Ended(new Alarm(cleared.Kind, cleared.Slot), entry.At),
        ChargingStopped stopped => this with { ChargeEnds = ChargeEnds.SetItem(stopped.Slot.Value, new ChargeEnd(stopped.Why, entry.At)) },
        _ => this,
    };

    private History Remembering(PastAlarm alarm) => this with { Alarms = [alarm, .. Alarms.Take(AlarmsMax - 1)] };

    private History Ended(Alarm alarm, Moment at)
    {
        for (var n = 0; n < Alarms.Length; n++)
            if (Alarms[n] is { Cleared: null } its && its.Alarm == alarm) return this with { Alarms = Alarms.SetItem(n, its with { Cleared = at }) };
        return Remembering(new PastAlarm(alarm, null, at));
    }
}

/// <summary>Keeps the history as events pass on their way to the journal. Written by the loop, read by others.</summary>
public sealed class HistoryKeeper(IJournal journal, History begins) : IJournal
{
    private History now = begins;

    /// <summary>What is remembered now.</summary>
    public History Now => Volatile.Read(ref now);

    /// <inheritdoc/>
    public void Hand(ImmutableArray<Entry> entries)
    {
        journal.Hand(entries);
        Volatile.Write(ref now, entries.Aggregate(now, (history, entry) => history.After(entry)));
    }
}

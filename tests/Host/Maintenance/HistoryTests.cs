using YongAi.Edge.Control;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Tests.Host.Journal;

namespace YongAi.Edge.Tests.Host.Maintenance;

public sealed class HistoryTests : IDisposable
{
    private static readonly SlotNumber Seven = new(7);
    private readonly JournalFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_alarm_is_one_line_with_its_beginning_and_its_end_newest_first()
    {
        var history = After(new AlarmRaised(AlarmKind.Flood, null), new AlarmRaised(AlarmKind.PackHot, Seven), new AlarmCleared(AlarmKind.Flood, null));
        Assert.Equal([AlarmKind.PackHot, AlarmKind.Flood], history.Alarms.Select(past => past.Alarm.Kind));
        Assert.Null(history.Alarms[0].Cleared);
        Assert.Equal((At(1), At(3)), (history.Alarms[1].Raised, history.Alarms[1].Cleared));
    }

    [Fact]
    public void The_same_alarm_of_another_slot_is_another_alarm_and_a_second_time_another_line()
    {
        var history = After(new AlarmRaised(AlarmKind.PackHot, Seven), new AlarmRaised(AlarmKind.PackHot, new(8)),
            new AlarmCleared(AlarmKind.PackHot, Seven), new AlarmRaised(AlarmKind.PackHot, Seven));
        Assert.Equal([7, 8, 7], history.Alarms.Select(past => past.Alarm.Slot!.Value.Value));
        Assert.Equal([false, false, true], history.Alarms.Select(past => past.Cleared is not null));
    }

    [Fact]
    public void An_end_whose_beginning_is_forgotten_is_told_as_that()
    {
        var past = Assert.Single(After(new AlarmCleared(AlarmKind.Smoke, null)).Alarms);
        Assert.Null(past.Raised);
        Assert.Equal(At(1), past.Cleared);
    }

    [Fact]
    public void The_oldest_are_forgotten()
    {
        var history = After([.. Enumerable.Repeat(new AlarmRaised(AlarmKind.PackHot, Seven), History.AlarmsMax + 3)]);
        Assert.Equal(History.AlarmsMax, history.Alarms.Length);
        Assert.Equal(At(4), history.Alarms[^1].Raised);
    }

    [Fact]
    public void A_restart_finds_it_again_in_the_journal()
    {
        var pack = PackId.From("YA48240000000007");
        Event[] happened =
        [
            new AlarmRaised(AlarmKind.Flood, null), new ChargingStarted(Seven, pack, new(40)), new ChargingStopped(Seven, pack, new(41), ChargeStop.OverCap),
            new AlarmCleared(AlarmKind.Flood, null), new AlarmRaised(AlarmKind.Tamper, null),
        ];
        var kept = new HistoryKeeper(new Kept(folder), History.Empty);
        kept.Hand([.. happened.Select(Entry)]);
        using var store = folder.Open();
        var found = History.From(store);
        Assert.Equal([AlarmKind.Tamper, AlarmKind.Flood], found.Alarms.Select(past => past.Alarm.Kind));
        Assert.Equal(kept.Now.Alarms.Select(past => (past.Raised?.Elapsed, past.Cleared?.Elapsed)), found.Alarms.Select(past => (past.Raised?.Elapsed, past.Cleared?.Elapsed)));
        Assert.Equal(new ChargeEnd(ChargeStop.OverCap, At(3)), found.ChargeEnds[7]);
    }

    [Fact]
    public void Only_the_newest_rows_are_read_back()
    {
        new Kept(folder).Hand([.. Enumerable.Range(1, 9).Select(n => Entry(new AlarmRaised(AlarmKind.PackHot, new(n)), n - 1))]);
        using var store = folder.Open();
        Assert.Equal([7L, 8, 9], store.LastOf(3, JournalFormat.NameOf<AlarmRaised>()).Select(entry => entry.Position));
        Assert.Empty(store.LastOf(3, JournalFormat.NameOf<AlarmCleared>()));
    }

    private static History After(params Event[] happened) => happened.Select(Entry).Aggregate(History.Empty, (history, entry) => history.After(entry));

    private static Entry Entry(Event happened, int n) => new(n + 1, At(n + 1), happened);

    private static Moment At(int n) => new(TimeSpan.FromMinutes(n), DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(n), TimeTrust.Trusted);

    private sealed class Kept(JournalFolder folder) : IJournal
    {
        public void Hand(ImmutableArray<Entry> entries)
        {
            using var store = folder.Open();
            store.Append(entries);
        }
    }
}

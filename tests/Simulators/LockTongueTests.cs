using YongAi.Edge.Tests.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Boards.Tongues;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>Simulated lock boards beside 8A/80 against the frames of their families (hardware 1.2, 1.3, 1.5, 1.6, 1.7).</summary>
public sealed class LockTongueTests
{
    private readonly Faults faults = new();
    private readonly SimulatedSlot[] slots;

    public LockTongueTests() => slots = [.. Enumerable.Range(1, 16).Select(n => new SimulatedSlot(n, faults.AtSlot(n), TimeSpan.Zero))];

    [Fact]
    public void A_wkly_board_opens_reads_and_reports_as_published()
    {
        var bench = Bench(new WklyTongue(0, reports: false), 4);
        Assert.Equal([Frames.Wkly.Named("flashed lock 1")], bench.Ask(Frames.Wkly.Named("flash board 0 lock 1")));
        Assert.Equal([Frames.Wkly.Named("state of lock 1 closed")], bench.Ask(Frames.Wkly.Named("read board 0 lock 1")));
        Assert.Equal([Frames.Wkly.Named("opened lock 1 state open")], bench.Ask(Frames.Wkly.Named("open board 0 lock 1")));
        Assert.Equal([1], OpenDoors());
        slots[3].ForceOpen();
        Assert.Equal([Frames.Wkly.Named("states of 4 locks open closed closed open")], bench.Ask(Frames.Wkly.Named("read board 0 all")));
        Assert.Empty(bench.Ask(Frames.Wkly.Named("open board 1 lock 1")));
    }

    [Fact]
    public void A_wkly_board_opens_several_together_and_all_in_sequence()
    {
        var bench = Bench(new WklyTongue(0, reports: false), 4);
        Assert.Equal([Frames.Wkly.Named("opened several")], bench.Ask(Frames.Wkly.Named("open board 0 locks 1 2 3 together")));
        Assert.Equal([1, 2, 3], OpenDoors());
        var (hex, after) = Assert.Single(bench.AskTimed(Frames.Wkly.Named("open all board 0")));
        Assert.Equal((Frames.Wkly.Named("opened all in sequence"), TimeSpan.FromSeconds(2)), (hex, after));
        Assert.Equal([1, 2, 3, 4], OpenDoors());
    }

    [Fact]
    public void A_wkly_board_tells_of_moving_doors_where_it_is_set_to()
    {
        var bench = Bench(new WklyTongue(0, reports: true), 4);
        slots[0].ForceOpen();
        Assert.Equal([Frames.Wkly.Named("report lock 1 open")], bench.Run(TimeSpan.FromSeconds(1)));
        slots[0].Close();
        Assert.Equal([Frames.Wkly.Named("report lock 1 closed")], bench.Run(TimeSpan.FromSeconds(1)));
        faults.AtSlot(2).Set(Fault.FeedbackFaulty, times: null, value: null);
        Assert.Equal([Frames.Wkly.Named("report lock 2 faulty")], bench.Run(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_wkly_board_says_that_an_opening_failed()
    {
        faults.At("locks").Set(Fault.OpenFails, times: 1, value: null);
        Assert.Equal([Frames.Wkly.Named("open failed lock 1 state closed")],
            Bench(new WklyTongue(0, reports: false), 4).Ask(Frames.Wkly.Named("open board 0 lock 1")));
        Assert.Empty(OpenDoors());
    }

    [Fact]
    public void A_cu16_opens_each_lock_by_its_number_and_is_read_as_published()
    {
        for (var channel = 0; channel < 16; channel++)
        {
            var bench = Cu16(new Cu16Settings { Address = 0 });
            Assert.Single(bench.Ask(Frames.Cu16.Named($"open board 0 lock {channel}")));
            Assert.True(slots[channel].DoorOpen);
            Assert.Equal(channel + 1, OpenDoors().Length);
        }
        Assert.Equal([Frames.Cu16.Named("status of board 0 none")], Cu16(new Cu16Settings { Address = 0 }).Ask("0200300335"));
        Assert.Equal([Frames.Cu16.Named("status of board 0 among all none")], Cu16(new Cu16Settings { Address = 0 }).Ask("02F0320327"));
        Assert.Empty(Cu16(new Cu16Settings { Address = 0 }).Ask(Frames.Cu16.Named("read board 1")));
    }

    [Fact]
    public void A_cu16_tells_its_unlock_time_and_takes_another()
    {
        var bench = Cu16(new Cu16Settings { Address = 0 });
        Assert.Equal([Frames.Cu16.Named("unlock time 500 ms board 0")], bench.Ask(Frames.Cu16.Named("ask unlock time board 0")));
        Assert.Equal([Frames.Cu16.Named("set unlock time 100 ms")], bench.Ask(Frames.Cu16.Named("set unlock time 100 ms")));
    }

    [Fact]
    public void A_cu16_that_stays_busy_hears_nothing_until_it_is_asked_for_its_unlock_time()
    {
        var bench = Cu16(new Cu16Settings { Address = 0, StaysBusy = true, AnswersOpening = false });
        Assert.Empty(bench.Ask(Frames.Cu16.Named("open board 0 lock 0")));
        Assert.Empty(bench.Ask("0200300335"));
        Assert.Empty(bench.Ask(Frames.Cu16.Named("open board 0 lock 1")));
        Assert.Equal([1], OpenDoors());
        Assert.Single(bench.Ask(Frames.Cu16.Named("ask unlock time board 0")));
        Assert.Single(bench.Ask("0200300335"));
    }

    [Theory]
    [InlineData("021030033E")]
    [InlineData("020F310349")]
    public void Misprinted_frames_are_not_obeyed(string printed)
    {
        Assert.Empty(Cu16(new Cu16Settings { Address = 0 }).Ask(printed));
        Assert.Empty(Cu16(new Cu16Settings { Address = 1 }).Ask(printed));
        Assert.Empty(OpenDoors());
    }

    [Fact]
    public void A_winnsen_board_opens_and_is_read_as_published()
    {
        var bench = Bench(new WinnsenTongue(1), 16, closedLevel: 0);
        Assert.Equal([Frames.Winnsen.Named("station 1 lock 1 closed")], bench.Ask(Frames.Winnsen.Named("query station 1 lock 1")));
        Assert.Equal([Frames.Winnsen.Named("opened station 1 lock 1")], bench.Ask(Frames.Winnsen.Named("open station 1 lock 1")));
        Assert.Equal([Frames.Winnsen.Named("station 1 lock 1 open")], bench.Ask(Frames.Winnsen.Named("query station 1 lock 1")));
        Assert.Empty(bench.Ask(Frames.Winnsen.Named("open station 3 lock 16")));
        faults.At("locks").Set(Fault.OpenFails, times: 1, value: null);
        Assert.Equal([Frames.Winnsen.Named("open failed station 1 lock 1")], bench.Ask(Frames.Winnsen.Named("open station 1 lock 1")));
    }

    [Fact]
    public void A_winnsen_coil_is_cooling_down_after_two_openings_in_three_seconds_and_its_neighbour_is_not()
    {
        var bench = Bench(new WinnsenTongue(1), 16);
        var open = Frames.Winnsen.Named("open station 1 lock 1");
        var second = TimeSpan.FromSeconds(1);
        for (var opening = 0; opening < 2; opening++)
            Assert.Equal([Frames.Winnsen.Named("opened station 1 lock 1")], bench.Ask(open, second));
        Assert.Equal([Frames.Winnsen.Named("cooling down station 1 lock 1")], bench.Ask(open, second));
        Assert.Equal(2, slots[0].Pulses);
        Assert.Equal(["90078501020103"], bench.Ask("900605010203", TimeSpan.FromSeconds(4)));
        Assert.Equal([Frames.Winnsen.Named("opened station 1 lock 1")], bench.Ask(open, second));
    }

    [Fact]
    public void A_dc02_board_opens_and_is_read_as_published()
    {
        var bench = Bench(new Dc02Tongue(1), 12);
        Assert.Equal([Frames.Dc02.Named("state of board 1 lock 1 high")], bench.Ask(Frames.Dc02.Named("read board 1 lock 1")));
        Assert.Equal([Frames.Dc02.Named("opened board 1 lock 1")], bench.Ask(Frames.Dc02.Named("open board 1 lock 1")));
        Assert.Equal([1], OpenDoors());
        Assert.Equal([Frames.Dc02.Named("state of board 1 lock 1 low")], bench.Ask(Frames.Dc02.Named("read board 1 lock 1")));
        faults.At("locks").Set(Fault.OpenFails, times: 1, value: null);
        Assert.Equal([Frames.Dc02.Named("open failed board 1 lock 1")], bench.Ask(Frames.Dc02.Named("open board 1 lock 1")));
        Assert.Empty(bench.Ask(Frames.Dc02.Named("open board 15 lock 12")));
    }

    [Fact]
    public void A_relay_board_fires_a_lock_for_as_long_as_its_pulse_and_reads_its_switches()
    {
        var board = new RelayBoardSimulator(1, new LockContacts(8, 8, Channels(8, closedLevel: 0)), faults.At("locks"), new Random(1));
        var bench = new BoardBench(board);
        Assert.Equal([Frames.Relay.Named("inputs none")], bench.Ask(Frames.Relay.Named("read 8 inputs"), TimeSpan.FromMilliseconds(100)));
        bench.Ask(Frames.Relay.Named("pulse relay 0 700 ms"), TimeSpan.FromMilliseconds(600));
        Assert.Equal([1], OpenDoors());
        Assert.Equal(1, slots[0].Pulses);
        Assert.True(board.IsOn(0));
        Assert.NotNull(slots[0].Close());
        bench.Run(TimeSpan.FromMilliseconds(200));
        Assert.False(board.IsOn(0));
        Assert.Equal("010201016048", Assert.Single(bench.Ask(Frames.Relay.Named("read 8 inputs"))));
        Assert.Null(slots[0].Close());
    }

    [Fact]
    public void A_board_that_loses_power_forgets_what_it_was_about_to_say_and_is_silent_for_two_seconds()
    {
        var bench = Bench(new Dc02Tongue(1), 12);
        faults.At("locks").Set(Fault.Reset, times: 1, value: null);
        Assert.Empty(bench.Ask(Frames.Dc02.Named("open board 1 lock 1"), TimeSpan.FromSeconds(1.9)));
        Assert.Empty(OpenDoors());
        bench.Run(TimeSpan.FromSeconds(0.2));
        Assert.Single(bench.Ask(Frames.Dc02.Named("open board 1 lock 1")));
    }

    private int[] OpenDoors() => [.. slots.Where(slot => slot.DoorOpen).Select(slot => slot.Number)];

    private BoardBench Bench(LockTongue tongue, int channels, int closedLevel = 1) =>
        new(new LockBoardSimulator(tongue, new LockBoardSettings { Channels = Channels(channels, closedLevel) }, faults.At("locks"),
            new Random(1)));

    private BoardBench Cu16(Cu16Settings settings) => Bench(new Cu16Tongue(settings), 16);

    private ImmutableArray<LockChannel> Channels(int count, int closedLevel) => [.. slots.Take(count).Select(slot =>
        new LockChannel(slot.Number, slot, new Feedback(slot, FeedbackKind.Door, closedLevel)))];
}

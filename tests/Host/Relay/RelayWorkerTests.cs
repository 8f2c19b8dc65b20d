using Microsoft.Extensions.Logging;
using YongAi.Edge.Host.Relay;
using YongAi.Edge.Uplink;
using YongAi.Edge.Uplink.Mqtt;
using YongAi.Simulators.Cloud;

namespace YongAi.Edge.Tests.Host.Relay;

/// <summary>The outbox rule, over the real daemon and judged by the real Control.</summary>
public sealed class RelayWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan TestMax = TimeSpan.FromSeconds(90);

    // Short, so that what takes minutes at a cabinet takes seconds here.
    private static readonly RelayTimes Quick = new()
    {
        KeepAlive = MqttLink.KeepAliveLeast,
        AckWaitMax = TimeSpan.FromSeconds(1),
        AckWaitLongest = TimeSpan.FromSeconds(2),
        AgainAfter = TimeSpan.FromMilliseconds(50),
        AgainWithin = TimeSpan.FromMilliseconds(400),
        TwinRest = TimeSpan.FromMilliseconds(500),
        LinesPerSecond = 100_000,
    };

    private readonly CancellationTokenSource limit = new(TestMax);
    private readonly MemoryOutbox outbox = new();
    private readonly AckJudge judge = new();
    private readonly LinesLogged log = new();
    private MosquittoBroker broker = null!;
    private RelayWorker relay = null!;

    private CancellationToken Ct => limit.Token;

    public async Task InitializeAsync()
    {
        broker = await MosquittoBroker.StartAsync(ct: Ct);
        relay = MakeRelay(Quick);
    }

    public async Task DisposeAsync()
    {
        await relay.StopAsync(CancellationToken.None);
        relay.Dispose();
        await broker.DisposeAsync();
        limit.Dispose();
    }

    [Fact]
    public async Task Every_event_arrives_and_the_position_follows_the_receivers_word()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        outbox.Write(100);
        await relay.StartAsync(Ct);
        await UntilAsync(() => outbox.Position == 100);
        outbox.Write(700);
        await UntilAsync(() => outbox.Position == 800);

        Assert.Equal(800, receiver.Through);
        Assert.Equal(Enumerable.Range(1, 800).Select(n => (long)n), receiver.Arrivals.Distinct());
        Assert.Empty(receiver.Faults);
        Assert.Equal(800, relay.View.Published);
    }

    [Fact]
    public async Task PUBACK_alone_moves_nothing_and_without_a_word_it_is_published_again()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        await relay.StartAsync(Ct);

        await UntilAsync(() => receiver.Arrivals.Count(position => position == 10) >= 2);

        Assert.True(relay.View.Counts.Sent >= 20);
        Assert.True(relay.View.Counts.Rounds >= 1);
        Assert.Equal(0, outbox.Position);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n), receiver.Arrivals[..10]);
        Assert.Equal(receiver.Arrivals[..10], receiver.Arrivals[10..20]);
        Assert.Empty(receiver.Faults);
    }

    [Fact]
    public async Task A_new_link_publishes_again_from_the_position_without_waiting()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(5);
        relay = MakeRelay(Quick with { AckWaitMax = TestMax, AckWaitLongest = TestMax });
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 5);
        await receiver.AckAsync(2, Ct);
        await UntilAsync(() => outbox.Position == 2);

        // The receiver keeps its link; only the relay's is cut, by another client with its id.
        await using (await MqttLink.ConnectAsync(broker.Address, EventExamples.Cabinet, MqttLink.KeepAliveLeast, null,
            TimeProvider.System, Ct))
            await UntilAsync(() => receiver.Arrivals.Length >= 8);

        Assert.Equal([1, 2, 3, 4, 5, 3, 4, 5], receiver.Arrivals[..8]);
        Assert.Equal(0, relay.View.Counts.Rounds);
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_not_sent_the_whole_journal_again_and_again()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(300);
        await relay.StartAsync(Ct);

        await UntilAsync(() => relay.View.Counts.Rounds >= 2);

        Assert.Equal(SendPlan.AheadUntilHeard, receiver.Arrivals.Max());
    }

    [Fact]
    public async Task The_word_moves_the_position_as_far_as_it_says()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 10);

        await receiver.AckAsync(7, Ct);
        await UntilAsync(() => outbox.Position == 7);
        await receiver.AckAsync(5, Ct);
        await UntilAsync(() => judge.Judged == 2);

        Assert.Equal(7, outbox.Position);
        var before = receiver.Arrivals.Length;
        await UntilAsync(() => receiver.Arrivals.Length >= before + 3);
        Assert.Equal(8, receiver.Arrivals[before..].Min());
    }

    [Fact]
    public async Task A_broker_killed_again_and_again_loses_nothing()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        outbox.Write(50);
        await relay.StartAsync(Ct);
        for (var kill = 1; kill <= 3; kill++)
        {
            var from = outbox.Position;
            outbox.Write(400);
            await UntilAsync(() => outbox.Position > from);
            await broker.KillAsync();
            outbox.Write(20);
            await broker.RestartAsync(Ct);
        }
        await UntilAsync(() => outbox.Position == outbox.Last);

        Assert.Equal(outbox.Last, receiver.Through);
        Assert.Empty(receiver.Faults);
        Assert.True(relay.View.Counts.LinksLost >= 3);
    }

    [Fact]
    public async Task A_frozen_broker_is_noticed_and_nothing_is_lost()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        outbox.Write(20);
        await relay.StartAsync(Ct);
        await UntilAsync(() => outbox.Position == 20);

        broker.Freeze();
        outbox.Write(20);
        await UntilAsync(() => !relay.View.Linked);
        Assert.NotNull(relay.View.Trouble);
        broker.Thaw();
        await UntilAsync(() => outbox.Position == 40);

        Assert.Equal(40, receiver.Through);
        Assert.Empty(receiver.Faults);
    }

    [Fact]
    public async Task A_broker_that_comes_later_gets_everything()
    {
        await broker.StopAsync();
        outbox.Write(30);
        await relay.StartAsync(Ct);
        await UntilAsync(() => relay.View.Counts.LinksLost >= 2);

        await broker.RestartAsync(Ct);
        await using var receiver = await ReceiverAsync(acks: true);
        await UntilAsync(() => outbox.Position == 30);

        Assert.Equal(30, receiver.Through);
    }

    [Fact]
    public async Task A_restart_goes_on_after_the_position_and_knows_what_may_have_been_published()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 10);
        await receiver.AckAsync(4, Ct);
        await UntilAsync(() => outbox.Position == 4);
        await relay.StopAsync(Ct);
        relay.Dispose();
        var before = receiver.Arrivals.Length;

        relay = MakeRelay(Quick with { AckWaitMax = TestMax });
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Arrivals.Length >= before + 6);
        await receiver.AckAsync(10, Ct);
        await UntilAsync(() => outbox.Position == 10);

        Assert.Equal([5, 6, 7, 8, 9, 10], receiver.Arrivals[before..]);
        Assert.False(judge.SawTooMuch);
    }

    [Fact]
    public async Task Events_wanted_again_come_again_once_a_minute()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        relay = MakeRelay(Quick with { AckWaitMax = TestMax, AckWaitLongest = TestMax });
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 10);
        await receiver.AckAsync(10, Ct);
        await UntilAsync(() => outbox.Position == 10);

        await receiver.AckAsync(6, Ct, resend: true);
        await UntilAsync(() => receiver.Arrivals.Length == 14);
        await receiver.AckAsync(2, Ct, resend: true);
        await UntilAsync(() => relay.View.Counts.ResendsRefused == 1);

        Assert.Equal([7, 8, 9, 10], receiver.Arrivals[10..]);
        Assert.Equal(10, outbox.Position);
        Assert.Equal(1, relay.View.Counts.Resends);
    }

    [Fact]
    public async Task What_gave_way_is_told_ahead_of_its_hole_and_the_receiver_passes_it()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        outbox.Write(60);
        outbox.Drop(4, 40);
        await relay.StartAsync(Ct);

        await UntilAsync(() => outbox.Position == 61);

        Assert.Equal([1, 2, 3, 61, 41], receiver.Arrivals[..5]);
        Assert.Equal(61, receiver.Arrivals[^1]);
        Assert.Empty(receiver.Faults);
        Assert.Equal(0, relay.View.Counts.AcksBeyond);
    }

    [Fact]
    public async Task Wanted_again_after_trimming_comes_what_is_left_and_then_the_word_that_the_rest_is_gone()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        relay = MakeRelay(Quick with { AckWaitMax = TestMax, AckWaitLongest = TestMax });
        judge.Happened = outbox.Happens;
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 10);
        await receiver.AckAsync(10, Ct);
        await UntilAsync(() => outbox.Position == 10);
        outbox.Trim(6, stay: [3]);

        await receiver.AckAsync(0, Ct, resend: true);
        await UntilAsync(() => receiver.Arrivals.Length >= 16 && receiver.Through == 11);

        var again = receiver.Arrivals[10..].ToList();
        Assert.True(again.LastIndexOf(3) < again.LastIndexOf(7));
        Assert.DoesNotContain(again, position => position is 1 or 2 or 4 or 5 or 6);
        Assert.Equal(11, receiver.Through);
        Assert.Empty(receiver.Faults);
    }

    [Fact]
    public async Task Hostile_acknowledgements_move_nothing_and_are_counted()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(10);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 10);
        var genuine = receiver.Sign(new Ack(EventExamples.Cabinet, EventExamples.Journal, 3, false, 1));
        var forged = genuine.ToArray();
        forged[^1] ^= 1;

        await receiver.SendAsync([], Ct);
        await receiver.SendAsync("{\"through\":10}"u8.ToArray(), Ct);
        await receiver.SendAsync(genuine[..^1], Ct);
        await receiver.SendAsync(new byte[AckIntake.BytesMax + 1], Ct);
        await receiver.AckAsync(10, Ct, journal: "ffffffffffffffff");
        await receiver.AckAsync(10, Ct, cabinet: "another");
        await receiver.SendAsync(forged, Ct);
        await receiver.AckAsync(11, Ct);
        await receiver.AckAsync(-1, Ct);
        await UntilAsync(() => judge.Judged == 3);

        var counts = relay.View.Counts;
        Assert.Equal((4, 2, 1, 3), (counts.AcksGarbled, counts.AcksOfOthers, counts.AcksBeyond, counts.AcksTaken));
        Assert.Equal(0, outbox.Position);
        Assert.True(judge.SawTooMuch);

        await receiver.SendAsync(genuine, Ct);
        await UntilAsync(() => outbox.Position == 3);
    }

    [Fact]
    public async Task A_flood_of_acknowledgements_does_not_reach_the_cabinet()
    {
        await using var receiver = await ReceiverAsync(acks: false);
        outbox.Write(1);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.Through == 1);
        var late = receiver.Sign(new Ack(EventExamples.Cabinet, EventExamples.Journal, 0, false, 1));

        const int many = 20 * AckIntake.PerSecondMax;
        await Task.WhenAll(Enumerable.Range(0, many).Select(_ => receiver.SendAsync(late, Ct)));
        await UntilAsync(() => relay.View.Counts is var counts && counts.AcksTaken + counts.AcksTooMany == many);

        Assert.True(relay.View.Counts.AcksTooMany > 0);
        Assert.Equal(relay.View.Counts.AcksTaken, judge.Judged);
    }

    [Fact]
    public async Task The_will_says_offline_after_a_cut_and_the_cabinet_says_online_again()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.States is [Status.Online]);

        // Another client with the cabinet's id: the broker cuts the relay off.
        await using (await MqttLink.ConnectAsync(broker.Address, EventExamples.Cabinet, MqttLink.KeepAliveLeast, null,
            TimeProvider.System, Ct))
            await UntilAsync(() => receiver.States.Length >= 3);

        Assert.Equal([Status.Online, Status.Offline, Status.Online], receiver.States[..3]);
    }

    [Fact]
    public async Task A_relay_that_is_stopped_says_good_bye()
    {
        await using var receiver = await ReceiverAsync(acks: true);
        await relay.StartAsync(Ct);
        await UntilAsync(() => receiver.States is [Status.Online]);

        await relay.StopAsync(Ct);
        await UntilAsync(() => receiver.States.Length == 2);

        Assert.Equal([Status.Online, Status.Offline], receiver.States);
        await using var later = await ReceiverAsync(acks: true, id: "later");
        await UntilAsync(() => later.States is [Status.Offline]);
    }

    [Fact]
    public async Task Two_cabinets_with_one_id_do_not_stop_each_other_for_good_and_people_are_told()
    {
        using var twin = relay;
        relay = MakeRelay(Quick);
        await relay.StartAsync(Ct);
        await twin.StartAsync(Ct);

        await UntilAsync(() => log.Lines.Any(line => line.Contains("another cabinet")));

        await twin.StopAsync(Ct);
        await UntilAsync(() => relay.View.Linked);
        outbox.Write(5);
        await using var receiver = await ReceiverAsync(acks: true);
        await UntilAsync(() => outbox.Position == 5);
    }

    private RelayWorker MakeRelay(RelayTimes times)
    {
        var site = new RelaySite(EventExamples.Cabinet, EventExamples.Boot, "0.1.0", broker.Address, times);
        var made = new RelayWorker(site, outbox, judge.Take, TimeProvider.System, log);
        judge.MoveOutbox = made.Move;
        return made;
    }

    private async Task<TestReceiver> ReceiverAsync(bool acks, string id = "receiver")
    {
        var receiver = new TestReceiver(broker.Address, acks, id);
        await UntilAsync(() => receiver.Ready);
        return receiver;
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            if (relay.ExecuteTask is { IsFaulted: true } fault) await fault;
            Assert.False(Ct.IsCancellationRequested, $"not within {TestMax}: {relay.View}, {string.Join(" | ", log.Lines)}");
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(10), Ct));
        }
    }

    private sealed class LinesLogged : ILogger<RelayWorker>
    {
        private ImmutableList<string> lines = [];

        public ImmutableList<string> Lines => Volatile.Read(ref lines);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            ImmutableInterlocked.Update(ref lines, before => before.Add(formatter(state, exception)));
    }
}

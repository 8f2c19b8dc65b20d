using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>
/// A lock board (hardware 1.1 to 1.6): outputs, inputs, time and faults. What it understands and says is its family's tongue.
/// </summary>
public sealed class LockBoardSimulator : ISimulatedBoard
{
    /// <summary>Switches bounce; a board looks again before it reports.</summary>
    private static readonly TimeSpan ReportsAfter = TimeSpan.FromMilliseconds(30);

    private readonly LockTongue tongue;
    private readonly LockBoardSettings settings;
    private readonly FaultSpot faults;
    private readonly BoardThought thought;
    private readonly BoardPower power;
    private readonly BoardVoice voice;
    private readonly BoardAgenda agenda = new();
    private readonly (int Level, bool Faulty)[] last;
    private bool reports;
    private bool inSequence;

    public LockBoardSimulator(LockTongue tongue, LockBoardSettings settings, FaultSpot faults, Random chance)
    {
        (this.tongue, this.settings, this.faults) = (tongue, settings, faults);
        thought = new BoardThought(settings.Delay, chance);
        power = new BoardPower(faults);
        voice = new BoardVoice(faults);
        last = [.. settings.Channels.Select(channel => (channel.Level, channel.IsFaulty))];
        reports = tongue.ReportsFromStart;
    }

    public TimeSpan? NextDeadline => Soonest.Of(agenda.NextDue, voice.NextDue);

    internal ImmutableArray<LockChannel> Channels => settings.Channels;

    internal ImmutableArray<LockChannel> AllLocks => [.. settings.Channels.Where(channel => channel.Lock is not null)];

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        tongue.Hear(bytes, now);
        while (tongue.TryCut(out var request))
            // A sequence keeps the controller busy: it hears nothing until the last lock has had its pulse.
            if (tongue.IsForUs(request) && !inSequence) tongue.Obey(request, this, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Restart();
        agenda.RunDue(now);
        if (!power.IsDeaf(now)) WatchSwitches(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    internal LockChannel? Find(int number) => settings.Channels.FirstOrDefault(channel => channel.Number == number);

    /// <summary>True when something is wrong here now; uses up one of its times.</summary>
    internal bool Fails(Fault fault) => faults.Take(fault);

    /// <summary>Whether doors that move are told of without being asked.</summary>
    internal void SwitchReports(bool on) => reports = on;

    /// <summary>Answers what it thinks when the answer begins.</summary>
    internal void Answer(TimeSpan now, Func<byte[]> words) => agenda.Add(thought.AnswersAt(now), at => voice.Answer(words(), at));

    /// <summary>Answers about one channel; a report of it may come first.</summary>
    internal void Answer(LockChannel about, TimeSpan now, Func<byte[]> words) => agenda.Add(thought.AnswersAt(now), at =>
    {
        if (tongue.Report(about) is { } report && faults.Take(Fault.ReportFirst)) voice.Say(report, at);
        voice.Answer(words(), at);
    });

    internal void OpenInSequence(ImmutableArray<LockChannel> channels, TimeSpan now, Func<byte[]>? answer)
    {
        inSequence = true;
        var at = now;
        foreach (var channel in channels)
        {
            agenda.Add(at, due => channel.Lock!.Pulse(due));
            at += settings.SequenceGap;
        }
        agenda.Add(at, due =>
        {
            inSequence = false;
            if (answer is not null) voice.Answer(answer(), due);
        });
    }

    private void WatchSwitches(TimeSpan now)
    {
        for (var i = 0; i < settings.Channels.Length; i++)
        {
            var channel = settings.Channels[i];
            if ((channel.Level, channel.IsFaulty) == last[i]) continue;
            last[i] = (channel.Level, channel.IsFaulty);
            if (reports && tongue.Report(channel) is { } report) voice.Say(report, now + ReportsAfter);
        }
    }

    private void Restart()
    {
        agenda.Forget();
        thought.Forget();
        voice.Forget();
        tongue.Forget();
        inSequence = false;
        reports = tongue.ReportsFromStart;
        // What moves meanwhile is noticed when it hears again, whether anybody asks or not.
        agenda.Add(power.HearsFrom, _ => { });
    }
}

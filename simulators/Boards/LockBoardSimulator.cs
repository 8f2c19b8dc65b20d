using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>A lock board of the 8A/80 family (hardware 1.1).</summary>
public sealed class LockBoardSimulator : ISimulatedBoard
{
    private const byte OpenA = 0x11, FunctionB = 0x33, ReadFunction = 0x33, VersionFunction = 0x22;
    /// <summary>Switches bounce; a board looks again before it reports.</summary>
    private static readonly TimeSpan ReportsAfter = TimeSpan.FromMilliseconds(30);

    private readonly LockBoardSettings settings;
    private readonly FaultSpot faults;
    private readonly BoardThought thought;
    private readonly BoardPower power;
    private readonly BoardVoice voice;
    private readonly BoardAgenda agenda = new();
    private readonly LockBoardEar ear = new();
    private readonly int[] lastLevels;
    private bool reports;
    private bool inSequence;

    public LockBoardSimulator(LockBoardSettings settings, FaultSpot faults, Random chance)
    {
        (this.settings, this.faults) = (settings, faults);
        thought = new BoardThought(settings.Delay, chance);
        power = new BoardPower(faults);
        voice = new BoardVoice(faults);
        lastLevels = [.. settings.Channels.Select(channel => channel.Level)];
        reports = settings.ReportHead is not null;
    }

    public TimeSpan? NextDeadline => Soonest.Of(agenda.NextDue, voice.NextDue);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now)) return;
        ear.Hear(bytes, now);
        while (ear.TryCut(out var request))
            // A sequence keeps the controller busy: it hears nothing until the last lock has had its pulse.
            if (request[1] == settings.Address && !inSequence) Obey(request, now);
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now)) Restart();
        agenda.RunDue(now);
        if (!power.IsDeaf(now)) WatchSwitches(now);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    private void Obey(byte[] request, TimeSpan now)
    {
        var (head, which, function) = (request[0], request[2], request[3]);
        switch (head)
        {
            case 0x8A when Opens(function) && which == 0: OpenInSequence(AllLocks, now, SequenceStatus); break;
            case 0x8A when Opens(function): Act(head, which, now, (slot, at) => slot.Pulse(at)); break;
            case 0x80 when function == ReadFunction && which == 0: if (settings.ReadAll) Later(now, ReadAllAnswer); break;
            case 0x80 when function == ReadFunction: Act(head, which, now, act: null); break;
            case 0x9A when Holds(function): Act(head, which, now, (slot, at) => slot.Hold(true, at)); break;
            case 0x9B when Holds(function): Act(head, which, now, (slot, at) => slot.Hold(false, at)); break;
            // No source tells what a board answers to 90: nothing.
            case 0x90 when settings.Dialect == Dialect.A: OpenInSequence(LocksOf(request), now, answer: null); break;
            default: if (settings.Dialect == Dialect.B) ObeyAsB(request, now); break;
        }
    }

    private void ObeyAsB(byte[] request, TimeSpan now)
    {
        var (head, which, function) = (request[0], request[2], request[3]);
        switch (head)
        {
            case 0x7A when function == FunctionB:
            case 0x7C when function > 0:
            case 0x7F when function == OpenA:
                Act(head, which, now, (slot, at) => slot.Pulse(at));
                break;
            case 0x9D when which == 1 && function == FunctionB:
                OpenInSequence(AllLocks, now, () => Sealed([0x9E, settings.Address, .. LevelBytes()]));
                break;
            case 0x82 when which == 0 && function == VersionFunction:
                Later(now, () => Sealed([0x82, settings.Address, 0, settings.Version]));
                break;
            case 0x8D when which == 1 && function <= 1:
                reports = function == 1;
                Later(now, () => Sealed([head, settings.Address, which, function]));
                break;
            // Drive time: the pulse of a simulated lock is long enough in any case.
            case 0x7E when Find(which) is not null:
                Later(now, () => Sealed([head, settings.Address, which, function]));
                break;
        }
    }

    private bool Opens(byte function) => settings.Dialect == Dialect.A ? function == OpenA
        : function == FunctionB || (settings.TakesOldFunction && function == OpenA);

    private bool Holds(byte function) => function == (settings.Dialect == Dialect.A ? OpenA : FunctionB);

    /// <summary>Does something to one channel and answers with the level of its input when the answer begins.</summary>
    private void Act(byte head, byte which, TimeSpan now, Action<SimulatedSlot, TimeSpan>? act)
    {
        if (Find(which) is not { } channel) return;
        if (channel.Lock is { } slot) act?.Invoke(slot, now);
        agenda.Add(thought.AnswersAt(now), at =>
        {
            if (faults.Take(Fault.ReportFirst)) voice.Say(Report(channel), at);
            voice.Answer(Sealed([head, settings.Address, which, StatusOf(channel.Level)]), at);
        });
    }

    private void OpenInSequence(ImmutableArray<LockChannel> channels, TimeSpan now, Func<byte[]>? answer)
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

    private void Later(TimeSpan now, Func<byte[]> answer) =>
        agenda.Add(thought.AnswersAt(now), at => voice.Answer(answer(), at));

    private ImmutableArray<LockChannel> AllLocks => [.. settings.Channels.Where(channel => channel.Lock is not null)];

    private ImmutableArray<LockChannel> LocksOf(byte[] openSeveral)
    {
        var bits = openSeveral[2] << 16 | openSeveral[3] << 8 | openSeveral[4];
        return [.. AllLocks.Where(channel => (bits >> (channel.Number - 1) & 1) == 1)];
    }

    private byte[] SequenceStatus() =>
        Sealed([0x8A, settings.Address, 0, StatusOf(AllLocks.Max(channel => channel.Level))]);

    private byte[] ReadAllAnswer() => Sealed([0x80, settings.Address, .. LevelBytes(), ReadFunction]);

    /// <summary>Channels 17-24, 9-16, 1-8; bit 0 of the last byte is channel 1.</summary>
    private byte[] LevelBytes()
    {
        var levels = new byte[3];
        foreach (var channel in settings.Channels)
            levels[2 - (channel.Number - 1) / 8] |= (byte)(channel.Level << (channel.Number - 1) % 8);
        return levels;
    }

    private void WatchSwitches(TimeSpan now)
    {
        for (var i = 0; i < settings.Channels.Length; i++)
        {
            var channel = settings.Channels[i];
            if (channel.Level == lastLevels[i]) continue;
            lastLevels[i] = channel.Level;
            if (reports) voice.Say(Report(channel), now + ReportsAfter);
        }
    }

    private byte[] Report(LockChannel channel) =>
        Sealed([settings.ReportHead ?? 0x82, settings.Address, (byte)channel.Number, StatusOf(channel.Level)]);

    private LockChannel? Find(byte number) => settings.Channels.FirstOrDefault(channel => channel.Number == number);

    private void Restart()
    {
        agenda.Forget();
        thought.Forget();
        voice.Forget();
        ear.Forget();
        inSequence = false;
        reports = settings.ReportHead is not null;
        // What moves meanwhile is noticed when it hears again, whether anybody asks or not.
        agenda.Add(power.HearsFrom, _ => { });
    }

    private static byte StatusOf(int level) => level == 1 ? (byte)0x11 : (byte)0x00;

    private static byte[] Sealed(byte[] frame) => [.. frame, frame.Aggregate((byte)0, (xor, b) => (byte)(xor ^ b))];
}

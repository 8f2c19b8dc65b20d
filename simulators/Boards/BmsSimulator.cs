using YongAi.Simulators.Boards.Packs;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>The line of one slot's connector: the board of the pack that is plugged in, speaking by the tongue of its make, or nothing.</summary>
public sealed class BmsSimulator(SimulatedSlot slot, IPackTongue tongue, FaultSpot lineFaults, FaultSpot slotFaults, Random chance)
    : ISimulatedBoard
{
    private const int AnswersMax = 64;
    /// <summary>Bytes that follow each other faster are one frame.</summary>
    private static readonly TimeSpan GapEndsFrame = TimeSpan.FromMilliseconds(50);

    private readonly BoardPower power = new(lineFaults);
    private readonly BoardThought thought = new(AnswerDelay.OfSmallBoards, chance);
    private readonly BoardVoice voice = new(lineFaults);
    private readonly DueQueue<(SimulatedPack Asked, PackQuestion Question)> answers = new(AnswersMax);
    private TimeSpan? sleepsUntil;

    public TimeSpan? NextDeadline => Soonest.Of(answers.NextDue, voice.NextDue);

    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        Lapse(now);
        if (power.IsDeaf(now) || slot.Connected is not { BoardDead: false } pack || slotFaults.Has(Fault.Mute)
            || SleepsDeeply(now) || !HearsBytes(pack, now))
        {
            tongue.Forget();
            return;
        }
        tongue.Hear(bytes, now);
        while (tongue.TryCut(out var question))
            if (Hears(pack, question, now)) answers.Add(thought.AnswersAt(now), (pack, question));
    }

    public void Lapse(TimeSpan now)
    {
        if (power.IsLostNow(now))
        {
            answers.Clear();
            voice.Forget();
        }
        while (answers.TryTake(now, out var due, out var answer)) Answer(answer.Asked, answer.Question, due);
    }

    public bool TryTake(TimeSpan now, out DueBytes sends) => voice.TryTake(now, out sends);

    /// <summary>One that sleeps deeply hears nothing of a frame, in however many pieces it comes.</summary>
    private bool SleepsDeeply(TimeSpan now)
    {
        if (!(now <= sleepsUntil) && !slotFaults.Take(Fault.Asleep)) return false;
        sleepsUntil = now + GapEndsFrame;
        return true;
    }

    /// <summary>A sleeping board that wakes by any byte loses the frame that woke it.</summary>
    private bool HearsBytes(SimulatedPack pack, TimeSpan now) => tongue.WakesByWord || pack.Hears(now);

    /// <summary>One that wakes by a word of its own sleeps on through every other.</summary>
    private bool Hears(SimulatedPack pack, PackQuestion question, TimeSpan now)
    {
        if (!tongue.WakesByWord) return true;
        if (!question.Wakes && pack.IsAsleep(now)) return false;
        pack.Hears(now);
        return true;
    }

    private void Answer(SimulatedPack pack, PackQuestion question, TimeSpan at)
    {
        // The pack may have been pulled between question and answer.
        if (slot.Connected != pack || pack.BoardDead) return;
        var self = new PackSelf(pack, slotFaults);
        if (tongue.Report(self) is { } report && lineFaults.Take(Fault.ReportFirst)) voice.Say(report, at);
        if (question.Answer(self) is { } answer) voice.Answer(answer, at);
    }
}

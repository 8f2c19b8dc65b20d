using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Devices.Locks;

/// <summary>When the switches of a lock board are read: in their round, again on request, and closely after an opening.</summary>
public sealed class SwitchReads
{
    /// <summary>A slot whose lock was fired is watched closely for so long, or until its door reads open.</summary>
    public static readonly TimeSpan OpenWatch = TimeSpan.FromSeconds(4);

    /// <summary>How often the switches are read during that time.</summary>
    public static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Between two answers that have to agree: whatever disturbed the first is over, and what a second board at the same address said (20 to
    /// 60 ms after the question, hardware reference 10) has come and is not taken for the second. Our own number.
    /// </summary>
    public static readonly TimeSpan DoubtFor = TimeSpan.FromMilliseconds(60);

    private readonly LockBoardFit fit;
    private readonly ImmutableArray<SwitchTarget> targets;
    private readonly TimeSpan[] watchedUntil = new TimeSpan[SlotNumber.Max + 1];
    private readonly Patience board = new();
    private readonly SwitchesSilent boardSilent;
    private TimeSpan roundBegan;
    private TimeSpan pollAt;
    private TimeSpan askedAt;
    private int turn;
    private bool takesTurn;

    /// <param name="fit">How the board is fitted.</param>
    public SwitchReads(LockBoardFit fit)
    {
        this.fit = fit;
        targets = TargetsOf(fit);
        boardSilent = new SwitchesSilent([.. fit.Switches.Select(input => input.Slot).Distinct().Order()]);
    }

    /// <summary>True when any feedback input is in use.</summary>
    public bool Any => targets.Length > 0;

    /// <summary>When the next poll is due.</summary>
    public TimeSpan? PollAt => Any ? pollAt : null;

    /// <summary>When the next read out of turn is due.</summary>
    public TimeSpan? AgainAt
    {
        get
        {
            TimeSpan? next = null;
            foreach (var target in targets)
                if (target.AgainAt is { } at && !(next <= at)) next = at;
            return next;
        }
    }

    /// <summary>True when a reply of this board tells of a slot.</summary>
    public bool TellsOf(SlotNumber slot) => boardSilent.Slots.Contains(slot);

    /// <summary>Everything is to be read, beginning now.</summary>
    public void Begin(TimeSpan now)
    {
        Forget();
        roundBegan = pollAt = now;
    }

    /// <summary>The line is gone.</summary>
    public void Silence(Facts facts)
    {
        Forget();
        if (Any) facts.Add(boardSilent);
    }

    /// <summary>Reads a slot's switches as soon as the line is free.</summary>
    public void ReadAgain(SlotNumber slot, TimeSpan at)
    {
        foreach (var target in targets)
            if (target.TellsOf(slot)) Sooner(target, at);
    }

    /// <summary>A lock was fired: its slot is read at once and watched until its door reads open.</summary>
    public void Watch(SlotNumber slot, TimeSpan firedAt, TimeSpan now)
    {
        watchedUntil[slot.Value] = firedAt + OpenWatch;
        ReadAgain(slot, now);
    }

    /// <summary>What is asked for next: what is due out of turn, or the next of the round.</summary>
    public SwitchTarget Choose(Urgency urgency, TimeSpan now)
    {
        var target = targets[turn];
        if (urgency == Urgency.ReadAgain)
            foreach (var other in targets)
                if (other.AgainAt <= now) target = other;
        takesTurn |= urgency == Urgency.Poll || targets.Length == 1;
        if (takesTurn && turn == 0 && target == targets[0]) roundBegan = now;
        target.AgainAt = null;
        askedAt = now;
        return target;
    }

    /// <summary>A target answered.</summary>
    public void Answered(SwitchTarget target, SwitchesRead read, TimeSpan now, Facts facts)
    {
        board.Answered();
        target.Patience.Answered();
        Told(read);
        facts.Add(read);
        NextTime(target, now);
    }

    /// <summary>A target answered, but one answer is no fact yet: it is asked again a little later.</summary>
    public void Doubted(SwitchTarget target, TimeSpan now)
    {
        board.Answered();
        target.Patience.Answered();
        Sooner(target, now + DoubtFor);
        NextTime(target, now);
    }

    /// <summary>A target answered, and the board is not believed: as little is known as if it were silent.</summary>
    public void Disbelieved(SwitchTarget target, TimeSpan now, Facts facts)
    {
        Mistrust(facts);
        NextTime(target, now);
    }

    /// <summary>What the board said is no longer believed.</summary>
    public void Mistrust(Facts facts) => facts.Add(boardSilent);

    /// <summary>A target did not answer.</summary>
    public void Unanswered(SwitchTarget target, TimeSpan now, Facts facts)
    {
        if (!board.IsSilent && target.Patience.MayTryAgain())
        {
            target.AgainAt = now;
            return;
        }
        target.Patience.Missed();
        board.Missed();
        if (board.IsSilent) facts.Add(boardSilent);
        else if (target.Patience.IsSilent) facts.Add(target.Silent);
        NextTime(target, now);
        if (board.IsSilent) pollAt = askedAt + Patience.Slowed(fit.PollEvery);
    }

    /// <summary>A door that reads open is no longer watched.</summary>
    public void Told(SwitchesRead read)
    {
        foreach (var slot in read.Slots)
            if (slot.Door == DoorState.Open) watchedUntil[slot.Slot.Value] = TimeSpan.Zero;
    }

    private void NextTime(SwitchTarget target, TimeSpan now)
    {
        if (IsWatched(target, now)) Sooner(target, askedAt + WatchEvery);
        if (!takesTurn || target != targets[turn]) return;
        takesTurn = false;
        turn = (turn + 1) % targets.Length;
        var roundEnds = roundBegan + fit.PollEvery;
        pollAt = turn == 0 && roundEnds > now ? roundEnds : now;
    }

    private static void Sooner(SwitchTarget target, TimeSpan at)
    {
        if (!(target.AgainAt <= at)) target.AgainAt = at;
    }

    private bool IsWatched(SwitchTarget target, TimeSpan now)
    {
        foreach (var door in target.Doors)
            if (watchedUntil[door.Value] > now) return true;
        return false;
    }

    private void Forget()
    {
        Array.Clear(watchedUntil);
        foreach (var target in targets) target.Forget();
        (turn, takesTurn) = (0, false);
    }

    private static ImmutableArray<SwitchTarget> TargetsOf(LockBoardFit fit) => fit switch
    {
        { Switches.IsEmpty: true } => [],
        { Protocol.ReadsAll: true } => [new SwitchTarget(0, fit.Switches)],
        _ => [.. fit.Switches.Select(input => new SwitchTarget(input.Channel, [input]))],
    };
}

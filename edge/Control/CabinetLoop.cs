using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control;

/// <summary>
/// Turns, and the order of acting: what makes safe at once; events to the journal; everything else when Written has reached its
/// position. Never waits for the disk. Effects that waited InkWaitMax are dropped and never done late. One thread.
/// </summary>
public sealed class CabinetLoop(Cabinet cabinet, IJournal journal, Action<Effect> perform)
{
    /// <summary>An append that takes longer than this is a stalled disk (a tired card is known to take up to 30 s).</summary>
    public static readonly TimeSpan InkWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>Effects that may wait for ink at the same time; more means the disk and the bound on new visits both failed.</summary>
    public const int HeldMax = 1_024;

    private readonly Queue<Held> _held = new();
    private long _written = cabinet.Ledger.Position;
    private TimeSpan? _waitingSince;
    private TimeSpan _now;
    private TimeSpan? _nextDeadline;

    private readonly record struct Held(long Position, Effect Effect, TimeSpan Since, bool InDanger);

    /// <summary>The cabinet after the last turn.</summary>
    public Cabinet Cabinet { get; private set; } = cabinet;

    /// <summary>When a lapse is wanted. It changes with a turn or with the ink only, and is asked for at every byte.</summary>
    public TimeSpan NextDeadline => _nextDeadline ??= FindDeadline();

    /// <summary>One turn.</summary>
    public void Turn(Input input, Moment now)
    {
        _now = now.Elapsed;
        var before = Cabinet.Ledger.Position;
        var (after, decision) = CabinetStep.Step(Cabinet, input, now);
        foreach (var effect in decision.Effects)
            if (effect.MakesSafe) perform(effect);
        Cabinet = after;
        if (!decision.Events.IsEmpty)
        {
            journal.Hand(Entries(before, decision.Events, now));
            _waitingSince ??= now.Elapsed;
        }
        Hold(decision.Effects, after.Ledger.Position, now);
        Stalled(now);
        _nextDeadline = null;
    }

    /// <summary>The journal is on disk up to a position: what waited for it is done, if it still may be.</summary>
    public void Written(long position, Moment now)
    {
        _now = now.Elapsed;
        if (position > Cabinet.Ledger.Position || position < _written)
            throw new InvariantBroken($"written up to {position}: it was {_written}, and {Cabinet.Ledger.Position} was handed over");
        _written = position;
        _waitingSince = position == Cabinet.Ledger.Position ? null : now.Elapsed;
        var late = DropLate(now);
        while (_held.TryPeek(out var held) && held.Position <= position)
        {
            _held.Dequeue();
            if (StillPasses(held, now)) perform(held.Effect);
            else if (NotDone(held.Effect) is { } not) late.Add(not);
        }
        foreach (var not in late) Turn(not, now);
        if (Cabinet.Image.InkStalled && _waitingSince is null) Turn(new InkFlows(), now);
        _nextDeadline = null;
    }

    private TimeSpan FindDeadline()
    {
        var next = CabinetStep.NextDeadline(Cabinet, _now);
        if (_held.TryPeek(out var held) && held.Since + InkWaitMax < next) next = held.Since + InkWaitMax;
        return _waitingSince is { } since && !Cabinet.Image.InkStalled && since + InkWaitMax < next ? since + InkWaitMax : next;
    }

    /// <summary>
    /// While it waited for ink its swap may have ended, or a door opened: what makes live is judged as things are now. Nobody is called to
    /// a door by words that were meant before the danger.
    /// </summary>
    private bool StillPasses(Held held, Moment now) => held.Effect switch
    {
        Say => held.InDanger || !InDanger,
        FireLock or ChargeOrder or OutputOn or HandOut => !Cabinet.Image.Stopping && Cabinet.MayHandOut(held.Effect)
            && Restraint.Pass([held.Effect], Cabinet.Charging(Cabinet.Views(), now.Elapsed), Cabinet.DoorsOrdered).Length == 1,
        _ => true,
    };

    private bool InDanger => Safety.Hold.OverDoors(Cabinet.Ledger.Alarms) is not null;

    private void Hold(ImmutableArray<Effect> effects, long position, Moment now)
    {
        foreach (var effect in effects)
        {
            if (effect.MakesSafe) continue;
            if (position <= _written && _held.Count == 0) perform(effect);
            else if (_held.Count < HeldMax) _held.Enqueue(new Held(position, effect, now.Elapsed, InDanger));
            else throw new InvariantBroken($"more than {HeldMax} effects wait for the disk");
        }
    }

    private void Stalled(Moment now)
    {
        var late = DropLate(now);
        if (_waitingSince is { } since && now.Elapsed - since >= InkWaitMax && !Cabinet.Image.InkStalled) Turn(new InkStalled(), now);
        foreach (var not in late) Turn(not, now);
    }

    /// <summary>What waited too long is never done: the rider may be gone, the door may have changed.</summary>
    private List<Fact> DropLate(Moment now)
    {
        List<Fact> late = [];
        while (_held.TryPeek(out var held) && now.Elapsed - held.Since >= InkWaitMax)
            if (NotDone(_held.Dequeue().Effect) is { } not) late.Add(not);
        return late;
    }

    /// <summary>What is to be known of an effect that was dropped.</summary>
    private static Fact? NotDone(Effect effect) => effect switch
    {
        FireLock fire => new LockNotFired(fire.Slot),
        HandOut order => new HandOutEnded(order.Channel, order.Order, HandOutEnd.NotStarted),
        _ => null,
    };

    private static ImmutableArray<Entry> Entries(long before, ImmutableArray<Event> events, Moment now)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>(events.Length);
        foreach (var e in events) entries.Add(new Entry(++before, now, e));
        return entries.MoveToImmutable();
    }
}

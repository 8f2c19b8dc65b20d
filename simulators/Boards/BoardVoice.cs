using YongAi.Simulators.World;

namespace YongAi.Simulators.Boards;

/// <summary>What a board says, with the faults of its line put in.</summary>
public sealed class BoardVoice(FaultSpot faults)
{
    /// <summary>A board that nobody lets speak loses what it wanted to say.</summary>
    private const int WaitingMax = 64;
    private const int SplitGapMilliseconds = 10;
    private const int LateMilliseconds = 500;
    private const byte FloatingBus = 0xFF;
    /// <summary>An answer held back for gluing leaves alone when no other follows.</summary>
    private static readonly TimeSpan GluedWithin = TimeSpan.FromSeconds(2);

    private readonly DueQueue<DueBytes> waiting = new(WaitingMax);
    private DueBytes? heldBack;
    private int answers;

    public TimeSpan? NextDue
    {
        get
        {
            var next = waiting.NextDue;
            return heldBack is { } held && !(next < held.Due) ? held.Due : next;
        }
    }

    /// <summary>An answer to a request: the faults of the line may catch it.</summary>
    public void Answer(byte[] frame, TimeSpan due)
    {
        if (faults.Has(Fault.Silent) || faults.Take(Fault.DropAnswer)) return;
        if (faults.Has(Fault.Late))
        {
            due += TimeSpan.FromMilliseconds(faults.NumberOf(Fault.Late, LateMilliseconds));
            faults.Take(Fault.Late);
        }
        if (IsCorruptNow()) frame[^2] ^= 0x01;
        if (faults.Take(Fault.LoseByte)) frame = [.. frame[..(frame.Length / 2)], .. frame[(frame.Length / 2 + 1)..]];
        if (faults.Take(Fault.Noise)) frame = [FloatingBus, .. frame];
        if (heldBack is { } held)
        {
            heldBack = null;
            Say([.. held.Bytes, .. frame], due);
        }
        else if (faults.Take(Fault.Glue)) heldBack = new DueBytes(due + GluedWithin, frame);
        else if (faults.Has(Fault.Split)) SaySplit(frame, due);
        else Say(frame, due);
    }

    /// <summary>Something said without being asked.</summary>
    public void Say(byte[] bytes, TimeSpan due, TimeSpan gap = default)
    {
        if (!faults.Has(Fault.Silent)) waiting.Add(due, new DueBytes(due, bytes, gap));
    }

    public bool TryTake(TimeSpan now, out DueBytes sends)
    {
        if (heldBack is { } held && held.Due <= now)
        {
            heldBack = null;
            Say(held.Bytes, held.Due);
        }
        return waiting.TryTake(now, out _, out sends);
    }

    public void Forget()
    {
        waiting.Clear();
        heldBack = null;
    }

    private bool IsCorruptNow()
    {
        answers++;
        var every = faults.NumberOf(Fault.CorruptEvery, 0);
        return faults.Take(Fault.Corrupt) || (every > 0 && answers % every == 0);
    }

    private void SaySplit(byte[] frame, TimeSpan due)
    {
        var gap = TimeSpan.FromMilliseconds(faults.NumberOf(Fault.Split, SplitGapMilliseconds));
        faults.Take(Fault.Split);
        var half = frame.Length / 2;
        Say(frame[..half], due);
        Say(frame[half..], due, gap);
    }
}

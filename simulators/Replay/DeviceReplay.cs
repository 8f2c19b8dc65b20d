using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Simulators.Replay;

/// <summary>Where our drivers asked something else than the record, or one of the two asked nothing.</summary>
/// <param name="At">Running time.</param>
/// <param name="Recorded">What was sent then; null for nothing.</param>
/// <param name="Ours">What our drivers sent; null for nothing.</param>
public sealed record Difference(TimeSpan At, byte[]? Recorded, byte[]? Ours);

/// <summary>
/// One device of a record, with a driver of its own in virtual time. It is woken when the record sends, not when it would like to: a
/// computer is always a little late, and a round that drifts away from its answers proves nothing. It is given what was heard, when it
/// was heard; and the orders of the cabinet, as far as they can be told from their bytes.
/// </summary>
public sealed class DeviceReplay : ILineOutput
{
    /// <summary>A wish of ours that the record does not share within so long, for each device on the line, is a difference. Our own number.</summary>
    public static readonly TimeSpan PatientFor = TimeSpan.FromSeconds(1);

    /// <summary>Our deadlines may be so much later than the record's, whose computer had its own delays. Our own number.</summary>
    public static readonly TimeSpan EarlyMax = TimeSpan.FromMilliseconds(20);

    /// <summary>Asked again so soon after late replies were waited for, a request is a second try and no new round. Our own number.</summary>
    private static readonly TimeSpan AgainWithin = TimeSpan.FromMilliseconds(150);

    /// <summary>A record that begins on an open line: so long our drivers may take to fall in step. Our own number.</summary>
    public static readonly TimeSpan FallsInWithin = TimeSpan.FromSeconds(18);

    /// <summary>So long a driver begins anew whenever it is out of step: rounds of ten seconds are in it. Our own number.</summary>
    private static readonly TimeSpan BeginsAnewWithin = TimeSpan.FromSeconds(12);

    /// <summary>Its first question may never come: one that probes for an echo is asked on a new line only. Our own number.</summary>
    private static readonly TimeSpan WaitsForItsQuestion = TimeSpan.FromSeconds(2.5);

    private readonly OrderBook book;
    private readonly FactTally facts;
    private readonly LineWiring wiring;
    private readonly TimeSpan patience;
    private SharedLine line;
    private LineCounts before;
    private long asked;
    private TimeSpan now;
    private TimeSpan heardAt;
    private TimeSpan? compareFrom;
    private byte[]? mine;
    private byte[]? opening;
    private bool beginsAnew;

    /// <param name="wiring">The line with this device alone.</param>
    /// <param name="devices">How many share the line.</param>
    /// <param name="facts">Who hears what its driver tells.</param>
    public DeviceReplay(LineWiring wiring, int devices, FactTally facts)
        : this(wiring, facts, new OrderBook(wiring)) => patience = PatientFor * devices;

    private DeviceReplay(LineWiring wiring, FactTally facts, OrderBook book)
    {
        (this.wiring, this.facts, this.book) = (wiring, facts, book);
        line = new SharedLine(wiring);
    }

    /// <summary>What our drivers made of it.</summary>
    public LineCounts Counts => Sum(before, line.Counts);

    /// <summary>Requests in the record, and how many of them our drivers made too.</summary>
    public (long Recorded, long Same) Requests { get; private set; }

    /// <summary>The first difference in time; null while there is none.</summary>
    public Difference? First { get; private set; }

    /// <summary>How many there are.</summary>
    public long Differences { get; private set; }

    private bool IsOpen { get; set; }

    /// <summary>It waits for an answer.</summary>
    public bool InFlight => asked > line.Counts.Answered + line.Counts.Unanswered;

    /// <summary>The record goes on with the line open, and what was before is not in it.</summary>
    public void FallIn(TimeSpan at)
    {
        Close(at);
        (compareFrom, opening) = (at + FallsInWithin, FirstRequest());
    }

    /// <summary>The record ends, or what follows it is of another run.</summary>
    public void Close(TimeSpan at)
    {
        Pass(at);
        if (IsOpen) line.Lost(At(), this);
        Renew();
        (opening, compareFrom) = (null, null);
    }

    /// <summary>How surely a request is one to this device: the whole of it when its driver makes it, else what they have in common.</summary>
    public int Knows(byte[] request) => book.Knows(request);

    /// <summary>True when its driver recognises what nobody asked for.</summary>
    public bool Recognises(byte[] heard)
    {
        var told = new FactTally();
        var fresh = new DeviceReplay(wiring, told, book);
        fresh.Open();
        fresh.line.Receive(heard, fresh.At(), fresh);
        return told.Kinds.Count > 0 || fresh.Counts.Strays > 0;
    }

    /// <summary>Gives our drivers one moment of the record.</summary>
    /// <param name="moment">What happened.</param>
    /// <param name="next">The request that follows, where it is known.</param>
    public void Take(BusMoment moment, BusMoment? next = null)
    {
        Pass(moment.At, moment.Did == BusDid.Heard && !IsAskedAgain(moment.At, next));
        switch (moment.Did)
        {
            case BusDid.Up:
                (opening, compareFrom) = (null, null);
                Open();
                break;
            case BusDid.Down:
                line.Lost(At(), this);
                (IsOpen, opening) = (false, null);
                break;
            case BusDid.Heard when IsOpen:
                heardAt = now;
                line.Receive(moment.Bytes, At(), this);
                break;
            case BusDid.Sent:
                Ask(moment.Bytes);
                break;
        }
    }

    /// <summary>Time passes without anything in the record.</summary>
    /// <param name="until">Up to then.</param>
    /// <param name="hears">Something is heard then: an answer that is only a little late was waited for.</param>
    public void Pass(TimeSpan until, bool hears = false)
    {
        while (IsOpen && line.NextDeadline is { } due && due <= until)
        {
            // A question is given up, and a frame that never became whole; a wish waits for the record.
            var wake = InFlight || due == heardAt + LineTalk.FrameGapMax ? due : due + patience;
            if (wake > until || InFlight && hears && wake >= until - EarlyMax) break;
            now = Later(now, wake);
            var had = mine;
            line.Lapse(At(), this);
            if (mine is not null && mine != had && wake != due) Differ(new Difference(now, null, mine));
        }
        now = Later(now, until);
    }

    /// <summary>The record asks the same once more at once: there too the answer was given up.</summary>
    private bool IsAskedAgain(TimeSpan at, BusMoment? next) =>
        next is not null && Is(mine, next.Bytes) && next.At - at < LineAgenda.LateReplyWithin + AgainWithin;

    void ILineOutput.Send(ReadOnlySpan<byte> bytes)
    {
        asked++;
        mine = bytes.ToArray();
    }

    void ILineOutput.Tell(Input input) => facts.Hear(input);

    private void Renew()
    {
        before = Counts;
        (line, asked, mine, IsOpen) = (new SharedLine(wiring), 0, null, false);
    }

    private void Open()
    {
        (IsOpen, mine) = (true, null);
        asked = line.Counts.Answered + line.Counts.Unanswered;
        line.Open(At(), this);
    }

    private void Ask(byte[] recorded)
    {
        if (!IsOpen && !MayOpen(recorded)) return;
        Requests = Requests with { Recorded = Requests.Recorded + 1 };
        // What we asked a little earlier, and is not answered yet, is this request.
        if (!(InFlight && Is(mine, recorded))) Wake(recorded);
        if (Is(mine, recorded)) Requests = Requests with { Same = Requests.Same + 1 };
        else
        {
            Differ(new Difference(now, recorded, mine));
            if (beginsAnew && now < compareFrom - FallsInWithin + BeginsAnewWithin) Renew();
        }
        if (!InFlight) mine = null;
    }

    /// <summary>Our drivers begin with the same question as the record; without one, they begin all the same after a while.</summary>
    private bool MayOpen(byte[] recorded)
    {
        if (compareFrom is null) return false;
        var fits = opening is null || Is(opening, recorded);
        if (!fits && now < compareFrom - FallsInWithin + WaitsForItsQuestion) return false;
        beginsAnew = fits;
        var at = now;
        now = Later(TimeSpan.Zero, at - LineAgenda.LateReplyWithin - EarlyMax);
        Open();
        now = at;
        return true;
    }

    private void Wake(byte[] recorded)
    {
        mine = null;
        if (book.OrderOf(recorded) is { } order) line.Perform(order, At(), this);
        if (mine is null) line.Lapse(At(), this);
        if (mine is null && line.NextDeadline is { } due && due <= now + EarlyMax)
        {
            now = Later(now, due);
            line.Lapse(At(), this);
            if (mine is null && line.NextDeadline is { } next && next <= now + EarlyMax)
            {
                now = Later(now, next);
                line.Lapse(At(), this);
            }
        }
        if (mine is not null || InFlight || book.ReadOf(recorded) is not { } again) return;
        line.Perform(again, At(), this);
        if (mine is null) line.Lapse(At(), this);
    }

    private void Differ(Difference difference)
    {
        if (difference.At < compareFrom) return;
        Differences++;
        First ??= difference;
    }

    /// <summary>What our drivers ask first on a line that has just been opened.</summary>
    private byte[]? FirstRequest()
    {
        var ear = new Ear();
        var fresh = new SharedLine(wiring);
        fresh.Open(new Moment(TimeSpan.Zero, DateTimeOffset.UnixEpoch, TimeTrust.Untrusted), ear);
        while (ear.First is null && fresh.NextDeadline is { } due && due < PatientFor)
            fresh.Lapse(new Moment(due, DateTimeOffset.UnixEpoch, TimeTrust.Untrusted), ear);
        return ear.First;
    }

    private Moment At() => new(now, DateTimeOffset.UnixEpoch, TimeTrust.Untrusted);

    private static bool Is(byte[]? one, byte[] other) => one is not null && one.AsSpan().SequenceEqual(other);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>Both together.</summary>
    public static LineCounts Sum(LineCounts one, LineCounts other) => new(one.Answered + other.Answered,
        one.Unanswered + other.Unanswered, one.Strays + other.Strays, one.Echoes + other.Echoes, one.NoiseBytes + other.NoiseBytes)
    {
        Contradictions = one.Contradictions + other.Contradictions,
    };

    private sealed class Ear : ILineOutput
    {
        public byte[]? First { get; private set; }

        public void Send(ReadOnlySpan<byte> bytes) => First ??= bytes.ToArray();

        public void Tell(Input input) { }
    }
}

using YongAi.Edge.Devices.Framing;

namespace YongAi.Edge.Devices.Lines;

/// <summary>
/// Who speaks when on one serial line. One request is in flight at a time; when it ends, the most urgent wish of any device
/// goes next. Frames are found by their form and check; silence only gives up what never became a frame.
/// </summary>
public sealed class LineTalk
{
    /// <summary>A frame whose bytes stop for so long is given up (drivers use 30 ms; USB adds up to 16 ms).</summary>
    public static readonly TimeSpan FrameGapMax = TimeSpan.FromMilliseconds(50);

    /// <summary>A line that is never quiet holds up a request no longer than this.</summary>
    public static readonly TimeSpan QuietWaitMax = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest request of any device.</summary>
    public const int RequestBytesMax = 32;

    private readonly ImmutableArray<Device> devices;
    private readonly LineAgenda agenda;
    private readonly LineEcho echo;
    private readonly TimeSpan silence;
    private readonly ReceiveBuffer buffer = new();
    private readonly Facts facts = new();
    private readonly byte[] request = new byte[RequestBytesMax];
    private readonly byte[] answer = new byte[ReceiveBuffer.BytesMax];

    private bool up;
    private Device? asked;
    private int requestLength;
    private TimeSpan replyUntil;
    private Device? answered;
    private int answerLength;
    private TimeSpan answerUntil;
    private TimeSpan quietSince;
    private TimeSpan? heldSince;
    private int older;

    /// <param name="baud">Bits per second.</param>
    /// <param name="bits">Bits of one character with its start and stop.</param>
    /// <param name="echoes">Whether the adapter echoes; null to find out.</param>
    /// <param name="devices">Every device on the line.</param>
    public LineTalk(int baud, int bits, bool? echoes, ImmutableArray<Device> devices)
    {
        this.devices = devices;
        agenda = new LineAgenda(devices);
        echo = new LineEcho(echoes);
        silence = SilenceAt(baud, bits);
    }

    /// <summary>What this line has seen since it was made.</summary>
    public LineCounts Counts { get; private set; }

    /// <summary>Whether the adapter echoes; null while nobody knows.</summary>
    public bool? Echoes => echo.Echoes;

    /// <summary>When time itself has something to do here.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            if (!up) return null;
            var next = TimeSpan.MaxValue;
            foreach (var device in devices) next = Earlier(next, device.GivesUpAt);
            if (asked is not null) next = Earlier(next, replyUntil);
            else next = Earlier(Earlier(next, buffer.IsEmpty ? null : quietSince + FrameGapMax), NextRequestAt());
            return next == TimeSpan.MaxValue ? null : next;
        }
    }

    /// <summary>True when an effect is for a device on this line.</summary>
    public bool Serves(Effect effect)
    {
        foreach (var device in devices)
            if (device.Serves(effect)) return true;
        return false;
    }

    /// <summary>The line came up, or came back.</summary>
    public void Open(TimeSpan now, ILineOutput output)
    {
        if (up) Lost(output);
        up = true;
        buffer.Clear();
        echo.Reset();
        answered = null;
        quietSince = now;
        agenda.Drain(now);
        foreach (var device in devices) device.LineUp(now);
        TellAndAsk(now, output);
    }

    /// <summary>The line is gone: every device is silent at once, and nothing that waited is sent later.</summary>
    public void Lost(ILineOutput output)
    {
        if (!up) return;
        up = false;
        asked = null;
        heldSince = null;
        buffer.Clear();
        foreach (var device in devices) device.LineLost(facts);
        facts.TellTo(output);
    }

    /// <summary>Bytes came in.</summary>
    public void Receive(ReadOnlySpan<byte> bytes, TimeSpan now, ILineOutput output)
    {
        if (!up) return;
        quietSince = now;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[buffer.Append(bytes)..];
            Read(now, growing: true);
        }
        // A reply that has begun is heard to its end; it is no longer than the buffer.
        if (asked is not null && !buffer.IsEmpty && replyUntil < now + FrameGapMax) replyUntil = now + FrameGapMax;
        TellAndAsk(now, output);
    }

    /// <summary>An effect is to be done by a device here; one for other lines is ignored.</summary>
    public void Perform(Effect effect, TimeSpan now, ILineOutput output)
    {
        foreach (var device in devices)
        {
            if (!device.Serves(effect)) continue;
            if (up) device.Take(effect, now, facts);
            else device.Refuse(effect, facts);
        }
        TellAndAsk(now, output);
    }

    /// <summary>Time came.</summary>
    public void Lapse(TimeSpan now, ILineOutput output)
    {
        if (!up) return;
        if (asked is not null)
        {
            if (now >= replyUntil) EndWithoutReply(now);
        }
        else if (!buffer.IsEmpty && now >= quietSince + FrameGapMax) Read(now, growing: false);
        TellAndAsk(now, output);
    }

    /// <summary>
    /// Facts first: what the cabinet makes of them may be more urgent than the next request of the round.
    /// </summary>
    private void TellAndAsk(TimeSpan now, ILineOutput output)
    {
        if (up)
            foreach (var device in devices) device.GiveUp(now, facts);
        facts.TellTo(output);
        if (!up || asked is not null) return;
        AskNext(now, output);
        facts.TellTo(output);
    }

    private void Read(TimeSpan now, bool growing)
    {
        while (!buffer.IsEmpty)
        {
            var heard = Hear(now);
            if (heard.Taken > 0) Drop(heard.Taken);
            else if (heard.MayGrow && growing && !buffer.IsFull) return;
            else
            {
                Drop(1);
                Counts = Counts with { NoiseBytes = Counts.NoiseBytes + 1 };
            }
        }
    }

    private void Drop(int count)
    {
        buffer.Drop(count);
        older = Math.Max(0, older - count);
    }

    private Heard Hear(TimeSpan now)
    {
        var head = buffer.Head;
        // What began before the request went out is no answer to it, wherever it ends.
        if (asked is not null && older == 0)
        {
            var echoed = HearEcho(head);
            if (echoed != Heard.Nothing) return echoed;
            var reply = asked.HearReply(head, now, facts);
            if (reply.Taken > 0) EndWithReply(head[..reply.Taken], now);
            if (reply != Heard.Nothing) return reply;
        }
        return HearUnasked(head, now);
    }

    private Heard HearEcho(ReadOnlySpan<byte> head)
    {
        var echoed = echo.Hear(head, request.AsSpan(0, requestLength));
        if (echoed.Taken > 0) Counts = Counts with { Echoes = Counts.Echoes + 1 };
        return echoed;
    }

    private Heard HearUnasked(ReadOnlySpan<byte> head, TimeSpan now)
    {
        var mayGrow = false;
        foreach (var device in devices)
        {
            var heard = device.HearUnasked(head, now, facts);
            if (heard.AnswersNothing) Stray(device, head[..heard.Taken], now);
            if (heard.Taken > 0) return heard;
            mayGrow |= heard.MayGrow;
        }
        return mayGrow ? Heard.Beginning : Heard.Nothing;
    }

    /// <summary>Nobody is believed by it; and if it contradicts what was just answered, two nodes answer to one address.</summary>
    private void Stray(Device device, ReadOnlySpan<byte> frame, TimeSpan now)
    {
        Counts = Counts with { Strays = Counts.Strays + 1 };
        var first = answer.AsSpan(0, answerLength);
        if (device != answered || now > answerUntil || !device.AnswerAlike(first, frame) || first.SequenceEqual(frame)) return;
        answered = null;
        Counts = Counts with { Contradictions = Counts.Contradictions + 1 };
        device.Contradicted(now, facts);
    }

    private void EndWithReply(ReadOnlySpan<byte> reply, TimeSpan now)
    {
        reply.CopyTo(answer);
        (answered, answerLength, answerUntil) = (asked, reply.Length, replyUntil);
        asked = null;
        quietSince = now;
        echo.Answered();
        Counts = Counts with { Answered = Counts.Answered + 1 };
    }

    /// <summary>The reply may still lie behind bytes that looked like the beginning of a frame.</summary>
    private void EndWithoutReply(TimeSpan now)
    {
        Read(now, growing: false);
        if (asked is not { } device) return;
        asked = null;
        agenda.Drain(now);
        Counts = Counts with { Unanswered = Counts.Unanswered + 1 };
        device.Unanswered(now, facts);
    }

    private void AskNext(TimeSpan now, ILineOutput output)
    {
        if (agenda.Next(now) is not { } next)
        {
            heldSince = null;
            return;
        }
        if (now < QuietAt())
        {
            heldSince ??= now;
            if (now < heldSince + QuietWaitMax) return;
        }
        heldSince = null;
        var question = next.Device.Ask(next.Urgency, now, request, facts);
        if (question.ReplyWithin > TimeSpan.Zero)
        {
            (asked, requestLength, replyUntil) = (next.Device, question.Length, now + question.ReplyWithin);
            older = buffer.Head.Length;
            echo.Expect(question);
        }
        // What follows shall not run into it.
        else quietSince = now;
        output.Send(request.AsSpan(0, question.Length));
    }

    private TimeSpan? NextRequestAt()
    {
        if (agenda.NextAt is not { } next) return null;
        var quietAt = heldSince is { } since ? Earlier(QuietAt(), since + QuietWaitMax) : QuietAt();
        return next > quietAt ? next : quietAt;
    }

    private TimeSpan QuietAt() => quietSince + (buffer.IsEmpty ? silence : FrameGapMax);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan? other) => other is { } time && time < one ? time : one;

    /// <summary>Modbus over serial line: 3.5 characters between frames, 1.75 ms above 19200 baud.</summary>
    private static TimeSpan SilenceAt(int baud, int bits) =>
        TimeSpan.FromTicks(baud > 19200 ? 17_500 : 35 * bits * TimeSpan.TicksPerSecond / (10 * baud));
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Uplink;

namespace YongAi.Simulators.Simulation;

/// <summary>
/// The way from the journal to a simulated cloud and back: publishes what is dry, in order, and believes only what the cabinet judged.
/// The link may be away, silent without saying so, say things twice or in another order; the cloud may have lost what it had.
/// </summary>
public sealed class CloudLink(Disk disk, CloudKeys keys, (string Cabinet, string Journal) names, Random chance, Action<Input> tell)
{
    /// <summary>One way over 4G.</summary>
    private static readonly TimeSpan LeastWay = TimeSpan.FromMilliseconds(40), MostWay = TimeSpan.FromMilliseconds(300);
    /// <summary>A link that says nothing for so long is dropped and made anew (the relay's own rule of liveness).</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(40);
    /// <summary>The receiver gathers acknowledgements; here for a second, so that a life is not all signatures.</summary>
    private static readonly TimeSpan GathersFor = TimeSpan.FromSeconds(1);
    /// <summary>What may be under way without an acknowledgement.</summary>
    private const int WindowMax = 512;
    /// <summary>A message that was overtaken comes so much later.</summary>
    private static readonly TimeSpan OvertakenBy = TimeSpan.FromSeconds(3);

    private readonly PriorityQueue<Action<TimeSpan>, (TimeSpan Due, long Order)> underWay = new();
    private readonly List<Entry> received = [];
    private long order, published, highest;
    private bool stands;
    private TimeSpan? ackDue, hearsNothingSince;

    /// <summary>Whether there is a way out.</summary>
    public bool Up { get; set; } = true;

    /// <summary>The other end is gone and says nothing.</summary>
    public bool HalfOpen { get; set; }

    /// <summary>The broker takes everything, and no cloud answers.</summary>
    public bool CloudAway { get; set; }

    /// <summary>So many of the next messages come twice.</summary>
    public int Twice { get; set; }

    /// <summary>So many of the next messages are overtaken by later ones.</summary>
    public int Overtaken { get; set; }

    /// <summary>The cabinet believed the cloud up to here; survives the program.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The cloud has every event up to here.</summary>
    public long Through => received.Count;

    /// <summary>What the cloud has, in order.</summary>
    public IReadOnlyList<Entry> Received => received;

    /// <summary>Called when the cloud got an event that is another than the one it has at that place.</summary>
    public event Action<Entry, Entry>? Differs;

    /// <summary>When it wants to be told that time has passed.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            var next = underWay.TryPeek(out _, out var first) ? first.Due : (TimeSpan?)null;
            return hearsNothingSince is { } since && !(next <= since + SilentFor) ? since + SilentFor : next;
        }
    }

    /// <summary>The program is gone, and with it what it had under way.</summary>
    public void Broken()
    {
        stands = false;
        underWay.Clear();
        (ackDue, hearsNothingSince) = (null, null);
    }

    /// <summary>The cloud has lost all that it had.</summary>
    public void CloudForgets()
    {
        received.Clear();
        highest = 0;
    }

    /// <summary>An errand of the cabinet: its word about an acknowledgement.</summary>
    public void Believe(MoveOutbox move)
    {
        Acknowledged = Math.Max(move.Through, move.Resend ? 0 : Acknowledged);
        if (move.Resend) published = move.Through;
    }

    /// <summary>A command goes to the cabinet.</summary>
    public void Send(byte[] signed, Command command, TimeSpan now, TimeSpan late = default)
    {
        if (!Up || HalfOpen) return;
        var words = new CommandWords(command.Cabinet, command.Type, TargetOf(command.Args), command.Issued,
            command.Expires, command.By, command.Reason);
        Enqueue(now + Way() + late, _ => tell(new CommandReceived([.. signed], command.Id, words)));
    }

    /// <summary>Publishes what became dry, and lets what is due arrive; only while a program runs.</summary>
    public void Lapse(TimeSpan now)
    {
        if (!Up || hearsNothingSince is { } since && now - since >= SilentFor) Broken();
        if (Up && !stands && !HalfOpen)
        {
            // A link made anew begins with what was not acknowledged.
            (stands, published) = (true, Acknowledged);
            tell(new LinkSeen(LinkState.Good));
            // What the cloud holds it says at once: it may be less than was acknowledged.
            Gather(now);
        }
        for (; stands && published < disk.Dry && published - Acknowledged < WindowMax; published++)
            Publish(disk.Entries[(int)published], now);
        while (underWay.TryPeek(out var arrives, out var first) && first.Due <= now)
        {
            underWay.Dequeue();
            arrives(first.Due);
        }
    }

    private void Publish(Entry entry, TimeSpan now)
    {
        hearsNothingSince ??= now;
        if (HalfOpen) return;
        var late = Overtaken-- > 0 ? OvertakenBy : default;
        Overtaken = Math.Max(0, Overtaken);
        Enqueue(now + Way() + late, at => Arrived(entry, at));
        if (Twice <= 0) return;
        Twice--;
        Enqueue(now + Way() + OvertakenBy, at => Arrived(entry, at));
    }

    private void Arrived(Entry entry, TimeSpan now)
    {
        if (CloudAway || HalfOpen)
        {
            // The broker took it: the link lives, and nobody acknowledges.
            if (CloudAway) hearsNothingSince = null;
            return;
        }
        highest = Math.Max(highest, entry.Position);
        if (entry.Position <= received.Count)
        {
            if (!ReferenceEquals(received[(int)entry.Position - 1], entry)) Differs?.Invoke(received[(int)entry.Position - 1], entry);
        }
        else if (entry.Position == received.Count + 1) received.Add(entry);
        Gather(now);
    }

    private void Gather(TimeSpan now)
    {
        if (ackDue is not null || CloudAway) return;
        ackDue = now + GathersFor;
        Enqueue(now + GathersFor, Acknowledge);
    }

    private void Acknowledge(TimeSpan now)
    {
        ackDue = null;
        if (CloudAway || HalfOpen) return;
        var resend = highest > received.Count || Acknowledged > received.Count;
        var ack = new Ack(names.Cabinet, names.Journal, received.Count, resend, WallClock.Right(now).ToUnixTimeSeconds());
        highest = received.Count;
        var signed = keys.Ack(UplinkJson.Write(ack));
        Enqueue(now + Way(), _ =>
        {
            hearsNothingSince = null;
            tell(new AckReceived([.. signed], ack.Cabinet, ack.Journal, ack.Through, ack.Resend, ack.Issued,
                Math.Max(published, Acknowledged)));
        });
    }

    private void Enqueue(TimeSpan due, Action<TimeSpan> arrives) => underWay.Enqueue(arrives, (due, order++));

    private TimeSpan Way() => LeastWay + (MostWay - LeastWay) * chance.NextDouble();

    private static CommandTarget TargetOf(CommandArgs? args) => new(args?.Slot, args?.Swap,
        args?.Rider is { } rider ? new RiderId(rider.Iss, rider.Sub) : null, args?.Frozen ?? true);
}

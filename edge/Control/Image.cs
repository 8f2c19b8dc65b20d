using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control;

/// <summary>
/// The process image: the last word of every sensor and what else need not survive. Rebuilt after a restart, never trusted past
/// its age. Times are running time.
/// </summary>
public sealed record Image
{
    /// <summary>Most nonces open at a time (rider-code YA1).</summary>
    public const int NoncesMax = 4;

    /// <summary>How long a nonce lives (rider-code YA1).</summary>
    public static readonly TimeSpan NonceLives = TimeSpan.FromSeconds(60);

    /// <summary>A forged command is an alarm for so long after the last one.</summary>
    public static readonly TimeSpan ForgeryStandsFor = TimeSpan.FromHours(1);

    /// <summary>The image of a cabinet that has just been started: nothing was heard.</summary>
    public static Image Dark(SitePlan plan, TimeSpan now) =>
        new()
        {
            StartedAt = now,
            Slots = [.. plan.Slots.Select(_ => SlotImage.Dark)],
            Contacts = [.. plan.Contacts.Select(_ => ContactImage.Dark)],
            Gauges = [.. plan.Gauges.Select(_ => GaugeImage.Dark)],
            Outputs = [.. plan.Outputs.Select(_ => OutputImage.Dark)],
            Safety = new SafetyMemory { MainsGoodSince = now },
        };

    public required TimeSpan StartedAt { get; init; }
    /// <summary>One image for each slot of the plan, in its order.</summary>
    public required ImmutableArray<SlotImage> Slots { get; init; }
    /// <summary>One image for each contact, gauge and output of the plan, in its order.</summary>
    public ImmutableArray<ContactImage> Contacts { get; init; } = [];
    public ImmutableArray<GaugeImage> Gauges { get; init; } = [];
    public ImmutableArray<OutputImage> Outputs { get; init; } = [];
    /// <summary>What hands goods out.</summary>
    public GoodsImage Goods { get; init; } = GoodsImage.Dark;
    /// <summary>What the watch remembers.</summary>
    public SafetyMemory Safety { get; init; } = new();
    /// <summary>An open swap was found at the start, and the sensors have not settled it yet.</summary>
    public bool Recovering { get; init; }
    /// <summary>Before this the cabinet only looks: it was started too often in a short time.</summary>
    public TimeSpan SteadyAt { get; init; }
    /// <summary>The program was asked to stop: nothing new begins.</summary>
    public bool Stopping { get; init; }
    /// <summary>The disk has not answered for InkWaitMax.</summary>
    public bool InkStalled { get; init; }

    public ImmutableArray<OpenNonce> Nonces { get; init; } = [];
    /// <summary>The journal is at its limit and nothing in it may go; null before it was measured.</summary>
    public bool? StoreFull { get; init; }
    /// <summary>What the link to the broker last showed itself to be; null when it has shown nothing yet.</summary>
    public LinkState? Link { get; init; }
    /// <summary>When the last genuine signed word of the cloud came.</summary>
    public TimeSpan? CloudHeardAt { get; init; }
    /// <summary>Latest <c>issued</c> of a genuine signed word, seconds since 1970 UTC: a lower bound of the time.</summary>
    public long IssuedFloor { get; init; }
    /// <summary>A genuine acknowledgement went beyond what was published; stands until the next start.</summary>
    public bool AckBeyondPublished { get; init; }

    /// <summary>Texts that came as far as a signature check in the last second, by scanner.</summary>
    public ImmutableDictionary<string, ImmutableArray<TimeSpan>> SignatureChecks { get; init; } =
        ImmutableDictionary<string, ImmutableArray<TimeSpan>>.Empty;
    /// <summary>Texts refused before it was clear who shows them, by reason.</summary>
    public RefusalCounts Refusals { get; init; } = RefusalCounts.None;

    /// <summary>Commands refused before it was clear who speaks, by reason.</summary>
    public RefusalCounts CommandRefusals { get; init; } = RefusalCounts.None;
    /// <summary>When a command last came that none of our keys signed.</summary>
    public TimeSpan? CommandForgedAt { get; init; }
    /// <summary>When many forged rider codes last came in a short time.</summary>
    public TimeSpan? CodesForgedAt { get; init; }
    /// <summary>Forged rider codes of the last minute, and the text of the last one.</summary>
    public ImmutableArray<TimeSpan> Forgeries { get; init; } = [];
    public string? LastForged { get; init; }
    /// <summary>The crew code that was refused last: held before the scanner it is one try, not many.</summary>
    public (CodeKey Key, long IssuedAt, long Counter)? CrewTurnedAway { get; init; }
    /// <summary>The act that waits for a second person's code, and since when.</summary>
    public (Order Order, TimeSpan At)? FirstPerson { get; init; }
    /// <summary>Who helps the next rider with his swap, and since when.</summary>
    public (RiderId Crew, TimeSpan At)? Assistant { get; init; }
    /// <summary>When refusals and repeated answers were written within the last minute.</summary>
    public ImmutableArray<TimeSpan> Answers { get; init; } = [];

    /// <summary>Whom the cabinet last turned away, why and when: written once while he keeps showing codes.</summary>
    public (RiderId Rider, Refusal Why, TimeSpan At)? TurnedAway { get; init; }

    /// <summary>From when to when the last swap lasted that ended since the start.</summary>
    public (TimeSpan From, TimeSpan To)? SwapOver { get; init; }

    /// <summary>Who was first told to wait while another rider was at the doors, and when.</summary>
    public (RiderId Rider, TimeSpan At)? Queue { get; init; }

    /// <summary>What the cabinet last said, and when.</summary>
    public Prompt? Said { get; init; }
    public TimeSpan? SaidAt { get; init; }
    /// <summary>At most four characters of the rider's code for the offer prompt; shown, never stored.</summary>
    public string? Tail { get; init; }
    /// <summary>From the last code's last byte to the fact that its door is open.</summary>
    public TimeSpan? ScanToUnlock { get; init; }

    /// <summary>When charging was last planned.</summary>
    public TimeSpan? PlannedAt { get; init; }
    /// <summary>The most that others drew at any plan of this run, watts; null: no meter was heard.</summary>
    public double? OthersMost { get; init; }
    /// <summary>The last plan: the packs that could charge then, and why each does or does not.</summary>
    public ImmutableArray<PlannedCharge> ChargePlan { get; init; } = [];
    /// <summary>Slots whose packs are warmed: given by a plan, taken away by any turn.</summary>
    public SlotSet Warmed { get; init; }
}

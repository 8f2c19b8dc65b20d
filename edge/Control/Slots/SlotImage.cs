using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Control.Slots;

/// <summary>What the last question to a slot's pack brought.</summary>
public enum PackWord { None, Read, Silent, Unreadable }

/// <summary>
/// The last word of every sensor of one slot, with its age. Rebuilt after a restart; a word older than its limit says nothing.
/// Times are running time of the cabinet; null: never since the start.
/// </summary>
public sealed record SlotImage
{
    /// <summary>A door or presence reading older than this says nothing any more: six polls missed.</summary>
    public static readonly TimeSpan SwitchStaleAfter = TimeSpan.FromSeconds(3);

    /// <summary>A word of a pack older than this says nothing any more (domain table C row 26: stale after 10 s).</summary>
    public static readonly TimeSpan PackStaleAfter = TimeSpan.FromSeconds(8);

    /// <summary>A relay read back longer ago says nothing any more: three polls missed.</summary>
    public static readonly TimeSpan ChargerStaleAfter = TimeSpan.FromSeconds(7);

    /// <summary>
    /// A door that opens unasked again within this time flaps, and is believed closed after this long without opening: a switch
    /// that chatters is one fault, not a hundred (AS).
    /// </summary>
    public static readonly TimeSpan FlapsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Nothing was heard yet.</summary>
    public static SlotImage Dark { get; } = new();

    public DoorState Door { get; init; }
    public TimeSpan? DoorAt { get; init; }
    /// <summary>Since when the door has read as it does now, without a change.</summary>
    public TimeSpan DoorSince { get; init; }
    public int DoorReads { get; init; }
    /// <summary>Why the door is open; unknown while it is closed.</summary>
    public DoorOpening Opened { get; init; }
    /// <summary>When it was last heard open though nobody had ordered it.</summary>
    public TimeSpan? UnaskedAt { get; init; }
    /// <summary>The same, while it opens again and again.</summary>
    public TimeSpan? FlappedAt { get; init; }
    /// <summary>When the door switch was last heard, whatever has become of its board since.</summary>
    public TimeSpan? DoorHeardAt { get; init; }

    public bool? Present { get; init; }
    public TimeSpan? PresentAt { get; init; }
    /// <summary>Since when the presence switch has read as it does now.</summary>
    public TimeSpan PresentSince { get; init; }
    public int PresentReads { get; init; }

    public PackWord Pack { get; init; }
    /// <summary>The last reading; kept while the pack is silent, for its age.</summary>
    public PackReading? Reading { get; init; }
    public TimeSpan? PackAt { get; init; }
    /// <summary>Since when the pack's word has been of the same kind.</summary>
    public TimeSpan PackSince { get; init; }
    public TimeSpan? ReadingAt { get; init; }
    /// <summary>How often in a row the same serial was read, or silence was heard.</summary>
    public int SameWord { get; init; }
    public int PackWords { get; init; }
    /// <summary>When another serial answered than just before: a pack was changed, or its word cannot be trusted.</summary>
    public TimeSpan? SerialChangedAt { get; init; }
    /// <summary>The last two readings of one pack were at least half a degree apart, upwards (BMS noise is a tenth).</summary>
    public bool Warming { get; init; }

    /// <summary>The pattern that the serial of the last reading fits; null for a pack of nobody's network.</summary>
    public PackPattern? Pattern { get; init; }
    /// <summary>How the pack of the last reading has behaved since it lies here.</summary>
    public PackConduct Conduct { get; init; }

    /// <summary>Since when every witness has spoken and nobody could say what lies here; null while it is plain.</summary>
    public TimeSpan? UnclearSince { get; init; }

    public bool? ChargerOn { get; init; }
    public TimeSpan? ChargerAt { get; init; }

    /// <summary>When the charger was last ordered on.</summary>
    public TimeSpan? ChargeOrderedAt { get; init; }

    /// <summary>With so much; null where its charger cannot be told.</summary>
    public Amps? ChargeOrderedAmps { get; init; }

    /// <summary>When charging last began.</summary>
    public TimeSpan? ChargeBegunAt { get; init; }

    /// <summary>When charging last ended because the pack was unfit for it or could not be read.</summary>
    public TimeSpan? ChargeUnfitAt { get; init; }

    /// <summary>When the lock was last fired, and when a firing was last given up.</summary>
    public TimeSpan? FiredAt { get; init; }
    public TimeSpan? NotFiredAt { get; init; }

    /// <summary>Why the board says that it did not fire the lock the last time; null when it did not say so.</summary>
    public LockRefusal? LockRefused { get; init; }

    /// <summary>The door as it may be believed now.</summary>
    public DoorState DoorNow(TimeSpan now) => Fresh(DoorAt, now, SwitchStaleAfter) ? Door : DoorState.Unknown;

    /// <summary>It opens unasked again and again, and has not stayed closed for long enough since.</summary>
    public bool Flaps(TimeSpan now) => now - FlappedAt < FlapsWithin;

    /// <summary>The presence switch as it may be believed now.</summary>
    public bool? PresentNow(TimeSpan now) => Fresh(PresentAt, now, SwitchStaleAfter) ? Present : null;

    /// <summary>The pack's word as it may be believed now.</summary>
    public PackWord PackNow(TimeSpan now) => Fresh(PackAt, now, PackStaleAfter) ? Pack : PackWord.None;

    /// <summary>The reading as it may be believed now.</summary>
    public PackReading? ReadingNow(TimeSpan now) => PackNow(now) == PackWord.Read ? Reading : null;

    /// <summary>The last reading if it is not older than a limit, whatever was heard since.</summary>
    public PackReading? ReadingWithin(TimeSpan limit, TimeSpan now) => Fresh(ReadingAt, now, limit) ? Reading : null;

    /// <summary>The charger's relay as it may be believed now.</summary>
    public bool? ChargerNow(TimeSpan now) => Fresh(ChargerAt, now, ChargerStaleAfter) ? ChargerOn : null;

    /// <param name="read">What the switches say.</param>
    /// <param name="opening">Why the door opened, if this word is the first to say so.</param>
    /// <param name="now">Running time.</param>
    internal SlotImage WithSwitches(SlotSwitches read, DoorOpening opening, TimeSpan now)
    {
        // One copy for both: this is a frame's word of every slot, twice a second.
        var (door, present) = (read.Door ?? Door, read.Present ?? Present);
        var (ofDoor, ofPresence) = (read.Door is not null, read.Present is not null);
        var opened = !ofDoor ? Opened : door != DoorState.Open ? DoorOpening.Unknown : Door == DoorState.Closed ? opening : Opened;
        var unasked = ofDoor && opened == DoorOpening.Unasked;
        var again = Door == DoorState.Closed && now - UnaskedAt < FlapsWithin;
        return this with
        {
            Door = door,
            DoorAt = ofDoor ? now : DoorAt,
            DoorHeardAt = ofDoor ? now : DoorHeardAt,
            DoorReads = ofDoor ? Count(DoorReads) : DoorReads,
            DoorSince = !ofDoor || door == Door && DoorNow(now) == door ? DoorSince : now,
            Opened = opened,
            UnaskedAt = unasked ? now : UnaskedAt,
            FlappedAt = unasked && (again || Flaps(now)) ? now : FlappedAt,
            Present = present,
            PresentAt = ofPresence ? now : PresentAt,
            PresentReads = ofPresence ? Count(PresentReads) : PresentReads,
            PresentSince = !ofPresence || PresentNow(now) == present ? PresentSince : now,
        };
    }

    internal SlotImage WithoutSwitches() =>
        this with { Door = DoorState.Unknown, DoorAt = null, Present = null, PresentAt = null };

    /// <param name="reading">What the pack says.</param>
    /// <param name="book">The packs of the network; asked only for a serial that is new here.</param>
    /// <param name="limits">What counts as a current.</param>
    /// <param name="now">Running time.</param>
    internal SlotImage WithPack(PackReading reading, PackBook book, SafetyLimits limits, TimeSpan now) => this with
    {
        Pattern = Reading?.Serial == reading.Serial ? Pattern : book.Find(reading.Serial),
        Conduct = (Reading?.Serial == reading.Serial ? Conduct : default).With(reading, limits, ReadingAt, now),
        SameWord = Pack == PackWord.Read && Reading?.Serial == reading.Serial ? Count(SameWord) : 1,
        SerialChangedAt = Pack == PackWord.Read && Reading?.Serial != reading.Serial ? now : SerialChangedAt,
        Warming = Reading?.Serial == reading.Serial && reading.Hottest.Value - Reading.Hottest.Value >= 0.5,
        Pack = PackWord.Read, Reading = reading, PackAt = now, ReadingAt = now, PackWords = Count(PackWords),
        PackSince = PackNow(now) == PackWord.Read ? PackSince : now,
    };

    internal SlotImage WithPackWord(PackWord word, TimeSpan now) => this with
    {
        // Without current a board may sleep between two questions; that is no fault. What is garbled always is one.
        Conduct = Pack == PackWord.Read && (word == PackWord.Unreadable || Conduct.Flow != Flow.None) ? Conduct.WithSilence(now) : Conduct,
        SameWord = Pack == word ? Count(SameWord) : 1, Pack = word, PackAt = now, PackWords = Count(PackWords),
        PackSince = PackNow(now) == word ? PackSince : now,
    };

    internal SlotImage WithoutPack() => this with { Pack = PackWord.None, PackAt = null, SameWord = 0 };

    /// <summary>Two are enough to know; counting on would only overflow.</summary>
    private static int Count(int reads) => reads < 2 ? reads + 1 : 2;

    private static bool Fresh(TimeSpan? at, TimeSpan now, TimeSpan limit) => at is { } then && now - then <= limit;
}

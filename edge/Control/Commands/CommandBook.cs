using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Swaps;

namespace YongAi.Edge.Control.Commands;

/// <summary>A command that was judged here: the answer is given again when it comes twice.</summary>
/// <param name="Type">What was asked, as the command spelled it.</param>
/// <param name="By">Who wanted it.</param>
/// <param name="Slot">Which slot.</param>
/// <param name="Expires">Its end, seconds since 1970 UTC.</param>
/// <param name="ForEver">It was judged without trusted time, so no clock says when it may be forgotten.</param>
/// <param name="Outcome">The answer; null while it is being followed.</param>
/// <param name="Why">Why it was refused.</param>
public sealed record KnownCommand(string Type, string By, SlotNumber? Slot, long Expires, bool ForEver, CommandOutcome? Outcome, Refusal? Why);

/// <summary>A command that waits for its fact: a door, or the end of a swap.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">slot.open or transaction.cancel.</param>
/// <param name="Slot">Which door.</param>
/// <param name="Swap">Which swap.</param>
/// <param name="At">Running time when it was accepted.</param>
/// <param name="Restarted">The program was started again since: whether its lock was fired, nobody knows.</param>
/// <param name="Ended">How the swap ended.</param>
public sealed record OpenCommand(string Id, CommandType Type, SlotNumber? Slot, long? Swap, TimeSpan At, bool Restarted = false,
    SwapEnding? Ended = null);

/// <summary>A slot that is open, or may be, for a crew: out of service until it is closed and known again.</summary>
/// <param name="Slot">Which slot.</param>
/// <param name="Command">What opened it.</param>
/// <param name="By">Who ordered that.</param>
/// <param name="Since">Running time of the order.</param>
/// <param name="Opened">The door was seen open.</param>
/// <param name="Origin">The cloud, which sees nobody, or a crew at the cabinet.</param>
public sealed record Attendance(SlotNumber Slot, string Command, string By, TimeSpan Since, bool Opened = false, Origin Origin = Origin.Cloud);

/// <summary>Tries of one badge that were refused.</summary>
/// <param name="Count">How many, one after the other.</param>
/// <param name="Last">Running time of the last.</param>
public sealed record CrewTries(int Count, TimeSpan Last);

/// <summary>What commands and crews have left behind; survives a power cut.</summary>
public sealed record CommandBook
{
    /// <summary>Most commands known; when all are still needed, new ones are refused and none is forgotten.</summary>
    public const int Max = 4_096;

    /// <summary>Most riders frozen here; the cloud freezes the others where credentials are made.</summary>
    public const int FrozenMax = 10_000;

    /// <summary>Most badges whose tries are remembered; beyond, the oldest is forgotten.</summary>
    public const int BadgesMax = 256;

    /// <summary>Refused tries, one after the other, that lock a badge out.</summary>
    public const int TriesMax = 5;

    /// <summary>How long a badge is locked out, and how long refused tries are remembered; running time.</summary>
    public static readonly TimeSpan LockedOutFor = TimeSpan.FromMinutes(15);

    /// <summary>A command is known for so long after its end (contract v1: 24 h).</summary>
    public static readonly TimeSpan KnownBeyondExpiry = TimeSpan.FromHours(24);

    private const int TrimEvery = 64;

    /// <summary>Nobody ever ordered anything.</summary>
    public static CommandBook Empty { get; } = new();

    /// <summary>Commands that were judged, by id.</summary>
    public ImmutableDictionary<string, KnownCommand> Known { get; init; } = ImmutableDictionary.Create<string, KnownCommand>(StringComparer.Ordinal);
    public ImmutableArray<OpenCommand> Open { get; init; } = [];
    public ImmutableArray<Attendance> Attended { get; init; } = [];
    public bool Paused { get; init; }
    public ImmutableHashSet<RiderId> Frozen { get; init; } = [];
    public ImmutableDictionary<RiderId, CrewTries> Tries { get; init; } = ImmutableDictionary<RiderId, CrewTries>.Empty;

    /// <summary>Nothing that was ordered waits for a fact, and no crew is here.</summary>
    internal bool AtRest => Open.IsEmpty && Attended.IsEmpty;

    /// <summary>True when one more command can be remembered.</summary>
    /// <param name="floor">It is not earlier than this, seconds since 1970 UTC.</param>
    public bool HasRoom(long floor) => Known.Count < Max || Known.Values.Any(known => MayGo(known, floor));

    /// <summary>The attendance of a slot, or null.</summary>
    public Attendance? Of(SlotNumber slot)
    {
        foreach (var attendance in Attended)
            if (attendance.Slot == slot) return attendance;
        return null;
    }

    /// <summary>Doors whose locks may be fired: ordered since this start, and not answered yet.</summary>
    public IEnumerable<SlotNumber> DoorsOrdered =>
        Open.Where(open => open is { Type: CommandType.SlotOpen, Restarted: false }).Select(open => open.Slot!.Value);

    /// <summary>True while this badge may do nothing here.</summary>
    public bool LockedOut(RiderId crew, TimeSpan now) => Tries.TryGetValue(crew, out var tries) && LockedOut(tries, now);

    /// <summary>True while any badge is locked out.</summary>
    public bool AnyLockedOut(TimeSpan now) => !Tries.IsEmpty && Tries.Values.Any(tries => LockedOut(tries, now));

    /// <summary>How one event changes the book.</summary>
    /// <param name="e">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="floor">It is not earlier than this, seconds since 1970 UTC: decides what may be forgotten.</param>
    internal CommandBook After(Event e, Moment at, long floor) => e switch
    {
        CommandAccepted c => Accepted(c, at, floor),
        CommandDone { Again: false } d when Known.ContainsKey(d.Command) || IsRemembered(d.Why) => Answered(d, at, floor),
        CabinetPaused => this with { Paused = true },
        CabinetResumed => this with { Paused = false },
        RiderFrozen f => this with { Frozen = Frozen.Add(f.Rider) },
        RiderReleased r => this with { Frozen = Frozen.Remove(r.Rider) },
        SlotOpened o => this with { Attended = [.. Attended.Select(a => a.Slot == o.Slot ? a with { Opened = true } : a)] },
        SlotRestored { Why: Withdrawal.Maintenance } r => this with { Attended = Attended.RemoveAll(a => a.Slot == r.Slot) },
        SwapEnded s => this with { Open = [.. Open.Select(o => o.Swap == s.Swap ? o with { Ended = s.Ending } : o)] },
        CrewRefused r => this with { Tries = Tried(r.Crew, at.Elapsed) },
        _ => this,
    };

    /// <summary>The program was started again: what was under way is looked at with other eyes.</summary>
    internal CommandBook Restarted() => Open.IsEmpty ? this : this with { Open = [.. Open.Select(o => o with { Restarted = true })] };

    private CommandBook Accepted(CommandAccepted c, Moment at, long floor)
    {
        var next = this with
        {
            Known = Trimmed(floor).SetItem(c.Command,
                new KnownCommand(c.Type.Name(), c.By, c.Slot, c.Expires, !at.WallIsTrusted, null, null)),
            // A badge that did something lawful starts anew.
            Tries = c.Badge is { } badge ? Tries.Remove(badge.Crew) : Tries,
        };
        if (c.Type is CommandType.SlotOpen or CommandType.TransactionCancel)
            next = next with { Open = next.Open.Add(new OpenCommand(c.Command, c.Type, c.Slot, c.SwapNumber, at.Elapsed)) };
        if (c.Type == CommandType.SlotOpen)
            next = next with { Attended = next.Attended.Add(new Attendance(c.Slot!.Value, c.Command, c.By, at.Elapsed, Origin: c.Origin)) };
        return next;
    }

    private CommandBook Answered(CommandDone d, Moment at, long floor) => this with
    {
        Known = (Known.TryGetValue(d.Command, out var known) ? Known : Trimmed(floor)).SetItem(d.Command,
            new KnownCommand(d.Type, d.By, d.Slot, d.Expires, known?.ForEver ?? !at.WallIsTrusted, d.Outcome, d.Why)),
        Open = Open.RemoveAll(open => open.Id == d.Command),
    };

    private ImmutableDictionary<RiderId, CrewTries> Tried(RiderId crew, TimeSpan at)
    {
        var before = Tries.TryGetValue(crew, out var tries) && at - tries.Last < LockedOutFor ? tries.Count : 0;
        var room = Tries.Count < BadgesMax || Tries.ContainsKey(crew) ? Tries : Tries.Remove(Tries.MinBy(t => t.Value.Last).Key);
        return room.SetItem(crew, new CrewTries(before + 1, at));
    }

    private ImmutableDictionary<string, KnownCommand> Trimmed(long floor)
    {
        if (Known.Count == 0 || (Known.Count % TrimEvery != 0 && Known.Count < Max)) return Known;
        return Known.RemoveRange(Known.Where(entry => MayGo(entry.Value, floor)).Select(entry => entry.Key));
    }

    /// <summary>What would be refused in the same way for ever takes no room: captured commands of others must not fill the book.</summary>
    private static bool IsRemembered(Refusal? why) => why is not (Refusal.WrongPlace or Refusal.NoRight or Refusal.Expired or Refusal.TooLongLived
        or Refusal.StoreFull or Refusal.Malformed);

    private static bool MayGo(KnownCommand known, long floor) =>
        known is { ForEver: false, Outcome: not null } && floor - known.Expires > (long)KnownBeyondExpiry.TotalSeconds;

    private static bool LockedOut(CrewTries tries, TimeSpan now) => tries.Count >= TriesMax && now - tries.Last < LockedOutFor;
}

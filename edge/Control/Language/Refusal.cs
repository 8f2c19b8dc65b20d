namespace YongAi.Edge.Control.Language;

/// <summary>Why something asked for is not done. The first twelve are the names of rider-code YA1's ten checks.</summary>
public enum Refusal
{
    NotACode, Malformed, UnknownIssuer, BadSignature, NotYetValid, Expired, WrongPlace, Stale, ClockNotTrusted, Replayed,
    Revoked, ListsTooOld, NoRight, LimitReached,
    /// <summary>Another rider, or a crew, is at the doors.</summary>
    Busy,
    /// <summary>No slot is empty by every witness.</summary>
    NoEmptySlot,
    /// <summary>No pack of a class this rider may have is charged enough.</summary>
    NoFullPack,
    /// <summary>No pack here is fuller than the one this rider brought.</summary>
    NoBetterPack,
    /// <summary>Nothing of this rider waits here, and no visit of his is recent and untouched enough to be looked at again.</summary>
    NothingHeld,
    /// <summary>The journal does not answer in time, so nothing new begins.</summary>
    StoreSlow,
    /// <summary>The cabinet is still finding out what happened before it was started again.</summary>
    Recovering,
    /// <summary>The cabinet was paused.</summary>
    Paused,
    /// <summary>This rider was frozen here.</summary>
    Frozen,
    /// <summary>This cabinet knows no such command or act.</summary>
    UnknownCommand,
    /// <summary>A command that would live longer than its type may.</summary>
    TooLongLived,
    /// <summary>Nothing more can be remembered, and nothing that is still needed is forgotten.</summary>
    StoreFull,
    /// <summary>There is no such slot here.</summary>
    NoSuchSlot,
    /// <summary>No such swap is under way.</summary>
    NoSuchSwap,
    /// <summary>What opens a door needs a reason.</summary>
    NoReason,
    /// <summary>A safety alarm stands: only somebody at the cabinet may do this.</summary>
    Hold,
    /// <summary>The door, or what lies behind it, cannot be read.</summary>
    DoorUnknown,
    /// <summary>The lock was not fired: its line was busy or gone, or the disk was too slow.</summary>
    NotFired,
    /// <summary>It had happened already.</summary>
    TooLate,
    /// <summary>Too many refused tries of this badge.</summary>
    LockedOut,
    /// <summary>A lock here opened another door than its own: none is fired until a crew has looked.</summary>
    LocksStopped,
    /// <summary>Mains is gone, and the cabinet's own battery is low, unknown or has served for long.</summary>
    NoMains,
    /// <summary>Out of opening hours.</summary>
    Closed,
    /// <summary>This site hands no such thing out.</summary>
    NotHere,
    /// <summary>He has one on loan and has not brought it back.</summary>
    OnLoan,
    /// <summary>He has had his share of the day.</summary>
    ShareUsed,
    /// <summary>Nothing of it is left that may be given.</summary>
    NoneLeft,
    /// <summary>There is no such channel here.</summary>
    NoSuchChannel,
    /// <summary>A locker holds one thing.</summary>
    TooMany,
    /// <summary>No locker is free for what he brings back.</summary>
    NoRoom,
}

/// <summary>The names of refusals on the wire, on screens and in the crew's tools.</summary>
public static class Refusals
{
    /// <summary>The name of a refusal, in lower case with hyphens, as rider-code YA1 spells it.</summary>
    public static string Name(this Refusal refusal) => refusal switch
    {
        Refusal.NotACode => "not-a-code",
        Refusal.Malformed => "malformed",
        Refusal.UnknownIssuer => "unknown-issuer",
        Refusal.BadSignature => "bad-signature",
        Refusal.NotYetValid => "not-yet-valid",
        Refusal.Expired => "expired",
        Refusal.WrongPlace => "wrong-place",
        Refusal.Stale => "stale",
        Refusal.ClockNotTrusted => "clock-not-trusted",
        Refusal.Replayed => "replayed",
        Refusal.Revoked => "revoked",
        Refusal.ListsTooOld => "lists-too-old",
        Refusal.NoRight => "no-right",
        Refusal.LimitReached => "limit-reached",
        Refusal.Busy => "busy",
        Refusal.NoEmptySlot => "no-empty-slot",
        Refusal.NoFullPack => "no-full-pack",
        Refusal.NoBetterPack => "no-better-pack",
        Refusal.NothingHeld => "nothing-held",
        Refusal.StoreSlow => "store-slow",
        Refusal.Recovering => "recovering",
        Refusal.Paused => "paused",
        Refusal.Frozen => "frozen",
        Refusal.UnknownCommand => "unknown-command",
        Refusal.TooLongLived => "too-long-lived",
        Refusal.StoreFull => "store-full",
        Refusal.NoSuchSlot => "no-such-slot",
        Refusal.NoSuchSwap => "no-such-swap",
        Refusal.NoReason => "no-reason",
        Refusal.Hold => "hold",
        Refusal.DoorUnknown => "door-unknown",
        Refusal.NotFired => "not-fired",
        Refusal.TooLate => "too-late",
        Refusal.LockedOut => "locked-out",
        Refusal.LocksStopped => "locks-stopped",
        Refusal.NoMains => "no-mains",
        Refusal.Closed => "closed",
        Refusal.NotHere => "not-here",
        Refusal.OnLoan => "on-loan",
        Refusal.ShareUsed => "share-used",
        Refusal.NoneLeft => "none-left",
        Refusal.NoSuchChannel => "no-such-channel",
        Refusal.TooMany => "too-many",
        Refusal.NoRoom => "no-room",
        _ => throw new InvariantBroken($"refusal {(int)refusal} has no name"),
    };
}

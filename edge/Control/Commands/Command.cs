using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Control.Commands;

/// <summary>A signed command arrived: the fields as the host read them, and the signed bytes they came from.</summary>
/// <param name="Signed">The COSE_Sign1 bytes; empty when what came is none.</param>
/// <param name="Id">By what it is known again, as far as it could be read.</param>
/// <param name="Words">What it says; null when it could not be read.</param>
public sealed record CommandReceived(ImmutableArray<byte> Signed, string? Id, CommandWords? Words) : Request;

/// <summary>What a command says (contract v1, command).</summary>
/// <param name="Cabinet">Whom it is for.</param>
/// <param name="Type">What is to be done, for example <c>slot.open</c>.</param>
/// <param name="Target">On what.</param>
/// <param name="Issued">When it was signed, seconds since 1970 UTC.</param>
/// <param name="Expires">From then on it is worth nothing, seconds since 1970 UTC.</param>
/// <param name="By">Who wants it, for the record.</param>
/// <param name="Reason">Why, for the record.</param>
public sealed record CommandWords(string Cabinet, string Type, CommandTarget Target, long Issued, long Expires, string By, string Reason);

/// <summary>On what a command acts; each type needs its own.</summary>
/// <param name="Slot">Which slot.</param>
/// <param name="Swap">Number of the swap in this journal.</param>
/// <param name="Rider">Which rider.</param>
/// <param name="Frozen">False ends a rider's freeze.</param>
public sealed record CommandTarget(int? Slot = null, long? Swap = null, RiderId? Rider = null, bool Frozen = true);

/// <summary>What the cloud or a crew may order.</summary>
public enum CommandType
{
    /// <summary>Open one slot outside a swap (维护开仓).</summary>
    SlotOpen,
    /// <summary>Take a slot out of service.</summary>
    SlotDisable,
    /// <summary>Bring back a slot that was disabled, or whose lock was given up.</summary>
    SlotEnable,
    /// <summary>A crew stands before the slot and says that it is in order: reasons and cases that wait for people are over.</summary>
    SlotClear,
    /// <summary>No new swaps.</summary>
    CabinetPause,
    /// <summary>Swaps again.</summary>
    CabinetResume,
    /// <summary>End a running swap as soon as that is safe.</summary>
    TransactionCancel,
    /// <summary>A rider gets no new swap here.</summary>
    RiderFreeze,
    /// <summary>A frozen rider swaps again: <c>rider.freeze</c> with <c>frozen</c> false.</summary>
    RiderRelease,
    /// <summary>A crew counted what lies in a channel.</summary>
    StockCount,
    /// <summary>A crew put things into a channel.</summary>
    StockFill,
    /// <summary>An assistant helps another rider: the next swap is begun with that rider's code, and both are on record.</summary>
    SwapAssist,
}

/// <summary>Who ordered.</summary>
public enum Origin
{
    /// <summary>The cloud, by a signed command.</summary>
    Cloud,
    /// <summary>A crew at the cabinet, by a code at the scanner.</summary>
    Crew,
}

/// <summary>A crew's code that an act was shown with: used up by it, and kept as evidence.</summary>
/// <param name="Crew">Who showed it.</param>
/// <param name="Key">By what it is known again.</param>
/// <param name="IssuedAt">iat of the presentation, seconds since 1970 UTC.</param>
/// <param name="Counter">Counter of the presentation.</param>
/// <param name="Expires">exp of the credential, seconds since 1970 UTC.</param>
/// <param name="Nonce">Lower-case hex of the cabinet's nonce it answered, or null.</param>
/// <param name="Evidence">The whole text as scanned: stays in the journal for its retention time, never travels.</param>
public sealed record Badge(RiderId Crew, CodeKey Key, long IssuedAt, long Counter, long Expires, string? Nonce, string Evidence);

/// <summary>A command or a crew's act that is genuine, in time and new: what is asked, of what, by whom and why.</summary>
public sealed record Order(string Id, CommandType Type, SlotNumber? Slot, long? Swap, RiderId? Rider, Origin Origin, string By,
    string Reason, long Expires, Badge? Badge = null)
{
    /// <summary>What a crew says of a channel.</summary>
    public StockWords? Stock { get; init; }

    /// <summary>The code of the first of two persons, where the site asks for two.</summary>
    public Badge? First { get; init; }
}

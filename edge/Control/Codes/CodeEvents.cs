using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>A scanner read a text. Whatever it is, it is an answer.</summary>
/// <param name="Scanner">Name of the scanner's line in the site file.</param>
/// <param name="Text">The text without its end mark; Latin-1 for bytes above 7F.</param>
public sealed record CodeScanned(string Scanner, string Text) : Request;

/// <summary>The host gives a fresh nonce, to be shown as YA1N on the screen and at /api/cabinet.</summary>
/// <param name="Nonce">16 random bytes.</param>
public sealed record NonceGiven(ImmutableArray<byte> Nonce) : Request;

/// <summary>By what a code is known again: the credential (bound) or the bearer code or voucher itself.</summary>
/// <param name="Issuer">Issuer id.</param>
/// <param name="Cti">Lower-case hex of claim 7, 16 to 32 digits.</param>
public readonly record struct CodeKey(string Issuer, string Cti);

/// <summary>
/// A code passed the ten checks and belongs to a swap: held for it until a door is proved open (then spent) or the swap ends
/// with none (then released).
/// </summary>
/// <param name="Swap">The transaction the code belongs to.</param>
/// <param name="Rider">Who showed it.</param>
/// <param name="Purpose">What for, as in the code.</param>
/// <param name="Key">By what it is known again.</param>
/// <param name="Bound">True for a bound code: one credential, many codes, each newer than the last.</param>
/// <param name="IssuedAt">iat of the presentation (bound) or of the code (bearer), seconds since 1970 UTC.</param>
/// <param name="Counter">Counter of the presentation; 0 for a bearer code.</param>
/// <param name="Expires">exp of the credential, seconds since 1970 UTC.</param>
/// <param name="Nonce">Lower-case hex of the cabinet's nonce it answered, or null.</param>
/// <param name="Evidence">The whole text as scanned: stays in the journal for its retention time, never travels.</param>
public sealed record CodeAccepted(long Swap, RiderId Rider, string Purpose, CodeKey Key, bool Bound, long IssuedAt, long Counter,
    long Expires, string? Nonce, string Evidence) : TransactionEvent(Swap);

/// <summary>A door was proved open: the code that led to it is used up.</summary>
public sealed record CodeSpent(long Swap) : TransactionEvent(Swap);

/// <summary>The swap ended and no door was proved open: its code may be shown again while it lives.</summary>
public sealed record CodeReleased(long Swap) : TransactionEvent(Swap);

/// <summary>A genuine code of a known rider was refused (checks 7 to 10, or the cabinet cannot serve).</summary>
public sealed record CodeRefused(RiderId Rider, Refusal Why) : Event;

/// <summary>Texts refused before check 7, counted; written at most once a minute for each reason.</summary>
public sealed record CodesRefused(Refusal Why, int Count) : Event;

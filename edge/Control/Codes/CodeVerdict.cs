using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Control.Codes;

/// <summary>A voucher whose signature holds.</summary>
/// <param name="Key">By what it is known again: spent by it when the thing is seen to leave.</param>
/// <param name="Item">What it buys.</param>
/// <param name="Count">How many.</param>
/// <param name="Expires">exp, seconds since 1970 UTC.</param>
public sealed record GenuineVoucher(CodeKey Key, string Item, int Count, long Expires);

/// <summary>A code whose signatures hold (checks 1 to 6), with all that was signed.</summary>
/// <param name="Rider">Who shows it.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Key">By what it is known again.</param>
/// <param name="Bound">True for a bound code, with or without voucher.</param>
/// <param name="IssuedAt">iat of the presentation (bound) or of the code (bearer), seconds since 1970 UTC.</param>
/// <param name="Counter">Counter of the presentation; 0 for a bearer code.</param>
/// <param name="Expires">exp of the credential, seconds since 1970 UTC.</param>
/// <param name="Nonce">Lower-case hex of the nonce it answers, or null.</param>
/// <param name="Rights">Rights that the issuer gave and may give.</param>
/// <param name="SwapClasses">The classes that <paramref name="Rights"/> let him swap.</param>
/// <param name="LeastGap">Least time between two swaps of his; zero where the issuer asks for none.</param>
/// <param name="OfflineSwapsMax">His offline swaps in 24 h; <see cref="int.MaxValue"/> where the issuer names no limit.</param>
/// <param name="PackHint">Serial the issuer last knew with him, or null.</param>
/// <param name="Tail">At most four characters to show on the screen, never stored.</param>
/// <param name="Voucher">The voucher shown with it, or null.</param>
public sealed record GenuineCode(RiderId Rider, string Purpose, CodeKey Key, bool Bound, long IssuedAt, long Counter, long Expires,
    string? Nonce, ImmutableArray<string> Rights, ImmutableArray<PackClass> SwapClasses, TimeSpan LeastGap, int OfflineSwapsMax,
    string? PackHint, string? Tail, GenuineVoucher? Voucher = null);

/// <summary>The verdict on one scanned text.</summary>
/// <param name="FailedCheck">1 to 10: the first check that failed; 0 when all hold.</param>
/// <param name="Refusal">The name of the refusal; null when all hold.</param>
/// <param name="Code">The code, once checks 1 to 6 held; also when a later one failed.</param>
public sealed record CodeVerdict(int FailedCheck, Refusal? Refusal, GenuineCode? Code);

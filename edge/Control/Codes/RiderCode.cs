using System.Formats.Cbor;
using System.Security.Cryptography;

namespace YongAi.Edge.Control.Codes;

/// <summary>A credential as it was signed.</summary>
/// <param name="Encoded">Its bytes as shown: a presentation is signed over their SHA-256.</param>
/// <param name="Message">The signed message.</param>
/// <param name="Claims">What it says.</param>
public sealed record Credential(ReadOnlyMemory<byte> Encoded, CoseSign1 Message, CredentialClaims Claims);

/// <summary>A presentation as it was signed.</summary>
public sealed record Presentation(CoseSign1 Message, PresentationClaims Claims);

/// <summary>A voucher as it was signed.</summary>
public sealed record Voucher(CoseSign1 Message, VoucherClaims Claims);

/// <summary>A rider code by its shape alone: nothing in it is believed yet.</summary>
/// <param name="Credential">The credential, or the whole bearer code.</param>
/// <param name="Presentation">The phone's own signature, in a bound code.</param>
/// <param name="Voucher">A voucher shown with it, or null.</param>
public sealed record RiderCode(Credential Credential, Presentation? Presentation, Voucher? Voucher)
{
    /// <summary>What a rider code begins with.</summary>
    public const string Prefix = "YA1:";

    /// <summary>Longest text accepted, in characters.</summary>
    public const int LengthMax = 1024;

    /// <summary>True for an array, false for a code by the issuer alone.</summary>
    public bool IsArray => Presentation is not null;

    /// <summary>What the code is for; null in a bearer code that does not say.</summary>
    public string? Purpose => Presentation is { } shown ? shown.Claims.Purpose : Credential.Claims.Purpose;

    /// <summary>When this one code was made, seconds since 1970 UTC.</summary>
    public long IssuedAt => Presentation?.Claims.IssuedAt ?? Credential.Claims.IssuedAt;

    /// <summary>Grows with each code drawn; 0 in a bearer code.</summary>
    public long Counter => Presentation?.Claims.Counter ?? 0;

    /// <summary>True when this key, the one that the credential names, signed this presentation of exactly this credential.</summary>
    public bool ShownBy(P256Key? rider)
    {
        if (Presentation is null || rider is null) return false;
        Span<byte> aad = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Credential.Encoded.Span, aad);
        return Presentation.Message.SignedBy(rider, aad);
    }

    /// <summary>Reads a scanned text (check 1): null and the code, or why it is none.</summary>
    public static Refusal? Read(string scanned, out RiderCode? code)
    {
        code = null;
        // Blanks belong to Base45; only what scanners put at the end of a line is theirs.
        var text = scanned.AsSpan().TrimEnd("\r\n\t");
        if (text.Length > LengthMax || !text.StartsWith(Prefix, StringComparison.Ordinal)) return Refusal.NotACode;
        if (!Base45.IsAlphabet(text[Prefix.Length..])) return Refusal.NotACode;
        if (!Base45.TryDecode(text[Prefix.Length..], out var bytes) || !StrictCbor.Holds(bytes)) return Refusal.Malformed;
        code = Parts(bytes) is { } parts ? FromArray(parts) : Alone(bytes);
        return code is null ? Refusal.Malformed : null;
    }

    private static RiderCode? Alone(ReadOnlyMemory<byte> bytes) =>
        Signed(bytes) is { } credential ? new RiderCode(credential, null, null) : null;

    private static RiderCode? FromArray(ImmutableArray<ReadOnlyMemory<byte>> parts)
    {
        if (Signed(parts[0]) is not { } credential) return null;
        if (!CoseSign1.TryRead(parts[1], out var shown)) return null;
        if (PresentationClaims.Read(shown!.Payload) is not { } moment) return null;
        var presentation = new Presentation(shown, moment);
        if (parts.Length == 2) return new RiderCode(credential, presentation, null);
        if (!CoseSign1.TryRead(parts[2], out var promised) || promised!.Kid is null) return null;
        return VoucherClaims.Read(promised.Payload) is { } voucher
            ? new RiderCode(credential, presentation, new Voucher(promised, voucher))
            : null;
    }

    private static Credential? Signed(ReadOnlyMemory<byte> bytes) =>
        CoseSign1.TryRead(bytes, out var message) && message!.Kid is not null
            && CredentialClaims.Read(message.Payload) is { } claims
            ? new Credential(bytes, message, claims)
            : null;

    /// <summary>The two or three byte strings of an array form; null for everything else.</summary>
    private static ImmutableArray<ReadOnlyMemory<byte>>? Parts(ReadOnlyMemory<byte> bytes)
    {
        var reader = StrictCbor.Over(bytes);
        if (reader.PeekState() != CborReaderState.StartArray || reader.ReadStartArray() is not (2 or 3)) return null;
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(3);
        while (reader.PeekState() == CborReaderState.ByteString) parts.Add(reader.ReadDefiniteLengthByteString());
        return reader.PeekState() == CborReaderState.EndArray ? parts.ToImmutable() : null;
    }
}

using System.Formats.Cbor;

namespace YongAi.Edge.Control.Codes;

/// <summary>
/// A COSE_Sign1 message (RFC 9052) of the one profile that this cabinet reads: ES256, nothing unprotected, payload
/// inside.
/// </summary>
public sealed class CoseSign1
{
    private const ulong Tag = 18;
    private const int SignatureLength = 64;
    private const long Es256 = -7;
    private const long LabelAlg = 1, LabelCrit = 2, LabelContentType = 3, LabelKid = 4;

    private readonly ReadOnlyMemory<byte> header;
    private readonly ReadOnlyMemory<byte> signature;

    private CoseSign1(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte>? kid, ReadOnlyMemory<byte> payload,
        ReadOnlyMemory<byte> signature)
    {
        this.header = header;
        this.signature = signature;
        Kid = kid;
        Payload = payload;
    }

    /// <summary>Which key claims to have signed; null when the protected header names none.</summary>
    public ReadOnlyMemory<byte>? Kid { get; }

    /// <summary>What was signed; worth nothing before <see cref="SignedBy"/> says so.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Reads a message with or without tag 18; false when it is none of this profile.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out CoseSign1? message)
    {
        message = null;
        if (!StrictCbor.Holds(bytes)) return false;
        var reader = StrictCbor.Over(bytes);
        if (reader.PeekState() == CborReaderState.Tag && (ulong)reader.ReadTag() != Tag) return false;
        if (reader.PeekState() != CborReaderState.StartArray || reader.ReadStartArray() != 4) return false;
        if (!ByteString(reader, out var header)) return false;
        if (reader.PeekState() != CborReaderState.StartMap || reader.ReadStartMap() != 0) return false;
        reader.ReadEndMap();
        if (!ByteString(reader, out var payload)) return false;
        if (!ByteString(reader, out var signature) || signature.Length != SignatureLength) return false;
        if (!Header(header, out var kid)) return false;
        message = new CoseSign1(header, kid, payload, signature);
        return true;
    }

    /// <summary>Reads what a message carries without judging its signature: to route it, never to act on it.</summary>
    public static bool TryPayload(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> payload)
    {
        var read = TryRead(bytes, out var message);
        payload = read ? message!.Payload : default;
        return read;
    }

    /// <summary>True when this key signed exactly this message for exactly this purpose.</summary>
    /// <param name="key">The key that we trust for it; nothing in the message chooses key or algorithm.</param>
    /// <param name="externalAad">Names the purpose (RFC 9052, external_aad).</param>
    public bool SignedBy(P256Key key, ReadOnlySpan<byte> externalAad)
    {
        var signed = new CborWriter(CborConformanceMode.Strict, initialCapacity: Payload.Length + header.Length + 96);
        signed.WriteStartArray(4);
        signed.WriteTextString("Signature1");
        signed.WriteByteString(header.Span);
        signed.WriteByteString(externalAad);
        signed.WriteByteString(Payload.Span);
        signed.WriteEndArray();
        return key.Verifies(signed.Encode(), signature.Span);
    }

    private static bool ByteString(CborReader reader, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (reader.PeekState() != CborReaderState.ByteString) return false;
        bytes = reader.ReadDefiniteLengthByteString();
        return true;
    }

    private static bool Header(ReadOnlyMemory<byte> header, out ReadOnlyMemory<byte>? kid)
    {
        kid = null;
        return CborMap.TryRead(header, out var labels)
            && labels.Find(LabelAlg, CborReaderState.NegativeInteger) is { } alg
            && alg.ReadCborNegativeIntegerRepresentation() == -1 - Es256
            && labels.Bytes(LabelKid, 1, 64, out kid)
            && CriticalIsUnderstood(labels);
    }

    /// <summary>
    /// Whoever marks a header critical wants it obeyed: each one named must be there and one that we obey (RFC
    /// 9052, 3.1).
    /// </summary>
    private static bool CriticalIsUnderstood(CborMap labels)
    {
        if (!labels.Has(LabelCrit)) return true;
        if (labels.Find(LabelCrit, CborReaderState.StartArray) is not { } critical) return false;
        if (critical.ReadStartArray() is not > 0) return false;
        while (critical.PeekState() != CborReaderState.EndArray)
        {
            if (critical.PeekState() != CborReaderState.UnsignedInteger) return false;
            var label = critical.ReadUInt64();
            if (label is not (LabelAlg or LabelContentType or LabelKid) || !labels.Has((long)label)) return false;
        }
        return true;
    }
}

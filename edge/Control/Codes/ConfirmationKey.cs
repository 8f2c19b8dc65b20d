using System.Formats.Cbor;

namespace YongAi.Edge.Control.Codes;

/// <summary>The rider's public key as a credential names it (RFC 8747, claim cnf): x, and y or only its sign.</summary>
public sealed record ConfirmationKey(ReadOnlyMemory<byte> X, ReadOnlyMemory<byte>? Y, bool YIsOdd)
{
    private const long CoseKey = 1;
    private const long Kty = 1, Crv = -1, XOf = -2, YOf = -3;
    private const long KtyEc2 = 2, CrvP256 = 1;
    private const int CoordinateLength = 32;

    /// <summary>Reads <c>{1: COSE_Key}</c>; null for another kind of key or another curve.</summary>
    public static ConfirmationKey? Read(CborMap cnf)
    {
        if (!cnf.Map(CoseKey, out var key) || key is null) return null;
        if (!key.Number(Kty, KtyEc2, out var kty) || kty != KtyEc2) return null;
        if (!key.Number(Crv, CrvP256, out var crv) || crv != CrvP256) return null;
        if (!key.Bytes(XOf, CoordinateLength, CoordinateLength, out var x) || x is null) return null;
        if (key.Find(YOf, CborReaderState.Boolean) is { } sign) return new ConfirmationKey(x.Value, null, sign.ReadBoolean());
        if (!key.Bytes(YOf, CoordinateLength, CoordinateLength, out var y) || y is null) return null;
        return new ConfirmationKey(x.Value, y, false);
    }

    /// <summary>The key as a point of the curve; null when there is no such point.</summary>
    public P256Key? Point() => Y is { } y ? P256Key.From(X.Span, y.Span) : P256Key.From(X.Span, YIsOdd);
}

namespace YongAi.Edge.Control.Codes;

/// <summary>A thing the cloud signed, of one kind: acknowledgement, command, permit, settings.</summary>
public static class SignedWord
{
    /// <summary>True when the bytes are a COSE_Sign1 by a trusted key of this kind, in its life.</summary>
    public static bool TryVerify(ReadOnlySpan<byte> cose, TrustStore trust, KeyKind kind, Moment now, out ImmutableArray<byte> payload)
    {
        payload = [];
        return false;
    }
}

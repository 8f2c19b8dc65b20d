using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;

namespace YongAi.Edge.Tests.CloudBridge;

/// <summary>A reader of acks that shares no code with their writer or with the cabinet's reader.</summary>
public sealed record SignedAck(byte[] Kid, string ContentType, byte[] Payload)
{
    public static SignedAck Read(byte[] message, ECDsa key)
    {
        var reader = new CborReader(message, CborConformanceMode.Canonical);
        if ((ulong)reader.ReadTag() != 18) throw new FormatException("no COSE_Sign1");
        if (reader.ReadStartArray() != 4) throw new FormatException("not four parts");
        var header = reader.ReadByteString();
        if (reader.ReadStartMap() != 0) throw new FormatException("unprotected header not empty");
        reader.ReadEndMap();
        var payload = reader.ReadByteString();
        var signature = reader.ReadByteString();
        reader.ReadEndArray();
        if (reader.BytesRemaining != 0) throw new FormatException("bytes after the item");
        if (!key.VerifyData(ToBeSigned(header, payload), signature, HashAlgorithmName.SHA256))
            throw new CryptographicException("the signature does not hold");
        var (kid, contentType) = ReadHeader(header);
        return new SignedAck(kid, contentType, payload);
    }

    // Byte by byte, as RFC 9052 section 4.4 draws it: array(4), "Signature1", header, external_aad "v1/ack", payload.
    private static byte[] ToBeSigned(byte[] header, byte[] payload) =>
    [
        0x84, 0x6A, .. Encoding.ASCII.GetBytes("Signature1"), .. ByteString(header), .. ByteString("v1/ack"u8.ToArray()),
        .. ByteString(payload),
    ];

    private static byte[] ByteString(byte[] bytes) => bytes.Length switch
    {
        < 24 => [(byte)(0x40 + bytes.Length), .. bytes],
        < 256 => [0x58, (byte)bytes.Length, .. bytes],
        _ => [0x59, (byte)(bytes.Length >> 8), unchecked((byte)bytes.Length), .. bytes],
    };

    private static (byte[] Kid, string ContentType) ReadHeader(byte[] header)
    {
        var reader = new CborReader(header, CborConformanceMode.Canonical);
        if (reader.ReadStartMap() != 3) throw new FormatException("protected header without alg, content type or kid");
        if (reader.ReadInt32() != 1 || reader.ReadInt32() != -7) throw new FormatException("not ES256");
        if (reader.ReadInt32() != 3) throw new FormatException("no content type");
        var contentType = reader.ReadTextString();
        if (reader.ReadInt32() != 4) throw new FormatException("no kid");
        var kid = reader.ReadByteString();
        reader.ReadEndMap();
        return (kid, contentType);
    }
}

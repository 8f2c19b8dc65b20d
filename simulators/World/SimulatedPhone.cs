using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text.Json;

namespace YongAi.Simulators.World;

/// <summary>
/// What a cabinet shows to a phone: <c>YA1N:</c> and the Base45 of the CBOR array [cabinet id, nonce].
/// </summary>
public sealed record ShownNonce(string Cabinet, byte[] Nonce)
{
    private const string Prefix = "YA1N:";

    /// <summary>Reads what is on the screen; null when it is something else.</summary>
    public static ShownNonce? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (CodeWriter.FromBase45(text[Prefix.Length..]) is not { } bytes) return null;
        try
        {
            var reader = new CborReader(bytes);
            if (reader.ReadStartArray() != 2) return null;
            return new ShownNonce(reader.ReadTextString(), reader.ReadByteString());
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>
/// A rider's phone: it keeps a credential and the key that it names, and draws a code for this moment.
/// </summary>
public sealed class SimulatedPhone(byte[] credential, StillKey riderKey)
{
    /// <summary>What the issuer signed.</summary>
    public ReadOnlyMemory<byte> Credential => credential;

    /// <summary>The counter of the last code drawn; the next one is higher.</summary>
    public long Counter { get; set; }

    /// <summary>Reads a credential file (seeds/codes/README.md).</summary>
    /// <exception cref="PhoneTrouble">It cannot be read, or is none.</exception>
    public static SimulatedPhone Read(string path)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllText(path));
            var key = StillKey.FromPem(file.RootElement.GetProperty("rider_key").GetString()!);
            return new SimulatedPhone(Base64Url.DecodeFromChars(file.RootElement.GetProperty("credential").GetString()), key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhoneTrouble($"{path}: cannot be read ({e.Message})");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or CryptographicException or ArgumentException)
        {
            throw new PhoneTrouble(
                $"{path}: is no credential file; `cloud-bridge mint --rider ID --rights ... --out FILE` writes one");
        }
    }

    /// <summary>Draws a code.</summary>
    /// <param name="purpose">For example <c>swap</c>.</param>
    /// <param name="at">The phone's clock.</param>
    /// <param name="nonce">The cabinet's nonce, where it is answered.</param>
    /// <param name="audience">The cabinet it is for; wanted with a nonce.</param>
    public string Draw(string purpose, DateTimeOffset at, byte[]? nonce = null, string? audience = null)
    {
        Counter++;
        var claims = CodeWriter.Cbor(writer => Claims(writer, purpose, at.ToUnixTimeSeconds(), nonce, audience));
        return CodeWriter.Bound(credential, CodeWriter.Sign1(riderKey.Sign, null, claims, SHA256.HashData(credential)));
    }

    private void Claims(CborWriter writer, string purpose, long at, byte[]? nonce, string? audience)
    {
        writer.WriteStartMap(null);
        if (audience is not null)
        {
            writer.WriteInt32(3);
            writer.WriteTextString(audience);
        }
        writer.WriteInt32(6);
        writer.WriteInt64(at);
        writer.WriteInt32(-70002);
        writer.WriteStartMap(nonce is null ? 2 : 3);
        writer.WriteInt32(1);
        writer.WriteTextString(purpose);
        writer.WriteInt32(2);
        writer.WriteInt64(Counter);
        if (nonce is not null)
        {
            writer.WriteInt32(3);
            writer.WriteByteString(nonce);
        }
        writer.WriteEndMap();
        writer.WriteEndMap();
    }
}

/// <summary>A simulated phone cannot do what was asked; the message says where the trouble is and what to do.</summary>
public sealed class PhoneTrouble(string message) : Exception(message);

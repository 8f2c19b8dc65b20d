using System.Formats.Cbor;
using System.Globalization;
using System.Text;

namespace YongAi.Simulators.World;

/// <summary>
/// An issuer that gives credentials to simulated phones, with a private key of its own or the demo one.
/// </summary>
public sealed class CodeWriterIssuer(StillKey key, string name)
{
    /// <summary>Reads the private key from a PKCS#8 PEM file.</summary>
    public static CodeWriterIssuer FromPem(string path, string name) => new(StillKey.FromPem(File.ReadAllText(path)), name);

    /// <summary>A phone with a rider key of this moment and a credential of this issuer.</summary>
    /// <param name="rider">Pseudonym.</param>
    /// <param name="rights">For example <c>swap:48V24Ah</c>.</param>
    /// <param name="from">Begin of the credential's life.</param>
    /// <param name="life">How long it lives, at most 7 days.</param>
    /// <param name="limits">Offline swaps in 24 h and least seconds between swaps; null for none.</param>
    /// <param name="audience">Where it is good for; wanted for crews. Null: anywhere.</param>
    public SimulatedPhone Phone(string rider, IReadOnlyList<string> rights, DateTimeOffset from, TimeSpan life,
        (int OfflineSwaps, int LeastSeconds)? limits = null, string? audience = null)
    {
        var riderKey = key.Of(string.Create(CultureInfo.InvariantCulture, $"{rider} {from.ToUnixTimeMilliseconds()}"));
        var claims = CodeWriter.Cbor(writer =>
        {
            writer.WriteStartMap(null);
            Head(writer, rider, from, (long)life.TotalSeconds);
            if (audience is not null)
            {
                writer.WriteInt32(3);
                writer.WriteTextString(audience);
            }
            Confirmation(writer, riderKey);
            writer.WriteInt32(-70001);
            Rights(writer, rights, limits);
            writer.WriteEndMap();
        });
        return new SimulatedPhone(CodeWriter.Sign1(key.Sign, key.Kid, claims, Encoding.UTF8.GetBytes("ya1/credential")), riderKey);
    }

    private void Head(CborWriter writer, string rider, DateTimeOffset since, long seconds)
    {
        var from = since.ToUnixTimeSeconds();
        writer.WriteInt32(1);
        writer.WriteTextString(name);
        writer.WriteInt32(2);
        writer.WriteTextString(rider);
        writer.WriteInt32(4);
        writer.WriteInt64(from + seconds);
        writer.WriteInt32(5);
        writer.WriteInt64(from);
        writer.WriteInt32(6);
        writer.WriteInt64(from);
        writer.WriteInt32(7);
        writer.WriteByteString(key.Bytes(string.Create(CultureInfo.InvariantCulture, $"id {rider} {since.ToUnixTimeMilliseconds()}"), 16));
    }

    private static void Confirmation(CborWriter writer, StillKey riderKey)
    {
        writer.WriteInt32(8);
        writer.WriteStartMap(1);
        writer.WriteInt32(1);
        writer.WriteStartMap(4);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(-1);
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(riderKey.X);
        writer.WriteInt32(-3);
        writer.WriteByteString(riderKey.Y);
        writer.WriteEndMap();
        writer.WriteEndMap();
    }

    private static void Rights(CborWriter writer, IReadOnlyList<string> rights, (int OfflineSwaps, int LeastSeconds)? limits)
    {
        writer.WriteStartMap(null);
        writer.WriteInt32(1);
        writer.WriteStartArray(rights.Count);
        foreach (var right in rights) writer.WriteTextString(right);
        writer.WriteEndArray();
        if (limits is { } set)
        {
            writer.WriteInt32(2);
            writer.WriteStartArray(2);
            writer.WriteInt32(set.OfflineSwaps);
            writer.WriteInt32(set.LeastSeconds);
            writer.WriteEndArray();
        }
        writer.WriteEndMap();
    }
}

using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Edge.Bench;

/// <summary>Shows signed tokens at a stand that Node-RED serves, one ES256 signature each (RFC 7519), and closes its door.</summary>
internal sealed class Bystander(Stand stand) : IDisposable
{
    /// <summary>The slot whose lock the flow opens.</summary>
    private const int Slot = 12;
    /// <summary>As long as a rider's code: the lines have as much to carry.</summary>
    private const int TokenBytes = 400;
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(5);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int tokens;

    public byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    /// <summary>Shows a fresh token: milliseconds from its last byte to the first of the opening frame.</summary>
    public async Task<double> ScanAsync()
    {
        var opening = stand.Scans.NextOpening();
        await stand.Do(new ShowCode(Token()));
        var opened = await opening.WaitAsync(OpensWithin, stand.Stop);
        return Stopwatch.GetElapsedTime(stand.Scans.CodeOver, opened).TotalMilliseconds;
    }

    public async Task CloseAsync()
    {
        await stand.Until(async () => (await stand.LookAsync()).Any(slot => slot.Slot == Slot && slot.IsOpen), "the door of the flow");
        await stand.Do(new CloseDoor(Slot));
    }

    public void Dispose() => key.Dispose();

    private string Token()
    {
        var claims = $"{{\"sub\":\"rider-bench\",\"jti\":{++tokens},\"exp\":{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60},\"pad\":\"";
        var said = $"{Coded("{\"alg\":\"ES256\"}")}.{Coded(claims + new string('x', Math.Max(0, TokenBytes * 3 / 5 - claims.Length)) + "\"}")}";
        return $"{said}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(said), HashAlgorithmName.SHA256))}";
    }

    private static string Coded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}

using System.Numerics;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Fuzz;
using YongAi.Simulators.Fuzz.Words;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// Trust stores. Judged: each key that is taken lies on P-256 by arithmetic of our own, is there once, and has a life.
/// </summary>
public sealed class TrustTarget : JsonTarget
{
    private static readonly BigInteger P = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2,
        192) + BigInteger.Pow(2, 96) - 1;
    private static readonly BigInteger B = BigInteger.Parse("05AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B",
        System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly WorkFolder folder = new();
    private readonly string site, file;
    private readonly Func<string, SiteReading> read;

    /// <param name="seeds">A trust store and a site to begin from.</param>
    /// <param name="read">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public TrustTarget(SeedFiles seeds, Func<string, SiteReading>? read = null)
    {
        this.read = read ?? SiteFile.Read;
        // By ones and threes as well: each key that is read costs a look at its curve.
        Good = [seeds.Bytes("issuers/demo.json"), .. SmallSite.Keys(seeds, 1), .. SmallSite.Keys(seeds, 3)];
        Directory.CreateDirectory(folder.PathOf("sites"));
        Directory.CreateDirectory(folder.PathOf("issuers"));
        (site, file) = (folder.PathOf("sites/site.json"), folder.PathOf("issuers/demo.json"));
        File.WriteAllBytes(site, SmallSite.Of(seeds, "demo-12.json", slots: 1, packs: 1));
    }

    public override string Name => "trust";

    /// <summary>A site file and a trust store, and up to 200 faults in two languages; our own number.</summary>
    public override long AllocatedMax => 4 * 1024 * 1024;

    protected override IReadOnlyList<byte[]> Good { get; }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    protected override Outcome Try(byte[] json, Meter meter)
    {
        File.WriteAllBytes(file, json);
        meter.Begin();
        var reading = read(site);
        meter.End();
        if (reading.Settings is not { } settings)
            return Outcome.Rejected(reading.Faults.Length > 0 ? "faults" : throw new FuzzFinding("neither faults nor settings"));
        var keys = settings.Plan.Trust.Keys;
        foreach (var key in keys)
            if (!OnCurve([.. key.PublicKey]) || key.NotAfter <= key.NotBefore || key.Issuer.Length is 0 or > 32)
                throw new FuzzFinding(
                    $"trusted: {key.Issuer}/{key.Kind} {Convert.ToHexString([.. key.PublicKey])}, {key.NotBefore} to {key.NotAfter}");
        if (keys.Length == 0 || keys.Select(key => Convert.ToHexString([.. key.PublicKey])).Distinct().Count() != keys.Length)
            throw new FuzzFinding("no key, or one key twice");
        return Outcome.Accepted;
    }

    private static bool OnCurve(byte[] point)
    {
        if (point.Length != 65 || point[0] != 4) return false;
        var (x, y) = (new BigInteger(point.AsSpan(1, 32), true, true), new BigInteger(point.AsSpan(33), true, true));
        return x < P && y < P && ((y * y - (x * x * x - 3 * x + B)) % P).IsZero;
    }
}

using System.Security.Cryptography.X509Certificates;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Looks at a site file and the computer round it, and says everything that stands in the way at once.</summary>
internal static class CheckCommand
{
    /// <summary>A certificate that runs out sooner is worth a word: a crew comes by once in some weeks.</summary>
    public static readonly TimeSpan RenewWithin = TimeSpan.FromDays(30);

    /// <summary>Prints faults, warnings and notes; 0 when the site file is faultless, 2 when it is not.</summary>
    public static int Run(string file, string environment, TextWriter output, TimeProvider time)
    {
        var reading = SiteFile.Read(file);
        var warnings = new List<SiteFault>(reading.Warnings);
        var notes = new List<SiteFault>();
        if (reading.Settings is { } site)
        {
            // A check on a desk is asked how the site would do at a cabinet.
            warnings.AddRange(SiteGate.Against(site, environment == SiteGate.Development ? SiteGate.Production : environment));
            warnings.AddRange(SpentKeys(site, time.GetUtcNow().ToUnixTimeSeconds()));
            warnings.AddRange(SiteCertificates.Against(site.Host.Cloud));
            warnings.AddRange(SiteCertificates.Remarks(site.Host.Cloud));
            warnings.AddRange(SpentCertificate(site.Host.Cloud.CertFile, time.GetUtcNow()));
            notes.AddRange(Surroundings(site));
            foreach (var line in site.Wiring.Lines)
                if (LineLoad.Of(line) is { } load)
                    (load.Busy > LineLoad.BusyMost ? warnings : notes).Add(load.Busy > LineLoad.BusyMost && GuardsCap(line) ? LateForTheCap(load) : load.Told);
        }
        Print(output, "故障 fault  ", reading.Faults);
        Print(output, "提醒 warning", warnings);
        Print(output, "说明 note   ", notes);
        output.WriteLine($"{file}: {reading.Faults.Length} fault(s), {warnings.Count} warning(s)");
        return reading.Settings is null ? ExitCode.BadInput : ExitCode.Fine;
    }

    public static void Print(TextWriter output, string kind, IEnumerable<SiteFault> faults)
    {
        foreach (var fault in faults) output.WriteLine($"{kind} {fault}");
    }

    private static IEnumerable<SiteFault> SpentKeys(SiteSettings site, long now) =>
        from key in site.Plan.Trust.Keys
        where key.NotAfter < now || key.NotBefore > now
        select new SiteFault("issuers", 0, $"{key.Issuer} 的 {key.Kind} 公钥不在有效期内（按本机时钟）",
            $"the {key.Kind} key of {key.Issuer} is not in force by this computer's clock");

    private static IEnumerable<SiteFault> SpentCertificate(string? file, DateTimeOffset now)
    {
        if (!File.Exists(file)) yield break;
        using var ours = X509CertificateLoader.LoadCertificateFromFile(file);
        var ends = new DateTimeOffset(ours.NotAfter);
        if (ends - now > RenewWithin) yield break;
        yield return new SiteFault("cloud.certificate", 0, $"{file} 的有效期到 {ends:yyyy-MM-dd}，请尽快换发（按本机时钟）",
            $"the certificate in {file} is valid until {ends:yyyy-MM-dd} by this computer's clock: have a new one signed soon");
    }

    private static bool GuardsCap(LineWiring line) => line.Devices.Any(device => device is GaugeWiring { Fit.PowerEvery: not null });

    /// <summary>A slower poll of its neighbours is one way; a line of its own is the better one.</summary>
    private static SiteFault LateForTheCap(LineLoad load) => load.Told with
    {
        Chinese = $"{load.Told.Chinese}；电表要每 {GaugeFit.UnderACap.TotalMilliseconds:F0} ms 看一次功率上限，最好单独接一条线路",
        English = $"{load.Told.English}; its meter guards the power cap every {GaugeFit.UnderACap.TotalMilliseconds:F0} ms: best give it a line of its own",
    };

    private static IEnumerable<SiteFault> Surroundings(SiteSettings site)
    {
        var absent = site.Host.Ports.Where(port => !File.Exists(port.Path)).Select(port => port.Line.Name).ToArray();
        if (absent.Length > 0)
            yield return new SiteFault("lines", 0, $"这些串口现在不在，出现后会自动打开：{string.Join(", ", absent)}",
                $"these ports are not there now and are opened when they come: {string.Join(", ", absent)}");
        foreach (var fit in site.Wiring.Kernel)
            if (KernelReadings.FolderOf(site.Host.Sysfs, fit, out var why) is null)
                yield return new SiteFault($"kernel_gauges.{fit.Gauge}", 0, $"现在读不到：{why}", $"cannot be read now: {why}");
        if (!Directory.Exists(site.Host.DataFolder))
            yield return new SiteFault("data", 0, $"{site.Host.DataFolder} 还没有；启动时建立",
                $"{site.Host.DataFolder} does not exist yet; it is made at start");
    }
}

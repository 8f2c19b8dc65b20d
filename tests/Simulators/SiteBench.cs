using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A site file in a folder of its own, as the demonstration has it, with lines in that folder.</summary>
internal sealed class SiteBench : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("yongai-sim-");

    public SiteBench(Func<string, string>? change = null)
    {
        var text = File.ReadAllText(Repository.Path("seeds/sites/demo-12.json"))
            .Replace("../../run/demo/lines/", "lines/", StringComparison.Ordinal);
        SiteFile = Path.Combine(folder.FullName, "site.json");
        File.WriteAllText(SiteFile, change is null ? text : change(text));
    }

    public string SiteFile { get; }
    public string Folder => folder.FullName;

    public SimulatedSite Read() => SimulatedSite.Read(SiteFile);

    /// <summary>The cabinet of the demonstration in virtual time: eleven packs, full unless said otherwise, slot 12 empty, whole bursts.</summary>
    public SimulatedCabinet Cabinet(byte? reportHead = null, int? soc = null)
    {
        var site = Read();
        var cabinet = new SimulatedCabinet(site, new CabinetSetup { Grain = TimeSpan.FromHours(1), ReportHead = reportHead });
        foreach (var pack in Stock.Usual(site, packs: null)) cabinet.World.Stock(pack.Slot, pack.Serial, soc ?? pack.Soc);
        return cabinet;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

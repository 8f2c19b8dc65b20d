using System.Text.Json.Nodes;
using YongAi.Edge.Host.Site;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation.Cuts;

/// <summary>
/// The demo's cabinet with its first four slots only, and the shortest time that a start may look at what it found open: fewer
/// packs to ask and less to wait for, so that more cuts fit into a minute. Slot 4 has suppression of its own. Read as the edge
/// reads it, and as the simulators do.
/// </summary>
internal sealed record CutSite(SiteSettings Edge, SimulatedSite Boards)
{
    public const int Slots = 4;
    public static readonly TimeSpan RecoverWithin = TimeSpan.FromSeconds(10);

    private static readonly Lazy<CutSite> Made = new(Make);

    public static CutSite Usual => Made.Value;

    private static CutSite Make()
    {
        var site = JsonNode.Parse(File.ReadAllText(Repository.Path("seeds/sites/demo-12.json")))!.AsObject();
        site["issuers"] = Repository.Path("seeds/issuers/demo.json");
        var (slots, lines) = (site["slots"]!.AsArray(), site["lines"]!.AsObject());
        while (slots.Count > Slots)
        {
            lines.Remove(slots[^1]!["pack"]!["line"]!.GetValue<string>());
            slots.RemoveAt(slots.Count - 1);
        }
        slots[^1]!["suppression"] = true;
        site["times"] = new JsonObject { ["recover_within_s"] = RecoverWithin.TotalSeconds };
        site.Remove("$schema");
        var folder = Directory.CreateTempSubdirectory("yongai-cuts-");
        try
        {
            var file = Path.Combine(folder.FullName, "site.json");
            File.WriteAllText(file, site.ToJsonString());
            var reading = SiteFile.Read(file);
            return new CutSite(reading.Settings ?? throw new InvalidOperationException(string.Join('\n', reading.Faults)),
                SimulatedSite.Read(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

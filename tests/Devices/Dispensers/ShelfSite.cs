using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Devices.Dispensers;

/// <summary>A simulated cabinet without slots: two spirals, two places for power banks, a tag reader.</summary>
internal sealed class ShelfSite : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public const string Text = """
        { "cabinet": "T-SHELF",
          "lines": { "vending": { "path": "lines/vending", "baud": 57600 }, "dock": { "path": "lines/dock", "baud": 115200 },
                     "tags": { "path": "lines/tags" } },
          "dispensers": [
            { "name": "spirals", "family": "vmc", "line": "vending", "channels": [
              { "channel": "water-1", "selection": 10, "drop_sensor": true }, { "channel": "cola-2", "selection": 11 } ] },
            { "name": "dock", "family": "bank-dock", "line": "dock", "channels": [
              { "channel": "bank-1", "address": 1, "place": 1 }, { "channel": "bank-2", "address": 2, "place": 6 } ] } ],
          "tag_readers": [ { "name": "shelf", "line": "tags" } ] }
        """;

    public ShelfSite() => Site = SimulatedSite.Read(folder.Write("site.json", Text));

    public SimulatedSite Site { get; }

    public void Dispose() => folder.Dispose();
}

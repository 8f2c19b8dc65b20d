using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Torture;

/// <summary>The demo's site file with places of its own, and short times: nobody here has to be waited for as long as in a street.</summary>
public static class StandSite
{
    public const string Cabinet = "NB-DEMO-01", Class = "48V24Ah";

    /// <summary>The shortest lease that a site may say.</summary>
    public const int LeaseSeconds = 10;

    /// <summary>Packs are handed out from this charge on, and come back with it, so that a stand never runs out of full ones.</summary>
    public const int Charge = 50;

    /// <summary>Writes it and answers where it lies.</summary>
    /// <param name="folder">Where it is written, and where the lines are.</param>
    /// <param name="data">The edge's data folder.</param>
    /// <param name="root">The checkout.</param>
    /// <param name="httpPort">Where the edge answers.</param>
    /// <param name="brokerPort">Where the broker is; a closed port where there is none.</param>
    public static string Write(string folder, string data, string root, int httpPort, int brokerPort)
    {
        var site = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "seeds/sites/demo-12.json")))!.AsObject();
        site["$schema"] = Path.Combine(root, "edge/Host/Site/site.schema.json");
        site["issuers"] = Path.Combine(root, "seeds/issuers/demo.json");
        site["data"] = data;
        site["http"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{httpPort}");
        site["cloud"] = new JsonObject { ["broker"] = string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{brokerPort}") };
        site["hand_out_from"] = Charge;
        site["charging"]!["lease_s"] = LeaseSeconds;
        site["times"] = new JsonObject
        {
            ["insert_within_s"] = 10, ["insert_grace_s"] = 5, ["take_within_s"] = 10, ["close_within_s"] = 8, ["door_debounce_s"] = 1,
            ["steady_after_s"] = 2, ["queue_for_s"] = 10, ["undo_within_s"] = 5,
        };
        foreach (var (name, line) in site["lines"]!.AsObject()) line!["path"] = Path.Combine(folder, "lines", name);
        var path = Path.Combine(folder, "site.json");
        File.WriteAllText(path, site.ToJsonString());
        return path;
    }

    /// <summary>A port of loopback that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}

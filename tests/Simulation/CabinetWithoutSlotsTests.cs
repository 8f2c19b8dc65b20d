using System.Text.Json.Nodes;
using YongAi.Edge.Devices;
using YongAi.Edge.Tests.Devices.Dispensers;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>A cabinet that only hands goods out: it starts, keeps its boards in talk, hears codes and tags, and has nothing to do with doors.</summary>
public sealed class CabinetWithoutSlotsTests
{
    [Fact]
    public void It_lives_with_its_boards_and_moves_nothing_by_itself()
    {
        using var folder = new TemporaryFolder();
        var site = Seeds.DemoSite();
        foreach (var key in new[] { "slots", "packs", "charging", "lock_boards", "relay_boards" }) site.Remove(key);
        foreach (var (key, value) in JsonNode.Parse(ShelfSite.Text)!.AsObject().ToList())
            if (key != "cabinet") site[key] = value!.DeepClone();
        site["lines"]!["scanner"] = new JsonObject { ["path"] = "lines/scanner", ["baud"] = 115200 };
        var cabinet = new VirtualCabinet(folder.Write("site.json", site.ToJsonString()));
        cabinet.Wait(TimeSpan.FromSeconds(5));
        cabinet.Boards.TagReaders["shelf"].Hold("0000000001", TimeSpan.FromSeconds(1), cabinet.Now);
        cabinet.Scan("YA1:NO CODE");
        cabinet.Wait(TimeSpan.FromSeconds(5));
        Assert.NotEmpty(cabinet.Journal);
        Assert.NotEmpty(cabinet.Said);
        foreach (var line in new[] { "vending", "dock" })
        {
            var counts = cabinet.Rig.CountsOf(new LineId(line));
            Assert.True(counts is { Answered: > 2, Unanswered: 0, NoiseBytes: 0 }, $"{line}: {counts}");
        }
        Assert.All(cabinet.Boards.World.Shelf.Spirals.Values, spiral => Assert.Equal(0, spiral.Turns));
        Assert.All(cabinet.Boards.World.Shelf.Places.Values, place => Assert.Equal(0, place.Pulses));
    }
}

using YongAi.Edge.Control.Slots;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>A pack of every make is read over a real terminal, in real time: no byte of its frames is one that a line changes.</summary>
public sealed class PackPseudoTerminalTests
{
    public static TheoryData<string> Makes => [.. PackFamily.Names];

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_is_read_over_a_real_terminal(string make)
    {
        using var bench = new SiteBench(PackFamily.Of(make).InSite);
        using var cabinet = new TerminalCabinet(File.ReadAllText(bench.SiteFile), packs: 11);
        using var end = cabinet.End("pack-3");
        end.LiveUntil(() => end.Facts<PackRead>().Any());
        var reading = end.Facts<PackRead>().First().Reading;
        Assert.Equal((Stock.SerialOf(3), 13), (reading.Serial.Text, reading.Cells));
    }
}

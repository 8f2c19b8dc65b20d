using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

public sealed class VisitsTests
{
    [Fact]
    public void Nobody_is_waited_for_who_was_given_his_pack_meanwhile()
    {
        var keys = new CloudKeys(1);
        var boards = new SimulatedCabinet(SimulatedSite.Demo(), new CabinetSetup());
        var visits = new Visits(new VisitSetting(new Random(1), boards, keys, Scenario.Known["D2"], FaultRates.Known["none"], new Told((_, _) => { }, (_, _, _) => { })));
        var (rider, comes) = (visits.Regulars[3], TimeSpan.FromHours(1));
        (rider.Missing, rider.Pack, rider.ReturnsAt) = (rider.Pack, null, comes);
        Assert.Equal(comes, visits.NextDeadline);

        (rider.Pack, rider.Missing) = (rider.Missing, null);
        visits.Lapse(comes);

        Assert.Null(visits.NextDeadline);
        Assert.False(visits.AnyoneHere);
    }
}

using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Devices;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Simulation;

public sealed class OrdersTests
{
    /// <summary>Sets of text have another order in each process; a life must not.</summary>
    [Fact]
    public void Riders_are_released_in_the_order_of_their_names()
    {
        var (site, keys, now, received) = (SimulatedSite.Demo(), new CloudKeys(1), TimeSpan.Zero, new List<CommandReceived>());
        var disk = new Disk(new Random(1), () => now);
        string[] names = [.. Enumerable.Range(0, 8).Select(Regular.NameOf)];
        disk.Hand([.. names.Select((name, n) => new Entry(n + 1, default, new RiderFrozen(new RiderId(CloudKeys.Issuer, name), "order")))]);
        var plan = LifePlan.Of(site, keys.Trust, 6);
        var run = new EdgeRun((LifePlan.WiringOf(site), plan), disk, new WallClock(), new Nothing(), now);
        var link = new CloudLink(disk, keys, (plan.Cabinet, "a1"), new Random(1), input =>
        {
            if (input is CommandReceived command) received.Add(command);
        });
        new Orders(new Random(1), keys, link, () => run.Cabinet, _ => { }).Release(now);
        for (var second = 0; second < 5; second++) link.Lapse(now += TimeSpan.FromSeconds(1));
        Assert.Equal(names, received.OrderBy(command => command.Id, StringComparer.Ordinal).Select(command => command.Words!.Target.Rider!.Value.Subject));
    }

    private sealed class Nothing : IRigOutside
    {
        public void Send(LineId line, ReadOnlySpan<byte> bytes) { }

        public void Run(Errand errand) { }
    }
}

using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>A pack of every make is read over a real terminal, in real time: no byte of its frames is one that a line changes.</summary>
public sealed class PackPseudoTerminalTests
{
    public static TheoryData<string> Makes => [.. PackFamily.Names];

    [Theory, MemberData(nameof(Makes))]
    public async Task A_pack_is_read_over_a_real_terminal(string make)
    {
        using var bench = new SiteBench(PackFamily.Of(make).InSite);
        var site = bench.Read();
        var boards = new SimulatedCabinet(site, new CabinetSetup());
        foreach (var pack in Stock.Usual(site, packs: null)) boards.World.Stock(pack.Slot, pack.Serial, pack.Soc);
        using var stop = new CancellationTokenSource();
        using var cabinet = new LiveCabinet(site, boards, TimeProvider.System);
        var life = Task.Run(() => cabinet.Run(stop.Token));
        try
        {
            using var edge = new EdgeSide(site.LinePaths["pack-3"]);
            var end = new End(edge, PackFamily.Of(make));
            end.LiveUntilRead();
            Assert.Equal((Stock.SerialOf(3), 13), (end.Read!.Reading.Serial.Text, end.Read.Reading.Cells));
        }
        finally
        {
            await stop.CancelAsync();
            await life;
        }
    }

    /// <summary>Our end of the line, by the clock of the machine.</summary>
    private sealed class End : ILineOutput
    {
        /// <summary>Far longer than a reading takes on the slowest machine: who waits longer waits for nothing.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly EdgeSide edge;
        private readonly SharedLine line;
        private readonly long began = TimeProvider.System.GetTimestamp();

        public End(EdgeSide edge, PackFamily family)
        {
            this.edge = edge;
            line = new SharedLine(new LineWiring(new LineId("pack-3"), family.Baud,
                [new PackWiring(family.Make, Fits.Slot(3), TimeSpan.FromSeconds(1))]));
            line.Open(Moment, this);
        }

        public PackRead? Read { get; private set; }

        private Moment Moment
        {
            get
            {
                var now = TimeSpan.FromHours(1) + TimeProvider.System.GetElapsedTime(began);
                return new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);
            }
        }

        public void LiveUntilRead()
        {
            var until = Moment.Elapsed + Patience;
            while (Read is null)
            {
                Assert.True(Moment.Elapsed < until, $"nothing was read; {line.Counts}");
                if (edge.ReadSome(milliseconds: 5) is { Length: > 0 } bytes) line.Receive(bytes, Moment, this);
                if (line.NextDeadline <= Moment.Elapsed) line.Lapse(Moment, this);
            }
        }

        public void Send(ReadOnlySpan<byte> bytes) => edge.Write(bytes.ToArray());

        public void Tell(Input input) => Read ??= input as PackRead;
    }
}

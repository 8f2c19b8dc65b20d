using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Lines;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Live;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>
/// The driver of every family opens a door over a real terminal, in real time: no byte of its frames is one that a line
/// changes.
/// </summary>
public sealed class LockPseudoTerminalTests
{
    public static TheoryData<string> Families => LockFamily.Names;

    [Theory, MemberData(nameof(Families))]
    public async Task A_door_is_opened_over_a_real_terminal(string family)
    {
        using var site = new FamilySite(family);
        using var stop = new CancellationTokenSource();
        using var cabinet = new LiveCabinet(site.Site, new SimulatedCabinet(site.Site, new CabinetSetup()), TimeProvider.System);
        var life = Task.Run(() => cabinet.Run(stop.Token));
        try
        {
            using var edge = new EdgeSide(site.Site.LinePaths["locks"]);
            var end = new End(edge, new SharedLine(
                new LineWiring(new LineId("locks"), site.Baud, [LockFamily.Of(family).Wiring(EchoMode.Probe)])));
            end.LiveUntil(() => end.Doors.Count == FamilySite.Slots && end.Doors.Values.All(door => door == DoorState.Closed));
            foreach (var slot in new[] { 1, FamilySite.Slots })
            {
                end.Fire(slot);
                end.LiveUntil(() => end.Doors[slot] == DoorState.Open);
            }
            Assert.Equal(2, end.Fired);
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
        /// <summary>Far longer than a door takes on the slowest machine: who waits longer waits for nothing.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly EdgeSide edge;
        private readonly SharedLine line;
        private readonly long began = TimeProvider.System.GetTimestamp();

        public End(EdgeSide edge, SharedLine line)
        {
            (this.edge, this.line) = (edge, line);
            line.Open(Moment, this);
        }

        public Dictionary<int, DoorState> Doors { get; } = [];
        public int Fired { get; private set; }
        public LineCounts Counts => line.Counts;

        private Moment Moment
        {
            get
            {
                var now = TimeSpan.FromHours(1) + TimeProvider.System.GetElapsedTime(began);
                return new(now, DateTimeOffset.UnixEpoch + now, TimeTrust.Trusted);
            }
        }

        public void Fire(int slot) => line.Perform(new FireLock(Fits.Slot(slot)), Moment, this);

        public void LiveUntil(Func<bool> done)
        {
            var until = Moment.Elapsed + Patience;
            while (!done())
            {
                Assert.True(Moment.Elapsed < until, $"still {string.Join(' ', Doors)}; {Counts}");
                if (edge.ReadSome(milliseconds: 5) is { Length: > 0 } bytes) line.Receive(bytes, Moment, this);
                if (line.NextDeadline <= Moment.Elapsed) line.Lapse(Moment, this);
            }
        }

        public void Send(ReadOnlySpan<byte> bytes) => edge.Write(bytes.ToArray());

        public void Tell(Input input)
        {
            if (input is LockFired) Fired++;
            // A machine that stood still for longer than an opening waits has fired nothing.
            if (input is LockNotFired given) Fire(given.Slot.Value);
            if (input is not SwitchesRead read) return;
            foreach (var slot in read.Slots)
                if (slot.Door is { } door) Doors[slot.Slot.Value] = door;
        }
    }
}

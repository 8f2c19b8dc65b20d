using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Tests.Hostile;

/// <summary>A finding is found: each rule of the runner is broken once.</summary>
public sealed class FuzzRunTests
{
    private static readonly TimeSpan HangAfter = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void A_crash_is_found_with_its_input_and_the_command_that_repeats_it()
    {
        var report = Run(new Planted { At = 41, Does = () => throw new InvalidOperationException("broken") });
        Assert.Equal(41, report.Fault!.Number);
        Assert.Contains("InvalidOperationException: broken", report.Fault.What, StringComparison.Ordinal);
        Assert.Equal("29", report.Fault.Input);
        Assert.False(report.IsFine);
        Assert.Contains("again: run --target planted --seed 3 --from 41 --count 1", report.Text("run"), StringComparison.Ordinal);
        Assert.Contains("\"again\":\"run --target planted --seed 3 --from 41 --count 1\"", report.Json("run"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_beyond_the_bound_is_found()
    {
        var report = Run(new Planted { At = 7, Does = () => GC.KeepAlive(new byte[70_000]) });
        Assert.Equal(7, report.Fault!.Number);
        Assert.Contains("at most 60000 may be", report.Fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_genuine_input_that_is_refused_is_found() =>
        Assert.Contains("a genuine input was refused: no",
            Run(new Planted { At = 7, Genuine = true, Refuses = _ => true }).Fault!.What, StringComparison.Ordinal);

    [Fact]
    public void What_must_hold_at_the_end_of_a_session_is_asked_at_its_end()
    {
        var report = Run(new Planted { AtEnd = () => throw new FuzzFinding("left open") });
        Assert.Equal((15, "left open"), (report.Fault!.Number, report.Fault.What));
    }

    [Fact]
    public void An_input_that_never_comes_back_is_found()
    {
        using var never = new ManualResetEventSlim();
        var report = FuzzRun.Of(new Planted { At = 5, Does = never.Wait }, 3, 0, 100, CancellationToken.None, HangAfter);
        Assert.Equal(5, report.Fault!.Number);
        Assert.Contains("no end within", report.Fault.What, StringComparison.Ordinal);
        never.Set();
    }

    [Fact]
    public void A_session_is_lived_through_before_an_input_in_its_middle()
    {
        var planted = new Planted();
        var report = FuzzRun.Of(planted, 3, 37, 2, CancellationToken.None);
        // Its session begins at 32: five before it, and then the two.
        Assert.Equal((7, 2), (planted.Fed, (int)report.Inputs));
    }

    [Theory]
    [InlineData(false, false, "everything was accepted")]
    [InlineData(true, true, "nothing was ever accepted")]
    public void A_target_that_does_not_aim_is_a_suspect(bool refuses, bool fails, string says)
    {
        var report = FuzzRun.Of(new Planted { Refuses = _ => refuses }, 3, 0, FuzzRun.SuspectFrom, CancellationToken.None);
        Assert.Contains(says, report.Suspect, StringComparison.Ordinal);
        Assert.Contains("SUSPECT: " + says, report.Text("run"), StringComparison.Ordinal);
        Assert.Equal(fails, !report.IsFine);
    }

    private static FuzzReport Run(Planted target) => FuzzRun.Of(target, 3, 0, 100, CancellationToken.None);

    private sealed class Planted : FuzzTarget
    {
        private int drawn;

        public int At { get; init; } = -1;
        public Action Does { get; init; } = () => { };
        public Action AtEnd { get; init; } = () => { };
        public bool Genuine { get; init; }
        public Func<int, bool> Refuses { get; init; } = number => number % 2 == 0;
        public int Fed { get; private set; }
        public override string Name => "planted";
        public override long AllocatedMax => 60_000;
        public override int SessionLength => 16;

        public override HostileInput Draw(Chance chance)
        {
            var number = drawn++;
            return new HostileBytes([(byte)(number & 0xFF)], Genuine && number == At);
        }

        public override Outcome Try(HostileInput input, Meter meter)
        {
            var number = drawn - 1;
            Fed++;
            meter.Begin();
            if (number == At) Does();
            meter.End();
            return Refuses(number) ? Outcome.Rejected("no") : Outcome.Accepted;
        }

        public override void End() => AtEnd();
    }
}

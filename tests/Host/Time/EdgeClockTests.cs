using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Time;

namespace YongAi.Edge.Tests.Host.Time;

public sealed class EdgeClockTests
{
    private readonly TwoAxes time = new();
    private bool synchronised = true;

    private EdgeClock Clock(bool assumed = false, TimeSpan carriedOn = default) =>
        new(time, assumed, () => synchronised, carriedOn, TwoAxes.Noon.AddDays(-30).ToUnixTimeSeconds());

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    // From a trusted clock: so long later, the wall clock so far off, the kernel still synchronised or not: believed how far, and
    // within which bound?
    [Theory]
    [InlineData(0, 0, true, TimeTrust.Trusted, 0)]
    [InlineData(3600, 0, true, TimeTrust.Trusted, 0)]
    [InlineData(3600, -60, true, TimeTrust.Trusted, 0)]
    [InlineData(3600, -62, true, TimeTrust.Untrusted, 0)]
    [InlineData(3600, 86_400, true, TimeTrust.Trusted, 0)]
    [InlineData(3600, 86_402, true, TimeTrust.Untrusted, 0)]
    [InlineData(0, 0, false, TimeTrust.Holdover, 0)]
    [InlineData(3600, 0, false, TimeTrust.Holdover, 0.36)]
    [InlineData(149_999, 0, false, TimeTrust.Holdover, 14.9999)]
    [InlineData(150_001, 0, false, TimeTrust.Untrusted, 0)]
    [InlineData(10_000, 13, false, TimeTrust.Holdover, 14)]
    [InlineData(10_000, -13, false, TimeTrust.Holdover, 14)]
    [InlineData(10_000, 14.5, false, TimeTrust.Untrusted, 0)]
    [InlineData(10_000, -14.5, false, TimeTrust.Untrusted, 0)]
    [InlineData(10_000, 3600, false, TimeTrust.Untrusted, 0)]
    public void How_far_the_wall_clock_is_believed_after_it_was_trusted(double later, double off, bool kernel, TimeTrust believed,
        double bound)
    {
        var clock = Clock();
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
        time.Pass(S(later), S(off));
        synchronised = kernel;
        var now = clock.Now();
        Assert.Equal((believed, S(bound)), (now.Trust, now.Drift));
        Assert.Equal(time.Wall, now.Wall);
    }

    [Fact]
    public void A_clock_that_nobody_ever_set_is_untrusted_however_plausible()
    {
        synchronised = false;
        var clock = Clock();
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        time.Pass(S(3600));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        Assert.False(clock.Now().WallIsTrusted);
    }

    [Fact]
    public void The_first_synchronisation_after_a_start_in_1970_is_no_suspicious_step()
    {
        synchronised = false;
        time.Wall = DateTimeOffset.UnixEpoch;
        var clock = Clock();
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        time.Wall = TwoAxes.Noon;
        synchronised = true;
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
    }

    [Fact]
    public void Synchronised_to_a_time_that_has_been_already_is_untrusted_until_the_cloud_agrees()
    {
        time.Wall = TwoAxes.Noon.AddDays(-31);
        var clock = Clock();
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        time.Wall = TwoAxes.Noon;
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        clock.Hear(TwoAxes.Noon, S(1));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
    }

    [Theory]
    [InlineData(-61)]
    [InlineData(-86_400)]
    [InlineData(86_401)]
    [InlineData(315_360_000)]
    public void After_a_far_step_the_kernel_alone_is_not_believed_until_the_clock_is_back_or_the_cloud_agrees(double step)
    {
        var clock = Clock();
        clock.Now();
        time.Pass(S(10), S(step));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        time.Pass(S(600));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);

        time.Pass(S(10), S(-step));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);

        time.Pass(S(10), S(step));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        clock.Hear(time.Wall + S(-3), S(4));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
    }

    [Fact]
    public void A_step_halfway_back_is_still_a_step()
    {
        var clock = Clock();
        clock.Now();
        time.Pass(S(10), S(-90));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        time.Pass(S(10), S(50)); // now 40 s back: no far step by itself, yet nobody has agreed
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
    }

    [Theory]
    [InlineData(0, 0, TimeTrust.Holdover)]
    [InlineData(-15, 0, TimeTrust.Holdover)]
    [InlineData(-16, 0, TimeTrust.Untrusted)]
    [InlineData(24, 9, TimeTrust.Holdover)]
    [InlineData(25, 9, TimeTrust.Untrusted)]
    [InlineData(0, 10.1, TimeTrust.Untrusted)]
    public void An_answer_of_the_cloud_over_a_fresh_nonce_vouches_when_it_agrees_and_came_in_time(double wallAhead, double took,
        TimeTrust believed)
    {
        synchronised = false;
        var clock = Clock();
        clock.Hear(time.Wall - S(wallAhead), S(took));
        Assert.Equal(believed, clock.Now().Trust);
    }

    [Fact]
    public void A_cloud_that_disagrees_takes_the_trust_away()
    {
        var clock = Clock();
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
        clock.Hear(time.Wall + TimeSpan.FromHours(2), S(1));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        clock.Hear(time.Wall + TimeSpan.FromHours(2), S(11)); // too late to say anything
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        clock.Hear(time.Wall, S(1));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
    }

    [Fact]
    public void Holdover_begins_again_with_each_synchronisation()
    {
        var clock = Clock();
        clock.Now();
        time.Pass(S(100_000));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
        synchronised = false;
        time.Pass(S(100_000));
        Assert.Equal((TimeTrust.Holdover, S(10)), (clock.Now().Trust, clock.Now().Drift));
        time.Pass(S(60_000));
        Assert.Equal(TimeTrust.Untrusted, clock.Now().Trust);
        synchronised = true;
        time.Pass(S(1), S(-12));
        Assert.Equal(TimeTrust.Trusted, clock.Now().Trust);
    }

    [Fact]
    public void An_assumed_clock_says_so_and_asks_nobody()
    {
        var clock = new EdgeClock(time, assumed: true, () => throw new InvalidOperationException("asked the kernel"), default, 0);
        time.Pass(S(5), TimeSpan.FromDays(-4000));
        var now = clock.Now();
        Assert.Equal((TimeTrust.Assumed, TimeSpan.Zero, true), (now.Trust, now.Drift, now.WallIsTrusted));
        clock.Hear(TwoAxes.Noon, S(1));
        Assert.Equal(TimeTrust.Assumed, clock.Now().Trust);
    }

    [Fact]
    public void Running_time_carries_on_from_the_journal_and_knows_nothing_of_the_wall()
    {
        var clock = Clock(carriedOn: TimeSpan.FromDays(12));
        Assert.Equal(TimeSpan.FromDays(12), clock.Now().Elapsed);
        time.Pass(S(30), TimeSpan.FromDays(-5000));
        Assert.Equal(TimeSpan.FromDays(12) + S(30), clock.Now().Elapsed);
        time.Pass(S(0.25), TimeSpan.FromDays(9000));
        Assert.Equal(TimeSpan.FromDays(12) + S(30.25), clock.Now().Elapsed);
    }

    [Fact]
    public void The_machines_own_clocks_can_be_read()
    {
        var boot = new BootTime();
        var before = boot.GetTimestamp();
        Assert.True(boot.GetElapsedTime(before, boot.GetTimestamp()) >= TimeSpan.Zero);
        var uptime = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(boot.GetTimestamp() / 1e9, uptime - 1, uptime + 600);
        var clock = new EdgeClock(boot, false, KernelClock.IsSynchronised, default, 0);
        Assert.Equal(KernelClock.IsSynchronised() ? TimeTrust.Trusted : TimeTrust.Untrusted, clock.Now().Trust);
    }
}

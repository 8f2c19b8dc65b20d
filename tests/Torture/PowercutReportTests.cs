using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Torture;

namespace YongAi.Edge.Tests.Torture;

/// <summary>A harness whose cuts take nothing, or whose flush loses something, proves nothing and says so.</summary>
public sealed class PowercutReportTests
{
    [Theory]
    [InlineData(CutKind.Dead, 1000, 0, true)]
    [InlineData(CutKind.Dead, 1000, 999, true)]
    [InlineData(CutKind.Dead, 1000, 1000, false)]
    [InlineData(CutKind.Dead, 0, 0, false)]
    [InlineData(CutKind.Flushed, 1000, 1000, true)]
    [InlineData(CutKind.Flushed, 1000, 999, false)]
    [InlineData(CutKind.Flushed, 0, 0, false)]
    public void A_cut_must_take_something_and_a_flush_nothing(CutKind kind, long written, long kept, bool right)
    {
        var control = new ControlResult(kind, written, kept);
        Assert.Equal(right, control.IsRight);
        var report = new PowercutReport(1, [control], run: null, new Judge(new Tally()), TimeSpan.Zero);
        Assert.False(report.IsFine);
        Assert.Equal(!right, report.Text().Contains("THE HARNESS IS BROKEN", StringComparison.Ordinal));
    }
}

using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Tests.Host.Loop;

public sealed class FlightRecorderTests
{
    [Fact]
    public void A_recorder_that_saw_nothing_says_nothing()
    {
        var report = new FlightRecorder().Report();
        Assert.Equal((0, null), (report.Turns, report.Slowest));
        Assert.Empty(report.Last);
    }

    [Fact]
    public void The_last_turns_are_kept_in_order_and_all_are_counted()
    {
        var recorder = new FlightRecorder();
        for (var i = 1; i <= FlightRecorder.FlightsMax + 10; i++)
            recorder.Record(new Flight(TimeSpan.FromSeconds(i), i % 2 == 0 ? "bytes" : "lapse", TimeSpan.FromMilliseconds(i == 7 ? 90 : 1)));
        var report = recorder.Report();
        Assert.Equal(FlightRecorder.FlightsMax + 10, report.Turns);
        Assert.Equal(FlightRecorder.FlightsMax, report.Last.Length);
        Assert.Equal(TimeSpan.FromSeconds(11), report.Last[0].At);
        Assert.Equal(TimeSpan.FromSeconds(FlightRecorder.FlightsMax + 10), report.Last[^1].At);
        Assert.Equal((FlightRecorder.FlightsMax + 10) / 2, report.Counts["bytes"]);
        Assert.Equal(TimeSpan.FromSeconds(7), report.Slowest?.At);
    }
}

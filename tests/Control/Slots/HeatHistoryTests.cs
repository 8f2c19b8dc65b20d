using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Control.Slots;

public sealed class HeatHistoryTests
{
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(3.2)]
    [InlineData(12)]
    public void A_steady_rise_is_told_in_kelvin_a_minute(double kelvinAMinute) =>
        Assert.Equal(kelvinAMinute, Rise(HalfAMinute, second => 25 + kelvinAMinute * second / 60), 0.3);

    [Fact]
    public void A_tenth_of_noise_up_and_down_is_hardly_a_rise() =>
        Assert.InRange(Rise(HalfAMinute, second => second % 2 == 0 ? 25.1 : 25.0), -0.3, 0.3);

    [Fact]
    public void A_single_step_is_a_sensor_put_right_and_no_rise()
    {
        for (var at = 31; at < 100; at += 3)
        {
            var step = at;
            Assert.Equal(0, Rise(HalfAMinute, second => second < step ? 25 : 40), 0.01);
        }
    }

    [Fact]
    public void A_sensor_of_whole_degrees_tells_a_rise_by_its_steps() =>
        Assert.True(Rise(HalfAMinute, second => Math.Floor(25 + 6.0 * second / 60)) >= 3);

    [Fact]
    public void Nothing_is_told_before_the_pack_was_heard_for_so_long() =>
        Assert.Equal(0, Rise(HalfAMinute, second => 25 + second, seconds: 20));

    [Fact]
    public void A_pack_not_heard_for_long_has_no_rise()
    {
        var history = default(HeatHistory).With(25, TimeSpan.Zero);
        Assert.Equal(0, history.RiseOver(HalfAMinute, 60, TimeSpan.FromMinutes(5)));
    }

    private static double Rise(TimeSpan span, Func<int, double> celsius, int seconds = 100)
    {
        var history = default(HeatHistory);
        for (var second = 0; second <= seconds; second++) history = history.With(celsius(second), TimeSpan.FromSeconds(second));
        return history.RiseOver(span, celsius(seconds), TimeSpan.FromSeconds(seconds));
    }
}

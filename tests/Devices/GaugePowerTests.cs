using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A meter that guards the cap of a site is asked for its power alone between its rounds.</summary>
public sealed class GaugePowerTests
{
    private static readonly GaugeId Meter = new("mains-meter");

    /// <summary>A round of three questions of a part that thinks for 20 ms is over by then.</summary>
    private static readonly TimeSpan TellsWithin = GaugeFit.UnderACap + TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData(GaugeMake.Sdm120)]
    [InlineData(GaugeMake.Dtsu666)]
    [InlineData(GaugeMake.Pzem)]
    public void Its_power_is_told_again_and_again_and_all_else_is_that_of_the_last_round(GaugeMake make)
    {
        var (bench, part) = Bench(make);
        bench.Run(1_000);
        Power(part, make, 900);
        bench.Run((int)TellsWithin.TotalMilliseconds);
        var read = bench.Facts<GaugeRead>().Last();
        Assert.Equal(900, Value(read, Quantity.Power), 0.1);
        Assert.Equal((230.5, 49.5, 12_500), (Value(read, Quantity.Voltage), Value(read, Quantity.Frequency), Value(read, Quantity.Energy)));
        bench.Run(10_000);
        var times = bench.Told.Where(told => told.Input is GaugeRead).Select(told => told.At).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First <= TellsWithin, $"{pair.Second - pair.First}"));
        Assert.True(times.Count >= 38, $"{times.Count} readings");
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120)]
    [InlineData(GaugeMake.Dtsu666)]
    [InlineData(GaugeMake.Pzem)]
    public void The_rounds_go_on_for_what_changes_slowly(GaugeMake make)
    {
        var (bench, part) = Bench(make);
        bench.Run(1_000);
        if (make == GaugeMake.Pzem) part.Put(7, 510);
        else part.PutSingle(make == GaugeMake.Sdm120 ? 0x46 : 0x2044, make == GaugeMake.Sdm120 ? 51 : 5100);
        bench.Run(2_500);
        Assert.Equal(51, Value(bench.Facts<GaugeRead>().Last(), Quantity.Frequency), 0.01);
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120)]
    [InlineData(GaugeMake.Dtsu666)]
    public void Its_question_stands_next_to_none_whose_answer_is_as_long(GaugeMake make)
    {
        var (bench, _) = Bench(make);
        bench.Run(6_000);
        foreach (var (one, next) in bench.SentHex.Zip(bench.SentHex.Skip(1)))
            Assert.True(one == next || one[8..12] != next[8..12], $"{one} and {next}");
    }

    [Fact]
    public void A_meter_that_refuses_it_is_asked_whole_rounds_at_once()
    {
        var (bench, part) = Bench(GaugeMake.Sdm120);
        part.Missing.Add(0x0C);
        bench.Run(10_000);
        Assert.Empty(bench.Facts<GaugeSilent>());
        Assert.True(bench.Facts<GaugeRead>().Count() >= 20);
    }

    [Fact]
    public void A_power_that_nobody_can_have_measured_makes_the_meter_silent_until_its_next_round()
    {
        var (bench, part) = Bench(GaugeMake.Sdm120);
        bench.Run(300);
        Power(part, GaugeMake.Sdm120, float.NaN);
        bench.Run(600);
        Assert.IsType<GaugeSilent>(bench.Told[^1].Input);
        Power(part, GaugeMake.Sdm120, 700);
        bench.Run(3_000);
        Assert.Equal(700, Value(Assert.IsType<GaugeRead>(bench.Told[^1].Input), Quantity.Power));
    }

    [Fact]
    public void Without_a_cap_it_is_asked_in_rounds_only()
    {
        var (bench, _) = Bench(GaugeMake.Sdm120, null);
        bench.Run(10_000);
        Assert.InRange(bench.Facts<GaugeRead>().Count(), 4, 6);
    }

    private static double Value(GaugeRead read, Quantity quantity) => read.Values.Single(value => value.Quantity == quantity).Value;

    private static (LineBench Bench, RegisterPart Part) Bench(GaugeMake make) => Bench(make, GaugeFit.UnderACap);

    private static (LineBench Bench, RegisterPart Part) Bench(GaugeMake make, TimeSpan? powerEvery)
    {
        var part = make switch
        {
            GaugeMake.Sdm120 => new RegisterPart(1).PutSingle(0x00, 230.5f).PutSingle(0x06, 1.25f).PutSingle(0x1E, 0.95f)
                .PutSingle(0x46, 49.5f).PutSingle(0x48, 12.5f),
            GaugeMake.Dtsu666 => new RegisterPart(1).PutSingle(0x2006, 2305).PutSingle(0x200C, 1250).PutSingle(0x2014, 0)
                .PutSingle(0x202A, 950).PutSingle(0x2044, 4950).PutSingle(0x101E, 12.5f),
            _ => new RegisterPart(1).Put(0, 2305, 1250, 0, 0, 0, 12_500, 0, 495, 95, 0),
        };
        Power(part, make, 400);
        var fit = new GaugeFit(Meter, make, 1, TimeSpan.FromSeconds(2)) { PowerEvery = powerEvery };
        return (new LineBench(new GaugeWiring(fit)) { Parts = { part } }.Open(), part);
    }

    private static void Power(RegisterPart part, GaugeMake make, float watts)
    {
        if (make == GaugeMake.Pzem) part.Put(3, (ushort)(watts * 10), 0);
        else part.PutSingle(make == GaugeMake.Sdm120 ? 0x0C : 0x2012, make == GaugeMake.Sdm120 ? watts : watts * 10);
    }
}

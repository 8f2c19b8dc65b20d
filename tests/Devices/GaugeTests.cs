using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Meters and boards that measure the air: what they are asked, what is told of it, and what nobody can have measured.</summary>
public sealed class GaugeTests
{
    private static readonly GaugeId Meter = new("mains-meter");

    /// <summary>The vectors of hardware reference 4, where a make is asked for just those registers.</summary>
    [Theory]
    [InlineData(GaugeMake.Pzem, "01040000000A700D")]
    [InlineData(GaugeMake.XyMd02, "010400010002200B")]
    public void A_question_is_the_published_one(GaugeMake make, string question) => Assert.Equal(question, Bench(make).Bench.NextSent());

    [Theory]
    [InlineData(GaugeMake.Sdm120, "01040000000E", "0104001E0002", "010400460004")]
    [InlineData(GaugeMake.Dtsu666, "01032006000E", "0103101E0002", "0103202A0008", "010320440002")]
    [InlineData(GaugeMake.Pzem, "01040000000A")]
    [InlineData(GaugeMake.XyMd02, "010400010002")]
    public void A_round_asks_for_all_values(GaugeMake make, params string[] questions)
    {
        var (bench, _) = Bench(make);
        bench.Run(900);
        Assert.Equal(questions, bench.SentHex.Select(hex => hex[..12]));
        Assert.Single(bench.Facts<GaugeRead>());
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120, "Voltage 230.5|Current 1.25|Power -80|PowerFactor 0.95|Frequency 49.5|Energy 12500")]
    [InlineData(GaugeMake.Dtsu666, "Voltage 230.5|Current 1.25|Power -80|Energy 12500|PowerFactor 0.95|Frequency 49.5")]
    [InlineData(GaugeMake.Pzem, "Voltage 230.5|Current 70.25|Power 7000|Energy 72036|Frequency 49.5|PowerFactor 0.95")]
    [InlineData(GaugeMake.XyMd02, "Temperature -12.3|Humidity 45.6")]
    public void All_values_of_a_round_are_told_in_their_units(GaugeMake make, string told)
    {
        var (bench, _) = Bench(make);
        bench.Run(900);
        var read = Assert.Single(bench.Facts<GaugeRead>());
        Assert.Equal(Meter, read.Gauge);
        Assert.Equal(told, string.Join('|', read.Values.Select(value => FormattableString.Invariant($"{value.Quantity} {Math.Round(value.Value, 4)}"))));
    }

    [Fact]
    public void A_dtsu666_that_counts_otherwise_is_read_by_its_scale()
    {
        var part = Values(GaugeMake.Dtsu666);
        part.PutSingle(0x2006, 230.5f).PutSingle(0x2044, 49.5f);
        var scale = new DtsuScale(Volts: 1, Hertz: 1, KilowattHours: 10);
        var bench = new LineBench(new GaugeWiring(Fit(GaugeMake.Dtsu666) with { DtsuScale = scale })) { Parts = { part } }.Open();
        bench.Run(900);
        var values = Assert.Single(bench.Facts<GaugeRead>()).Values;
        Assert.Equal((230.5, 49.5, 125_000.0), (values[0].Value, values[5].Value, Math.Round(values[3].Value, 3)));
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120, 0x00, float.NaN)]
    [InlineData(GaugeMake.Sdm120, 0x06, float.PositiveInfinity)]
    [InlineData(GaugeMake.Sdm120, 0x00, -1f)]
    [InlineData(GaugeMake.Sdm120, 0x00, 1001f)]
    [InlineData(GaugeMake.Sdm120, 0x06, 1001f)]
    [InlineData(GaugeMake.Sdm120, 0x0C, -1.1e6f)]
    [InlineData(GaugeMake.Sdm120, 0x1E, 1.01f)]
    [InlineData(GaugeMake.Sdm120, 0x46, 39f)]
    [InlineData(GaugeMake.Sdm120, 0x46, 71f)]
    [InlineData(GaugeMake.Sdm120, 0x48, -1f)]
    [InlineData(GaugeMake.Sdm120, 0x48, 1.1e7f)]
    [InlineData(GaugeMake.Sdm120, 0x00, 1e-20f)]
    [InlineData(GaugeMake.Dtsu666, 0x2044, 50f)]
    public void One_value_that_nobody_can_have_measured_and_the_gauge_is_not_believed(GaugeMake make, int register, float value)
    {
        var (bench, part) = Bench(make);
        part.PutSingle(register, value);
        bench.Run(5_000);
        Assert.NotEmpty(bench.Facts<GaugeSilent>());
        Assert.Empty(bench.Facts<GaugeRead>());
        Values(make, part);
        bench.Run(3_000);
        Assert.NotEmpty(bench.Facts<GaugeRead>());
    }

    [Theory]
    [InlineData(1, -401, true)]
    [InlineData(1, 801, true)]
    [InlineData(1, -400, false)]
    [InlineData(1, 800, false)]
    [InlineData(2, 1001, true)]
    [InlineData(2, 1000, false)]
    [InlineData(2, 0, false)]
    public void Air_is_believed_as_far_as_the_sensor_reaches(int register, int tenths, bool isSilent)
    {
        var (bench, part) = Bench(GaugeMake.XyMd02);
        part.Put(register, unchecked((ushort)tenths));
        bench.Run(900);
        Assert.Equal(isSilent, bench.Facts<GaugeSilent>().Any());
        Assert.Equal(!isSilent, bench.Facts<GaugeRead>().Any());
    }

    [Fact]
    public void Words_in_the_wrong_order_are_no_values_and_no_mains_is_one()
    {
        var (bench, part) = Bench(GaugeMake.Sdm120);
        foreach (var at in new[] { 0x00, 0x06, 0x0C, 0x1E, 0x46, 0x48 })
            (part.Registers[at], part.Registers[at + 1]) = (part.Registers[at + 1], part.Registers[at]);
        bench.Run(900);
        Assert.Empty(bench.Facts<GaugeRead>());
        Assert.Single(bench.Facts<GaugeSilent>());
        foreach (var at in new[] { 0x00, 0x06, 0x0C, 0x1E, 0x46 }) part.PutSingle(at, 0);
        part.PutSingle(0x48, 12.5f);
        bench.Run(2_000);
        Assert.Equal(0, Assert.Single(bench.Facts<GaugeRead>()).Values[0].Value);
    }

    [Fact]
    public void A_question_is_tried_twice_and_three_rounds_without_an_answer_are_silence()
    {
        var (bench, part) = Bench(GaugeMake.XyMd02);
        bench.Run(900);
        part.Mute = true;
        var before = bench.Sent.Count;
        bench.Run(5_000); // rounds at 2 s and 4 s
        Assert.Empty(bench.Facts<GaugeSilent>());
        Assert.Equal(4, bench.Sent.Count - before);
        bench.Run(2_000);
        Assert.NotEmpty(bench.Facts<GaugeSilent>());
        part.Mute = false;
        bench.Run(2_500);
        Assert.IsType<GaugeRead>(bench.Told[^1].Input);
    }

    [Fact]
    public void One_register_that_is_refused_makes_the_whole_gauge_silent_after_three_rounds()
    {
        var (bench, part) = Bench(GaugeMake.Sdm120);
        part.Missing.Add(0x46);
        bench.Run(3_500); // rounds at 0 s and 2 s
        Assert.Empty(bench.Told);
        bench.Run(1_000);
        Assert.NotEmpty(bench.Facts<GaugeSilent>());
        bench.Run(20_000);
        Assert.Empty(bench.Facts<GaugeRead>());
        part.Missing.Clear();
        bench.Run(3_000);
        Assert.NotEmpty(bench.Facts<GaugeRead>());
    }

    [Fact]
    public void A_lost_line_is_a_silent_gauge()
    {
        var (bench, _) = Bench(GaugeMake.XyMd02);
        bench.Run(900);
        bench.Lost();
        Assert.Equal(Meter, Assert.IsType<GaugeSilent>(bench.Told[^1].Input).Gauge);
    }

    [Fact]
    public void Two_gauges_with_one_address_are_not_believed()
    {
        var (bench, _) = Bench(GaugeMake.XyMd02);
        var twin = Values(GaugeMake.XyMd02).Put(1, 300);
        bench.Parts.Add(new LaterPart(twin, 60));
        bench.Run(20_000);
        Assert.IsType<GaugeSilent>(bench.Told[^1].Input);
        Assert.True(bench.Line.Counts.Contradictions >= Trust.LostAfter);
        var told = bench.Facts<GaugeRead>().Count();
        Assert.InRange(told, 1, Trust.LostAfter);
        bench.Run(20_000);
        Assert.Equal(told, bench.Facts<GaugeRead>().Count());
    }

    [Fact]
    public void A_pzem_is_asked_no_more_often_than_every_200_ms_even_when_it_does_not_answer()
    {
        var part = Values(GaugeMake.Pzem);
        var fit = new GaugeFit(Meter, GaugeMake.Pzem, 1, TimeSpan.FromMilliseconds(50));
        var bench = new LineBench(new GaugeWiring(fit)) { Parts = { part } }.Open();
        for (var answer = 0; answer < 40; answer++) part.Wire.Enqueue(answer % 3 == 1 ? _ => [] : frame => [(5, frame)]);
        bench.Run(20_000);
        var between = bench.Sent.Zip(bench.Sent.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.True(between.Count > 50);
        Assert.All(between, pause => Assert.True(pause >= GaugeQuestions.PzemRest, $"asked again after {pause}"));
        Assert.Contains(GaugeQuestions.PzemRest, between);
    }

    [Fact]
    public void A_late_answer_to_one_question_is_never_taken_for_another()
    {
        var (bench, part) = Bench(GaugeMake.Sdm120);
        // Both tries of the first question are answered, the first after its time; the second answer meets the next question.
        part.Wire.Enqueue(frame => [(620, frame)]);
        part.Wire.Enqueue(frame => [(40, frame)]);
        bench.Run(1_900);
        var read = Assert.Single(bench.Facts<GaugeRead>());
        Assert.Equal((230.5, 49.5), (read.Values[0].Value, read.Values[4].Value));
        Assert.True(bench.Line.Counts.Strays > 0);
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120)]
    [InlineData(GaugeMake.Dtsu666)]
    [InlineData(GaugeMake.Pzem)]
    [InlineData(GaugeMake.XyMd02)]
    public void Questions_that_follow_each_other_have_answers_of_different_lengths(GaugeMake make)
    {
        var counts = GaugeQuestions.Of(Fit(make)).Select(question => question.Count).ToList();
        Assert.All(counts.Zip(counts.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(GaugeMake.Sdm120)]
    [InlineData(GaugeMake.XyMd02)]
    public void A_wrong_check_a_lost_byte_and_another_slaves_answer_tell_nothing(GaugeMake make)
    {
        Func<byte[], byte[]>[] faults =
        [
            frame => [.. frame[..^1], (byte)(frame[^1] ^ 1)],
            frame => [.. frame[..4], .. frame[5..]],
            frame => RelayPart.Checked([(byte)(frame[0] + 1), .. frame[1..^2]]),
            frame => RelayPart.Checked([frame[0], (byte)(frame[1] ^ 7), .. frame[2..^2]]),
        ];
        foreach (var fault in faults)
        {
            var (bench, part) = Bench(make);
            for (var answer = 0; answer < 2; answer++) part.Wire.Enqueue(frame => [(20, fault(frame))]);
            bench.Run(1_500);
            Assert.Empty(bench.Told);
            bench.Run(3_000);
            Assert.NotEmpty(bench.Facts<GaugeRead>());
        }
    }

    [Fact]
    public void No_single_flipped_bit_is_a_measured_value()
    {
        var reply = RelayPart.Checked([1, 4, 4, 0, 215, 1, 200]);
        for (var bit = 0; bit < 8 * reply.Length; bit++)
        {
            byte[] flipped = [.. reply];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            var bench = new LineBench(new GaugeWiring(Fit(GaugeMake.XyMd02))).Open();
            bench.NextSent();
            bench.Receive(flipped);
            bench.Run(320);
            Assert.Empty(bench.Told);
        }
    }

    [Fact]
    public void An_answer_cut_at_any_byte_is_one_reading()
    {
        var reply = RelayPart.Checked([1, 4, 4, 0, 215, 1, 200]);
        for (var cut = 1; cut < reply.Length; cut++)
        {
            var bench = new LineBench(new GaugeWiring(Fit(GaugeMake.XyMd02))).Open();
            bench.NextSent();
            bench.Receive(reply[..cut]);
            bench.Receive(reply[cut..]);
            Assert.Equal(21.5, Assert.Single(bench.Facts<GaugeRead>()).Values[0].Value);
        }
    }

    private static (LineBench Bench, RegisterPart Part) Bench(GaugeMake make)
    {
        var part = Values(make);
        return (new LineBench(new GaugeWiring(Fit(make))) { Parts = { part } }.Open(), part);
    }

    private static GaugeFit Fit(GaugeMake make) => new(Meter, make, 1, TimeSpan.FromSeconds(2));

    private static RegisterPart Values(GaugeMake make, RegisterPart? part = null)
    {
        part ??= new RegisterPart(1);
        return make switch
        {
            GaugeMake.Sdm120 => part.PutSingle(0x00, 230.5f).PutSingle(0x06, 1.25f).PutSingle(0x0C, -80).PutSingle(0x1E, -0.95f)
                .PutSingle(0x46, 49.5f).PutSingle(0x48, 12.5f),
            GaugeMake.Dtsu666 => part.PutSingle(0x2006, 2305).PutSingle(0x200C, 1250).PutSingle(0x2012, -800).PutSingle(0x202A, 950)
                .PutSingle(0x2044, 4950).PutSingle(0x101E, 12.5f),
            // Amperes 70.25 = 0x0001126A mA, watts 7000.0 = 0x00011170, 72036 Wh = 0x00011964: the lower word first.
            GaugeMake.Pzem => part.Put(0, 2305, 0x126A, 0x0001, 0x1170, 0x0001, 0x1964, 0x0001, 495, 95, 0),
            _ => part.Put(1, unchecked((ushort)-123), 456),
        };
    }

    /// <summary>Another slave at the same address that answers later.</summary>
    private sealed class LaterPart(IPart part, int afterMs) : IPart
    {
        public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now) =>
            part.Answer(request, now).Select(answer => (answer.AfterMs + afterMs, answer.Bytes));
    }
}

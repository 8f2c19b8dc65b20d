using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Control.Packs;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Bms;

/// <summary>What holds for a pack of whatever make.</summary>
public sealed class PackMakesTests
{
    public static TheoryData<string> Makes => [.. PackFamily.Names];

    [Theory, MemberData(nameof(Makes))]
    public void Serial_and_values_of_one_round_are_one_reading(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(3_000);
        var reading = pack.Readings.First();
        Assert.Equal((PackBench.Serial, 76, 13, PackFaults.None),
            (reading.Serial.Text, reading.Charge.Percent, reading.Cells, reading.Faults));
        Assert.Equal(pack.Board.Pack.Volts, reading.Volts.Value, 0.051);
        Assert.InRange(reading.Coldest.Value, 24.5, reading.Hottest.Value);
        Assert.InRange(reading.Hottest.Value, 25, 27);
        Assert.Equal(0, reading.Amps.Value);
        Assert.Equal(0, pack.Bench.Line.Counts.NoiseBytes + pack.Bench.Line.Counts.Strays);
    }

    [Theory, MemberData(nameof(Makes))]
    public void Current_into_the_pack_is_positive(string make)
    {
        var pack = new PackBench(make);
        pack.Board.Pack.Rest(TimeSpan.FromSeconds(1), chargerOn: true, airCelsius: 25);
        pack.Bench.Run(3_000);
        Assert.Equal(10, pack.Readings.First().Amps.Value, 0.051);
        pack.Board.Pack.Rest(TimeSpan.FromSeconds(1), chargerOn: false, airCelsius: 25);
        pack.Bench.Run(3_000);
        Assert.Equal(0, pack.Readings.Last().Amps.Value, 0.051);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_round_takes_less_than_the_second_in_which_the_next_begins(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(11_000);
        Assert.InRange(pack.Readings.Count(), 10, 13);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_board_that_swallows_its_first_question_is_read_in_the_same_round(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(3_000);
        pack.Board.Swallows = 1;
        pack.Bench.Run(3_000);
        Assert.All(pack.Bench.Told, told => Assert.IsType<PackRead>(told.Input));
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_empty_connector_is_silent_and_a_pack_that_comes_is_read(string make)
    {
        var pack = new PackBench(make);
        pack.Board.IsThere = false;
        pack.Bench.Run(10_000);
        Assert.All(pack.Bench.Told, told => Assert.Equal(new PackSilent(Fits.Slot(3), LineUp: true), told.Input));
        Assert.True(pack.Bench.Told.Count >= 4);
        pack.Board.IsThere = true;
        pack.Bench.Run(4_000);
        Assert.Equal(PackBench.Serial, pack.Readings.Last().Serial.Text);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_that_goes_away_after_any_of_its_answers_is_silent_or_unreadable_and_never_read(string make)
    {
        var questions = new PackBench(make).Answers().Length;
        for (var after = 0; after < questions; after++)
        {
            var pack = new PackBench(make);
            pack.Board.AnswersLeft = after;
            pack.Bench.Lost();
            pack.Bench.Run(200);
            pack.Bench.Open();
            pack.Bench.Run(10_000);
            Assert.Empty(pack.Readings);
            Assert.IsType<PackSilent>(pack.Bench.Told[^1].Input);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_missing_answer_of_any_kind_is_unreadable_and_no_earlier_value_is_lent(string make)
    {
        foreach (var answer in NeededAnswers(make))
        {
            var pack = new PackBench(make);
            pack.Bench.Run(3_000);
            pack.Board.Wire = reply => Alike(reply, answer) ? [] : reply;
            pack.Bench.Run(1_500);
            pack.Bench.Told.Clear();
            pack.Bench.Run(6_000);
            Assert.Empty(pack.Readings);
            Assert.NotEmpty(pack.Bench.Told);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void Another_pack_in_the_slot_is_another_serial_and_another_number_of_cells(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(3_000);
        pack.Board.Pack = PackBench.NewPack("YA60300000000002", 17);
        pack.Bench.Run(4_000);
        var (first, last) = (pack.Readings.First(), pack.Readings.Last());
        Assert.Equal((PackBench.Serial, 13, "YA60300000000002", 17), (first.Serial.Text, first.Cells, last.Serial.Text, last.Cells));
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_serial_that_changes_is_told_as_it_is(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(3_000);
        pack.Board.Faults.Set(Fault.SaysSerial, times: null, "YA48240000000777");
        pack.Bench.Run(3_000);
        Assert.Equal([PackBench.Serial, "YA48240000000777"], pack.Readings.Select(reading => reading.Serial.Text).Distinct());
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_without_a_usable_serial_is_unreadable(string make)
    {
        foreach (var serial in new[] { "", "SHORT", "NOT A SERIAL 12", "Input Userda" })
        {
            var pack = new PackBench(make);
            pack.Board.Faults.Set(Fault.SaysSerial, times: null, serial);
            pack.Bench.Run(4_000);
            Assert.All(pack.Bench.Told, told => Assert.IsType<PackUnreadable>(told.Input));
            Assert.NotEmpty(pack.Bench.Told);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_open_sensor_is_a_fault_of_the_pack_and_makes_up_no_cold(string make)
    {
        var pack = new PackBench(make);
        pack.Board.Faults.Set(Fault.OpenSensor, times: null, value: null);
        pack.Bench.Run(3_000);
        var reading = pack.Readings.First();
        Assert.True(reading.Faults.HasFlag(PackFaults.FrontEnd));
        Assert.InRange(reading.Coldest.Value, 24.5, 27);
        Assert.InRange(reading.Hottest.Value, 24.5, 27);
    }

    [Theory, MemberData(nameof(Makes))]
    public void One_damaged_answer_in_three_costs_time_and_tells_nothing_false(string make)
    {
        var pack = new PackBench(make);
        var answers = 0;
        pack.Board.Wire = reply => ++answers % 3 == 0 ? [.. reply[..^2], (byte)(reply[^2] ^ 0x01), reply[^1]] : reply;
        pack.Bench.Run(30_000);
        Assert.True(pack.Readings.Count() > 5, $"{pack.Readings.Count()} readings");
        Assert.Single(pack.Readings.Distinct());
        Assert.DoesNotContain(pack.Bench.Told, told => told.Input is PackSilent);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_pack_whose_answers_are_always_damaged_or_cut_off_is_unreadable_and_not_silent(string make)
    {
        Func<byte[], byte[]>[] wires = [reply => [.. reply[..^2], (byte)(reply[^2] ^ 0x10), reply[^1]], reply => reply[..^1]];
        foreach (var wire in wires)
        {
            var pack = new PackBench(make);
            pack.Board.Wire = wire;
            pack.Bench.Run(10_000);
            Assert.All(pack.Bench.Told, told => Assert.IsType<PackUnreadable>(told.Input));
            Assert.NotEmpty(pack.Bench.Told);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void No_single_flipped_bit_makes_another_pack_of_it(string make)
    {
        var honest = new PackBench(make);
        var bytes = honest.Answers().Max(answer => answer.Length);
        var truth = honest.Readings.First();
        // Every bit of every answer, some of each at once: a session for each place in the frame.
        for (var bit = 0; bit < 8 * bytes; bit++)
        {
            var pack = new PackBench(make);
            var at = bit;
            pack.Board.Wire = reply => Flipped(reply, at);
            pack.Bench.Run(1_500);
            Assert.All(pack.Readings, reading => Assert.Equal(truth, reading));
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_answer_with_any_one_bit_flipped_answers_nothing(string make)
    {
        var answers = new PackBench(make).Answers();
        foreach (var fromEnd in new[] { false, true })
            for (var bit = 0; bit < 8 * answers.Min(answer => answer.Length); bit++)
            {
                var pack = new PackBench(make);
                var at = bit;
                pack.Board.Wire = reply => Flipped(reply, fromEnd ? 8 * reply.Length - 1 - at : at);
                pack.Bench.Run(1_500);
                Assert.Equal(0, pack.Bench.Line.Counts.Answered);
            }
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_answer_cut_at_any_byte_is_still_an_answer(string make)
    {
        var longest = new PackBench(make).Answers().Max(answer => answer.Length);
        for (var cut = 1; cut < longest; cut++)
        {
            var pack = new PackBench(make);
            var at = cut;
            pack.Board.Wire = reply =>
            {
                if (at >= reply.Length) return reply;
                pack.Bench.Come(55, reply[at..]);
                return reply[..at];
            };
            pack.Bench.Run(2_000);
            Assert.Equal(0, pack.Bench.Line.Counts.Unanswered);
            Assert.NotEmpty(pack.Readings);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_glued_copy_of_an_answer_is_a_stray_and_answers_nothing(string make)
    {
        var pack = new PackBench(make);
        pack.Board.Wire = reply => [.. reply, .. reply];
        pack.Bench.Run(3_000);
        Assert.All(pack.Bench.Told, told => Assert.IsType<PackRead>(told.Input));
        Assert.True(pack.Bench.Line.Counts.Strays > 0);
        Assert.Equal((0, 0L), (pack.Bench.Line.Counts.Unanswered, pack.Bench.Line.Counts.NoiseBytes));
    }

    [Theory, MemberData(nameof(Makes))]
    public void What_other_makes_say_is_noise_and_hides_no_answer(string make)
    {
        foreach (var other in PackFamily.Names.Where(name => name != make))
            foreach (var foreign in new PackBench(other).Answers())
            {
                var pack = new PackBench(make);
                pack.Board.Wire = reply => [.. foreign, .. reply];
                pack.Bench.Run(6_000);
                Assert.All(pack.Readings, reading => Assert.Equal(PackBench.Serial, reading.Serial.Text));
                Assert.NotEmpty(pack.Readings);
            }
    }

    [Theory, MemberData(nameof(Makes))]
    public void Every_phantom_byte_before_an_answer_is_passed_over(string make)
    {
        for (var phantom = 0; phantom < 256; phantom++)
        {
            var pack = new PackBench(make);
            var before = (byte)phantom;
            pack.Board.Wire = reply => [before, .. reply];
            pack.Bench.Run(4_000);
            Assert.NotEmpty(pack.Readings);
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void Bytes_of_chance_and_spoiled_answers_are_never_another_pack(string make)
    {
        var chance = new Random(20);
        var answers = new PackBench(make).Answers();
        var truth = new PackBench(make);
        truth.Bench.Run(3_000);
        for (var session = 0; session < 300; session++)
        {
            var pack = new PackBench(make);
            pack.Board.Wire = reply => chance.Next(3) == 0 ? reply : Spoiled(reply, answers[chance.Next(answers.Length)], chance);
            pack.Bench.Run(3_000);
            Assert.All(pack.Readings, reading => Assert.Equal(truth.Readings.First(), reading));
        }
    }

    [Theory, MemberData(nameof(Makes))]
    public void An_echoing_adapter_does_not_disturb(string make)
    {
        var family = PackFamily.Of(make);
        var bench = new LineBench(family.Baud, new YongAi.Edge.Devices.PackWiring(family.Make, Fits.Slot(3), TimeSpan.FromSeconds(1))) { Echoes = true };
        bench.Parts.Add(new TonguePart(family.Tongue(new FaultSpot()), PackBench.NewPack(PackBench.Serial, 13)));
        bench.Open().Run(6_000);
        Assert.All(bench.Told, told => Assert.IsType<PackRead>(told.Input));
        Assert.NotEmpty(bench.Told);
    }

    [Theory, MemberData(nameof(Makes))]
    public void A_round_in_which_nothing_changed_tells_the_same_reading_object(string make)
    {
        var pack = new PackBench(make);
        pack.Bench.Run(6_000);
        var told = pack.Bench.Facts<PackRead>().ToArray();
        Assert.True(told.Length > 3);
        Assert.All(told, read => Assert.Same(told[0], read));
    }

    [Theory, MemberData(nameof(Makes))]
    public void Hearing_a_pack_that_says_the_same_allocates_nothing(string make)
    {
        var answers = new PackBench(make).Answers();
        var quiet = new QuietPack(make, answers);
        quiet.Run(rounds: 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        quiet.Run(rounds: 200);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Answers without which there is no reading: all but the one to a waking word.</summary>
    private static IEnumerable<byte[]> NeededAnswers(string make) =>
        new PackBench(make).Answers().Where(answer => make != "jk-4e57" || answer[8] != 0x01);

    /// <summary>The same kind of answer, whatever it says: alike in its first three bytes and in its length.</summary>
    private static bool Alike(byte[] one, byte[] other) => one.Length == other.Length && one.AsSpan(..3).SequenceEqual(other.AsSpan(..3));

    /// <summary>Bytes of chance, an answer cut and another put behind it, or one with bytes of it doubled.</summary>
    private static byte[] Spoiled(byte[] reply, byte[] other, Random chance)
    {
        var cut = chance.Next(reply.Length);
        switch (chance.Next(3))
        {
            case 0:
                var noise = new byte[chance.Next(60)];
                chance.NextBytes(noise);
                return noise;
            case 1: return [.. reply[..cut], .. other];
            default: return [.. reply[..cut], .. reply[(cut / 2)..]];
        }
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        if (bit / 8 < flipped.Length) flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }
}

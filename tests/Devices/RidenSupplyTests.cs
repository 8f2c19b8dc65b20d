using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Chargers;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A Riden supply of one slot: never on with other set points than fitted, never on without an order.</summary>
public sealed class RidenSupplyTests
{
    private const string ReadState = "01030000001445C5", On = "010600120001E80F", Off = "01060012000029CF", Set5460 = "0106000815540767";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly ChargeOrder Charge = new(Fits.Slot(3), Lease);

    [Fact]
    public void Its_frames_are_the_published_ones_and_the_output_goes_on_last()
    {
        var (bench, part) = Supply();
        bench.Run(500);
        bench.Perform(Charge);
        bench.Run(3_000);
        Assert.Equal([Set5460, "010600090320", On], bench.SentHex.Where(hex => hex[2..4] == "06").Select(hex => hex[8..10] == "03" ? hex[..12] : hex));
        Assert.All(bench.SentHex.Where(hex => hex[2..4] == "03"), hex => Assert.Equal(ReadState, hex));
        // Each write is read back before the next.
        var kinds = string.Concat(bench.SentHex.Select(hex => hex[3]));
        Assert.DoesNotContain("66", kinds);
        Assert.Equal(1, part.Registers[18]);
        bench.Perform(new StopCharging(Fits.Slot(3)));
        bench.Run(1_000);
        Assert.Equal(Off, bench.SentHex.Last(hex => hex[2..4] == "06"));
    }

    [Theory]
    [InlineData(60062, 54.60, 1.234, 67.38)]
    [InlineData(60065, 5.460, 0.1234, 67.38)]
    [InlineData(60121, 54.60, 12.34, 67.38)]
    [InlineData(60181, 54.60, 12.34, 67.38)]
    public void What_it_measures_is_told_by_the_scale_of_its_model(int model, double volts, double amps, double watts)
    {
        var (bench, part) = Supply();
        part.Put(0, (ushort)model).Put(4, 1, 7).Put(10, 5460, 1234, 0, 6738);
        bench.Run(300);
        var read = bench.Facts<GaugeRead>().First();
        Assert.Equal(new GaugeId("supply-3"), read.Gauge);
        Assert.Equal([new(Quantity.Voltage, volts), new(Quantity.Current, amps), new(Quantity.Power, watts), new(Quantity.Temperature, -7)],
            read.Values.ToArray());
    }

    [Theory]
    [InlineData(60062, 5460, 8000)]
    [InlineData(60065, 500, 100)]
    [InlineData(60181, 5460, 800)]
    public void Set_points_are_written_in_the_steps_of_the_model(int model, int volts, int amps)
    {
        var (bench, part) = Supply();
        part.Put(0, (ushort)model);
        bench.Run(300);
        bench.Perform(Charge);
        bench.Run(3_000);
        Assert.Equal(volts, part.Registers[8]);
        Assert.Equal(amps, part.Registers[9]);
        // 8 A in steps of 0.1 mA do not fit into a register of an RD6006P: nothing is written, and it stays off.
        Assert.Equal(model == 60065 ? 0 : 1, part.Registers[18]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60125)]
    [InlineData(60069)]
    [InlineData(1234)]
    public void A_model_that_is_not_known_is_silent_and_never_switched_on(int model)
    {
        var (bench, part) = Supply();
        part.Put(0, (ushort)model).Put(8, 5460, 800);
        bench.Perform(Charge);
        bench.Run(10_000);
        Assert.Empty(bench.Facts<GaugeRead>());
        Assert.NotEmpty(bench.Facts<GaugeSilent>());
        Assert.DoesNotContain(bench.SentHex, hex => hex[2..4] == "06");
    }

    [Theory]
    [InlineData(10, 6501)]
    [InlineData(11, 2001)]
    [InlineData(5, 151)]
    [InlineData(12, 2)]
    public void What_nobody_can_have_measured_is_silence_and_no_ground_to_switch_on(int register, int value)
    {
        var (bench, part) = Supply();
        part.Put(8, 5460, 800).Put(register, (ushort)value);
        bench.Perform(Charge);
        bench.Run(5_000);
        Assert.Empty(bench.Facts<GaugeRead>());
        Assert.NotEmpty(bench.Facts<GaugeSilent>());
        Assert.Equal(0, part.Registers[18]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void Set_points_that_do_not_read_as_written_keep_the_output_off(int stuck)
    {
        var (bench, part) = Supply();
        part.Stuck.Add(stuck);
        for (var order = 0; order < 3; order++)
        {
            bench.Perform(Charge);
            bench.Run(10_000);
        }
        Assert.DoesNotContain(On, bench.SentHex);
        // Once for each order, no more.
        Assert.Equal(3, bench.SentHex.Count(hex => hex.StartsWith($"01060{stuck:X3}", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_lease_that_is_not_renewed_ends_by_the_driver_too()
    {
        var (bench, part) = Supply();
        bench.Run(300);
        bench.Perform(Charge);
        bench.Run(29_000);
        Assert.Equal(1, part.Registers[18]);
        bench.Run(1_500);
        Assert.Equal(0, part.Registers[18]);
        bench.Run(10_000);
        Assert.Single(bench.SentHex, On);
        Assert.Single(bench.SentHex, Off);
    }

    [Fact]
    public void A_lease_that_is_renewed_goes_on_and_nothing_is_written_again()
    {
        var (bench, part) = Supply();
        for (var order = 0; order < 12; order++)
        {
            bench.Perform(Charge);
            bench.Run(10_000);
            Assert.Equal(1, part.Registers[18]);
        }
        Assert.Equal(3, bench.SentHex.Count(hex => hex[2..4] == "06"));
    }

    [Fact]
    public void Stopping_goes_before_everything_and_waits_only_for_the_firmware()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_050);
        var (at, before) = (bench.Now, bench.Sent.Count);
        bench.Perform(new StopCharging(Fits.Slot(3)));
        bench.Run(300);
        var sent = bench.Sent.Skip(before).ToList();
        Assert.Equal(Off, sent[0].Hex);
        Assert.True(sent[0].At - at <= RidenSupply.Rest);
        Assert.Equal(ReadState, sent[1].Hex);
        Assert.Equal(0, part.Registers[18]);
        bench.Run(20_000);
        Assert.Single(bench.SentHex, On);
    }

    [Fact]
    public void A_stop_that_was_lost_is_written_again_while_the_output_reads_on()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_000);
        part.Stuck.Add(18);
        bench.Perform(new StopCharging(Fits.Slot(3)));
        bench.Run(3_000);
        Assert.True(bench.SentHex.Count(hex => hex == Off) >= 3);
        part.Stuck.Clear();
        bench.Run(2_000);
        Assert.Equal(0, part.Registers[18]);
    }

    [Fact]
    public void An_output_found_on_without_an_order_is_switched_off()
    {
        var (bench, part) = Supply();
        part.Put(18, 1);
        bench.Run(1_500);
        Assert.Equal(0, part.Registers[18]);
        Assert.Equal([Off], bench.SentHex.Where(hex => hex[2..4] == "06"));
    }

    [Fact]
    public void Set_points_turned_by_hand_switch_it_off_and_are_put_right_with_the_next_order()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(5_000);
        part.Put(8, 6000);
        bench.Run(1_500);
        Assert.Equal(0, part.Registers[18]);
        bench.Run(3_000);
        Assert.Equal((6000, 0), (part.Registers[8], part.Registers[18]));
        bench.Perform(Charge);
        bench.Run(3_000);
        Assert.Equal((5460, 1), (part.Registers[8], part.Registers[18]));
    }

    [Fact]
    public void An_order_for_other_amperes_is_obeyed_while_the_output_is_on()
    {
        var (bench, part) = Supply();
        foreach (var (amps, steps) in new[] { (7.2, 720), (3.8, 380), (8.0, 800), (99.0, 800) })
        {
            bench.Perform(Charge with { Amps = new(amps) });
            bench.Run(3_000);
            Assert.Equal((steps, 1), (part.Registers[9], part.Registers[18]));
        }
        Assert.Single(bench.SentHex, On);
        Assert.DoesNotContain(Off, bench.SentHex);
    }

    [Fact]
    public void A_current_that_is_not_taken_up_switches_it_off()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_000);
        part.Stuck.Add(9);
        bench.Perform(Charge with { Amps = new(4) });
        bench.Run(3_000);
        Assert.Equal((800, 0), (part.Registers[9], part.Registers[18]));
    }

    [Fact]
    public void A_current_turned_up_beyond_what_was_fitted_switches_it_off_at_once()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_000);
        part.Put(9, 1200);
        bench.Perform(Charge);
        bench.Run(1_500);
        Assert.Contains(Off, bench.SentHex);
        bench.Run(3_000);
        Assert.Equal((800, 1), (part.Registers[9], part.Registers[18]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_tripped_protection_keeps_it_off_until_it_reads_as_reset(int tripped)
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_000);
        part.Put(16, (ushort)tripped, 0, 0);
        for (var order = 0; order < 3; order++)
        {
            bench.Perform(Charge);
            bench.Run(5_000);
        }
        Assert.Single(bench.SentHex, On);
        part.Put(16, 0);
        bench.Run(3_000);
        Assert.Equal(2, bench.SentHex.Count(hex => hex == On));
        Assert.Equal(1, part.Registers[18]);
    }

    [Fact]
    public void It_is_never_asked_more_often_than_every_100_ms()
    {
        var (bench, part) = Supply();
        for (var round = 0; round < 20; round++)
        {
            bench.Perform(Charge);
            bench.Run(700);
            if (round % 3 == 0) bench.Perform(new StopCharging(Fits.Slot(3)));
            if (round % 5 == 0) part.Wire.Enqueue(_ => []);
            bench.Run(300);
        }
        var between = bench.Sent.Zip(bench.Sent.Skip(1), (one, next) => next.At - one.At).ToList();
        Assert.True(between.Count > 40);
        Assert.All(between, pause => Assert.True(pause >= RidenSupply.Rest, $"asked again after {pause}"));
    }

    [Fact]
    public void A_supply_that_gets_its_power_after_the_order_is_switched_on_when_it_answers()
    {
        var (bench, part) = Supply();
        part.Mute = true;
        bench.Run(20_000);
        Assert.IsType<GaugeSilent>(bench.Told[^1].Input);
        bench.Perform(Charge);
        bench.Run(4_000);
        part.Mute = false;
        bench.Run(4_000);
        Assert.Equal(1, part.Registers[18]);
    }

    [Fact]
    public void A_lost_line_is_silence_and_ends_the_order()
    {
        var (bench, part) = Supply();
        bench.Perform(Charge);
        bench.Run(3_000);
        bench.Lost();
        Assert.IsType<GaugeSilent>(bench.Told[^1].Input);
        bench.Open().Run(2_000);
        Assert.Equal(0, part.Registers[18]);
    }

    [Fact]
    public void Damaged_and_foreign_answers_are_no_reading()
    {
        Func<byte[], byte[]>[] faults =
        [
            frame => [.. frame[..^1], (byte)(frame[^1] ^ 1)],
            frame => [.. frame[..4], .. frame[5..]],
            frame => RelayPart.Checked([2, .. frame[1..^2]]),
            _ => RelayPart.Checked([1, 0x83, 2]),
        ];
        foreach (var fault in faults)
        {
            var (bench, part) = Supply();
            part.Put(8, 5460, 8000);
            for (var answer = 0; answer < 4; answer++) part.Wire.Enqueue(frame => [(20, fault(frame))]);
            bench.Perform(Charge);
            bench.Run(1_300);
            Assert.Empty(bench.Facts<GaugeRead>());
            Assert.DoesNotContain(On, bench.SentHex);
            bench.Run(6_000);
            Assert.NotEmpty(bench.Facts<GaugeRead>());
            Assert.Single(bench.SentHex, On);
        }
    }

    [Fact]
    public void Two_supplies_with_one_address_are_not_believed_and_not_switched_on()
    {
        var (bench, part) = Supply();
        var twin = Values(new RegisterPart(1)).Put(10, 1200);
        for (var answer = 0; answer < 1_000; answer++) twin.Wire.Enqueue(frame => [(60, frame)]);
        bench.Parts.Add(twin);
        bench.Run(10_000);
        Assert.IsType<GaugeSilent>(bench.Told[^1].Input);
        var read = bench.Facts<GaugeRead>().Count();
        bench.Perform(Charge);
        bench.Run(5_000);
        Assert.Equal(read, bench.Facts<GaugeRead>().Count());
        Assert.Equal((0, 0), (part.Registers[18], twin.Registers[18]));
    }

    private static (LineBench Bench, RegisterPart Part) Supply()
    {
        var part = Values(new RegisterPart(1));
        var fit = new SupplyFit(1, Fits.Slot(3), new("supply-3"), new(54.6), new(8), TimeSpan.FromSeconds(1));
        return (new LineBench(115_200, new SupplyWiring(fit)) { Parts = { part } }.Open(), part);
    }

    /// <summary>An RD6018 at rest.</summary>
    private static RegisterPart Values(RegisterPart part) => part.Put(0, 60181, 0, 1, 137, 0, 25, 0, 0, 500, 100, 0, 0, 0, 0, 6000, 0, 0, 0, 0, 0);
}

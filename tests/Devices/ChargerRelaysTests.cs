using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Switching chargers by timed pulses, and reading back what the relays do.</summary>
public sealed class ChargerRelaysTests
{
    private const string ReadAll = "010100000010";
    private const string Pulse30SRelay0 = "01050200012CCC3F";
    private const string Pulse30SRelay3 = "01050203012C3C3F";
    private const string OffRelay0 = "010500000000CDCA";

    [Fact]
    public void An_order_to_charge_is_exactly_one_pulse_of_its_lease()
    {
        var (bench, board) = Chargers();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Perform(new ChargeOrder(Fits.Slot(4), TimeSpan.FromSeconds(30)));
        bench.Run(8000);
        Assert.Equal([Pulse30SRelay0, Pulse30SRelay3], bench.SentHex.Where(hex => hex[2..4] == "05"));
        Assert.Equal([1, 4], LastOn(bench));
        Assert.Equal(2, board.Pulses);
    }

    [Fact]
    public void A_pulse_that_is_not_renewed_ends_by_itself()
    {
        var (bench, _) = Chargers();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Run(29_000);
        Assert.Equal([1], LastOn(bench));
        bench.Run(4000);
        Assert.Empty(LastOn(bench));
    }

    [Theory]
    [InlineData(250, "010502000002")]
    [InlineData(30_000, "01050200012C")]
    [InlineData(29_999, "01050200012B")]
    [InlineData(4_000_000, "010502007FFF")]
    public void A_lease_is_never_rounded_up(int leaseMs, string begins)
    {
        var (bench, _) = Chargers();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromMilliseconds(leaseMs)));
        bench.Run(100);
        Assert.Single(bench.SentHex, hex => hex.StartsWith(begins, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lease_shorter_than_a_pulse_is_a_mistake_of_our_own()
    {
        var (bench, _) = Chargers();
        Assert.Throws<InvariantBroken>(() => bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromMilliseconds(99))));
    }

    [Fact]
    public void Stopping_goes_at_once_and_is_read_back()
    {
        var (bench, _) = Chargers();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Run(1000);
        Assert.Equal([1], LastOn(bench));
        bench.Perform(new StopCharging(Fits.Slot(1)));
        Assert.Equal((bench.Now, OffRelay0), bench.Sent[^1]);
        bench.Run(150);
        Assert.Equal(ReadAll, bench.Sent[^1].Hex[..12]);
        Assert.Empty(LastOn(bench));
    }

    [Fact]
    public void A_stop_that_was_not_answered_is_not_repeated_and_the_relays_are_read_back()
    {
        var (bench, board) = Chargers();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Run(1000);
        board.Drops = 1;
        bench.Perform(new StopCharging(Fits.Slot(1)));
        bench.Run(1000);
        Assert.Single(bench.SentHex, OffRelay0);
        Assert.Equal([1], LastOn(bench));
    }

    [Fact]
    public void A_stop_voids_an_order_to_charge_that_still_waits()
    {
        var bench = new LineBench(Fits.Relays()).Open();
        bench.NextSent();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Perform(new StopCharging(Fits.Slot(1)));
        bench.Run(1500);
        Assert.Single(bench.SentHex, OffRelay0);
        Assert.DoesNotContain(Pulse30SRelay0, bench.SentHex);
    }

    [Fact]
    public void An_order_to_charge_that_waited_too_long_is_dropped()
    {
        var bench = new LineBench(Fits.Relays()).Open();
        bench.NextSent();
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Stall((int)RelayOrders.ChargeWaitMax.TotalMilliseconds);
        bench.Run(3000);
        Assert.DoesNotContain(Pulse30SRelay0, bench.SentHex);
    }

    [Fact]
    public void Several_stops_at_once_all_go_before_anything_else()
    {
        var bench = new LineBench(Fits.Relays()).Open();
        bench.NextSent();
        for (var slot = 1; slot <= 12; slot++) bench.Perform(new StopCharging(Fits.Slot(slot)));
        bench.Receive("0101020000B9FC");
        for (var relay = 0; relay < 12; relay++)
        {
            var off = bench.NextSent(10);
            Assert.Equal($"010500{relay:X2}0000", off[..12]);
            bench.Receive(off);
        }
        Assert.Equal(ReadAll, bench.NextSent(10)[..12]);
    }

    [Fact]
    public void Relays_that_do_not_answer_are_silent_chargers()
    {
        var (bench, board) = Chargers();
        board.Drops = int.MaxValue;
        bench.Run(12_000);
        Assert.Equal(12, bench.Facts<ChargersSilent>().First().Slots.Length);
        board.Drops = 0;
        bench.Run(3000);
        Assert.IsType<ChargersRead>(bench.Told[^1].Input);
    }

    [Fact]
    public void A_refused_write_ends_its_exchange_and_the_relays_are_read()
    {
        var bench = new LineBench(Fits.Relays()).Open();
        bench.NextSent();
        bench.Receive("0101020000B9FC");
        bench.Run(10);
        bench.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        bench.Receive(Frames.Relay.Named("exception function 05 illegal value"));
        Assert.Equal(ReadAll, bench.NextSent(10)[..12]);
    }

    [Fact]
    public void No_single_flipped_bit_switches_a_charger_in_our_eyes()
    {
        var reply = Convert.FromHexString("0101020000B9FC");
        for (var bit = 0; bit < reply.Length * 8; bit++)
        {
            byte[] flipped = [.. reply];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            var bench = new LineBench(Fits.Relays()).Open();
            bench.NextSent();
            bench.Receive(flipped);
            bench.Run(320);
            Assert.Empty(bench.Facts<ChargersRead>());
        }
    }

    [Fact]
    public void A_reply_cut_at_any_byte_is_still_one_reading()
    {
        var reply = RelayPart.Checked([0x01, 0x01, 0x02, 0x09, 0x00]);
        for (var cut = 1; cut < reply.Length; cut++)
        {
            var bench = new LineBench(Fits.Relays()).Open();
            bench.NextSent();
            bench.Receive(reply[..cut]);
            Assert.Empty(bench.Told);
            bench.Receive(reply[cut..]);
            Assert.Equal([1, 4], LastOn(bench));
        }
    }

    [Fact]
    public void A_late_reply_to_a_write_does_not_answer_a_reading()
    {
        var bench = new LineBench(Fits.Relays()).Open();
        bench.NextSent();
        bench.Receive(OffRelay0);
        Assert.Equal((0, 1), (bench.Line.Counts.Answered, bench.Line.Counts.Strays));
        bench.Receive("0101020000B9FC");
        Assert.Single(bench.Facts<ChargersRead>());
    }

    private static (LineBench Bench, RelayPart Board) Chargers()
    {
        var bench = new LineBench(Fits.Relays());
        var board = new RelayPart();
        bench.Parts.Add(board);
        bench.Open().Run(300);
        Assert.Empty(LastOn(bench));
        return (bench, board);
    }

    private static IEnumerable<int> LastOn(LineBench bench) =>
        bench.Facts<ChargersRead>().Last().Slots.Where(charger => charger.On).Select(charger => charger.Slot.Value);
}

using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.SlotBoards;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>A Modbus board of one slot alone: its pack, its presence switches, its charger; against a simulated one, at the pace of a real line.</summary>
public sealed class SlotBoardTests : IDisposable
{
    private const string State = "002B", Serial = "0034", Cells = "0012", Values = "0000";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pack_is_read_with_its_serial_and_its_cells()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(5));
        var reading = LastPack(lines, 3)!;
        Assert.Equal("YA48240000000003", reading.Serial.Text);
        Assert.Equal(13, reading.Cells);
        Assert.Equal(lines.Do(new LookAround()).Slots!.Value[2].Pack!.Volts, reading.Volts.Value, 1);
        Assert.Equal(25, reading.Coldest.Value, 0.6);
        Assert.Equal(PackFaults.None, reading.Faults);
        Assert.True(Present(lines, 3));
        Assert.Equal(0, lines.Counts("slots").NoiseBytes + lines.Counts("slots").Strays + lines.Counts("slots").Unanswered);
    }

    [Fact]
    public void An_empty_slot_is_silent_and_not_present()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.False(Present(lines, 12));
        Assert.Contains(lines.Told.OfType<PackSilent>(), silent => silent is { LineUp: true } && silent.Slot == Fits.Slot(12));
        Assert.Null(LastPack(lines, 12));
    }

    [Fact]
    public void A_pack_that_is_put_in_says_its_own_serial_from_its_first_reading_on()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.True(lines.Do(new ForceDoor(3)).Ok);
        Assert.True(lines.Do(new TakePack(3)).Ok);
        lines.Run(TimeSpan.FromSeconds(3));
        var before = lines.Told.Count;
        Assert.True(lines.Do(new PutPack(3, "YA60300000000007", 40)).Ok);
        lines.Run(TimeSpan.FromSeconds(4));
        var readings = lines.Told.Skip(before).OfType<PackRead>().Where(read => read.Slot == Fits.Slot(3)).ToList();
        Assert.NotEmpty(readings);
        Assert.All(readings, read => Assert.Equal(("YA60300000000007", 40), (read.Reading.Serial.Text, read.Reading.Charge.Percent)));
    }

    [Fact]
    public void A_pack_that_does_not_speak_on_its_side_is_present_and_silent()
    {
        using var lines = Cabinet();
        Fail(lines, "mute", slot: 3);
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.True(Present(lines, 3));
        Assert.Null(LastPack(lines, 3));
        Assert.Contains(lines.Told.OfType<PackSilent>(), silent => silent.Slot == Fits.Slot(3));
    }

    [Fact]
    public void A_serial_that_is_none_makes_the_pack_unreadable()
    {
        using var lines = Cabinet();
        Fail(lines, "says-serial", slot: 3, value: "??");
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.Contains(lines.Told.OfType<PackUnreadable>(), unreadable => unreadable.Slot == Fits.Slot(3));
        Assert.Null(LastPack(lines, 3));
    }

    [Fact]
    public void A_broken_sensor_is_a_complaint_and_hides_no_hot_pack()
    {
        using var lines = Cabinet();
        Fail(lines, "open-sensor", slot: 3);
        Assert.True(lines.Do(new WarmPack(3, 50)).Ok);
        lines.Run(TimeSpan.FromSeconds(5));
        var reading = LastPack(lines, 3)!;
        Assert.True(reading.Hottest.Value > 49);
        Assert.True(reading.Faults.HasFlag(PackFaults.FrontEnd));
    }

    [Fact]
    public void Whatever_the_pack_complains_of_is_a_reason_not_to_charge()
    {
        using var lines = Cabinet();
        Fail(lines, "protection", slot: 3, value: "4096");
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(PackFaults.SoftwareLock, LastPack(lines, 3)!.Faults);
    }

    [Fact]
    public void A_lease_is_kept_up_every_five_seconds_and_the_board_ends_it_in_time()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        var from = lines.Now;
        lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
        lines.Run(TimeSpan.FromSeconds(29.5));
        var writes = Writes(lines, 3, "0001");
        Assert.Equal([0, 5, 10], writes.Select(at => (int)(at - from).TotalSeconds));
        Assert.False(ChargerOn(lines, 3));
        Assert.Empty(Writes(lines, 3, "0000"));
        Assert.False(LastCharger(lines, 3));
    }

    [Fact]
    public void A_lease_that_is_ordered_again_and_again_goes_on_without_a_gap()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        for (var order = 0; order < 12; order++)
        {
            lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
            lines.Run(TimeSpan.FromSeconds(10));
            Assert.True(ChargerOn(lines, 3));
        }
        Assert.InRange(Writes(lines, 3, "0001").Count(), 22, 26);
        Assert.True(LastCharger(lines, 3));
    }

    [Fact]
    public void A_program_that_dies_leaves_no_charger_on()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
        lines.Run(TimeSpan.FromSeconds(1));
        Assert.True(ChargerOn(lines, 3));
        lines.Cabinet.Lapse(lines.Now + TimeSpan.FromSeconds(16)); // nobody writes any more
        Assert.False(ChargerOn(lines, 3));
    }

    [Fact]
    public void Stopping_goes_before_everything_and_is_read_back()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
        lines.Run(TimeSpan.FromSeconds(2));
        var before = lines.Sent.Count;
        lines.Perform(new StopCharging(Fits.Slot(3)));
        lines.Run(TimeSpan.FromSeconds(0.3));
        // At most the exchange in flight stands before it.
        Assert.Contains("0306", Convert.ToHexString(lines.Sent[before].Bytes)[..4]);
        Assert.False(ChargerOn(lines, 3));
        Assert.False(LastCharger(lines, 3));
        lines.Run(TimeSpan.FromSeconds(30));
        Assert.Single(Writes(lines, 3, "0001"));
    }

    [Fact]
    public void Twelve_boards_at_9600_are_each_read_every_second_while_all_of_them_charge()
    {
        using var lines = Cabinet(text => text.Replace("115200", "9600", StringComparison.Ordinal)
            .Replace("\"host_timeout_s\": 15", "\"host_timeout_s\": 15, \"state_ms\": 60000, \"identity_ms\": 600000", StringComparison.Ordinal));
        for (var order = 0; order < 3; order++) Order();
        var from = lines.Now;
        for (var order = 0; order < 6; order++) Order();
        for (var slot = 1; slot <= 12; slot++)
        {
            var reads = lines.Sent.Count(sent => sent.At >= from
                && Convert.ToHexString(sent.Bytes).StartsWith($"{slot:X2}0300000012", StringComparison.Ordinal));
            Assert.InRange(reads, 59, 61);
            Assert.InRange(Writes(lines, slot, "0001").Count(at => at >= from), 11, 13);
        }
        Assert.Equal(0, lines.Counts("slots").Unanswered);

        void Order()
        {
            for (var slot = 1; slot <= 12; slot++) lines.Perform(new ChargeOrder(Fits.Slot(slot), Lease));
            lines.Run(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void A_board_whose_own_time_out_is_not_known_is_never_told_to_charge()
    {
        using var lines = Cabinet(text => text.Replace(", \"host_timeout_s\": 15", "", StringComparison.Ordinal));
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
        lines.Run(TimeSpan.FromSeconds(10));
        Assert.Empty(Writes(lines, 3, "0001"));
        Assert.Empty(lines.Told.OfType<ChargersRead>());
    }

    [Fact]
    public void A_silent_line_leaves_nothing_known_and_comes_back()
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Fail("silent", "slots", times: 1_000_000);
        lines.Run(TimeSpan.FromSeconds(20));
        Assert.Contains(lines.Told.OfType<SwitchesSilent>(), silent => silent.Slots.Contains(Fits.Slot(3)));
        Assert.Contains(lines.Told.OfType<PackSilent>(), silent => silent is { LineUp: false } && silent.Slot == Fits.Slot(3));
        Assert.Contains(lines.Told.OfType<ChargersSilent>(), silent => silent.Slots.Contains(Fits.Slot(3)));
        lines.Fail("silent", "slots", times: 0);
        var before = lines.Told.Count;
        lines.Run(TimeSpan.FromSeconds(10));
        Assert.Contains(lines.Told.Skip(before).OfType<PackRead>(), read => read.Slot == Fits.Slot(3));
    }

    [Theory]
    [InlineData("corrupt")]
    [InlineData("drop-answer")]
    [InlineData("split")]
    [InlineData("glue")]
    [InlineData("late")]
    [InlineData("noise")]
    [InlineData("lose-byte")]
    [InlineData("exception")]
    [InlineData("reset")]
    public void A_fault_of_the_line_is_survived(string fault)
    {
        using var lines = Cabinet();
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Perform(new ChargeOrder(Fits.Slot(3), Lease));
        for (var time = 0; time < 5; time++)
        {
            lines.Fail(fault, "slots", times: 3);
            lines.Run(TimeSpan.FromSeconds(4));
        }
        var before = lines.Told.Count;
        lines.Run(TimeSpan.FromSeconds(15));
        var after = lines.Told.Skip(before).OfType<PackRead>().ToList();
        Assert.Equal(Enumerable.Range(1, 11), after.Select(read => read.Slot.Value).Distinct().Order());
        Assert.All(after, read => Assert.Equal($"YA482400000000{read.Slot.Value:00}", read.Reading.Serial.Text));
    }

    [Fact]
    public void Two_boards_with_one_address_are_not_believed()
    {
        using var lines = new SimulatedLines(Site(), Site(text => text.Replace("\"address\": 4,", "\"address\": 3,", StringComparison.Ordinal)));
        lines.Run(TimeSpan.FromSeconds(20));
        var before = lines.Told.Count;
        lines.Run(TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(lines.Told.Skip(before).OfType<PackRead>(), read => read.Slot.Value is 3 or 4);
        Assert.Contains(lines.Told.Skip(before).OfType<PackRead>(), read => read.Slot.Value is 5);
    }

    [Fact]
    public void An_answer_with_any_one_bit_flipped_is_not_believed()
    {
        var fit = new SlotBoardFit(3, Fits.Slot(3), new(52, 8)) { HostTimeout = TimeSpan.FromSeconds(15) };
        var state = Answer("0303120018006400000018006400010000000000" + "01"); // 43 to 51, charge control on
        for (var bit = 0; bit < 8 * state.Length; bit++)
        {
            var bench = new LineBench(115_200, new SlotBoardWiring(fit)).Open();
            Assert.StartsWith("0303002B0009", bench.NextSent(), StringComparison.Ordinal);
            var flipped = (byte[])state.Clone();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            bench.Receive(flipped);
            bench.Run(150);
            Assert.Empty(bench.Facts<ChargersRead>());
            Assert.Empty(bench.Facts<SwitchesRead>());
        }
        var sound = new LineBench(115_200, new SlotBoardWiring(fit)).Open();
        sound.NextSent();
        sound.Receive(state);
        Assert.True(Assert.Single(sound.Facts<ChargersRead>()).Slots[0].On);
        Assert.True(Assert.Single(sound.Facts<SwitchesRead>()).Slots[0].Present);
    }

    [Fact]
    public void Presence_that_stays_away_takes_the_pack_with_it_though_its_values_still_come()
    {
        var (bench, board) = Bench();
        board.Deaf.Add(State);
        bench.Run(3_000);
        var before = bench.Facts<PackRead>().Count();
        bench.Run(20_000);
        Assert.Equal(before, bench.Facts<PackRead>().Count());
        board.Deaf.Clear();
        bench.Run(3_000);
        Assert.True(bench.Facts<PackRead>().Count() > before);
    }

    [Theory]
    [InlineData(Serial)]
    [InlineData(Cells)]
    public void A_serial_or_cells_that_stay_away_are_not_told_again_with_the_next_values(string block)
    {
        var (bench, board) = Bench();
        board.Deaf.Add(block);
        bench.Run(12_000); // asked for every ten seconds
        var before = bench.Facts<PackRead>().Count();
        bench.Run(20_000);
        Assert.Equal(before, bench.Facts<PackRead>().Count());
        board.Deaf.Clear();
        bench.Run(3_000);
        Assert.True(bench.Facts<PackRead>().Count() > before);
    }

    [Theory]
    [InlineData(State)]
    [InlineData(Serial)]
    [InlineData(Cells)]
    [InlineData(Values)]
    public void A_read_that_is_not_answered_is_tried_again_before_anything_else_is_read(string block)
    {
        var (bench, board) = Bench();
        var before = bench.Sent.Count;
        board.Deaf.Add(block);
        bench.Run(12_000);
        var sent = bench.SentHex.Skip(before).ToList();
        var first = sent.FindIndex(question => question[4..8] == block);
        Assert.Equal(sent[first], sent[first + 1]);
    }

    [Fact]
    public void Bytes_of_any_kind_are_survived_and_make_no_pack()
    {
        var fit = new SlotBoardFit(3, Fits.Slot(3), new(52, 8)) { HostTimeout = TimeSpan.FromSeconds(15) };
        var bench = new LineBench(115_200, new SlotBoardWiring(fit)).Open();
        var chance = new Random(1);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[chance.Next(1, 60)];
            chance.NextBytes(bytes);
            if (round % 2 == 0) (bytes[0], bytes[bytes.Length > 1 ? 1 : 0]) = (3, 3);
            bench.Receive(bytes);
            bench.Run(chance.Next(1, 40));
        }
        Assert.Empty(bench.Facts<PackRead>());
        Assert.Empty(bench.Facts<SwitchesRead>());
        Assert.Contains(bench.Facts<PackSilent>(), silent => !silent.LineUp);
    }

    [Fact]
    public void Reading_a_slot_over_and_over_allocates_nothing()
    {
        var fit = new SlotBoardFit(3, Fits.Slot(3), new(52, 8)) { HostTimeout = TimeSpan.FromSeconds(15) };
        var slot = new SimulatedSlot(3, new FaultSpot(), TimeSpan.FromMilliseconds(150));
        slot.Stock(new SimulatedPack("YA48240000000003", PackKind.Of("48V24Ah", 13), 0.8, 25));
        var board = new SlotBoardSimulator(slot, new SlotBoardSettings(3, 52, 8, TimeSpan.FromSeconds(15)), (new FaultSpot(), new FaultSpot()), new Random(1));
        Assert.Equal(0, SteadyLine.AllocatedBy(new LineWiring(new LineId("slots"), 115_200, [new SlotBoardWiring(fit)]), board));
    }

    /// <summary>A board with a pack in its slot that was read already.</summary>
    private static (LineBench Bench, BoardInWords Board) Bench()
    {
        var board = new BoardInWords();
        var bench = new LineBench(115_200, new SlotBoardWiring(new SlotBoardFit(3, Fits.Slot(3), new(52, 8)))) { Parts = { board } }.Open();
        bench.Run(3_000);
        Assert.NotEmpty(bench.Facts<PackRead>());
        return (bench, board);
    }

    /// <summary>Board 3, which may be deaf to some of its questions.</summary>
    private sealed class BoardInWords : IPart
    {
        private static readonly Dictionary<string, byte[]> Answers = new(StringComparer.Ordinal)
        {
            [State] = SlotBoardTests.Answer("0303120018006400000018006400010000000000" + "00"),
            [Serial] = SlotBoardTests.Answer("030310" + Convert.ToHexString("YA48240000000003"u8)),
            [Cells] = SlotBoardTests.Answer("030320" + string.Concat(Enumerable.Repeat("0F3C", 12)) + "0000000000000F3C"),
            [Values] = SlotBoardTests.Answer("030324" + new string('0', 28) + "1400" + new string('0', 16) + "00000B9100000B9100000B91"),
        };

        public HashSet<string> Deaf { get; } = [];

        public IEnumerable<(int AfterMs, byte[] Bytes)> Answer(byte[] request, TimeSpan now)
        {
            var first = Convert.ToHexString(request, 2, 2);
            return Deaf.Contains(first) ? [] : [(20, Answers[first])];
        }
    }

    private SimulatedLines Cabinet(Func<string, string>? change = null) => new(Site(change));

    private SimulatedSite Site(Func<string, string>? change = null)
    {
        var slots = string.Join(",\n", Enumerable.Range(1, 12).Select(n => $$"""
            { "slot": {{n}}, "slot_board": { "line": "slots", "address": {{n}}, "serial": { "register": 52, "registers": 8 }, "host_timeout_s": 15 } }
            """));
        var text = $$"""
            { "cabinet": "X", "lines": { "slots": { "path": "slots", "baud": 115200 } }, "slots": [ {{slots}} ],
              "packs": [ { "serial": "YA4824[0-9]{10}", "class": "48V24Ah", "cells": 13, "volts": [36, 55] },
                         { "serial": "YA6030[0-9]{10}", "class": "60V30Ah", "cells": 17, "volts": [47, 72] } ] }
            """;
        return SimulatedSite.Read(folder.Write("site.json", change is null ? text : change(text)));
    }

    /// <summary>CRC-16/Modbus, written a second time.</summary>
    private static byte[] Answer(string hex)
    {
        var frame = Convert.FromHexString(hex);
        var crc = 0xFFFF;
        foreach (var b in frame)
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (((crc ^ (b >> bit)) & 1) == 1 ? 0xA001 : 0);
        return [.. frame, (byte)(crc & 0xFF), (byte)(crc >> 8)];
    }

    private static void Fail(SimulatedLines lines, string name, int slot, string? value = null)
    {
        var answer = lines.Do(new SetFault(name, Slot: slot, Value: value));
        Assert.True(answer.Ok, answer.Why);
    }

    private static PackReading? LastPack(SimulatedLines lines, int slot) =>
        lines.Told.OfType<PackRead>().LastOrDefault(read => read.Slot == Fits.Slot(slot))?.Reading;

    private static bool? Present(SimulatedLines lines, int slot) =>
        lines.Told.OfType<SwitchesRead>().Last(read => read.Slots[0].Slot == Fits.Slot(slot)).Slots[0].Present;

    private static bool LastCharger(SimulatedLines lines, int slot) =>
        lines.Told.OfType<ChargersRead>().Last(read => read.Slots[0].Slot == Fits.Slot(slot)).Slots[0].On;

    private static bool ChargerOn(SimulatedLines lines, int slot) => lines.Cabinet.World.Find(slot)!.ChargerOn;

    private static IEnumerable<TimeSpan> Writes(SimulatedLines lines, int slot, string value) =>
        lines.Sent.Where(sent => Convert.ToHexString(sent.Bytes).StartsWith($"{slot:X2}060033{value}", StringComparison.Ordinal)).Select(sent => sent.At);
}

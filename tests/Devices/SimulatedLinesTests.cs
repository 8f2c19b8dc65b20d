using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>Drivers and simulated boards understand each other, at the pace of real lines and with their faults.</summary>
public sealed class SimulatedLinesTests
{
    [Fact]
    public void A_whole_cabinet_at_rest_is_read_without_one_lost_or_stray_byte()
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(30));
        string[] names = ["locks", "chargers", .. Enumerable.Range(1, 11).Select(slot => $"pack-{slot}")];
        foreach (var name in names)
        {
            var counts = lines.Counts(name);
            // A pack that slept swallows its first question.
            var swallowed = name.StartsWith("pack", StringComparison.Ordinal) ? 1 : 0;
            Assert.Equal(new LineCounts(counts.Answered, swallowed, 0, 0, 0), counts);
            Assert.True(counts.Answered >= 14, $"{name}: {counts}");
        }
        Assert.Equal(Enumerable.Range(1, 11), lines.Told.OfType<PackRead>().Select(read => read.Slot.Value).Distinct().Order());
        Assert.Equal([12], lines.Told.OfType<PackSilent>().Select(silent => silent.Slot.Value).Distinct());
        Assert.Equal(DoorState.Closed, lines.Door(12));
    }

    [Theory]
    [InlineData(null)]
    [InlineData((byte)0x81)]
    [InlineData((byte)0x82)]
    public void A_door_springs_open_a_pack_comes_in_and_the_door_is_closed(byte? reportHead)
    {
        using var lines = new SimulatedLines(reportHead);
        lines.Run(TimeSpan.FromSeconds(2));
        lines.Perform(new FireLock(Fits.Slot(12)));
        lines.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(DoorState.Open, lines.Door(12));
        Assert.True(lines.Do(new PutPack(12, "YA48240000000099", 40)).Ok);
        Assert.True(lines.Do(new CloseDoor(12)).Ok);
        lines.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(DoorState.Closed, lines.Door(12));
        var reading = lines.Told.OfType<PackRead>().Last(read => read.Slot == Fits.Slot(12)).Reading;
        Assert.Equal(("YA48240000000099", 40, 13), (reading.Serial.Text, reading.Charge.Percent, reading.Cells));
        Assert.True(lines.Told.OfType<SwitchesRead>().Last(read => read.Slots.Length == 12).Slots[11].Present);
    }

    [Fact]
    public void A_charger_runs_for_its_lease_and_is_stopped_at_once()
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(2));
        lines.Perform(new ChargeOrder(Fits.Slot(1), TimeSpan.FromSeconds(30)));
        lines.Perform(new ChargeOrder(Fits.Slot(2), TimeSpan.FromSeconds(30)));
        lines.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], ChargersOn(lines));
        lines.Perform(new StopCharging(Fits.Slot(1)));
        lines.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([2], ChargersOn(lines));
        lines.Run(TimeSpan.FromSeconds(31));
        Assert.Empty(ChargersOn(lines));
    }

    public static TheoryData<string> FaultsOfLockLines =>
        ["silent", "reset", "drop-answer", "corrupt", "split", "glue", "late", "noise", "echo", "report-first"];

    [Theory, MemberData(nameof(FaultsOfLockLines))]
    public void No_fault_of_a_lock_line_opens_a_door_in_our_eyes_and_all_pass(string fault)
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(2));
        lines.Fail(fault, "locks", times: 6);
        lines.Run(TimeSpan.FromSeconds(20));
        lines.Fail(fault, "locks", times: 0);
        Assert.DoesNotContain(lines.Told.OfType<SwitchesRead>(), read => read.Slots.Any(slot => slot.Door == DoorState.Open));
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Perform(new FireLock(Fits.Slot(5)));
        lines.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(DoorState.Open, lines.Door(5));
    }

    [Theory, MemberData(nameof(FaultsOfLockLines))]
    public void A_door_that_is_fired_into_a_fault_is_told_open_all_the_same(string fault)
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(2));
        lines.Perform(new FireLock(Fits.Slot(5)));
        lines.Run(TimeSpan.FromMilliseconds(15));
        lines.Fail(fault, "locks", times: 2);
        lines.Run(TimeSpan.FromSeconds(3));
        lines.Fail(fault, "locks", times: 0);
        lines.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(DoorState.Open, lines.Door(5));
        Assert.Single(lines.Told.OfType<LockFired>());
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("drop-answer")]
    [InlineData("corrupt")]
    [InlineData("split")]
    [InlineData("glue")]
    [InlineData("late")]
    [InlineData("noise")]
    [InlineData("echo")]
    public void No_fault_of_a_pack_line_makes_another_serial_and_all_pass(string fault)
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(2));
        var serial = LastReading(lines).Serial;
        lines.Fail(fault, "pack-1", times: 20);
        lines.Run(TimeSpan.FromSeconds(20));
        lines.Fail(fault, "pack-1", times: 0);
        lines.Told.RemoveAll(told => told is PackSilent or PackUnreadable);
        lines.Run(TimeSpan.FromSeconds(5));
        Assert.All(lines.Told.OfType<PackRead>().Where(read => read.Slot == Fits.Slot(1)),
            read => Assert.Equal(serial, read.Reading.Serial));
        Assert.True(lines.Told.OfType<PackRead>().Count(read => read.Slot == Fits.Slot(1)) > 3);
    }

    [Theory]
    [InlineData("two-chunks")]
    [InlineData("no-end")]
    [InlineData("ack-first")]
    public void No_fault_of_a_scanner_changes_a_code(string fault)
    {
        using var lines = new SimulatedLines();
        lines.Run(TimeSpan.FromSeconds(2));
        lines.Fail(fault, "scanner", times: 1);
        var code = "YA1:" + new string('A', 300) + " B";
        Assert.True(lines.Do(new ShowCode(code)).Ok);
        lines.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(code, Assert.Single(lines.Told.OfType<CodeScanned>()).Text);
    }

    private static IEnumerable<int> ChargersOn(SimulatedLines lines) =>
        lines.Told.OfType<ChargersRead>().Last().Slots.Where(charger => charger.On).Select(charger => charger.Slot.Value);

    private static YongAi.Edge.Control.Packs.PackReading LastReading(SimulatedLines lines) =>
        lines.Told.OfType<PackRead>().Last(read => read.Slot == Fits.Slot(1)).Reading;
}

using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Packs;
using YongAi.Edge.Control.Slots;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>Our drivers on real lines, and slaves that we did not write: pymodbus checks what we send, and says what was written.</summary>
public sealed class SlavesOfAnotherMakeTests(SlavesOfAnotherMake slaves) : IClassFixture<SlavesOfAnotherMake>
{
    [Fact]
    public void A_lock_is_fired_by_one_pulse_and_the_door_is_open_when_its_switch_says_so()
    {
        slaves.Until(() => Door(1) == DoorState.Closed, 1);
        slaves.Drivers.Perform(new FireLock(new SlotNumber(1)));
        slaves.Until(() => slaves.Written("coils 40 0 1") == 1, 1);
        Assert.Equal(DoorState.Closed, Door(1));
        slaves.Pymodbus.Say("inputs 40 0 0");
        slaves.Until(() => Door(1) == DoorState.Open, 1);
        slaves.Until(() => slaves.Written("coils 40 0 0") == 1, 1);
        slaves.Pymodbus.Say("inputs 40 0 1");
        slaves.Until(() => Door(1) == DoorState.Closed, 1);
        Assert.Equal(1, slaves.Written("coils 40 0 1"));
        Assert.Null(slaves.Drivers.Sight[1].Refused);
        Assert.Equal([DoorState.Closed, DoorState.Closed, DoorState.Closed], new[] { Door(2), Door(3), Door(4) });
    }

    [Fact]
    public void A_lock_on_a_relay_that_the_board_does_not_have_is_refused_and_told()
    {
        slaves.Drivers.Perform(new FireLock(new SlotNumber(5)));
        slaves.Until(() => slaves.Drivers.Sight[5].Refused == LockRefusal.NotTaken, 5);
    }

    [Fact]
    public void A_presence_switch_is_read_from_its_input()
    {
        slaves.Until(() => slaves.Drivers.Sight[3].Present == true, 3);
        slaves.Pymodbus.Say("inputs 40 10 0");
        slaves.Until(() => slaves.Drivers.Sight[3].Present == false, 3);
        Assert.Equal((true, true), (slaves.Drivers.Sight[2].Present, slaves.Drivers.Sight[4].Present));
    }

    [Fact]
    public void A_slot_board_is_read_by_its_map() =>
        Assert.Equal(("YA48240000000011", 50.4, -1.5, 61, 25.05, 26.05, 13), Rounded(ReadingOf(1)));

    [Fact]
    public void A_jk_pack_is_read_by_its_map() =>
        Assert.Equal(("YA48240000000012", 52.1, 2.5, 87, -3.0, 21.5, 13), Rounded(ReadingOf(2)));

    [Fact]
    public void A_daly_pack_is_read_by_its_map() =>
        Assert.Equal(("YA48240000000013", 54.1, -5.0, 92, 18.0, 20.0, 13), Rounded(ReadingOf(3)));

    [Fact]
    public void A_daly_pack_that_answers_from_51_is_read_by_its_map() =>
        Assert.Equal(("YA48240000000014", 54.1, -5.0, 45, 18.0, 20.0, 13), Rounded(ReadingOf(4)));

    [Fact]
    public void A_pack_that_refuses_to_say_its_serial_is_there_and_nothing_is_believed_of_it()
    {
        slaves.Until(() => slaves.Drivers.Sight[5].Unreadable, 5);
        Assert.Null(slaves.Drivers.Sight[5].Pack);
    }

    [Fact]
    public void A_slot_board_charges_while_it_is_written_to_and_is_stopped()
    {
        slaves.Drivers.Perform(new ChargeOrder(new SlotNumber(1), TimeSpan.FromSeconds(30)));
        slaves.Until(() => slaves.Written("registers 1 51 1") == 1 && slaves.Drivers.Sight[1].Charger == true, 1);
        // The lease is kept up by writing again.
        slaves.Until(() => slaves.Written("registers 1 51 1") == 2, 1);
        slaves.Drivers.Perform(new StopCharging(new SlotNumber(1)));
        slaves.Until(() => slaves.Written("registers 1 51 0") == 1 && slaves.Drivers.Sight[1].Charger == false, 1);
        Assert.Equal(2, slaves.Written("registers 1 51 1"));
    }

    [Fact]
    public void A_charger_on_a_relay_is_pulsed_for_its_lease_and_switched_off_when_told_to()
    {
        slaves.Drivers.Perform(new ChargeOrder(new SlotNumber(2), TimeSpan.FromSeconds(60)));
        slaves.Until(() => slaves.Drivers.Sight[2].Charger == true, 2);
        slaves.Drivers.Perform(new StopCharging(new SlotNumber(2)));
        slaves.Until(() => slaves.Drivers.Sight[2].Charger == false, 2);
        Assert.Equal((1, 1), (slaves.Written("coils 41 1 1"), slaves.Written("coils 41 1 0")));
    }

    [Fact]
    public void A_charger_whose_lease_runs_out_is_switched_off_by_its_board()
    {
        slaves.Drivers.Perform(new ChargeOrder(new SlotNumber(4), TimeSpan.FromSeconds(3)));
        slaves.Until(() => slaves.Drivers.Sight[4].Charger == true, 4);
        slaves.Until(() => slaves.Drivers.Sight[4].Charger == false, 4);
        // It says what it wrote a moment after the coil has it.
        slaves.Until(() => slaves.Written("coils 41 3 0") > 0, 4);
        Assert.Equal((1, 1), (slaves.Written("coils 41 3 1"), slaves.Written("coils 41 3 0")));
    }

    private DoorState Door(int slot) => slaves.Drivers.Sight[slot].Door;

    private PackReading ReadingOf(int slot)
    {
        slaves.Until(() => slaves.Drivers.Sight[slot].Pack is not null, slot);
        var reading = slaves.Drivers.Sight[slot].Pack!;
        Assert.Equal(PackFaults.None, reading.Faults);
        return reading;
    }

    private static (string, double, double, int, double, double, int) Rounded(PackReading pack) => (pack.Serial.Text,
        Math.Round(pack.Volts.Value, 2), Math.Round(pack.Amps.Value, 2), pack.Charge.Percent, Math.Round(pack.Coldest.Value, 2),
        Math.Round(pack.Hottest.Value, 2), pack.Cells);
}

using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Safety;
using YongAi.Edge.Control.Sensors;
using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>The swap cabinet with every sensor, byte for byte in virtual time: what its sensors see, its chargers and outputs do.</summary>
public sealed class SensorLifeTests
{
    /// <summary>Chargers are off so soon after the fact (domain table C row 14).</summary>
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(1);

    /// <summary>An IO board is asked twice a second.</summary>
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(60);

    private readonly VirtualCabinet cabinet = new("seeds/sites/sensors-12.json");

    private Surroundings Around => cabinet.Boards.World.Around;

    [Fact]
    public void A_quiet_cabinet_hears_every_sensor_and_raises_nothing()
    {
        cabinet.Wait(Settles);
        var image = cabinet.Rig.Cabinet.Image;
        Assert.All(image.Contacts, contact => Assert.NotNull(contact.ActiveNow(cabinet.Now)));
        Assert.All(image.Outputs, output => Assert.NotNull(output.OnNow(cabinet.Now)));
        Assert.All(cabinet.Rig.Cabinet.Plan.Gauges.Zip(image.Gauges), gauge => Assert.False(gauge.Second.IsSilent, $"{gauge.First.Id}"));
        Assert.All(image.Gauges, gauge => Assert.True(cabinet.Now - gauge.At < GaugeImage.StaleAfter));
        Assert.DoesNotContain(cabinet.Rig.Cabinet.Ledger.Alarms, alarm => alarm.Slot is null);
    }

    [Theory]
    [InlineData("smoke", AlarmKind.Smoke, true)]
    [InlineData("flood", AlarmKind.Flood, false)]
    [InlineData("breaker", AlarmKind.Leakage, false)]
    [InlineData("emergency-stop", AlarmKind.EmergencyStop, false)]
    public void What_endangers_ends_all_charging_opens_the_contactor_and_no_door_and_lasts_until_it_is_gone(string contact, AlarmKind alarm, bool siren)
    {
        Charging();
        Act(new SetContact(contact));
        Assert.True(cabinet.Until(() => Stands(alarm), SeenWithin));
        Assert.True(cabinet.Until(() => cabinet.Boards.World.Slots.All(slot => !slot.ChargerOn), OffWithin));
        Assert.True(cabinet.Until(() => !Around.IsOn("contactor"), OffWithin));
        Assert.True(cabinet.Until(() => Around.IsOn("siren") == siren, OffWithin));
        cabinet.Wait(Settles);
        Assert.All(cabinet.Boards.World.Slots, slot => Assert.False(slot.ChargerOn || slot.DoorOpen));
        Assert.Equal(siren, Around.IsOn("siren"));
        Assert.Contains(cabinet.Events<ChargingStopped>(), stopped => stopped.Why == ChargeStop.Danger);
        Act(new SetContact(contact, Active: false));
        Assert.True(cabinet.Until(() => !Stands(alarm), SeenWithin));
        Assert.True(cabinet.Until(() => cabinet.Boards.World.Slots.Any(slot => slot.ChargerOn) && Around.IsOn("contactor") && !Around.IsOn("siren"), Settles));
    }

    [Fact]
    public void Smoke_while_an_fsync_hangs_for_five_seconds_ends_all_charging_within_a_second_of_the_fact()
    {
        Charging();
        var (written, hangs) = (cabinet.Journal.Count, TimeSpan.FromSeconds(5));
        cabinet.InkHangs = hangs;
        Act(new SetContact("smoke"));
        Assert.True(cabinet.Until(() => Heard("smoke"), SeenWithin));
        var heardAt = cabinet.Now;
        Assert.True(cabinet.Until(IsSafe, OffWithin));
        Assert.True(cabinet.Journal.Count > written, "something was to be written");
        Assert.True(cabinet.Now < heardAt + hangs, "and its ink is still wet");
    }

    [Fact]
    public void Smoke_while_the_line_of_a_slot_waits_for_a_silent_board_ends_all_charging_within_a_second_of_the_fact()
    {
        Charging();
        Act(new SetFault("silent", Line: "pack-3"));
        Act(new SetFault("silent", Line: "locks"));
        // As much of a wait for an answer as there is: the line was asked, and says nothing.
        cabinet.Wait(TimeSpan.FromMilliseconds(700));
        Act(new SetContact("smoke"));
        Assert.True(cabinet.Until(() => Heard("smoke"), SeenWithin));
        Assert.Contains(cabinet.Boards.World.Slots, slot => slot.ChargerOn);
        Assert.True(cabinet.Until(IsSafe, OffWithin));
    }

    [Fact]
    public void An_order_to_close_the_contactor_that_waited_for_ink_is_not_done_once_there_is_smoke()
    {
        Charging();
        // Something is always being written, four seconds late: what closes the contactor waits behind it.
        cabinet.InkHangs = TimeSpan.FromSeconds(4);
        var tilted = false;
        for (var orderedAt = OrderedAt("contactor"); OrderedAt("contactor") == orderedAt; cabinet.Wait(TimeSpan.FromMilliseconds(500)))
            Act(new SetContact("tilt", tilted = !tilted));
        Act(new SetContact("smoke"));
        Assert.True(cabinet.Until(() => Heard("smoke"), SeenWithin));
        Assert.True(cabinet.Until(() => !Around.IsOn("contactor"), OffWithin));
        Assert.False(cabinet.Until(() => Around.IsOn("contactor"), cabinet.InkHangs * 3));
    }

    [Fact]
    public void Mains_that_goes_and_comes_back_is_an_alarm_for_as_long()
    {
        cabinet.Wait(Settles);
        Act(new SetContact("mains", Active: false));
        Assert.True(cabinet.Until(() => Stands(AlarmKind.MainsLost), SeenWithin));
        Act(new SetContact("mains"));
        Assert.True(cabinet.Until(() => !Stands(AlarmKind.MainsLost), SeenWithin));
    }

    [Fact]
    public void Warm_air_turns_the_fan_and_smoke_stops_it()
    {
        cabinet.Wait(Settles);
        Assert.False(Around.IsOn("fan"));
        Act(new SetAir(Celsius: 38));
        Assert.True(cabinet.Until(() => Around.IsOn("fan"), TimeSpan.FromSeconds(20)));
        Act(new SetContact("smoke"));
        Assert.True(cabinet.Until(() => !Around.IsOn("fan"), SeenWithin + OffWithin));
    }

    [Fact]
    public void A_gauge_that_breaks_off_is_an_alarm_and_its_air_counts_as_ever_warmer()
    {
        cabinet.Wait(Settles);
        Act(new BreakGauge("air-top"));
        Assert.True(cabinet.Until(() => Stands(AlarmKind.SensorSilent), TimeSpan.FromSeconds(30)));
        Assert.True(cabinet.Until(() => Around.IsOn("fan"), TimeSpan.FromMinutes(10)));
        Act(new BreakGauge("air-top", Broken: false));
        Assert.True(cabinet.Until(() => !Stands(AlarmKind.SensorSilent) && !Around.IsOn("fan"), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void An_io_board_that_falls_silent_ends_its_outputs_by_its_own_clock_and_is_an_alarm()
    {
        Charging();
        Act(new SetFault("silent", Line: "sensors"));
        Assert.True(cabinet.Until(() => Stands(AlarmKind.SensorSilent), TimeSpan.FromSeconds(30)));
        Assert.True(cabinet.Until(() => !Around.IsOn("contactor"), TimeSpan.FromSeconds(40)));
    }

    /// <summary>No charger has mains, and people are warned.</summary>
    private bool IsSafe() =>
        cabinet.Boards.World.Slots.All(slot => !slot.ChargerOn) && !Around.IsOn("contactor") && Around.IsOn("siren");

    /// <summary>The fact is in: the contact is told as active.</summary>
    private bool Heard(string contact)
    {
        var at = cabinet.Rig.Cabinet.Plan.Contacts.IndexOf(cabinet.Rig.Cabinet.Plan.Contacts.First(plan => plan.Id.Name == contact));
        return cabinet.Rig.Cabinet.Image.Contacts[at].ActiveNow(cabinet.Now) == true;
    }

    private TimeSpan? OrderedAt(string output)
    {
        var at = cabinet.Rig.Cabinet.Plan.Outputs.IndexOf(cabinet.Rig.Cabinet.Plan.Outputs.First(plan => plan.Id.Name == output));
        return cabinet.Rig.Cabinet.Image.Outputs[at].OrderedAt;
    }

    private bool Stands(AlarmKind kind) => cabinet.Rig.Cabinet.Ledger.Alarms.Contains(new Alarm(kind, null));

    /// <summary>Nothing charges before mains has been good for a while, and plans are made every ten seconds.</summary>
    private static TimeSpan MainsSettles => SafetyLimits.Default.MainsSettles + TimeSpan.FromSeconds(10);

    /// <summary>Something charges, and the contactor holds.</summary>
    private void Charging()
    {
        cabinet.Boards.World.Stock(3, "YA48240000001003", 30);
        Assert.True(cabinet.Until(() => cabinet.Boards.World.Slots.Any(slot => slot.ChargerOn) && Around.IsOn("contactor"), Settles + MainsSettles));
    }

    private void Act(HandsAct act)
    {
        var answer = new Hands(cabinet.Boards).Do(act, cabinet.Now);
        Assert.True(answer.Ok, answer.Why);
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Commands;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices;
using YongAi.Simulators.Boards;
using YongAi.Simulators.Simulation;
using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Edge.Tests.Simulation;

/// <summary>Each rule of a life among hazards bites when what it forbids is planted, and is silent a moment before.</summary>
public sealed class HazardRulesTests
{
    private const byte Nothing = 0b0001_0000, Smoke = 0b0001_0001;
    private static readonly LineId Sensors = new("sensors");
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(100);

    private readonly SimulatedSite site = SimulatedSite.WithSensors();
    private readonly SimulatedCabinet boards;
    private readonly Tally tally;
    private readonly HazardRules rules;
    private TimeSpan now;

    public HazardRulesTests()
    {
        boards = new SimulatedCabinet(site, new CabinetSetup());
        foreach (var pack in Stock.Usual(site, null)) boards.World.Stock(pack.Slot, pack.Serial, 40);
        tally = new Tally(() => 1, () => now);
        rules = new HazardRules(tally, boards, site.Text, LifePlan.Of(site, new CloudKeys(1).Trust, 6));
        rules.Started(now);
        Told(Nothing);
        Wait(30);
        Assert.Empty(tally.Breaches);
    }

    [Fact]
    public void A_charger_that_is_on_longer_than_a_second_after_smoke_was_heard_is_found()
    {
        Charges(3);
        Told(Smoke);
        SirenSounds();
        Wait(0.9);
        Assert.Empty(tally.Breaches);
        Wait(0.3);
        Found("a-second-after-danger-is-heard-no-charger-has-mains");
    }

    [Fact]
    public void Where_no_order_reaches_a_charger_the_contactor_has_to_cut_it()
    {
        Charges(3);
        boards.World.Around.SwitchOutput("contactor", true);
        boards.Faults.At("chargers").Set(Fault.Silent, null, null);
        Told(Smoke);
        SirenSounds();
        Wait(0.9);
        boards.World.Around.SwitchOutput("contactor", false);
        Wait(10);
        Assert.Empty(tally.Breaches);
        boards.World.Around.SwitchOutput("contactor", true);
        Wait(0.1);
        Assert.Contains(tally.Breaches, breach => breach.Invariant == "a-second-after-danger-is-heard-no-charger-has-mains");
    }

    [Fact]
    public void Where_no_order_reaches_anything_the_lease_ends_it()
    {
        Charges(3);
        boards.World.Around.SwitchOutput("contactor", true);
        boards.Faults.At("chargers").Set(Fault.Silent, null, null);
        Told(Smoke);
        SirenSounds();
        boards.Faults.At("sensors").Set(Fault.Silent, null, null);
        Wait(31);
        Assert.Empty(tally.Breaches);
        Wait(10);
        Assert.Contains(tally.Breaches, breach => breach.Invariant == "a-second-after-danger-is-heard-no-charger-has-mains");
    }

    [Fact]
    public void A_contactor_that_holds_in_danger_is_found()
    {
        boards.World.Around.SwitchOutput("contactor", true);
        Told(Smoke);
        SirenSounds();
        Wait(0.9);
        Assert.Empty(tally.Breaches);
        Wait(0.3);
        Found("a-second-after-danger-is-heard-the-contactor-is-open");
    }

    [Fact]
    public void A_fire_without_a_siren_is_found()
    {
        Told(Smoke);
        Wait(0.9);
        Assert.Empty(tally.Breaches);
        Wait(0.3);
        Found("a-second-after-fire-is-heard-the-siren-sounds");
    }

    [Fact]
    public void Danger_that_nobody_asks_for_is_found()
    {
        boards.World.Around.SetContact("flood", true);
        Wait(2.8);
        Assert.Empty(tally.Breaches);
        Wait(0.5);
        Found("danger-that-a-sensor-shows-is-heard-soon");
    }

    [Theory]
    [InlineData(SensorTrouble.StuckOff)]
    [InlineData(SensorTrouble.CutOff)]
    public void Danger_that_its_sensor_does_not_show_nobody_can_hear(SensorTrouble trouble)
    {
        boards.World.Around.SetContact("flood", true);
        boards.World.Around.Trouble("flood", trouble, null);
        Wait(20);
        Assert.Empty(tally.Breaches);
    }

    [Fact]
    public void A_lock_that_is_fired_in_a_fire_is_found_unless_a_crew_has_it_opened()
    {
        Told(Smoke);
        SirenSounds();
        Wait(2);
        rules.Decided(new CommandAccepted("c1", CommandType.SlotOpen, new SlotNumber(4), null, null, Origin.Crew, "crew", "test", 1000), now);
        boards.World.Find(4)!.Pulse(now);
        Wait(0.1);
        Assert.Empty(tally.Breaches);
        boards.World.Find(3)!.Pulse(now);
        Wait(0.1);
        Found("in-danger-no-door-opens-but-for-a-crew");
    }

    [Theory]
    [InlineData(47)]
    [InlineData(-3)]
    public void Charging_outside_the_limits_that_the_pack_told_is_found(double celsius)
    {
        Charges(3);
        for (var second = 0; second < 14; second++)
        {
            Says(3, celsius);
            if (second == 11) Assert.Empty(tally.Breaches);
            Wait(1);
        }
        Found("no-charging-outside-the-temperatures-that-a-pack-told");
    }

    [Fact]
    public void Charging_on_old_words_is_found()
    {
        Says(3, 25);
        Charges(3);
        Wait(30.8);
        Assert.Empty(tally.Breaches);
        Wait(1);
        Found("no-charging-on-words-older-than-half-a-minute");
    }

    [Fact]
    public void A_neighbour_of_a_hot_pack_that_charges_is_found()
    {
        Says(3, 25);
        Charges(3);
        for (var second = 0; second < 14; second++)
        {
            Says(4, 65);
            if (second == 11) Assert.Empty(tally.Breaches);
            Wait(1);
        }
        Found("the-neighbours-of-a-hot-pack-do-not-charge");
    }

    [Fact]
    public void Charging_in_a_hot_cabinet_is_found()
    {
        Says(3, 25);
        Charges(3);
        boards.World.AirCelsius = 57;
        Wait(11.5);
        Assert.Empty(tally.Breaches);
        Wait(1);
        Found("nothing-charges-in-a-cabinet-that-is-told-too-hot");
    }

    [Fact]
    public void A_charger_that_is_switched_on_while_danger_lasts_is_found()
    {
        Told(Smoke);
        SirenSounds();
        Wait(2);
        Charges(3);
        Wait(0.1);
        Assert.Contains(tally.Breaches, breach => breach.Invariant == "nothing-charges-again-before-danger-is-over-and-mains-has-settled");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(11, false)]
    public void A_charger_that_is_switched_on_before_mains_has_settled_is_found(double after, bool found)
    {
        boards.World.Around.SetContact("mains", false);
        Wait(5);
        boards.World.Around.SetContact("mains", true);
        Wait(after);
        Charges(3);
        Wait(0.1);
        if (found) Found("nothing-charges-again-before-danger-is-over-and-mains-has-settled");
        else Assert.Empty(tally.Breaches);
    }

    [Fact]
    public void A_lock_a_charger_or_the_contactor_at_a_start_is_found()
    {
        Action[] acts = [() => boards.World.Find(3)!.Pulse(now), () => Charges(3), () => boards.World.Around.SwitchOutput("contactor", true)];
        foreach (var act in acts)
        {
            rules.Started(now);
            Wait(0.1);
            var before = Broken;
            act();
            Wait(0.1);
            Assert.Equal(before + 1, Broken);
        }
        Found("nothing-is-opened-or-switched-on-at-a-start-before-the-sensors-were-heard");
    }

    [Fact]
    public void What_came_torn_or_damaged_was_not_heard()
    {
        var frame = Frame(Smoke);
        rules.Received(Sensors, frame.AsSpan(..3), now);
        frame[3] ^= 1;
        rules.Received(Sensors, frame.AsSpan(3..), now);
        Wait(5);
        Assert.Empty(tally.Breaches);
        frame[3] ^= 1;
        rules.Received(Sensors, frame.AsSpan(..4), now);
        rules.Received(Sensors, frame.AsSpan(4..), now);
        Wait(2);
        Found("a-second-after-fire-is-heard-the-siren-sounds");
    }

    private long Broken => tally.Of("nothing-is-opened-or-switched-on-at-a-start-before-the-sensors-were-heard").Broken;

    private void Found(string rule)
    {
        Assert.NotEmpty(tally.Breaches);
        Assert.All(tally.Breaches, breach => Assert.Equal(rule, breach.Invariant));
    }

    private void Charges(int slot)
    {
        Says(slot, 25);
        boards.World.Find(slot)!.SwitchCharger(true);
    }

    private void SirenSounds() => boards.World.Around.SwitchOutput("siren", true);

    /// <summary>The inputs as the board answers them: the breaker's is at 1 while it is closed.</summary>
    private void Told(byte inputs) => rules.Received(Sensors, Frame(inputs), now);

    private static byte[] Frame(byte inputs) => ModbusEar.Sealed([1, 2, 1, inputs]);

    private void Says(int slot, double celsius)
    {
        var words = JbdWords.Basics(new JbdBasics
        {
            Cells = 13, VoltsIn10Millivolts = 4800, AmpsIn10Milliamps = 0, RemainingIn10MilliampHours = 1000, NominalIn10MilliampHours = 2400,
            Percent = 40, FetState = 3, Temperatures = [Raw(25), Raw(celsius), Raw(celsius)],
        });
        rules.Received(new LineId($"pack-{slot}"), words, now);
    }

    private static ushort Raw(double celsius) => (ushort)Math.Round(celsius * 10 + 2731);

    private void Wait(double seconds)
    {
        for (var end = now + TimeSpan.FromSeconds(seconds); now < end;)
        {
            now += AMoment;
            rules.AfterTurn(now);
        }
    }
}

using YongAi.Simulators.Boards;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;
using YongAi.Simulators.World.Hazards;

namespace YongAi.Edge.Tests.Simulators.World;

/// <summary>Fire, heat, smoke and water as physics: what follows from what, in which order.</summary>
public sealed class HazardsTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly SimulatedCabinet cabinet = new(SimulatedSite.WithSensors(), new CabinetSetup());
    private TimeSpan now;

    private CabinetWorld World => cabinet.World;

    public HazardsTests()
    {
        foreach (var slot in World.Slots) World.Stock(slot.Number, Stock.SerialOf(slot.Number), 95);
    }

    [Fact]
    public void Where_nothing_has_begun_nothing_is_reckoned_and_nothing_changes()
    {
        Wait(TimeSpan.FromMinutes(30));
        Assert.False(World.Hazards.IsOn);
        Assert.All(World.Slots, slot => Assert.Equal(25, slot.Pack!.Celsius, 6));
    }

    [Fact]
    public void A_short_warms_a_pack_that_runs_away_smokes_and_is_silent_then()
    {
        Do(new ShortPack(5));
        Assert.True(Until(() => Pack(5).Celsius > 60, TimeSpan.FromMinutes(5)));
        Assert.False(Pack(5).BoardDead || World.Around.IsActive("smoke-top"));
        Assert.True(Until(() => World.Around.IsActive("smoke-top"), TimeSpan.FromMinutes(15)));
        Assert.InRange(Pack(5).Celsius, PackFire.VentsFrom, 900);
        Assert.True(Until(() => World.Around.IsActive("smoke"), TimeSpan.FromMinutes(5)));
        Assert.True(Until(() => Pack(5).Celsius > 400, TimeSpan.FromMinutes(10)));
        Assert.True(Pack(5).BoardDead);
        Assert.Equal(1, World.Hazards.Burned);
    }

    [Fact]
    public void Heat_lights_the_aerosol_once_and_its_word_stays()
    {
        Do(new ShortPack(5));
        Assert.True(Until(() => World.Around.IsActive("aerosol"), TimeSpan.FromMinutes(20)));
        Wait(TimeSpan.FromHours(3));
        Assert.True(World.Around.IsActive("aerosol"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(13, 2)]
    public void Fire_goes_to_the_next_slot_where_slots_are_badly_parted(double wattsPerKelvin, int least)
    {
        World.Hazards.SlotToSlot = wattsPerKelvin;
        Do(new ShortPack(5, 8000));
        Wait(TimeSpan.FromMinutes(60));
        if (least == 1) Assert.Equal(1, World.Hazards.Burned);
        else Assert.True(World.Hazards.Burned >= least, $"{World.Hazards.Burned} burned");
        Assert.True(Pack(4).Celsius > Pack(1).Celsius);
    }

    [Fact]
    public void Smoke_and_heat_are_gone_after_hours_and_then_nothing_is_reckoned_any_more()
    {
        World.Hazards.SlotToSlot = 1;
        Do(new ShortPack(5));
        Assert.True(Until(() => World.Around.IsActive("smoke"), TimeSpan.FromMinutes(20)));
        Assert.True(Until(() => !World.Around.IsActive("smoke") && !World.Around.IsActive("smoke-top"), TimeSpan.FromHours(3)));
        Assert.True(Until(() => !World.Hazards.IsOn, TimeSpan.FromHours(40)));
    }

    [Fact]
    public void Water_reaches_the_probe_then_the_mains_then_the_lowest_pack()
    {
        Do(new LetWaterIn(25, PerMinute: 5));
        Assert.True(Until(() => World.Around.IsActive("flood"), TimeSpan.FromMinutes(1)));
        Assert.False(World.Around.IsActive("breaker"));
        Assert.True(Until(() => World.Around.IsActive("breaker"), TimeSpan.FromMinutes(3)));
        Assert.False(Pack(12).BoardDead);
        Assert.True(Until(() => Pack(12).BoardDead, TimeSpan.FromMinutes(4)));
        Assert.False(Pack(11).BoardDead);
        Assert.True(Until(() => !World.Around.IsActive("flood"), TimeSpan.FromHours(1)));
        Assert.True(World.Around.IsActive("breaker"), "a tripped breaker stays tripped");
    }

    [Fact]
    public void A_heat_wave_warms_the_air_and_later_the_packs()
    {
        Do(new HeatAir(50, PerMinute: 5));
        Wait(TimeSpan.FromMinutes(6));
        Assert.InRange(World.AirCelsius, 45, 51);
        Assert.InRange(Pack(3).Celsius, 25.1, 40);
    }

    [Fact]
    public void A_sensor_out_of_order_shows_what_is_not_so_until_it_is_repaired()
    {
        Do(new TroubleSensor("smoke", SensorTrouble.StuckOn));
        Assert.True(World.Around.IsActive("smoke"));
        Do(new TroubleSensor("smoke", SensorTrouble.StuckOff), new SetContact("smoke"));
        Assert.False(World.Around.IsActive("smoke"));
        Do(new TroubleSensor("smoke"));
        Assert.True(World.Around.IsActive("smoke"));
        Assert.Equal("25000", Said("air-top"));
        Do(new TroubleSensor("air-top", SensorTrouble.Lies, 7));
        Assert.Equal("32000", Said("air-top"));
        Do(new TroubleSensor("air-top", SensorTrouble.Frozen));
        Assert.Equal("25000", Said("air-top"));
        Do(new SetAir(40));
        Assert.Equal("25000", Said("air-top"));
        Do(new TroubleSensor("air-top"));
        Assert.Equal("40000", Said("air-top"));
        Assert.False(new Hands(cabinet).Do(new TroubleSensor("nobody", SensorTrouble.Frozen), now).Ok);
    }

    private SimulatedPack Pack(int slot) => World.Find(slot)!.Pack!;

    private string Said(string gauge)
    {
        now += TimeSpan.FromSeconds(2);
        string? said = null;
        while (cabinet.Kernel.TryRead(now, out var name, out var texts))
            if (name == gauge) said = texts?[0];
        return said ?? throw new InvalidOperationException($"{gauge} was not read");
    }

    private void Do(params HandsAct[] acts)
    {
        foreach (var act in acts)
        {
            var answer = new Hands(cabinet).Do(act, now);
            Assert.True(answer.Ok, answer.Why);
        }
    }

    private void Wait(TimeSpan time) => Until(() => false, time);

    private bool Until(Func<bool> so, TimeSpan within)
    {
        for (var end = now + within; now < end; World.Advance(now += Step))
            if (so()) return true;
        return so();
    }
}

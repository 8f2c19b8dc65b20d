using System.Text;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Modbus;

/// <summary>
/// Masters that we did not write, mbpoll (libmodbus) and pymodbus, ask the simulated boards by the standard alone, and read what is so in
/// the simulated world.
/// </summary>
public sealed class MastersOfOtherMakesTests(AskedCabinet cabinet) : IClassFixture<AskedCabinet>
{
    private const double TenthsOfKelvinAtZero = 2731.5;
    private const int RelaysMax = 16;

    private const int LooksMax = 40;

    /// <summary>A slot whose charger is off and whose pack takes no current any more: another test may have had it on.</summary>
    private async Task<SlotLook> AtRest(int slot)
    {
        var look = await cabinet.Look(slot);
        for (var looks = 0; looks < LooksMax && (look.Charger || look.Pack is { Amps: not 0 }); looks++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            look = await cabinet.Look(slot);
        }
        return look;
    }

    [Fact]
    public async Task Both_read_in_a_slot_boards_registers_what_lies_in_its_slot()
    {
        var pack = (await AtRest(1)).Pack!;
        using var pymodbus = cabinet.Pymodbus("slots");
        var said = AskedCabinet.Numbers(pymodbus.Ask($"registers {ModbusSite.SlotBoard} 0 52"));
        Assert.Equal(said, AskedCabinet.Numbers(cabinet.Mbpoll("slots", "-a", "1", "-t", "4", "-r", "0", "-c", "52")));
        Assert.Equal(pack.Volts, said[7] / 100.0, 2);
        Assert.Equal(pack.Volts, (said[18..30].Sum() + said[33]) / 1000.0, 1);
        Assert.Equal(pack.Celsius, ((said[12] << 16 | said[13]) - TenthsOfKelvinAtZero) / 10, 0);
        Assert.Equal((pack.Soc, 1, 0), (said[46], said[48], said[49]));
        Assert.Equal(pack.Serial, Letters(AskedCabinet.Numbers(pymodbus.Ask($"registers {ModbusSite.SlotBoard} 52 8"))));
    }

    [Fact]
    public async Task Charge_control_written_by_06_and_by_10_switches_the_charger()
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("", cabinet.Mbpoll("slots", "-a", "1", "-t", "4", "-r", "51", "--", "1"));
        Assert.True((await cabinet.Look(1)).Charger);
        Assert.Equal("0 1", pymodbus.Ask("registers 1 50 2"));
        Assert.Equal("", cabinet.Mbpoll("slots", "-a", "1", "-t", "4", "-r", "50", "--", "0", "0"));
        Assert.False((await cabinet.Look(1)).Charger);
        Assert.Equal("done", pymodbus.Ask("several 1 50 0 1"));
        Assert.True((await cabinet.Look(1)).Charger);
        Assert.Equal("done", pymodbus.Ask("register 1 51 0"));
        Assert.False((await cabinet.Look(1)).Charger);
    }

    [Fact]
    public async Task A_pulse_of_a_relay_opens_its_door_and_ends_by_itself()
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("1 1 1 1 1", pymodbus.Ask($"inputs {ModbusSite.Doors} 0 5"));
        Assert.Equal("done", pymodbus.Ask($"pulse {ModbusSite.Doors} 1 3"));
        pymodbus.Until(() => pymodbus.Ask($"inputs {ModbusSite.Doors} 0 5") == "1 0 1 1 1", "the door of slot 2, open");
        pymodbus.Until(() => pymodbus.Ask($"coils {ModbusSite.Doors} 0 5") == "0 0 0 0 0", "the end of the pulse");
        Assert.Equal("1 0 1 1 1", cabinet.Mbpoll("slots", "-a", "40", "-t", "1", "-r", "0", "-c", "5"));
        var looks = await cabinet.Look(2);
        Assert.Equal(("open", 1), (looks.Door, looks.Pulses));
        Assert.Equal(0, (await cabinet.Look(1)).Pulses);
    }

    [Fact]
    public async Task A_relay_that_one_switches_is_read_by_the_other_and_its_charger_runs()
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("", cabinet.Mbpoll("slots", "-a", "41", "-t", "0", "-r", "2", "--", "1"));
        Assert.Equal("0 0 1 0 0 0 0 0", pymodbus.Ask($"coils {ModbusSite.Chargers} 0 8"));
        Assert.True((await cabinet.Look(3)).Charger);
        Assert.Equal("done", pymodbus.Ask($"coil {ModbusSite.Chargers} 2 0"));
        Assert.Equal("0 0 0 0 0 0 0 0", cabinet.Mbpoll("slots", "-a", "41", "-t", "0", "-r", "0", "-c", "8"));
        Assert.False((await cabinet.Look(3)).Charger);
    }

    [Fact]
    public async Task Both_read_a_jk_pack_as_its_map_says()
    {
        using var pymodbus = cabinet.Pymodbus("jk");
        var live = AskedCabinet.Awake(() => pymodbus.Ask($"registers {ModbusSite.Jk} {0x1240} 95"));
        var pack = (await cabinet.Look(2)).Pack!;
        Assert.Equal(pack.Volts, (live[(0x90 - 0x40) / 2] << 16 | live[(0x92 - 0x40) / 2]) / 1000.0, 2);
        Assert.Equal(pack.Soc, live[(0xA6 - 0x40) / 2] & 0xFF);
        Assert.Equal(pack.Celsius, live[(0x9C - 0x40) / 2] / 10.0, 1);
        Assert.Equal(pack.Serial, Letters(AskedCabinet.Numbers(cabinet.Mbpoll("jk", "-a", "1", "-t", "4", "-r", "5120", "-c", "8"))));
    }

    [Fact]
    public async Task Both_read_a_daly_pack_as_its_map_says()
    {
        using var pymodbus = cabinet.Pymodbus("daly");
        var pack = (await AtRest(3)).Pack!;
        var said = AskedCabinet.Awake(() => pymodbus.Ask($"registers {ModbusSite.Daly} 0 62"));
        Assert.Equal(pack.Volts, said[0x28] / 10.0, 1);
        Assert.Equal(pack.Volts, said[..0x20].Sum() / 1000.0, 1);
        Assert.Equal(pack.Amps, (said[0x29] - 30_000) / 10.0, 1);
        Assert.Equal((pack.Soc, 13, 2), (said[0x2A] / 10, said[0x31], said[0x32]));
        Assert.Equal(pack.Serial, Letters(AskedCabinet.Numbers(cabinet.Mbpoll("daly", "-a", "210", "-t", "4", "-r", "169", "-c", "8"))));
    }

    [Fact]
    public void A_meter_and_an_air_board_say_what_is_so_in_the_world()
    {
        // mbpoll puts singles together itself, the higher word first ("-B"); the world at rest: 230 V, 60 W, 50 Hz, 25 °C, 55 %.
        Assert.Equal("230", cabinet.Mbpoll("meters", "-a", "1", "-t", "3:float", "-B", "-r", "0", "-c", "1"));
        Assert.Equal("60", cabinet.Mbpoll("meters", "-a", "1", "-t", "3:float", "-B", "-r", "12", "-c", "1"));
        Assert.Equal("50", cabinet.Mbpoll("meters", "-a", "1", "-t", "3:float", "-B", "-r", "70", "-c", "1"));
        Assert.Equal("250 550", cabinet.Mbpoll("meters", "-a", "2", "-t", "3", "-r", "1", "-c", "2"));
        Assert.Equal("Illegal data address", cabinet.Mbpoll("meters", "-a", "2", "-t", "3", "-r", "1", "-c", "3"));
        Assert.Equal("Illegal function", cabinet.Mbpoll("meters", "-a", "1", "-t", "4", "-r", "0", "-c", "2"));
    }

    [Fact]
    public void A_daly_that_answers_from_another_address_is_no_slave_by_the_standard()
    {
        // The first question may only wake the pack.
        var said = new[] { 1, 2, 3 }.Select(_ => cabinet.Mbpoll("p81", "-a", "129", "-t", "4", "-r", "56", "-c", "3"));
        Assert.Equal("Response not from requested slave", said.First(words => words != "Connection timed out"));
    }

    [Theory]
    [InlineData("registers 1 45 10", "-a 1 -t 4 -r 45 -c 10")]
    [InlineData("registers 1 60 1", "-a 1 -t 4 -r 60 -c 1")]
    [InlineData("register 1 48 1", "-a 1 -t 4 -r 48 -- 1")]
    [InlineData("inputs 40 8 16", "-a 40 -t 1 -r 8 -c 16")]
    [InlineData("coils 41 1 8", "-a 41 -t 0 -r 1 -c 8")]
    [InlineData("coil 41 8 1", "-a 41 -t 0 -r 8 -- 1")]
    public void What_a_board_does_not_have_is_refused_with_02_and_both_say_so(string pymodbusAsks, string mbpollAsks)
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("exception 2", pymodbus.Ask(pymodbusAsks));
        Assert.Equal("Illegal data address", cabinet.Mbpoll("slots", mbpollAsks.Split(' ')));
    }

    [Fact]
    public void A_value_that_means_nothing_is_refused_with_03()
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("exception 3", pymodbus.Ask("register 1 51 2"));
        Assert.Equal("exception 3", pymodbus.Ask("pulse 40 3 0"));
        // By the standard "on" is FF00, which is no number of tenths of a second: a standard master cannot fire a lock by chance.
        Assert.Equal("Illegal data value", cabinet.Mbpoll("slots", "-a", "40", "-t", "0", "-r", $"{0x0203}", "--", "1"));
        Assert.Equal(string.Join(' ', Enumerable.Repeat(0, RelaysMax)), pymodbus.Ask($"coils 40 0 {RelaysMax}"));
    }

    [Fact]
    public void A_board_that_is_not_there_answers_nothing()
    {
        using var pymodbus = cabinet.Pymodbus("slots");
        Assert.Equal("silent", pymodbus.Ask("registers 9 0 1"));
        Assert.Equal("Connection timed out", cabinet.Mbpoll("slots", "-a", "9", "-t", "4", "-r", "0", "-c", "1", "-o", "0.3"));
    }

    private static string Letters(int[] registers)
    {
        var letters = registers.SelectMany(register => new[] { (byte)(register >> 8), (byte)(register & 0xFF) });
        return Encoding.ASCII.GetString([.. letters]).TrimEnd('\0', ' ');
    }
}

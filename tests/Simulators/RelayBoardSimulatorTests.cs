using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>The Modbus relay board against the frames of its family (hardware 1.7).</summary>
public sealed class RelayBoardSimulatorTests
{
    private const string ReadRelays = "0101000000083DCC";
    private readonly Faults faults = new();
    private readonly SimulatedSlot slot;
    private readonly ChargerContacts contacts;
    private readonly RelayBoardSimulator board;
    private readonly BoardBench bench;

    public RelayBoardSimulatorTests()
    {
        slot = new SimulatedSlot(1, faults.AtSlot(1), TimeSpan.Zero);
        contacts = new ChargerContacts([slot, null, null, null, null, null, null, null]);
        board = new RelayBoardSimulator(1, contacts, faults.At("chargers"), new Random(1));
        bench = new BoardBench(board);
    }

    [Theory]
    [InlineData("01050000FF008C3A", "01")]
    [InlineData("01050001FF00DDFA", "02")]
    [InlineData("01050002FF002DFA", "04")]
    [InlineData("010500FFFF00BC0A", "FF")]
    [InlineData("010500005500F29A", "01")]
    [InlineData("010500000000CDCA", "00")]
    public void A_relay_is_switched_and_the_request_comes_back(string request, string states)
    {
        Assert.Equal([request], bench.Ask(request));
        Assert.Equal(states, States());
    }

    [Fact]
    public void A_toggled_relay_goes_on_and_off_again()
    {
        bench.Ask("010500005500F29A");
        Assert.True(board.IsOn(0));
        bench.Ask("010500005500F29A");
        Assert.False(board.IsOn(0));
    }

    [Fact]
    public void Eight_relays_are_read()
    {
        foreach (var relay in new[] { "01050000FF00", "01050004FF00", "01050006FF00" }) bench.Ask(WithCheck(relay));
        Assert.Equal([WithCheck("01010151")], bench.Ask(ReadRelays));
        bench.Ask(WithCheck("010500FF0000"));
        Assert.Equal(["010101005188"], bench.Ask(ReadRelays));
    }

    [Fact]
    public void Eight_inputs_are_read()
    {
        Assert.Equal(["01020100A188"], bench.Ask("01020000000879CC"));
        (contacts.Levels[0], contacts.Levels[5]) = (true, true);
        Assert.Equal([WithCheck("01020121")], bench.Ask("01020000000879CC"));
    }

    [Fact]
    public void Thirty_two_relays_are_read_of_a_board_that_has_them()
    {
        var large = new BoardBench(new RelayBoardSimulator(1, new ChargerContacts([.. new SimulatedSlot?[32]]), faults.At("chargers"), new Random(1)));
        Assert.Equal([WithCheck("01010400000000")], large.Ask("0101000000203DD2"));
        Assert.Equal([WithCheck("018102")], bench.Ask("0101000000203DD2"));
    }

    [Fact]
    public void Several_relays_are_written_at_once()
    {
        Assert.Equal(["010F00000008540D"], bench.Ask("010F0000000801FFBED5"));
        Assert.Equal("FF", States());
    }

    [Fact]
    public void Address_and_version_are_told_to_whoever_asks_every_board()
    {
        Assert.Equal(["01030200017984"], bench.Ask("000340000001901B"));
        Assert.Equal(["0103020064B9AF"], bench.Ask("000380000001AC1B"));
    }

    [Fact]
    public void The_address_is_set_by_speaking_to_every_board()
    {
        Assert.Equal(["0006400000015C1B"], bench.Ask("0006400000015C1B"));
        bench.Ask(WithCheck("000640000005"));
        Assert.Empty(bench.Ask("01050000FF008C3A"));
        Assert.Single(bench.Ask(WithCheck("05050000FF00")));
        Assert.True(board.IsOn(0));
    }

    [Fact]
    public void A_pulse_ends_by_itself_in_the_board()
    {
        Assert.Equal(["0105020000078DB0"], bench.Ask("0105020000078DB0", TimeSpan.FromMilliseconds(699)));
        Assert.True(slot.ChargerOn);
        bench.Run(TimeSpan.FromMilliseconds(1));
        Assert.False(slot.ChargerOn);
        Assert.Equal("00", States());
    }

    [Fact]
    public void A_pulse_that_is_renewed_lasts_from_then_on()
    {
        var thirtySeconds = WithCheck("01050200012C");
        bench.Ask(thirtySeconds, TimeSpan.FromSeconds(10));
        bench.Ask(thirtySeconds, TimeSpan.FromSeconds(29.9));
        Assert.True(slot.ChargerOn);
        bench.Run(TimeSpan.FromSeconds(0.1));
        Assert.False(slot.ChargerOn);
    }

    [Fact]
    public void A_relay_switched_off_during_its_pulse_stays_off()
    {
        bench.Ask(WithCheck("01050200000A"), TimeSpan.FromMilliseconds(500));
        bench.Ask("010500000000CDCA", TimeSpan.FromMilliseconds(100));
        Assert.False(slot.ChargerOn);
        bench.Run(TimeSpan.FromSeconds(2));
        Assert.False(slot.ChargerOn);
    }

    [Fact]
    public void The_other_pulse_goes_off_and_on_again()
    {
        bench.Ask("01050000FF008C3A");
        bench.Ask(WithCheck("010504000005"), TimeSpan.FromMilliseconds(400));
        Assert.False(slot.ChargerOn);
        bench.Run(TimeSpan.FromMilliseconds(100));
        Assert.True(slot.ChargerOn);
    }

    [Theory]
    [InlineData("010500001234", "0185030291")] // neither on, off nor toggle
    [InlineData("010502000000", "0185030291")] // a pulse without length
    [InlineData("010502008000", "0185030291")] // a pulse beyond 7FFF
    [InlineData("01050008FF00", "018502")] // a relay beyond the board
    [InlineData("010502080005", "018502")]
    [InlineData("010504080005", "018502")]
    [InlineData("010100000000", "018103")]
    [InlineData("010100000009", "018102")]
    [InlineData("010390000001", "018302")]
    [InlineData("010620000001", "018602")]
    [InlineData("010700", "018701")] // a function that this board does not have
    public void What_cannot_be_is_answered_by_an_exception(string request, string answer)
    {
        Assert.Equal([answer.Length == 6 ? WithCheck(answer) : answer], bench.Ask(WithCheck(request)));
        Assert.Equal("00", States());
    }

    [Theory]
    [InlineData("02050000FF00")] // another board
    [InlineData("00050000FF00")] // switching every board is none of its habits
    public void What_is_not_for_this_board_is_left_alone(string request)
    {
        Assert.Empty(bench.Ask(WithCheck(request)));
        Assert.Equal("00", States());
    }

    [Fact]
    public void A_request_with_a_damaged_check_is_left_alone()
    {
        Assert.Empty(bench.Ask("01050000FF008C3B"));
        Assert.Equal("00", States());
    }

    [Fact]
    public void A_request_is_found_after_wrong_bytes() =>
        Assert.Equal(["01050000FF008C3A"], bench.Ask("FF0001050001050000FF008C3A"));

    [Fact]
    public void A_disturbed_board_answers_with_the_exception_it_was_told()
    {
        faults.At("chargers").Set(Fault.Exception, times: 1, value: "3");
        Assert.Equal(["0185030291"], bench.Ask("01050000FF008C3A"));
        Assert.False(board.IsOn(0));
        Assert.Equal(["01050000FF008C3A"], bench.Ask("01050000FF008C3A"));
    }

    [Fact]
    public void A_board_whose_wires_are_broken_ends_its_pulse_all_the_same()
    {
        bench.Ask(WithCheck("01050200000A"), TimeSpan.FromMilliseconds(100));
        faults.At("chargers").Set(Fault.Silent, times: null, value: null);
        Assert.Empty(bench.Ask(ReadRelays, TimeSpan.FromMilliseconds(100)));
        Assert.True(slot.ChargerOn);
        bench.Run(TimeSpan.FromSeconds(1));
        Assert.False(slot.ChargerOn);
    }

    [Fact]
    public void A_reset_lets_every_relay_go()
    {
        bench.Ask("010500FFFF00BC0A");
        faults.At("chargers").Set(Fault.Reset, times: 1, value: null);
        bench.Run(TimeSpan.FromMilliseconds(10));
        Assert.False(slot.ChargerOn);
        Assert.Equal("00", States());
    }

    [Fact]
    public void A_welded_relay_keeps_the_charger_on()
    {
        faults.AtSlot(1).Set(Fault.Welded, times: null, value: null);
        bench.Ask("010500000000CDCA");
        Assert.False(board.IsOn(0));
        Assert.True(slot.ChargerOn);
    }

    private string States() => Enumerable.Range(0, 8).Sum(relay => board.IsOn(relay) ? 1 << relay : 0).ToString("X2");

    /// <summary>CRC-16 of Modbus by its table-free definition, written for the tests alone.</summary>
    private static string WithCheck(string hex)
    {
        uint crc = 0xFFFF;
        foreach (var b in Convert.FromHexString(hex))
            for (var bit = 0; bit < 8; bit++)
            {
                var low = (crc ^ (uint)(b >> bit)) & 1;
                crc = (crc >> 1) ^ (low * 0xA001);
            }
        return $"{hex}{crc & 0xFF:X2}{crc >> 8:X2}";
    }
}

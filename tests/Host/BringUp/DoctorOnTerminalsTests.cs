using YongAi.Edge.Host.BringUp.Doctoring;
using YongAi.Edge.Tests.Host.Lines;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>A crew before an unknown line: what is on it and what is wrong with it is said, over pseudo-terminals with simulated boards.</summary>
public sealed class DoctorOnTerminalsTests
{
    private static readonly (string, int)[] OneBoard = [("8a80", 2)];

    [Fact]
    public void A_sound_lock_board_is_named_with_its_address_and_no_lock_moves()
    {
        using var bench = new DoctorBench(OneBoard);
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600, 19_200));
        Assert.Equal((0, "board-found"), (code, string.Join(' ', kinds)));
        Assert.Contains("address 2, 9600 8N1; 24 channels: 24 at level 1, 0 at level 0", said, StringComparison.Ordinal);
        Assert.Equal(0, bench.Cabinet.World.Slots.Sum(slot => slot.Pulses));
    }

    [Fact]
    public void A_board_at_another_speed_is_found_without_naming_the_speed()
    {
        using var bench = new DoctorBench([("cu16", 1)], baud: 19_200);
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600, 19_200));
        Assert.Equal((0, "board-found"), (code, string.Join(' ', kinds)));
        Assert.Contains("KERONG KR-CU16 lock boards, address 1, 19200 8N1", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_speed_that_is_not_the_family_s_own_is_said()
    {
        using var bench = new DoctorBench(OneBoard, baud: 19_200);
        var (_, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600, 19_200));
        Assert.Equal("board-found unusual-speed", string.Join(' ', kinds));
        Assert.Contains("it runs at 19200, not at 9600", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_board_at_another_speed_than_the_one_tried_stays_silent_and_the_other_speeds_are_named_as_the_next_step()
    {
        using var bench = new DoctorBench(OneBoard, baud: 19_200);
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600));
        Assert.Equal((1, "nothing"), (code, string.Join(' ', kinds)));
        Assert.Contains("try the other speeds, without --baud", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_says_its_serial_and_volts()
    {
        using var bench = new DoctorBench(OneBoard);
        var (code, kinds, said) = bench.Examine("pack-1", DoctorBench.Plan(9600));
        Assert.Equal((0, "board-found"), (code, string.Join(' ', kinds)));
        Assert.Matches(@"JBD / Xiaoxiang packs, 9600 8N1; serial YA48240000000001, 5\d\.\d+ V, 96 % charged, 13 cells", said);
    }

    [Fact]
    public void Two_boards_with_one_address_are_told_and_a_third_with_its_own_is_not_blamed()
    {
        using var bench = new DoctorBench([("8a80", 1), ("8a80", 1), ("8a80", 3)]);
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600));
        Assert.Equal((1, "board-found two-at-one-address board-found"), (code, string.Join(' ', kinds)));
        Assert.Contains("two boards have address 1", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_adapter_that_echoes_is_told_and_its_board_found()
    {
        using var bench = new DoctorBench(OneBoard, 9600, (Fault.Echo, null));
        var (code, kinds, _) = bench.Examine("locks", DoctorBench.Plan(9600));
        Assert.Equal((0, "echo board-found"), (code, string.Join(' ', kinds)));
    }

    [Fact]
    public void An_echo_alone_is_no_board()
    {
        using var bench = new DoctorBench(OneBoard, 9600, (Fault.Echo, null), (Fault.Silent, null));
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600));
        Assert.Equal((1, "echo nothing"), (code, string.Join(' ', kinds)));
        Assert.Contains("only our own echo", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_floating_line_is_noise_and_its_board_is_found_all_the_same()
    {
        using var bench = new DoctorBench(OneBoard, 9600, (Fault.Floating, null));
        var (code, kinds, _) = bench.Examine("locks", DoctorBench.Plan(9600));
        Assert.Equal((1, "board-found noise"), (code, string.Join(' ', kinds)));
    }

    [Fact]
    public void A_floating_line_without_a_board_is_noise_and_not_swapped_wires()
    {
        using var bench = new DoctorBench(OneBoard, 9600, (Fault.Floating, "20"), (Fault.Silent, null));
        var (code, kinds, _) = bench.Examine("locks", DoctorBench.Plan(9600, 19_200));
        Assert.Equal((1, "noise"), (code, string.Join(' ', kinds)));
    }

    [Fact]
    public void Swapped_wires_answer_every_question_with_bytes_at_every_speed()
    {
        using var bench = new DoctorBench(OneBoard, 9600, (Fault.WiresSwapped, null));
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Plan(9600, 19_200));
        Assert.Equal((1, "swapped-wires"), (code, string.Join(' ', kinds)));
        Assert.Contains("Swap A and B", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_line_gets_the_list_of_what_to_look_at()
    {
        using var bench = new DoctorBench(OneBoard);
        var (code, kinds, said) = bench.Examine("pack-3", DoctorBench.Plan(9600, 19_200));
        Assert.Equal((1, "nothing"), (code, string.Join(' ', kinds)));
        Assert.Contains("power (its light), the common ground, A and B swapped, the address switches", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_in_use_says_how_to_stop_the_service_and_is_left_alone()
    {
        using var bench = new DoctorBench(OneBoard);
        var plan = DoctorBench.Plan(9600);
        using (ProbedLine.TryOpen(bench.PathOf("locks"), plan.Passes[0], out _))
        {
            var (code, kinds, said) = bench.Examine("locks", plan);
            Assert.Equal((1, "line-in-use"), (code, string.Join(' ', kinds)));
            Assert.Contains("systemctl stop yongai-edge", said, StringComparison.Ordinal);
        }
        Assert.Equal("board-found", Assert.Single(bench.Examine("locks", plan).Kinds));
    }

    [Fact]
    public async Task A_line_that_goes_away_while_it_is_asked_is_not_called_silent()
    {
        using var pty = new Pty();
        var plan = DoctorBench.Plan(9600, 19_200);
        IProbedLine? Open(Pass pass, out string why) => ProbedLine.TryOpen(pty.Path, pass, out why);
        var examined = Task.Run(() => new LineDoctor(plan, Open, () => TimeSpan.Zero).Examine());
        pty.Take(7);
        pty.Dispose();
        Assert.Equal(LineFindingKind.LineGone, Assert.Single(Verdict.Of(await examined)).Kind);
    }

    [Fact]
    public void A_path_that_is_not_there_is_said_once()
    {
        using var bench = new DoctorBench(OneBoard);
        Assert.Equal((1, "line-not-open"), (bench.Examine("nowhere", DoctorBench.Plan(9600, 19_200)) is var seen ? (seen.Code, seen.Kinds.Single()) : default));
    }

    [Fact]
    public void Whoever_never_set_a_speed_is_not_misheard()
    {
        using var bench = new DoctorBench(OneBoard, baud: 19_200);
        using var edge = new EdgeSide(bench.PathOf("locks"));
        Assert.Equal("8002FFFFFF334E", edge.Ask("80020033B1", 7));
    }
}

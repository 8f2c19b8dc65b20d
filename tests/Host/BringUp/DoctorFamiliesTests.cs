using YongAi.Edge.Host.BringUp.Doctoring;
using YongAi.Edge.Tests.Simulators;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>Boards and packs of every make are found when all families are asked one after the other.</summary>
public sealed class DoctorFamiliesTests
{
    [Theory]
    [InlineData("8a80", 9600)]
    [InlineData("wkly", 9600)]
    [InlineData("cu16", 19_200)]
    [InlineData("winnsen", 9600)]
    [InlineData("dc02", 9600)]
    [InlineData("modbus-relay", 9600)]
    public void A_board_of_every_family_is_found_among_the_questions_of_all_and_no_lock_moves(string family, int baud)
    {
        using var bench = new DoctorBench([(family, 1)], baud);
        var (code, kinds, said) = bench.Examine("locks", DoctorBench.Everybody(baud));
        Assert.Equal((0, "board-found"), (code, string.Join(' ', kinds)));
        Assert.Contains($"family {family}, address 1, baud {baud}", said, StringComparison.Ordinal);
        Assert.Equal(0, bench.Cabinet.World.Slots.Sum(slot => slot.Pulses));
    }

    [Theory]
    [InlineData("daly-a5", 9600, "family daly-a5, baud 9600")]
    [InlineData("daly-d2", 9600, "family daly-d2, baud 9600")]
    [InlineData("daly-p81", 9600, "family daly-p81, baud 9600")]
    [InlineData("jk-modbus", 115_200, "family jk-modbus, address 1, baud 115200")]
    [InlineData("niu", 9600, "family niu, baud 9600")]
    public void A_pack_of_every_make_that_wakes_by_any_word_is_found(string family, int baud, string says)
    {
        using var bench = new DoctorBench(family, baud);
        var (code, kinds, said) = bench.Examine("pack-1", DoctorBench.Everybody(baud));
        Assert.Equal((0, "board-found"), (code, string.Join(' ', kinds)));
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Matches(@"\d V, 96 % charged", said);
    }

    private const int WakesMax = 5;

    [Fact]
    public void A_pack_that_sleeps_until_its_own_word_is_found_once_it_is_awake_and_sleep_is_named_before()
    {
        using var bench = new DoctorBench("jk-4e57", 115_200);
        var plan = ProbePlan.For([115_200], upTo: 0);
        var (_, kinds, said) = bench.Examine("pack-1", plan);
        Assert.Equal("nothing", string.Join(' ', kinds));
        Assert.Contains("a sleeping pack", said, StringComparison.Ordinal);
        // On a slow machine it may be asleep again before it is asked: only its own family is, and with time.
        var patient = DoctorBench.Only("jk-4e57", plan);
        for (var wakes = 0; wakes < WakesMax && string.Join(' ', kinds) != "board-found"; wakes++)
        {
            // Heard to its end (its length, which counts itself, comes after the first two bytes), or the doctor meets the rest of it as noise.
            using (var edge = new EdgeSide(bench.PathOf("pack-1")))
                edge.Read(Convert.ToInt32(edge.Ask("4E5700130000000001030000000000006800000124", answerBytes: 4)[4..], 16) - 2);
            (_, kinds, said) = bench.Examine("pack-1", patient);
        }
        Assert.Equal("board-found", string.Join(' ', kinds));
        Assert.Contains("family jk-4e57, baud 115200", said, StringComparison.Ordinal);
    }
}

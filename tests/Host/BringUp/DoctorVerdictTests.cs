using YongAi.Edge.Devices;
using YongAi.Edge.Host.BringUp.Doctoring;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>What is wrong with a line is judged from what was asked and what came.</summary>
public sealed class DoctorVerdictTests
{
    private const string Answer = "8001010080";

    [Fact]
    public void Bytes_after_questions_at_one_speed_and_frames_at_another_are_the_wrong_speed()
    {
        var record = new LineRecord([Pass(9600, again: null, "E018", "E018", "78", "E0"), Pass(19_200, again: Answer, Answer, "", "", "")], null);
        var findings = Verdict.Of(record);
        Assert.Equal([LineFindingKind.BoardFound, LineFindingKind.UnusualSpeed, LineFindingKind.WrongSpeed], findings.Select(finding => finding.Kind));
        Assert.Contains("9600 is the wrong speed", findings[^1].Said.English, StringComparison.Ordinal);
        Assert.Equal(9600, findings[^1].Baud);
    }

    [Fact]
    public void Bytes_after_questions_at_the_only_speed_tried_may_be_speed_or_wires() =>
        Assert.Equal(LineFindingKind.Unreadable, Assert.Single(Verdict.Of(new LineRecord([Pass(9600, null, "00", "00", "00", "00")], null))).Kind);

    [Fact]
    public void Bytes_after_every_question_at_every_speed_are_swapped_wires() =>
        Assert.Equal(LineFindingKind.SwappedWires, Assert.Single(Verdict.Of(new LineRecord(
            [Pass(9600, null, "00", "00", "00", "00"), Pass(19_200, null, "00", "00", "", "00")], null))).Kind);

    [Fact]
    public void Answers_that_fail_their_check_at_one_address_only_are_two_boards()
    {
        var findings = Verdict.Of(new LineRecord([Pass(9600, again: "80010111FF", "80010111FF", "", "", "", "", "")], null));
        Assert.Equal(LineFindingKind.TwoAtOneAddress, Assert.Single(findings).Kind);
        Assert.Equal(1, findings[0].Address);
    }

    [Fact]
    public void One_damaged_answer_of_several_is_a_bad_cable_and_not_two_boards()
    {
        var pass = Pass(9600, again: Answer, Answer, "", "", "");
        var board = pass.Confirmed[0];
        pass = pass with { Confirmed = [board with { Again = board.Again.SetItem(1, Hearing.Of(board.Asked, [], Convert.FromHexString("8001010083"))) }] };
        Assert.Equal([LineFindingKind.BoardFound, LineFindingKind.DamagedAnswers], Verdict.Of(new LineRecord([pass], null)).Select(f => f.Kind));
    }

    [Fact]
    public void An_answer_without_a_check_counts_only_when_it_comes_twice()
    {
        var probe = new Probe("winnsen", "winnsen", 1, [0x90, 0x06, 0x12, 0x01, 0x01, 0x03]);
        Exchange Heard(string got) => Hearing.Of(probe, [], Convert.FromHexString(got));
        PassRecord With(params string[] again) => new(new Pass(9600, LineFormat.Bits8N1, [probe]), [], [Heard(again[0])],
            [new Confirmed(probe, [.. again.Select(Heard)], [])], []);
        Assert.Contains(LineFindingKind.BoardFound, Kinds(With("90079201010103", "90079201010103", "", "")));
        Assert.DoesNotContain(LineFindingKind.BoardFound, Kinds(With("90079201010103", "", "", "")));
        Assert.DoesNotContain(LineFindingKind.BoardFound, Kinds(With("90079201010103", "90079200010103", "", "")));
    }

    [Theory]
    [InlineData("594131ABCD", LineFindingKind.Noise)]
    [InlineData("5941310D", LineFindingKind.ScannerText)]
    [InlineData("00FF00F8", LineFindingKind.Noise)]
    [InlineData("FF8101010081", LineFindingKind.SpeaksUnasked)]
    [InlineData("DDA50300FFFD77", LineFindingKind.AnotherMaster)]
    [InlineData("FAFB410041", LineFindingKind.Noise)]
    [InlineData("FAFB41010041", LineFindingKind.AnotherMaster)]
    public void What_comes_without_a_question_is_told_by_its_frames(string before, LineFindingKind kind)
    {
        var pass = Pass(9600, null, "", "", "", "") with { Before = [.. Convert.FromHexString(before)] };
        Assert.Equal(kind, Assert.Single(Verdict.Of(new LineRecord([pass], null))).Kind);
    }

    [Fact]
    public void A_stray_byte_that_does_not_come_again_is_nothing() =>
        Assert.Equal(LineFindingKind.Nothing, Assert.Single(Verdict.Of(new LineRecord([Pass(9600, null, "00", "", "", "", "")], null))).Kind);

    [Fact]
    public void A_late_answer_beside_the_next_one_is_not_a_second_board()
    {
        var pass = Pass(9600, again: Answer, Answer, "", "", "");
        var board = pass.Confirmed[0];
        Exchange Heard(string got) => Hearing.Of(board.Asked, [], Convert.FromHexString(got));
        LineFindingKind[] Of(params string[] again) =>
            [.. Kinds(pass with { Confirmed = [board with { Again = [.. again.Select(Heard)] }] })];
        Assert.Equal([LineFindingKind.BoardFound], Of("", Answer + Answer, Answer, Answer));
        Assert.Equal([LineFindingKind.BoardFound, LineFindingKind.TwoAtOneAddress], Of(Answer + Answer, Answer + Answer, Answer, Answer));
    }

    [Fact]
    public void Where_somebody_else_asks_nothing_is_asked()
    {
        var line = new LineOfAnother();
        var record = new LineDoctor(ProbePlan.For([9600, 19_200], upTo: 2), (Pass _, out string why) => { why = ""; return line; },
            () => TimeSpan.Zero).Examine();
        Assert.Equal(0, line.Asked);
        Assert.Equal(LineFindingKind.AnotherMaster, Assert.Single(Verdict.Of(record)).Kind);
    }

    [Fact]
    public void The_last_answer_to_a_program_that_was_just_stopped_is_no_other_master()
    {
        var line = new LineOfAnother { Once = true };
        var record = new LineDoctor(ProbePlan.For([9600], upTo: 2), (Pass _, out string why) => { why = ""; return line; },
            () => TimeSpan.Zero).Examine();
        Assert.NotEqual(0, line.Asked);
        Assert.Equal(LineFindingKind.Nothing, Assert.Single(Verdict.Of(record)).Kind);
    }

    [Fact]
    public void When_the_time_is_over_nothing_more_is_asked_and_that_is_said()
    {
        var (line, plan) = (new LineOfAnother { Says = [0x00] }, ProbePlan.For([9600, 19_200], upTo: 2));
        var record = new LineDoctor(plan, (Pass _, out string why) => { why = ""; return line; },
            () => line.Asked < 5 ? TimeSpan.Zero : plan.AtMost).Examine();
        Assert.Equal(5, line.Asked);
        Assert.Contains(LineFindingKind.NotAllAsked, Verdict.Of(record).Select(finding => finding.Kind));
    }

    [Fact]
    public void An_answer_after_our_last_question_is_ours_and_late_and_before_the_first_it_is_another_s()
    {
        ImmutableArray<byte> answer = [.. Convert.FromHexString("574B4C590900860086")];
        Assert.Equal([LineFindingKind.Nothing], Kinds(Pass(9600, null, "", "", "") with { After = answer }));
        Assert.Equal([LineFindingKind.AnotherMaster], Kinds(Pass(9600, null, "", "", "") with { Before = answer }));
    }

    [Fact]
    public void An_answer_that_comes_late_belongs_to_the_question_before()
    {
        var (one, two) = (Ask(1), Ask(2));
        Assert.Equal(one, Hearing.Of(two, [two, one], Convert.FromHexString(Answer)).Late);
        Assert.Same(one, Assert.Single(LineDoctor.Suspects([Hearing.Of(one, [], []), Hearing.Of(two, [two, one], Convert.FromHexString(Answer))])));
        Assert.False(Hearing.Of(two, [], Convert.FromHexString(Answer)).IsAnswered);
    }

    [Fact]
    public void An_echo_of_a_question_is_not_its_answer()
    {
        var heard = Hearing.Of(Ask(1), [], Convert.FromHexString("80010133B3" + Answer));
        Assert.Equal((true, 1), (heard.Echoed, heard.Answers.Length));
        Assert.False(Hearing.Of(Ask(1), [], Convert.FromHexString("80010133B3")).IsAnswered);
    }

    [Fact]
    public void A_line_that_another_program_has_claimed_is_told_from_one_that_is_not_there()
    {
        Assert.Equal(LineFindingKind.LineInUse, Of("cannot open /dev/ttyUSB0: Device or resource busy (errno 16)"));
        Assert.Equal(LineFindingKind.LineInUse, Of("/dev/ttyUSB0 is in use by another program"));
        Assert.Equal(LineFindingKind.LineNotOpen, Of("cannot open /dev/ttyUSB0: No such file or directory (errno 2)"));
        static LineFindingKind Of(string why) => Assert.Single(Verdict.Of(new LineRecord([], why))).Kind;
    }

    private static IEnumerable<LineFindingKind> Kinds(PassRecord pass) => Verdict.Of(new LineRecord([pass], null)).Select(finding => finding.Kind);

    private static Probe Ask(int board) => Questions.Addressed(2).Single(probe => probe.Family == "8a80" && probe.Address == board);

    /// <summary>One question after the other to an 8A/80 board 1, and what came; the first is asked again where something is said of it.</summary>
    private static PassRecord Pass(int baud, string? again, params string[] came)
    {
        var exchanges = came.Select(got => Hearing.Of(Ask(1), [], Convert.FromHexString(got))).ToImmutableArray();
        ImmutableArray<Confirmed> confirmed = again is null ? []
            : [new Confirmed(Ask(1), [.. Enumerable.Repeat(Hearing.Of(Ask(1), [], Convert.FromHexString(again)), LineDoctor.AgainTimes)], [])];
        return new PassRecord(new Pass(baud, LineFormat.Bits8N1, [Ask(1)]), [], exchanges, confirmed, []);
    }

    /// <summary>Somebody asks a JBD pack here, over and over.</summary>
    private sealed class LineOfAnother : IProbedLine
    {
        public byte[] Says { get; init; } = Convert.FromHexString("DDA50300FFFD77");
        public bool Once { get; init; }
        public int Asked { get; private set; }
        private bool heard;
        public bool IsGone => false;

        public byte[] Ask(Probe probe, TimeSpan wait)
        {
            Asked++;
            return Once ? [] : Says;
        }

        public byte[] Listen(TimeSpan time)
        {
            var isOver = Once && heard;
            heard = true;
            return isOver ? [] : Says;
        }

        public void Dispose() { }
    }
}

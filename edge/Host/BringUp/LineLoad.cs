using YongAi.Edge.Control.Language;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.Bms;
using YongAi.Edge.Devices.Chargers;
using YongAi.Edge.Devices.Gauges;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Edge.Devices.Locks;
using YongAi.Edge.Devices.SlotBoards;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>
/// How full a serial line is by the plan of its site: the polls alone, all boards answering. Openings and charge orders come on top. Bytes
/// and exchanges of a round are those that each family's page in Devices states.
/// </summary>
/// <param name="Line">Its name.</param>
/// <param name="Bytes">Bytes a second, both ways.</param>
/// <param name="Exchanges">Questions a second.</param>
/// <param name="Wire">Share of the time in which bits are sent.</param>
/// <param name="Busy">Share in which nothing else could be asked: with the boards' thought and the silence after each exchange.</param>
public sealed record LineLoad(string Line, double Bytes, double Exchanges, double Wire, double Busy)
{
    /// <summary>From here on a board that is asked twice makes the next one late. Our own number.</summary>
    public const double BusyMost = 0.9;

    /// <summary>
    /// Boards answer after 20 to 60 ms (hardware 10); of relay boards and slot boards, which only speak Modbus, no source says more than
    /// "within some 20 ms" and a few: the middle of each, our own numbers.
    /// </summary>
    private static readonly TimeSpan Thought = TimeSpan.FromMilliseconds(40), RelayThought = TimeSpan.FromMilliseconds(12.5),
        SlotThought = TimeSpan.FromMilliseconds(4);

    /// <summary>The load of a line; null when nothing on it is polled.</summary>
    public static LineLoad? Of(LineWiring line)
    {
        var polls = line.Devices.SelectMany(Polls).ToArray();
        if (polls.Length == 0) return null;
        var bits = line.Format == LineFormat.Bits8N1 ? 10.0 : 11;
        var silence = line.Baud > 19200 ? 0.00175 : 3.5 * bits / line.Baud;
        var bytes = polls.Sum(poll => poll.Bytes / poll.Every.TotalSeconds);
        var wire = bytes * bits / line.Baud;
        return new LineLoad(line.Line.Name, bytes, polls.Sum(poll => poll.Exchanges / poll.Every.TotalSeconds), wire,
            wire + polls.Sum(poll => poll.Exchanges * (poll.Thought.TotalSeconds + silence) / poll.Every.TotalSeconds));
    }

    /// <summary>The load in words; where there is too much of it, with what to do.</summary>
    public SiteFault Told => Busy <= BusyMost
        ? new SiteFault($"lines.{Line}", 0, $"轮询约占线 {Wire:P0}，算上等板子回答约忙 {Busy:P0}", $"polls: wire about {Wire:P0}, busy about {Busy:P0}")
        : new SiteFault($"lines.{Line}", 0,
            $"轮询约占线 {Wire:P0}，算上等板子回答约忙 {Busy:P0}，读数会跟不上：调大 poll_ms，把一部分板子接到另一条线路，或者提高波特率（板子也要改）",
            $"polls: wire about {Wire:P0}, busy about {Busy:P0}, so readings come late: raise poll_ms, move boards to another line, "
            + "or raise the baud rate, on the boards too");

    private static IEnumerable<Poll> Polls(DeviceWiring device) => device switch
    {
        LockBoardWiring board => Polls(board),
        PackWiring pack => [Round(pack.Make) with { Every = pack.PollEvery }],
        RelayBoardWiring board => [new(13 + (board.Relays + 7) / 8, 1, board.PollEvery, RelayThought)],
        SlotBoardWiring board => Polls(board.Fit),
        GaugeWiring { Fit: var fit } => [.. GaugeQuestions.Of(fit).Select(asked => Asked(asked, fit.PollEvery)), .. Power(fit)],
        SupplyWiring supply => [new(13 + 2 * RidenRegisters.Count, 1, supply.Fit.PollEvery, RelayThought)],
        IoBoardWiring board => Polls(board.Fit),
        _ => [],
    };

    private static Poll Asked(GaugeQuestion question, TimeSpan every) => new(13 + 2 * question.Count, 1, every, Thought);

    /// <summary>A round tells the power too, and stands for one question for it alone.</summary>
    private static IEnumerable<Poll> Power(GaugeFit fit) => fit.PowerEvery is { } every && GaugeQuestions.PowerOf(fit) is { } question
        ? [Asked(question, TimeSpan.FromSeconds(1 / (1 / every.TotalSeconds - 1 / fit.PollEvery.TotalSeconds)))] : [];

    private static IEnumerable<Poll> Polls(LockBoardWiring board)
    {
        var inputs = board.Channels.Count(channel => channel.Use != FeedbackUse.Unused);
        if (inputs == 0) return [];
        var last = board.Channels.Max(channel => channel.Channel);
        return board.Make switch
        {
            A80Make { ReadAll: true } => [new(12, 1, board.PollEvery, Thought)],
            A80Make => [new(10 * inputs, inputs, board.PollEvery, Thought)],
            WklyMake => [new(18 + last, 1, board.PollEvery, Thought)],
            Cu16Make => [new(14, 1, board.PollEvery, Thought)],
            WinnsenMake => [new(13 * inputs, inputs, board.PollEvery, Thought)],
            Dc02Make => [new(15 * inputs, inputs, board.PollEvery, Thought)],
            RelayLockMake relays => [new(13 + (relays.Inputs + 7) / 8, 1, board.PollEvery, RelayThought)],
            _ => throw new InvariantBroken($"no cost of a round of {board.Make.GetType().Name}"),
        };
    }

    private static Poll Round(PackMake make) => make switch
    {
        JbdMake => new(73, 2, default, Thought),
        DalyA5Make => new(182, 5, default, Thought),
        DalyModbusMake { Map: DalyMap.D2 } => new(182, 2, default, Thought),
        DalyModbusMake => new(307, 3, default, Thought),
        Jk4E57Make => new(306, 1, default, Thought),
        JkModbusMake => new(232, 2, default, Thought),
        NiuMake => new(137, 3, default, Thought),
        _ => throw new InvariantBroken($"no cost of a round of {make.GetType().Name}"),
    };

    private static IEnumerable<Poll> Polls(IoBoardFit fit)
    {
        if (fit.Contacts.Length > 0) yield return new(13 + (fit.Inputs + 7) / 8, 1, fit.PollEvery, RelayThought);
        if (fit.Outputs.Length + fit.Channels.Length > 0)
            yield return new(13 + (fit.Relays + 7) / 8, 1, IoBoard.RelaysEvery, RelayThought);
    }

    private static IEnumerable<Poll> Polls(SlotBoardFit fit) =>
    [
        new(49, 1, fit.ValuesEvery, SlotThought), new(31, 1, fit.StateEvery, SlotThought), new(74, 2, fit.IdentityEvery, SlotThought),
    ];

    /// <summary>What is asked again and again: bytes of its questions and answers, how many, how often, the thought before each.</summary>
    private readonly record struct Poll(int Bytes, int Exchanges, TimeSpan Every, TimeSpan Thought);
}

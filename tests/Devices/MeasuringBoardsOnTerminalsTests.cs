using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Sensors;
using YongAi.Edge.Devices;
using YongAi.Edge.Devices.IoBoards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices;

/// <summary>
/// Every fault that a meter, a supply or an IO board on a line of its own can have, over a real terminal and in real time: what is told is so
/// or is silence, nothing is handed out twice, and when the fault is gone all is as before.
/// </summary>
public sealed class MeasuringBoardsOnTerminalsTests(MeasuringBoardsOnTerminalsTests.Boards boards) : IClassFixture<MeasuringBoardsOnTerminalsTests.Boards>
{
    private static readonly ChannelId Tea = new("tea");

    /// <summary>Faults after which nothing can be told; faults through which all is told; and the rest, which may go either way.</summary>
    private static readonly string[] Silences = ["silent", "wires-swapped", "drop-answer", "corrupt", "lose-byte", "exception"],
        Heard = ["split", "noise", "echo"], Either = ["reset", "late", "glue"], OfMeters = ["words-swapped", "not-a-number", "no-register"],
        OfSupplies = ["no-register", "tripped"];

    private static readonly ImmutableArray<(string Board, string Fault)> Stories =
    [
        .. new[] { "meter", "supply", "io" }.SelectMany(board => new[] { Silences, Heard, Either, ["pulled"] }.SelectMany(all => all)
            .Concat(board switch { "meter" => OfMeters, "supply" => OfSupplies, _ => [] }).Select(fault => (board, fault))),
    ];

    public static TheoryData<string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            foreach (var (board, fault) in Stories) faults.Add(board, fault);
            return faults;
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public Task A_fault_makes_no_wrong_fact_and_passes(string board, string fault) => boards.Story(board, fault);

    /// <summary>A cabinet with a line and a board for each story; all are lived at the same time.</summary>
    public sealed class Boards : IDisposable
    {
        private readonly TerminalCabinet cabinet;
        private readonly Dictionary<(string, string), Task> stories = [];

        public Boards()
        {
            var lines = Stories.Select(story => $"\"{Line(story)}\": {{ \"path\": \"lines/{Line(story)}\", \"baud\": 115200 }}");
            var slots = Of("supply").Select((_, at) => $"{{ \"slot\": {at + 1} }}");
            var meters = Of("meter").Select(story =>
                $"{{ \"name\": \"{Line(story)}\", \"use\": \"mains\", \"family\": \"sdm120\", \"line\": \"{Line(story)}\", \"address\": 1, \"poll_ms\": 500 }}");
            var supplies = Of("supply").Select((story, at) => $"{{ \"name\": \"{Line(story)}\", \"slot\": {at + 1}, \"family\": \"riden\", "
                + $"\"line\": \"{Line(story)}\", \"address\": 1, \"volts\": 54.6, \"amps\": 8, \"poll_ms\": 500 }}");
            var relays = Of("io").Select(story =>
                $"{{ \"name\": \"{Line(story)}\", \"family\": \"modbus-relay\", \"line\": \"{Line(story)}\", \"address\": 1, \"relays\": 8 }}");
            cabinet = new TerminalCabinet($$"""
                { "cabinet": "T-METERS", "lines": { {{Joined(lines)}} }, "slots": [ {{Joined(slots)}} ], "gauges": [ {{Joined(meters)}} ],
                  "supplies": [ {{Joined(supplies)}} ], "relay_boards": [ {{Joined(relays)}} ], "packs": [] }
                """);
            var slot = 0;
            foreach (var story in Stories)
            {
                var supplied = story.Board == "supply" ? Fits.Slot(++slot) : default;
                stories[story] = story.Board switch
                {
                    "meter" => cabinet.Live(Line(story), end => Live(end, story.Fault, new(Silent<GaugeSilent>, Mains, _ => { }, () => { }))),
                    "supply" => cabinet.Live(Line(story), end => Live(end, story.Fault, new(Silent<GaugeSilent>, Supplied, _ => { },
                        () => Charges(end, new ChargeOrder(supplied, TimeSpan.FromMinutes(5)))))),
                    _ => cabinet.Live(Line(story), end => Live(end, story.Fault, new(Silent<ContactsSilent>, Contacts,
                        order => HandsOut(end, order), () => Turns(end))), new IoBoardWiring(Fit)),
                };
            }

            static string Joined(IEnumerable<string> all) => string.Join(",\n", all);
        }

        private static IoBoardFit Fit => new(1, 8, 8)
        {
            Outputs = [new(0, new OutputPlan(new("fan"), OutputUse.Fan))],
            Contacts = [new(0, new("smoke"), 1), new(1, new("mains"), 0)],
            Channels = [new(2, Tea, TimeSpan.FromMilliseconds(300))],
        };

        public Task Story(string board, string fault) => stories[(board, fault)];

        public void Dispose() => cabinet.Dispose();

        /// <summary>What is the same for every board: how its facts look, what is asked of it while it is out of order, and afterwards.</summary>
        private sealed record Ways(Func<Input, bool> IsSilence, Func<Input, bool?> IsSo, Action<long> Asked, Action Works);

        private void Live(TerminalEnd end, string fault, Ways ways)
        {
            Read(0);
            var line = end.Line;
            var from = end.Told.Count;
            cabinet.Do(fault == "pulled" ? new PullLine(line) : new SetFault(fault, Line: line, Times: fault == "reset" ? 1 : null));
            if (Silences.Contains(fault) || OfMeters.Contains(fault) && fault != "no-register" || fault is "pulled" or "no-register")
            {
                end.LiveUntil(() => end.Told.Skip(from).Any(ways.IsSilence));
                var since = end.Told.Count;
                ways.Asked(1);
                if (fault != "pulled") HearMore();
                Assert.DoesNotContain(end.Told.Skip(since), told => ways.IsSo(told) is not null);
            }
            else if (Heard.Contains(fault)) Read(from);
            else HearMore();
            cabinet.Do(fault == "pulled" ? new PullLine(line, Pulled: false) : new SetFault(fault, Line: line, Times: 0));
            Read(end.Told.Count);
            ways.Works();
            Assert.All(end.Told.Skip(from), told => Assert.NotEqual(false, ways.IsSo(told)));

            void Read(int since) => end.LiveUntil(() => end.Told.Skip(since).Count(told => ways.IsSo(told) == true) >= 3);

            void HearMore()
            {
                var asked = end.Sent + 4;
                end.LiveUntil(() => end.Sent >= asked);
            }
        }

        private static bool Silent<T>(Input told) => told is T;

        private static bool? Mains(Input told) => told is not GaugeRead read ? null
            : read.Values is [{ Value: 230 }, _, { Value: 60 }, _, { Value: 50 }, { Value: 0 }];

        /// <summary>Off, or on with what was ordered.</summary>
        private static bool? Supplied(Input told) => told is not GaugeRead read ? null
            : read.Values is [{ Value: 0 or 54.6 }, { Value: 0 }, { Value: 0 }, { Value: 31 }];

        private static bool? Contacts(Input told) => told switch
        {
            ContactsRead read => read.Contacts is [{ Active: false }, { Active: true }],
            OutputsRead read => read.Outputs is [{ On: false }],
            _ => null,
        };

        private static void Charges(TerminalEnd end, ChargeOrder order)
        {
            end.Perform(order);
            end.LiveUntil(() => end.Facts<GaugeRead>().Last().Values[0].Value == 54.6);
        }

        /// <summary>One order, one end, whatever came of it.</summary>
        private static void HandsOut(TerminalEnd end, long order)
        {
            end.Perform(new HandOut(Tea, order));
            end.LiveUntil(() => end.Facts<HandOutEnded>().Any(ended => ended.Order == order));
            Assert.Contains(end.Facts<HandOutEnded>().Single(ended => ended.Order == order).End,
                new[] { HandOutEnd.Unknown, HandOutEnd.Refused, HandOutEnd.NotStarted });
        }

        private static void Turns(TerminalEnd end)
        {
            end.Perform(new HandOut(Tea, 2));
            end.LiveUntil(() => end.Facts<HandOutEnded>().Any(ended => ended.Order == 2));
            Assert.Equal([new HandOutEnded(Tea, 2, HandOutEnd.Turned)], end.Facts<HandOutEnded>().Where(ended => ended.Order == 2));
            Assert.Single(end.Facts<HandOutBegan>(), began => began.Order == 2);
        }

        private static IEnumerable<(string Board, string Fault)> Of(string board) => Stories.Where(story => story.Board == board);

        private static string Line((string Board, string Fault) story) => $"{story.Board}-{story.Fault}";
    }
}

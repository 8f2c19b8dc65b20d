using YongAi.Edge.Control.Goods;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Devices.Dispensers;

/// <summary>Every fault of a vending board and of a dock over a real terminal, in real time: what is told, and that nothing moves twice.</summary>
public sealed class GoodsOnTerminalsTests(GoodsOnTerminalsTests.Shelves shelves) : IClassFixture<GoodsOnTerminalsTests.Shelves>
{
    private static readonly string[] Faults =
        ["none", "drop-answer", "corrupt", "lose-byte", "split", "status-twice", "spiral-jams", "spiral-runs-on", "no-motor", "drop-unseen", "pulled"];

    private static readonly string[] DockFaults = ["none", "drop-answer", "corrupt", "bank-sticks", "pulled"];

    public static TheoryData<string> OfSpirals => [.. Faults];

    public static TheoryData<string> OfDocks => [.. DockFaults];

    [Theory, MemberData(nameof(OfSpirals))]
    public Task A_spiral_turns_once(string fault) => shelves.Story($"vmc-{fault}");

    [Theory, MemberData(nameof(OfDocks))]
    public Task A_bolt_is_drawn_once(string fault) => shelves.Story($"dock-{fault}");

    /// <summary>A cabinet with a board for each fault; all stories are lived at the same time.</summary>
    public sealed class Shelves : IDisposable
    {
        private const int OrdersMax = 3;

        private readonly TerminalCabinet cabinet;
        private readonly Dictionary<string, Task> stories = [];

        public Shelves()
        {
            string[] boards = [.. Faults.Select(fault => $"vmc-{fault}"), .. DockFaults.Select(fault => $"dock-{fault}")];
            cabinet = new TerminalCabinet($$"""
                { "cabinet": "T-SHELVES",
                  "lines": { {{string.Join(",\n", boards.Select(Line))}} },
                  "dispensers": [ {{string.Join(",\n", boards.Select(Board))}} ] }
                """);
            foreach (var board in boards)
            {
                if (!IsVmc(board)) cabinet.Do(new PutBank(board, "PB00000001"));
                stories[board] = cabinet.Live(board, end => HandOut(end, board, board[(board.IndexOf('-', StringComparison.Ordinal) + 1)..]));
            }
        }

        public Task Story(string board) => stories[board];

        public void Dispose() => cabinet.Dispose();

        private static bool IsVmc(string board) => board.StartsWith("vmc", StringComparison.Ordinal);

        private static string Line(string board) => $"\"{board}\": {{ \"path\": \"lines/{board}\", \"baud\": {(IsVmc(board) ? 57600 : 115200)} }}";

        private static string Board(string board) => IsVmc(board)
            ? $"{{ \"name\": \"{board}\", \"family\": \"vmc\", \"line\": \"{board}\", \"channels\": [ {{ \"channel\": \"{board}\", \"selection\": 10, \"drop_sensor\": true }} ] }}"
            : $"{{ \"name\": \"{board}\", \"family\": \"bank-dock\", \"line\": \"{board}\", \"channels\": [ {{ \"channel\": \"{board}\", \"address\": 1, \"place\": 1 }} ] }}";

        private void HandOut(TerminalEnd end, string board, string fault)
        {
            var channel = new ChannelId(board);
            end.LiveUntil(() => end.Facts<ChannelRead>().Any() || end.Facts<DockRead>().Any(read => read.Places.Any(place => place.Present)));
            var expected = fault switch
            {
                "spiral-jams" or "drop-unseen" => HandOutEnd.Jammed,
                "spiral-runs-on" => HandOutEnd.DidNotStop,
                "no-motor" => HandOutEnd.NoSuchChannel,
                "bank-sticks" => HandOutEnd.NotSeen,
                "pulled" => HandOutEnd.Unknown,
                _ => HandOutEnd.Seen,
            };
            // A machine that stands still misses words of the board, and then nobody knows: another order tells.
            var orders = 0;
            do
            {
                if (fault is not ("none" or "pulled")) cabinet.Do(new SetFault(fault, Line: board, Times: 1));
                Order(end, channel, ++orders, fault == "pulled");
            }
            while (EndOf(end, orders) == HandOutEnd.Unknown && expected != HandOutEnd.Unknown && orders < OrdersMax);
            Assert.Equal(expected, EndOf(end, orders));
            // Sent again, it is told again and not done again.
            var (sent, told) = (end.Sent, end.Facts<HandOutEnded>().Count());
            end.Perform(new HandOut(channel, orders));
            end.LiveUntil(() => end.Sent >= sent + 5);
            Assert.Equal(told + 1, end.Facts<HandOutEnded>().Count());
            var look = cabinet.Try(new LookAround()).Shelf!.Value.Single(seen => seen.Channel == board);
            Assert.InRange(look.Acts, fault == "no-motor" ? 0 : 1, fault == "no-motor" ? 0 : orders);
        }

        private void Order(TerminalEnd end, ChannelId channel, int order, bool pulled)
        {
            end.Perform(new HandOut(channel, order));
            if (pulled)
            {
                end.LiveUntil(() => end.Facts<HandOutBegan>().Any());
                cabinet.Do(new PullLine(channel.Name));
                end.LiveUntil(() => EndOf(end, order) is not null);
                cabinet.Do(new PullLine(channel.Name, Pulled: false));
                end.LiveUntil(() => end.Ups == 2);
            }
            end.LiveUntil(() => EndOf(end, order) is not null);
        }

        private static HandOutEnd? EndOf(TerminalEnd end, int order) =>
            end.Facts<HandOutEnded>().Where(ended => ended.Order == order).Select(ended => (HandOutEnd?)ended.End).FirstOrDefault();
    }
}

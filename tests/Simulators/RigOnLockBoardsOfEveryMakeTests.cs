using System.Text.RegularExpressions;
using YongAi.Edge.Control.Swaps;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>
/// The demonstration cabinet with the lock boards of another make in the place of its own: a rider swaps, whatever the line
/// does.
/// </summary>
public sealed partial class RigOnLockBoardsOfEveryMakeTests
{
    private const string Own = "YA48240000009001";
    private static readonly TimeSpan StartTakes = TimeSpan.FromSeconds(40), VisitMost = TimeSpan.FromMinutes(5);

    public static TheoryData<string, string?> MakesAndFaults
    {
        get
        {
            var data = new TheoryData<string, string?>();
            foreach (var make in new[] { "wkly", "cu16", "winnsen", "dc02", "modbus-relay" })
                foreach (var fault in new[] { null, "drop-answer", "corrupt", "split", "glue", "late", "noise", "report-first", "reset", "lose-byte" })
                    data.Add(make, fault);
            return data;
        }
    }

    [Theory, MemberData(nameof(MakesAndFaults))]
    public void A_rider_swaps_his_pack(string make, string? fault)
    {
        using var bench = new RigBench(reportHead: 0x85, change: text => With(make, text));
        bench.Live(StartTakes);
        if (fault is not null) Assert.True(bench.Hands.Do(new SetFault(fault, Line: "locks", Times: fault == "reset" ? 1 : 3), bench.Now).Ok);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, $"{rider.Outcome?.Why}; events: {string.Join(' ', bench.Events.Select(e => e.GetType().Name))}");
        bench.Live(TimeSpan.FromSeconds(10));
        Assert.Equal(Own, Assert.Single(bench.Events.OfType<SwapCompleted>()).Brought.Text);
        Assert.DoesNotContain(bench.Hands.Look(), slot => slot.IsOpen);
    }

    [Theory]
    [InlineData("wkly")]
    [InlineData("cu16")]
    [InlineData("winnsen")]
    [InlineData("dc02")]
    [InlineData("modbus-relay")]
    public void A_jammed_lock_costs_a_try_and_no_swap(string make)
    {
        using var bench = new RigBench(change: text => With(make, text));
        bench.Live(StartTakes);
        bench.Hands.Do(new SetFault("jam", Slot: 12, Times: 1), bench.Now);
        var rider = bench.Rider(Own, soc: 22);
        bench.Live(VisitMost, rider);
        Assert.True(rider.Outcome?.Swap, rider.Outcome?.Why);
        Assert.Equal(2, bench.Events.OfType<DoorOrdered>().Count(ordered => ordered.Slot.Value == 12));
    }

    /// <summary>Boards with too few channels get a second one beside them, on the same line, for the presence switches.</summary>
    private static string With(string make, string text)
    {
        string[] boards = make switch
        {
            "wkly" => [Board("door", make, 0)],
            "cu16" => [Board("door", make, 0)],
            "modbus-relay" => [Board("door", make, 1, "\"relays\": 16, \"inputs\": 24")],
            _ => [Board("door", make, 1), Board("here", make, 2)],
        };
        var (presence, before) = make switch { "cu16" => ("door", 4), "winnsen" or "dc02" => ("here", -12), _ => ("door", 0) };
        text = LockBoards().Replace(text, $"\"lock_boards\": [{string.Join(", ", boards)}]");
        Assert.DoesNotContain("8a80", text, StringComparison.Ordinal);
        if (make == "cu16") text = text.Replace("/lines/locks\", \"baud\": 9600", "/lines/locks\", \"baud\": 19200", StringComparison.Ordinal);
        return Presence().Replace(text, match => $"\"presence\": \"{presence}/{int.Parse(match.Groups[1].Value, null) + before}\"");
    }

    private static string Board(string name, string make, int address, string more = "\"poll_ms\": 500") =>
        $$"""{ "name": "{{name}}", "family": "{{make}}", "line": "locks", "address": {{address}}, {{more}} }""";

    [GeneratedRegex("\"lock_boards\": \\[[^\\]]*\\]")]
    private static partial Regex LockBoards();

    [GeneratedRegex("\"presence\": \"door/(\\d+)\"")]
    private static partial Regex Presence();
}

using YongAi.Simulators.Boards;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Simulators;

/// <summary>A whole simulated cabinet in virtual time, spoken to in hand-written bytes.</summary>
public sealed class SimulatedCabinetTests : IDisposable
{
    private const string ReadAll = "80010033B2", OpenTwelve = "8A010C1196", AskBasics = "DDA50300FFFD77";
    private readonly SiteBench bench = new();
    private readonly SimulatedCabinet cabinet;
    private readonly Hands hands;
    private TimeSpan now = TimeSpan.FromSeconds(1);

    public SimulatedCabinetTests()
    {
        cabinet = bench.Cabinet();
        hands = new Hands(cabinet);
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Doors_and_presence_are_read_through_one_board() =>
        // Channels 1-12 are doors, all closed; 13-24 presence, all but slot 12.
        Assert.Equal("80017FFFFF33CD", Ask("locks", ReadAll));

    [Fact]
    public void A_pulse_opens_the_door_and_a_pack_put_in_is_seen()
    {
        Ask("locks", OpenTwelve);
        Assert.Equal("80017FF7FF33C5", Ask("locks", ReadAll));
        Assert.True(Do(new PutPack(12, "YA48240000009001", 22)).Ok);
        Assert.Equal("8001FFF7FF3345", Ask("locks", ReadAll));
        Assert.True(Do(new CloseDoor(12)).Ok);
        Assert.Equal("8001FFFFFF334D", Ask("locks", ReadAll));
        Ask("pack-12", AskBasics);
        Assert.Equal(22, Convert.FromHexString(Ask("pack-12", AskBasics))[4 + 19]);
    }

    [Fact]
    public void The_charger_of_a_slot_hangs_on_its_relay()
    {
        // Relay 2 is the charger of slot 3, 3 s.
        Assert.Equal("01050202001EEDBA", Ask("chargers", "01050202001EEDBA", TimeSpan.FromSeconds(1)));
        Assert.Equal([3], hands.Look().Where(slot => slot.Charger).Select(slot => slot.Slot));
        Pass(TimeSpan.FromSeconds(3));
        Assert.DoesNotContain(hands.Look(), slot => slot.Charger);
    }

    [Fact]
    public void A_shown_code_goes_out_on_the_scanners_line()
    {
        Do(new ShowCode("YA1:ABC"));
        Assert.Equal(Convert.ToHexString("YA1:ABC\r"u8), Pass(TimeSpan.FromSeconds(1), "scanner"));
    }

    [Theory]
    [InlineData("jam", 12, null, "")]
    [InlineData("silent", null, "locks", "")]
    [InlineData("corrupt", null, "pack-3", "")]
    [InlineData("jam", null, "locks", "'jam' is a fault of a slot: say which slot")]
    [InlineData("silent", 3, null, "'silent' is a fault of a line: say which line")]
    [InlineData("silent", 3, "locks", "'silent' is a fault of a line: say which line")]
    [InlineData("silent", null, "nowhere", "there is no nowhere")]
    [InlineData("jam", 13, null, "there is no slot-13")]
    public void A_fault_has_its_place(string name, int? slot, string? line, string why) =>
        Assert.Equal(why, Do(new SetFault(name, slot, line)).Why ?? "");

    [Fact]
    public void An_unknown_fault_is_answered_with_those_there_are()
    {
        var why = Do(new SetFault("gremlin", Slot: 1)).Why!;
        foreach (var fault in new[] { "jam", "drop-answer", "corrupt-every", "report-first", "not-utf8" })
            Assert.Contains(fault, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Hands_refuse_what_physics_refuses()
    {
        Assert.Equal("the door of slot 3 is closed", Do(new PutPack(3, "YA48240000009001", 22)).Why);
        Assert.Equal("there is no slot 13", Do(new CloseDoor(13)).Why);
        Assert.Equal("a charge of 101 % cannot be", Do(new PutPack(3, "YA48240000009001", 101)).Why);
        Assert.Equal("slot 12 is empty", Do(new WarmPack(12, 30)).Why);
        Assert.Equal("there is no line 'x'", Do(new PullLine("x")).Why);
        Assert.Equal("line 'locks' is in already", Do(new PullLine("locks", Pulled: false)).Why);
        Assert.Equal("there is no scanner on 'locks'", Do(new ShowCode("A", "locks")).Why);
    }

    [Fact]
    public void A_pulled_line_is_dead_and_the_others_go_on()
    {
        Do(new PullLine("locks"));
        Assert.Equal("", Ask("locks", ReadAll));
        Ask("pack-1", AskBasics);
        Assert.NotEqual("", Ask("pack-1", AskBasics));
        Do(new PullLine("locks", Pulled: false));
        Assert.Equal("80017FFFFF33CD", Ask("locks", ReadAll));
    }

    [Fact]
    public void The_same_seed_gives_the_same_moments()
    {
        using var other = new SiteBench();
        Assert.Equal(Moments(bench.Cabinet()), Moments(other.Cabinet()));
        Assert.Equal(20, Moments(bench.Cabinet()).Distinct().Count());
    }

    private static TimeSpan[] Moments(SimulatedCabinet cabinet) => [.. Enumerable.Range(1, 20).Select(second =>
    {
        var asked = TimeSpan.FromSeconds(second);
        cabinet.Find("locks")!.Written(Convert.FromHexString(ReadAll), asked);
        var last = asked;
        while (cabinet.NextDeadline is { } due)
        {
            cabinet.Lapse(due);
            cabinet.Find("locks")!.Fetch();
            last = due;
        }
        return last - asked;
    })];

    private HandsAnswer Do(HandsAct act) => hands.Do(act, now);

    private string Ask(string line, string hex, TimeSpan? within = null)
    {
        cabinet.Find(line)!.Written(Convert.FromHexString(hex), now);
        return Pass(within ?? TimeSpan.FromSeconds(1), line);
    }

    private string Pass(TimeSpan passes, string line = "locks")
    {
        var (end, heard) = (now + passes, "");
        while (now < end)
        {
            now = cabinet.NextDeadline is { } due && due < end ? due : end;
            cabinet.Lapse(now);
            heard += Convert.ToHexString(cabinet.Find(line)!.Fetch());
        }
        return heard;
    }
}

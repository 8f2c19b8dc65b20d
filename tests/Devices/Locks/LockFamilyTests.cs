using YongAi.Edge.Control.Slots;
using YongAi.Edge.Devices.Lines;

namespace YongAi.Edge.Tests.Devices.Locks;

/// <summary>What every lock board has in common, whatever its family says on the wire.</summary>
public sealed class LockFamilyTests
{
    /// <summary>Of the parts on this bench: a WKLY board that tells of eight locks.</summary>
    private const int LongestAnswer = 18;

    private static readonly DoorState?[] AllClosed = [.. Enumerable.Repeat<DoorState?>(DoorState.Closed, LockFamily.Slots)];
    private static readonly bool?[] AllPresent = [.. Enumerable.Repeat<bool?>(true, LockFamily.Slots)];

    public static TheoryData<string> Families => LockFamily.Names;

    [Theory, MemberData(nameof(Families))]
    public void A_board_at_rest_is_read_without_one_lost_or_stray_byte(string family)
    {
        var bench = new FamilyBench(family).Begin(5000);
        Assert.Equal(new LineCounts(bench.Line.Line.Counts.Answered, 0, 0, 0, 0), bench.Line.Line.Counts);
        Assert.True(bench.Line.Line.Counts.Answered >= 10);
        Assert.Equal(AllClosed, bench.Doors);
        Assert.Equal(AllPresent, bench.Presence);
        Assert.Equal(0, bench.Openings);
    }

    [Theory, MemberData(nameof(Families))]
    public void Each_input_tells_of_the_slot_that_it_is_wired_to(string family)
    {
        for (var slot = 1; slot <= LockFamily.Slots; slot++)
        {
            var bench = new FamilyBench(family);
            bench.Board.Levels[slot] = false;
            bench.Board.Levels[bench.Family.Presence + LockFamily.Slots - slot] = false;
            bench.Begin();
            Assert.Equal([slot], Enumerable.Range(1, LockFamily.Slots).Where(n => bench.Door(n) == DoorState.Open));
            Assert.Equal([LockFamily.Slots + 1 - slot], Enumerable.Range(1, LockFamily.Slots).Where(n => bench.Presence[n - 1] == false));
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Each_lock_is_fired_by_the_order_of_its_channel_and_its_door_reads_open(string family)
    {
        for (var slot = 1; slot <= LockFamily.Slots; slot++)
        {
            var bench = new FamilyBench(family).Begin();
            bench.Line.Perform(new FireLock(Fits.Slot(slot)));
            bench.Line.Run(1000);
            Assert.Equal([slot], bench.Board.Fired);
            Assert.Equal(DoorState.Open, bench.Door(slot));
            Assert.Equal(Fits.Slot(slot), Assert.Single(bench.Line.Facts<LockFired>()).Slot);
            Assert.Empty(bench.Line.Facts<LockRefused>());
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void An_opening_without_an_answer_is_never_repeated_and_the_switches_are_read_instead(string family)
    {
        var bench = new FamilyBench(family).Begin();
        bench.Board.IsSilent = true;
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(450);
        bench.Board.IsSilent = false;
        bench.Line.Told.Clear();
        bench.Line.Run(5000);
        Assert.Equal(1, bench.Openings);
        Assert.Equal(DoorState.Closed, bench.Door(3));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_jammed_lock_answers_and_no_door_reads_open(string family)
    {
        var bench = new FamilyBench(family).Begin();
        bench.Board.IsJammed = true;
        bench.Line.Perform(new FireLock(Fits.Slot(2)));
        bench.Line.Run(6000);
        Assert.Equal([2], bench.Board.Fired);
        Assert.False(bench.AnyDoorWasOpen);
    }

    [Theory, MemberData(nameof(Families))]
    public void A_frame_torn_at_any_byte_is_heard_whole(string family)
    {
        for (var at = 1; at < LongestAnswer; at++)
        {
            var bench = new FamilyBench(family);
            var cut = at;
            bench.Board.Wire = reply => cut < reply.Length ? [(0, reply[..cut]), (20, reply[cut..])] : [(0, reply)];
            bench.Begin();
            bench.Line.Perform(new FireLock(Fits.Slot(1)));
            bench.Line.Run(2000);
            Assert.Equal(new LineCounts(bench.Line.Line.Counts.Answered, 0, 0, 0, 0), bench.Line.Line.Counts);
            Assert.Equal([DoorState.Open, DoorState.Closed, DoorState.Closed, DoorState.Closed], bench.Doors);
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void A_frame_that_comes_byte_by_byte_is_heard_whole(string family)
    {
        var bench = new FamilyBench(family);
        bench.Board.Wire = reply => reply.Select((b, at) => (2 * at, new[] { b }));
        bench.Begin();
        Assert.Equal(AllClosed, bench.Doors);
        Assert.Equal((0, 0), (bench.Line.Line.Counts.NoiseBytes, bench.Line.Line.Counts.Unanswered));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_frame_glued_to_its_double_is_one_answer_and_one_stray(string family)
    {
        var bench = new FamilyBench(family);
        bench.Board.Wire = reply => [(0, [.. reply, .. reply])];
        bench.Begin();
        var counts = bench.Line.Line.Counts;
        Assert.Equal((counts.Answered, 0, 0), (counts.Strays, counts.NoiseBytes, counts.Contradictions));
        Assert.Equal(AllClosed, bench.Doors);
    }

    [Theory, MemberData(nameof(Families))]
    public void Garbage_before_a_frame_does_not_hide_it(string family)
    {
        foreach (var garbage in new byte[][] { [0x00], [0xFF, 0x00], [0x57, 0x4B], [0x02, 0x10], [0x90, 0x07, 0x92], [0xDC, 0xFE], [0x01, 0x02] })
        {
            var bench = new FamilyBench(family);
            bench.Board.Wire = reply => [(0, [.. garbage, .. reply])];
            bench.Begin();
            Assert.Equal(AllClosed, bench.Doors);
            Assert.Equal(garbage.Length * bench.Line.Line.Counts.Answered, bench.Line.Line.Counts.NoiseBytes);
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void No_flipped_bit_of_one_answer_opens_a_door_or_takes_a_pack_away(string family)
    {
        for (var bit = 0; bit < LongestAnswer * 8; bit++)
        {
            var bench = new FamilyBench(family).Begin(1500);
            var (flip, left) = (bit, 1);
            bench.Board.Wire = reply => [(0, left-- == 1 && flip < reply.Length * 8 ? Flipped(reply, flip) : reply)];
            bench.Line.Run(1500);
            Assert.False(bench.AnyDoorWasOpen);
            Assert.DoesNotContain(bench.Line.Facts<SwitchesRead>(), read => read.Slots.Any(slot => slot.Present == false));
            Assert.Empty(bench.Line.Facts<SwitchesSilent>());
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Random_noise_opens_no_door_and_fires_no_lock(string family)
    {
        var noise = new Random(20_250_901);
        var bench = new FamilyBench(family).Begin();
        bench.Board.IsSilent = true;
        var bytes = new byte[64];
        for (var burst = 0; burst < 1000; burst++)
        {
            noise.NextBytes(bytes);
            bench.Line.Receive(bytes);
            bench.Line.Run(7);
        }
        Assert.False(bench.AnyDoorWasOpen);
        Assert.Equal(0, bench.Openings);
        Assert.True(bench.Line.Line.Counts.NoiseBytes > 50_000);
    }

    [Theory, MemberData(nameof(Families))]
    public void An_answer_that_comes_too_late_is_a_stray(string family)
    {
        var bench = new FamilyBench(family);
        bench.Board.IsSilent = true;
        bench.Line.Open();
        var late = bench.Board.Reply(Convert.FromHexString(bench.Line.NextSent()))!;
        bench.Line.Run(310);
        bench.Line.Receive(late);
        Assert.Empty(bench.Line.Facts<SwitchesRead>());
        Assert.Equal((1, 0), (bench.Line.Line.Counts.Strays, bench.Line.Line.Counts.NoiseBytes));
    }

    [Theory, MemberData(nameof(Families))]
    public void An_answer_of_another_address_is_not_believed(string family)
    {
        var bench = new FamilyBench(family);
        var other = bench.Family.Part(2);
        bench.Board.IsSilent = true;
        var asked = new LineWithAddress(bench.Family, 2).FirstQuestion();
        bench.Line.Open();
        bench.Line.NextSent();
        bench.Line.Receive(other.Reply(asked)!);
        bench.Line.Run(400);
        Assert.Empty(bench.Line.Facts<SwitchesRead>());
        Assert.Equal(0, bench.Line.Line.Counts.Answered);
    }

    [Theory, MemberData(nameof(Families))]
    public void Three_unanswered_reads_are_a_silent_board_and_its_return_is_noticed(string family)
    {
        var bench = new FamilyBench(family).Begin();
        var before = bench.Line.Sent.Count;
        bench.Board.IsSilent = true;
        bench.Line.Run(6000);
        var silent = bench.Line.Told.First(told => told.Input is SwitchesSilent);
        Assert.Equal(LockFamily.Slots, ((SwitchesSilent)silent.Input).Slots.Length);
        Assert.Equal(Patience.ReadTriesMax * Patience.SilentAfter, bench.Line.Sent.Skip(before).Count(sent => sent.At < silent.At));
        bench.Board.IsSilent = false;
        bench.Line.Told.Clear();
        bench.Line.Run(8000);
        Assert.Equal(AllClosed, bench.Doors);
    }

    [Theory, MemberData(nameof(Families))]
    public void Two_boards_with_one_address_that_differ_are_not_believed_and_nothing_is_fired(string family)
    {
        var bench = new FamilyBench(family);
        var twin = bench.Family.Part(LockFamily.Address);
        twin.DelayMs = 60;
        Array.Fill(twin.Levels, false);
        bench.Line.Parts.Add(twin);
        bench.Begin(6000);
        Assert.True(bench.Line.Line.Counts.Contradictions >= Trust.LostAfter);
        Assert.IsType<SwitchesSilent>(bench.Line.Told[^1].Input);
        bench.Line.Perform(new FireLock(Fits.Slot(3)));
        bench.Line.Run(3000);
        Assert.Equal(Fits.Slot(3), Assert.Single(bench.Line.Facts<LockNotFired>()).Slot);
        Assert.Empty(bench.Board.Fired);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }
}

/// <summary>A board of a family at another address, to see how it is asked.</summary>
internal sealed class LineWithAddress(LockFamily family, byte address)
{
    public byte[] FirstQuestion()
    {
        var bench = new LineBench(family.Wiring(address: address));
        return Convert.FromHexString(bench.Open().NextSent());
    }
}

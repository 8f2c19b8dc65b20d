using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using static YongAi.Edge.Tests.Control.Codes.Scene;

namespace YongAi.Edge.Tests.Control.Codes;

public sealed class CodeMemoryTests
{
    private static readonly Draft Sound = new();

    [Fact]
    public void A_code_is_held_for_its_swap_until_a_door_is_proved_open()
    {
        var code = Sound.Bound();
        var held = Holding(code);
        Assert.Empty(held.Seen);
        Assert.Equal(1, held.Held!.Swap);
        Passes(code, With(held));
        var spent = held.Spend(1);
        Assert.Null(spent.Held);
        Refuses(8, Refusal.Replayed, code, With(spent));
    }

    [Fact]
    public void A_code_that_opened_nothing_may_be_shown_again()
    {
        var released = Holding(Sound.Bound()).Release(1);
        Assert.Null(released.Held);
        Passes(Sound.Bound(), With(released));
        Passes(Sound.Bearer(), With(Holding(Sound.Bearer()).Release(1)));
    }

    [Fact]
    public void What_another_swap_says_moves_no_code()
    {
        var held = Holding(Sound.Bound());
        Assert.Same(held, held.Spend(2));
        Assert.Same(held, held.Release(2));
        Assert.Same(CodeMemory.Empty, CodeMemory.Empty.Spend(1));
    }

    [Fact]
    public void Two_swaps_cannot_hold_a_code_at_once()
    {
        var code = Sound.Bound();
        var held = Holding(code);
        Assert.Throws<InvariantBroken>(() => held.Accept(Accepted(Verify(code).Code!, code, swap: 2), Elapsed, Draft.At));
    }

    [Theory]
    [InlineData(0, 5, false)]
    [InlineData(0, 4, false)]
    [InlineData(0, 6, true)]
    [InlineData(1, 1, true)]
    [InlineData(-1, 6, false)]
    public void The_codes_of_a_credential_must_grow_by_time_and_then_by_counter(int seconds, int counter, bool passes)
    {
        var used = Holding((Sound with { Counter = 5 }).Bound());
        var next = (Sound with { ShownAt = Draft.At + seconds, Counter = counter }).Bound();
        foreach (var memory in (CodeMemory[])[used.Spend(1), used])
            if (passes) Passes(next, With(memory));
            else if (memory.Held is null || (seconds, counter) != (0, 5)) Refuses(8, Refusal.Replayed, next, With(memory));
    }

    [Fact]
    public void A_spent_voucher_is_spent()
    {
        var code = (Sound with { Purpose = "goods:water", Rights = new object[] { "goods" } }).WithVoucher(Draft.Voucher());
        var voucher = Verify(code).Code!.Voucher!;
        Assert.Equal(("water", 1), (voucher.Item, voucher.Count));
        var spent = CodeMemory.Empty with
        {
            Seen = CodeMemory.Empty.Seen.Add(voucher.Key, new SeenCode(Draft.At, 0, false, Elapsed, voucher.Expires)),
        };
        Refuses(8, Refusal.Replayed, code, With(spent));
    }

    [Fact]
    public void A_full_memory_refuses_new_codes_and_forgets_none()
    {
        var full = With(Filled(Elapsed, Draft.At + 86400));
        Refuses(8, Refusal.Replayed, Sound.Bound(), full);
        Refuses(8, Refusal.Replayed, Sound.Bearer(), full);
        var known = CodeMemory.Max - 1;
        Passes((Sound with { Cti = Cti(known), Counter = 2 }).Bound(), full);
        Refuses(8, Refusal.Replayed, (Sound with { Cti = Cti(known) }).Bound(), full);
    }

    [Fact]
    public void What_is_past_both_times_makes_room()
    {
        var (day, old) = (TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1), Situation.Floor - 41);
        Passes(Sound.Bound(), With(Filled(Elapsed - day, old)));
        Refuses(8, Refusal.Replayed, Sound.Bound(), With(Filled(Elapsed - TimeSpan.FromHours(24), old)));
        Refuses(8, Refusal.Replayed, Sound.Bound(), With(Filled(Elapsed - day, Situation.Floor - 40)));
        var trimmed = Holding(Sound.Bound(), With(Filled(Elapsed - day, old)));
        Assert.Empty(trimmed.Seen);
    }

    [Fact]
    public void Memory_stays_small_at_a_busy_cabinet()
    {
        var memory = CodeMemory.Empty;
        for (var swap = 1; swap <= 5000; swap++)
        {
            var at = TimeSpan.FromMinutes(10 * swap);
            var now = Draft.At + 600L * swap;
            var key = new CodeKey("net", swap.ToString("x16"));
            memory = memory.Accept(new(swap, Rider, "swap", key, true, now, 1, now + 86400, null, ""), at, now).Spend(swap);
        }
        Assert.InRange(memory.Seen.Count, 144, 144 + 64 + 1);
    }

    private static byte[] Cti(int n) => Convert.FromHexString(n.ToString("x16"));

    private static CodeMemory Filled(TimeSpan acceptedAt, long expires)
    {
        var seen = CodeMemory.Empty.Seen.ToBuilder();
        for (var n = 0; n < CodeMemory.Max; n++)
            seen.Add(new CodeKey("net", n.ToString("x16")), new SeenCode(Draft.At, 1, true, acceptedAt, expires));
        return new CodeMemory(seen.ToImmutable(), null);
    }
}

public sealed class RiderHistoryTests
{
    private static RiderId Someone(int n) => new("net", $"r-{n}");

    [Fact]
    public void Offline_swaps_count_for_a_day_of_running_time()
    {
        var history = RiderHistory.Empty.Swapped(Someone(1), true, TimeSpan.Zero).Swapped(Someone(1), true, TimeSpan.FromHours(1))
            .Swapped(Someone(2), true, TimeSpan.FromHours(2)).Swapped(Someone(1), false, TimeSpan.FromHours(3));
        Assert.Equal((2, 3), (history.OfflineSwapsOf(Someone(1), TimeSpan.FromHours(23)), history.OfflineSwaps(TimeSpan.FromHours(23))));
        Assert.Equal((1, 2), (history.OfflineSwapsOf(Someone(1), TimeSpan.FromHours(24)), history.OfflineSwaps(TimeSpan.FromHours(24))));
        Assert.Equal(0, history.OfflineSwaps(TimeSpan.FromHours(48)));
        Assert.False(history.TooSoon(Someone(3), TimeSpan.FromHours(1), TimeSpan.FromHours(3)));
        Assert.True(history.TooSoon(Someone(1), TimeSpan.FromHours(1), TimeSpan.FromHours(3.5)));
    }

    [Fact]
    public void Riders_are_forgotten_after_the_longest_gap_that_an_issuer_can_ask_for()
    {
        var history = RiderHistory.Empty;
        for (var n = 0; n < 10_000; n++) history = history.Swapped(Someone(n), n % 2 == 0, TimeSpan.FromMinutes(10 * n));
        Assert.InRange(history.Riders.Count, 7 * 144, 7 * 144 + 65);
        Assert.InRange(history.CabinetOffline.Length, 71, 72);
    }

    [Fact]
    public void There_are_never_more_riders_than_the_bound()
    {
        var full = Enumerable.Range(0, RiderHistory.RidersMax)
            .ToImmutableDictionary(Someone, n => new RiderSwaps(TimeSpan.FromSeconds(n), []));
        var history = new RiderHistory(full, []);
        for (var n = 0; n < 5; n++)
            history = history.Swapped(Someone(-1 - n), false, TimeSpan.FromSeconds(RiderHistory.RidersMax + n));
        Assert.Equal(RiderHistory.RidersMax, history.Riders.Count);
        Assert.All(Enumerable.Range(0, 5), n => Assert.False(history.Riders.ContainsKey(Someone(n))));
        Assert.True(history.Riders.ContainsKey(Someone(5)));
    }
}

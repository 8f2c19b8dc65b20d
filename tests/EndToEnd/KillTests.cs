using System.Text.Json;
using Xunit.Abstractions;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>The real programs, on real files and pseudo-terminals, killed and cut off in the middle of swaps.</summary>
[Collection(nameof(Street))]
public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>A swap is written in no more steps than this; the loop ends when a swap outlives its kill.</summary>
    private const int AppendsMax = 24;

    /// <summary>
    /// Each door is written before it opens, and the end after the second: three appends whatever the disk does. Nine on an idle machine;
    /// turns that queue while the disk is busy share one append.
    /// </summary>
    private const int AppendsMin = 3;

    private const int WithoutMost = 2;

    private enum Lived { Killed, Outlived, WithoutAPack }

    /// <summary>After the rider has left, marks of the outbox are written within a few seconds.</summary>
    private static readonly TimeSpan StillWriting = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RestsFor = TimeSpan.FromSeconds(1);
    private const int RestLooksMax = 10;

    [Fact]
    public async Task Killed_at_every_append_of_a_swap_nobody_loses_a_pack_and_every_event_arrives_once()
    {
        await using var street = await Street.OpenAsync();
        var person = new SteadyRider(street, "chen", "YA48240000009001");
        var (kills, without) = (0, 0);
        for (var append = 1; append <= AppendsMax; append++)
        {
            var end = await KilledAt(street, person, append);
            if (end == Lived.Outlived) break;
            if (end == Lived.WithoutAPack)
            {
                // A swap may end without a pack while the program is stopped and started under a tracer; it is tried again, and not for ever.
                output.WriteLine($"at append {append} nobody was killed, and the rider has no pack:\n{street.Edge.Log}");
                Assert.True(++without <= WithoutMost, $"{without} swaps ended without a pack and without a kill\n{street.Edge.Log}");
                append--;
            }
            else kills++;
            await ComesBack(street, person);
        }
        output.WriteLine($"killed at {kills} appends of a swap, one after the other");
        Assert.InRange(kills, AppendsMin, AppendsMax - 1);
        await Judge(street, person);
    }

    [Fact]
    public async Task A_line_pulled_and_put_back_and_a_broker_gone_for_a_while_lose_nothing()
    {
        await using var street = await Street.OpenAsync();
        var person = new SteadyRider(street, "wang", "YA48240000009002");
        await street.Broker.KillAsync();
        await street.Do(new PullLine("locks"));
        await street.Until(async () => await Doors(street) is ["unknown"] ? true : default(bool?), "the doors to be unknown");
        await street.Do(new PullLine("locks", Pulled: false));
        await street.Until(async () => await Doors(street) is ["closed"] ? true : default(bool?), "the doors to be known again");

        // The swap goes on without any network; what happened waits in the journal.
        Assert.True(await person.SwapAsync(CancellationToken.None), street.Edge.Log);
        await street.Broker.RestartAsync();
        await Judge(street, person);
    }

    [Fact]
    public async Task A_bridge_killed_in_the_middle_gets_every_event_once_all_the_same()
    {
        await using var street = await Street.OpenAsync();
        var person = new SteadyRider(street, "li", "YA48240000009003");
        var swap = person.SwapAsync(CancellationToken.None);
        await street.Until(async () => (await street.LookAsync()).Any(slot => slot.IsOpen) ? true : default(bool?), "a door to open");
        await street.Bridge.DisposeAsync();
        street.StartBridge();
        Assert.True(await swap, street.Edge.Log);
        await Judge(street, person);
    }

    [Fact]
    public async Task A_disk_that_takes_a_second_for_each_append_makes_the_rider_wait_and_loses_nothing()
    {
        await using var street = await Street.OpenAsync();
        var person = new SteadyRider(street, "zhao", "YA48240000009004");
        await using (await street.StraceAsync("delay_exit=1000000"))
            Assert.True(await person.SwapAsync(CancellationToken.None), street.Edge.Log);
        await Judge(street, person);
    }

    /// <summary>Lets a swap begin and kills the edge when it makes its next so-manieth append durable.</summary>
    private static async Task<Lived> KilledAt(Street street, SteadyRider person, int append)
    {
        await using var strace = await street.StraceAsync($"signal=KILL:when={append}");
        using var goAway = new CancellationTokenSource();
        var swap = person.SwapAsync(goAway.Token);
        var killed = street.Edge.Exit();
        if (await Task.WhenAny(swap, killed) == swap)
        {
            // He has left; what is still to be written may yet be the append that kills.
            await Task.WhenAny(killed, Task.Delay(StillWriting));
            await strace.DisposeAsync();
            await Task.WhenAny(killed, Task.Delay(StillWriting));
            if (!killed.IsCompleted)
            {
                if (!await swap)
                {
                    await street.Edge.DisposeAsync();
                    return Lived.WithoutAPack;
                }
                await street.QuietAsync();
                return Lived.Outlived;
            }
        }
        await goAway.CancelAsync();
        await swap;
        await street.Edge.DisposeAsync();
        return Lived.Killed;
    }

    /// <summary>After a start no door opens by itself; then the rider comes back, and in the end he has a pack.</summary>
    private static async Task ComesBack(Street street, SteadyRider person)
    {
        var before = await DoorsAtRest(street);
        street.StartEdge();
        await street.QuietAsync();
        Assert.Equal(before, await OpenDoors(street));
        await person.TidyAsync();
        await street.QuietAsync();
        if (person.Holds is null) Assert.True(await person.SwapAsync(CancellationToken.None), street.Edge.Log);
        await street.QuietAsync();
    }

    /// <summary>The doors that stand open when none has moved for a second: what was fired before the kill may spring a little later.</summary>
    private static async Task<int[]> DoorsAtRest(Street street)
    {
        var seen = await OpenDoors(street);
        for (var look = 0; look < RestLooksMax; look++)
        {
            await Task.Delay(RestsFor);
            var now = await OpenDoors(street);
            if (now.SequenceEqual(seen)) return now;
            seen = now;
        }
        throw new TimeoutException($"doors keep moving with no edge to fire them: open now {string.Join(", ", seen)}");
    }

    private static async Task<int[]> OpenDoors(Street street) =>
        [.. (await street.LookAsync()).Where(slot => slot.IsOpen).Select(slot => slot.Slot)];

    /// <summary>What must be so in the end, by eye, by the cabinet's word and by the cloud's.</summary>
    private static async Task Judge(Street street, SteadyRider person)
    {
        var cabinet = await street.QuietAsync();
        Assert.NotNull(person.Holds);
        Assert.Empty(cabinet.GetProperty("cases").EnumerateArray());
        var seen = (await street.LookAsync()).Where(slot => slot.Pack is not null).ToDictionary(slot => slot.Slot, slot => slot.Pack!.Serial);
        Assert.Equal(11, seen.Count);
        foreach (var slot in cabinet.GetProperty("slots").EnumerateArray())
            Assert.Equal(seen.GetValueOrDefault(slot.GetProperty("slot").GetInt32()), slot.GetProperty("pack").GetString());

        var events = await street.CloudEventsAsync();
        // The cabinet lives on while it is looked at: what it says now, the cloud has; a charge that begins meanwhile comes on top.
        Assert.True(events.Length >= cabinet.GetProperty("position").GetInt64(), $"the cloud has {events.Length} of {cabinet.GetProperty("position")}");
        Assert.Equal(Enumerable.Range(1, events.Length), events.Select(e => (int)e.GetProperty("position").GetInt64()));
        Assert.Equal(Count(events, "yongai.swap.started"), Count(events, "yongai.swap.ended"));
        using var view = JsonDocument.Parse(await street.CloudViewAsync());
        foreach (var journal in view.RootElement.GetProperty("journals").EnumerateArray())
        {
            Assert.Empty(journal.GetProperty("gaps").EnumerateArray());
            Assert.Empty(journal.GetProperty("conflicts").EnumerateArray());
        }
    }

    private static int Count(ImmutableArray<JsonElement> events, string type) =>
        events.Count(e => e.GetProperty("type").GetString() == type);

    private static async Task<string[]> Doors(Street street) =>
        [.. (await street.Edge.Get("/api/cabinet")).Json.GetProperty("slots").EnumerateArray().Select(s => s.GetProperty("door").GetString()!).Distinct()];
}

using System.Globalization;
using System.Text.Json;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators;

/// <summary>The command <c>rider</c>: somebody comes to a simulated cabinet and swaps his pack.</summary>
public static class RiderCommand
{
    public const string Usage = """
        rider --site FILE --credential FILE [--nonce TEXT] [--purpose swap] | --code TEXT
              [--does swap|put-in|walk-away|fetch] [--pack SERIAL] [--soc 22] [--dawdle 1] [--timeout 180] [--json]
            a rider comes to the cabinet that `cabinet` runs, shows a code and swaps; ends 0 when he leaves with another pack
            put-in: that is all he does; walk-away: he leaves when the second door opens; fetch: he comes with empty hands for
            the pack that waits for him; these end 0 when he did so
            the code is drawn on a simulated phone from the credential file, with the nonce if given; or shown as it is
        """;

    private const int SocBrought = 22;
    private const int FirstRidersPack = 9001;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DoorPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TimeoutUsual = TimeSpan.FromSeconds(180);

    public static async Task<int> Run(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var arguments = new Arguments(words,
            ["--site", "--credential", "--nonce", "--purpose", "--code", "--does", "--pack", "--soc", "--dawdle", "--timeout"], ["--json"]);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        var drawCode = CodeOf(arguments, arguments.Text("--purpose") ?? "swap");
        var timeout = arguments.Whole("--timeout", 1, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeoutUsual;
        var does = arguments.OneOf("--does", RiderScripts.Names);
        var script = RiderScripts.Of(does, arguments.Decimal("--dawdle", 0, 100) ?? 1, DoorPatience);
        using var hands = await HandsCaller.Connect(site.HandsPath, cancel);
        var serial = arguments.Text("--pack") ?? FreeSerial(await Look(hands, cancel));
        var brings = new RiderPack(serial, arguments.Whole("--soc", 0, 100) ?? SocBrought);
        Console.WriteLine(does == "fetch" ? "rider: comes with empty hands" : $"rider: comes with pack {brings.Serial} ({brings.Soc} %)");
        var rider = new SimulatedRider(script, brings, drawCode, line => Console.WriteLine($"rider: {line}"));
        var outcome = await Visit(rider, hands, timeout, cancel);
        Console.WriteLine("rider: " + (outcome.Took, outcome.Why) switch
        {
            (null, _) when does == "put-in" && outcome.Finished => "waits",
            ({ } took, null) => $"leaves with pack {took}",
            ({ } took, { } why) => $"leaves with pack {took}: {why}",
            (null, var why) => $"leaves without a pack: {why}",
        });
        if (arguments.Has("--json")) Console.WriteLine(JsonOf(outcome));
        return (does == "swap" ? outcome.Swap : outcome.Finished) ? 0 : 1;
    }

    /// <summary>A code is drawn when it is shown: it lives for seconds.</summary>
    internal static Func<string> CodeOf(Arguments arguments, string purpose)
    {
        if (arguments.Has("--code") == arguments.Has("--credential"))
            throw new SiteUnusable("say either --credential FILE or --code TEXT");
        if (arguments.Text("--code") is { } code) return () => code;
        var file = arguments.Needed("--credential");
        var shown = arguments.Text("--nonce") is { } text
            ? ShownNonce.Read(text) ?? throw new SiteUnusable("--nonce wants the whole YA1N text that the cabinet shows")
            : null;
        return () =>
        {
            var phone = SimulatedPhone.Read(file);
            var counter = new PhoneCounter(file);
            phone.Counter = counter.Last();
            var drawn = phone.Draw(purpose, TimeProvider.System.GetUtcNow(), shown?.Nonce, shown?.Cabinet);
            counter.Keep(phone.Counter);
            return drawn;
        };
    }

    private static async Task<RiderOutcome> Visit(
        SimulatedRider rider, HandsCaller hands, TimeSpan timeout, CancellationToken cancel)
    {
        var clock = TimeProvider.System;
        var came = clock.GetTimestamp();
        while (true)
        {
            if (rider.Live(await Look(hands, cancel), clock.GetElapsedTime(came)) is { } act)
                rider.Did(act, await hands.Do(act, cancel), clock.GetElapsedTime(came));
            if (rider.Outcome is null && clock.GetElapsedTime(came) > timeout)
                rider.GiveUp(string.Create(CultureInfo.InvariantCulture, $"it took longer than {timeout.TotalSeconds:0} s"),
                    clock.GetElapsedTime(came));
            if (rider.Outcome is { } outcome) return outcome;
            await Task.Delay(LooksEvery, clock, cancel);
        }
    }

    private static async Task<ImmutableArray<SlotLook>> Look(HandsCaller hands, CancellationToken cancel) =>
        (await hands.Do(new LookAround(), cancel)).Slots ?? throw new IOException("the simulated cabinet shows no slots");

    /// <summary>A pack of the network that does not lie in the cabinet: the first of the riders' own.</summary>
    private static string FreeSerial(ImmutableArray<SlotLook> sees) =>
        Enumerable.Range(FirstRidersPack, sees.Length + 1).Select(Stock.SerialOf)
            .First(serial => sees.All(slot => slot.Pack?.Serial != serial));

    private static string JsonOf(RiderOutcome outcome)
    {
        var fields = new Dictionary<string, object> { ["swap"] = outcome.Swap, ["brought"] = outcome.Brought };
        if (outcome.Took is { } took) fields["took"] = took;
        if (outcome.Why is { } why) fields["why"] = why;
        fields["seconds"] = Math.Round(outcome.Lasted.TotalSeconds, 2);
        return JsonSerializer.Serialize(fields);
    }
}

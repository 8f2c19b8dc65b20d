using System.Globalization;
using YongAi.Simulators.Live;
using YongAi.Simulators.Site;
using YongAi.Simulators.World;

namespace YongAi.Simulators;

/// <summary>The command <c>crew</c>: somebody who looks after the cabinet shows a code and does what it was shown for.</summary>
public static class CrewCommand
{
    public const string Usage = """
        crew --site FILE --credential FILE --act slot.open:3 [--take] [--put SERIAL] [--soc 90] [--nonce TEXT] [--timeout 60]
            a crew shows a code for one act at the cabinet that `cabinet` runs; acts: slot.open:N, slot.disable:N, slot.enable:N,
            slot.clear:N, cabinet.pause, cabinet.resume, transaction.cancel. Where the act opens a slot the crew takes the pack
            out, puts another in, and closes the door. Ends 0 when a slot was opened and closed, or the code was shown
        """;

    private const string Opens = "slot.open:";
    private const int SocUsual = 90;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TimeoutUsual = TimeSpan.FromSeconds(60);

    /// <summary>Hands are slower than sensors: the cabinet is given time to see each thing that is done.</summary>
    private static readonly TimeSpan Handles = TimeSpan.FromSeconds(1.5);

    public static async Task<int> Run(IReadOnlyList<string> words, CancellationToken cancel)
    {
        var arguments = new Arguments(words,
            ["--site", "--credential", "--nonce", "--code", "--act", "--put", "--soc", "--timeout"], ["--take"]);
        var site = SimulatedSite.Read(arguments.Needed("--site"));
        var act = arguments.Needed("--act");
        var drawCode = RiderCommand.CodeOf(arguments, $"crew:{act}");
        var timeout = arguments.Whole("--timeout", 1, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeoutUsual;
        var slot = SlotOf(act);
        using var hands = await HandsCaller.Connect(site.HandsPath, cancel);
        Console.WriteLine($"crew: shows a code for {act}");
        Done(await hands.Do(new ShowCode(drawCode()), cancel));
        if (slot is not { } door) return 0;
        if (!await Opened(hands, door, timeout, cancel))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"crew: door {door} did not open within {timeout.TotalSeconds:0} s"));
            return 1;
        }
        Console.WriteLine($"crew: door {door} is open");
        await Task.Delay(Handles, TimeProvider.System, cancel);
        if (arguments.Has("--take"))
            Console.WriteLine($"crew: takes pack {Done(await hands.Do(new TakePack(door), cancel)).Serial}");
        if (arguments.Text("--put") is { } serial)
        {
            Done(await hands.Do(new PutPack(door, serial, arguments.Whole("--soc", 0, 100) ?? SocUsual), cancel));
            Console.WriteLine($"crew: puts pack {serial} in");
        }
        await Task.Delay(Handles, TimeProvider.System, cancel);
        Done(await hands.Do(new CloseDoor(door), cancel));
        Console.WriteLine($"crew: closes door {door}");
        return 0;
    }

    private static int? SlotOf(string act) =>
        !act.StartsWith(Opens, StringComparison.Ordinal) ? null
        : int.TryParse(act.AsSpan(Opens.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var slot) ? slot
        : throw new SiteUnusable($"--act {act}: name the slot by its number, as in slot.open:3");

    private static async Task<bool> Opened(HandsCaller hands, int door, TimeSpan timeout, CancellationToken cancel)
    {
        var clock = TimeProvider.System;
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < timeout; await Task.Delay(LooksEvery, clock, cancel))
        {
            var sees = (await hands.Do(new LookAround(), cancel)).Slots ?? throw new IOException("the simulated cabinet shows no slots");
            if (sees.Any(slot => slot.Slot == door && slot.IsOpen)) return true;
        }
        return false;
    }

    private static HandsAnswer Done(HandsAnswer answer) => answer.Ok ? answer : throw new IOException($"the crew cannot do that: {answer.Why}");
}

using System.Diagnostics;
using System.Globalization;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.EndToEnd;

/// <summary>The cloud's commands and a crew's code through the real programs: broker, bridge, command line, edge, boards.</summary>
[Collection(nameof(Street))]
public sealed class CommandTests
{
    [Fact]
    public async Task The_hotline_opens_a_slot_once_a_crew_opens_another_and_every_answer_reaches_the_cloud()
    {
        await using var street = await Street.OpenAsync();
        var open = Cloud(street, "--type", "slot.open", "--slot", "3", "--reason", "pack makes noise", "--id", "open-3");
        Assert.Equal((0, true), (open.Exit, open.Words.Contains("done", StringComparison.Ordinal)));
        var taken = await street.Do(new TakePack(3));
        Assert.True(taken.Ok, taken.Why);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await street.Do(new CloseDoor(3));
        await Seen(street, "yongai.pack.collected");
        // Sent again: answered as before, and the door stays shut.
        var again = Cloud(street, "--type", "slot.open", "--slot", "3", "--reason", "pack makes noise", "--id", "open-3");
        Assert.Equal((0, true), (again.Exit, again.Words.Contains("answered before", StringComparison.Ordinal)));
        Assert.False((await street.LookAsync()).Single(slot => slot.Slot == 3).IsOpen);

        Assert.Equal(0, Cloud(street, "--type", "cabinet.pause", "--reason", "street fair").Exit);
        Assert.Equal(0, Cloud(street, "--type", "cabinet.resume", "--reason", "street fair is over").Exit);
        var refused = Cloud(street, "--type", "slot.open", "--slot", "4");
        Assert.Equal((1, true), (refused.Exit, refused.Words.Contains("no-reason", StringComparison.Ordinal)));
        var forged = Cloud(street, "--type", "slot.open", "--slot", "4", "--reason", "none", "--wait", "3",
            "--command-key", Repository.Path("seeds/issuers/demo-settings.pem"));
        Assert.Equal(3, forged.Exit);

        await CrewOpens(street, 5);
        await Seen(street, "yongai.commands.refused");
        await street.QuietAsync();
        var events = await street.CloudEventsAsync();
        string[] done = [.. events.Where(e => e.GetProperty("type").GetString() == "yongai.command.done")
            .Select(e => e.GetProperty("data")).Select(d => $"{d.GetProperty("type").GetString()} {d.GetProperty("outcome").GetString()}")];
        Assert.Equal(["slot.open done", "slot.open done", "cabinet.pause done", "cabinet.resume done", "slot.open refused", "slot.open done"], done);
        Assert.Equal(2, events.Count(e => e.GetProperty("type").GetString() == "yongai.slot.opened"));
        Assert.DoesNotContain(events, e => e.GetProperty("type").GetString() == "yongai.pack.missed");
    }

    /// <summary>A badge is minted for this cabinet, and the simulated crew goes there with it.</summary>
    private static async Task CrewOpens(Street street, int slot)
    {
        var badge = Path.Combine(street.Folder, "badge.json");
        var minted = Run("yongai-cloud.dll", "mint", "--rider", "wang", "--rights", "crew:slot.open", "--aud", "NB-DEMO-01", "--key",
            Repository.Path("seeds/issuers/demo-crew.pem"), "--issuer", "demo-crew", "--out", badge);
        Assert.True(minted.Exit == 0, minted.Words);
        var visit = Run("yongai-sim.dll", "crew", "--site", street.Site, "--credential", badge, "--act",
            string.Create(CultureInfo.InvariantCulture, $"slot.open:{slot}"), "--take");
        Assert.True(visit.Exit == 0, visit.Words + street.Edge.Log);
        await street.Until(async () => (await street.CloudEventsAsync()).Count(e => e.GetProperty("type").GetString() == "yongai.slot.closed") == 2
            ? true : default(bool?), "the slot to be closed and known again");
    }

    private static async Task Seen(Street street, string type) => await street.Until(
        async () => (await street.CloudEventsAsync()).Any(e => e.GetProperty("type").GetString() == type) ? true : default(bool?), type);

    private static (int Exit, string Words) Cloud(Street street, params string[] args) => Run("yongai-cloud.dll",
        ["command", "--cabinet", "NB-DEMO-01", "--by", "hotline", "--broker", $"mqtt://127.0.0.1:{street.Broker.Port}", .. args]);

    private static (int Exit, string Words) Run(string dll, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, dll), .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, words);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Live;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>The tools as a technician runs them: programs of their own on pseudo-terminals of a simulated cabinet, and somebody with hands.</summary>
public sealed partial class ToolsOnTerminalsTests : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(3);

    private readonly SiteBench site = new(text => text.Replace("  \"commissioning\": \"waived\",\n", "", StringComparison.Ordinal)
        .Replace("../issuers/demo.json", Repository.Path("seeds/issuers/demo.json"), StringComparison.Ordinal)
        .Replace("../../run/demo/edge", "data", StringComparison.Ordinal));

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_slot_is_proved_by_hand_and_the_record_puts_it_into_service()
    {
        using var cabinet = await CabinetProcess.Start(site.SiteFile);
        using var patience = new CancellationTokenSource(PatienceMax);
        using var hands = await HandsCaller.Connect(Path.Combine(site.Folder, "lines", "hands.sock"), patience.Token);
        var (code, report, _) = await Commission(site.SiteFile, hands, "3", patience.Token);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(report);
        Assert.Equal([3], json.RootElement.GetProperty("proved").EnumerateArray().Select(slot => slot.GetInt32()));
        Assert.Equal(SerialFor(3), json.RootElement.GetProperty("slots")[0].GetProperty("pack").GetString());
        var read = SiteFile.Read(site.SiteFile).Settings!;
        Assert.Equal([3], ProvedSite.Of(read, out _).Plan.Slots.Where(slot => slot.Proved).Select(slot => slot.Slot.Value));
        var looks = (await hands.Do(new LookAround(), patience.Token)).Slots!.Value;
        Assert.Equal([3], looks.Where(slot => slot.Pulses > 0).Select(slot => slot.Slot));
    }

    [Fact]
    public async Task Three_wiring_mistakes_are_named_by_the_program_itself()
    {
        // The cabinet is wired as its file says; the program reads one in which somebody mixed up two locks, two pack lines, two switches.
        var mistaken = Path.Combine(site.Folder, "mistaken.json");
        File.WriteAllText(mistaken, Swap(Swap(Swap(File.ReadAllText(site.SiteFile),
            "\"lock\": \"door/3\"", "\"lock\": \"door/4\""),
            "\"line\": \"pack-7\" }", "\"line\": \"pack-8\" }"),
            "\"presence\": \"door/22\"", "\"presence\": \"door/23\""));
        using var cabinet = await CabinetProcess.Start(site.SiteFile);
        using var patience = new CancellationTokenSource(PatienceMax);
        using var hands = await HandsCaller.Connect(Path.Combine(site.Folder, "lines", "hands.sock"), patience.Token);
        var (code, report, talk) = await Commission(mistaken, hands, "3,7,10", patience.Token);
        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(report);
        Assert.Equal([(3, "lock-of-another", 4), (7, "pack-of-another", 8), (10, "presence-of-another", 11)], Findings(json));
        Assert.Empty(json.RootElement.GetProperty("proved").EnumerateArray());
        // The pack that answers on the line of slot 7 lies in slot 8: it is not told as the pack of slot 7.
        var slots = json.RootElement.GetProperty("slots").EnumerateArray();
        Assert.Equal([null, null, SerialFor(10)], slots.Select(slot => slot.GetProperty("pack").GetString()));
        Assert.Contains("开 3 号锁，弹开的却是 4 号门", talk, StringComparison.Ordinal);
        Assert.Contains("7 号仓里的电池在 8 号仓的线路上回话", talk, StringComparison.Ordinal);
        Assert.Contains("10 号仓放取电池，变化的却是 11 号仓的在位检测", talk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_another_program_holds_is_named_with_what_to_do()
    {
        using var cabinet = await CabinetProcess.Start(site.SiteFile);
        using var first = Edge("bring-up", "scanner", "--site", site.SiteFile, "--seconds", "20");
        Assert.Contains("扫码窗", await first.StandardOutput.ReadLineAsync());
        using var second = Edge("commission", "--site", site.SiteFile, "--by", "Li Lei");
        var said = await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("systemctl stop yongai-edge", said, StringComparison.Ordinal);
        first.Kill();
    }

    [Fact]
    public async Task One_pack_is_tried_while_no_other_line_is_connected()
    {
        using var cabinet = await CabinetProcess.Start(site.SiteFile);
        foreach (var line in Directory.GetFiles(Path.Combine(site.Folder, "lines")))
            if (Path.GetFileName(line) is not ("pack-3" or "hands.sock")) File.Delete(line);
        using var edge = Edge("bring-up", "pack", "--site", site.SiteFile, "--slot", "3", "--lang", "en");
        var said = await edge.StandardOutput.ReadToEndAsync();
        await edge.WaitForExitAsync();
        Assert.Equal(0, edge.ExitCode);
        Assert.StartsWith("slot 3: YA48240000000003 (48V24Ah), 98 %, ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_charger_on_trial_is_switched_off_before_the_program_ends_on_a_signal(string signal)
    {
        using var cabinet = await CabinetProcess.Start(site.SiteFile);
        using var patience = new CancellationTokenSource(PatienceMax);
        using var edge = Edge("bring-up", "charger", "--site", site.SiteFile, "--slot", "3", "--seconds", "120", "--lang", "en");
        while (await edge.StandardOutput.ReadLineAsync(patience.Token) is { } said && !said.Contains("relay on", StringComparison.Ordinal)) { }
        using (var kill = Process.Start("kill", [$"-{signal}", $"{edge.Id}"])) await kill.WaitForExitAsync(patience.Token);
        var rest = await edge.StandardOutput.ReadToEndAsync(patience.Token);
        await edge.WaitForExitAsync(patience.Token);
        Assert.EndsWith("switched off, no current\n", rest, StringComparison.Ordinal);
    }

    /// <summary>Runs the proof of some slots and does what it asks for.</summary>
    private static async Task<(int Code, string Report, string Talk)> Commission(string file, HandsCaller hands, string slots,
        CancellationToken stop)
    {
        var talk = new StringBuilder();
        using var edge = Edge("commission", "--site", file, "--by", "Li Lei", "--slot", slots, "--json");
        while (await edge.StandardError.ReadLineAsync(stop) is { } said)
        {
            talk.AppendLine(said);
            if (said.Contains("哪扇门开着", StringComparison.Ordinal)) await edge.StandardInput.WriteLineAsync(await OpenDoor(hands, stop));
            if (Asked().Match(said) is not { Success: true } match) continue;
            var at = int.Parse(match.Groups["slot"].Value, CultureInfo.InvariantCulture);
            HandsAct act = said.Contains("关好", StringComparison.Ordinal) ? new CloseDoor(at)
                : said.Contains("取出来", StringComparison.Ordinal) ? new TakePack(at) : new PutPack(at, SerialFor(at), 40);
            Assert.True((await hands.Do(act, stop)).Ok, said);
        }
        var report = await edge.StandardOutput.ReadToEndAsync(stop);
        await edge.WaitForExitAsync(stop);
        return (edge.ExitCode, report, $"{talk}");
    }

    private static IEnumerable<(int Slot, string? Kind, int Other)> Findings(JsonDocument report) =>
        from slot in report.RootElement.GetProperty("slots").EnumerateArray()
        from finding in slot.GetProperty("findings").EnumerateArray()
        select (slot.GetProperty("slot").GetInt32(), finding.GetProperty("kind").GetString(), finding.GetProperty("other").GetInt32());

    private static string Swap(string text, string one, string other) => text.Replace(one, "<<one>>", StringComparison.Ordinal)
        .Replace(other, one, StringComparison.Ordinal).Replace("<<one>>", other, StringComparison.Ordinal);

    private static string SerialFor(int slot) => $"YA4824000000{1000 + slot}";

    /// <summary>What he types who sees it: a door's number, or nothing.</summary>
    private static async Task<string> OpenDoor(HandsCaller hands, CancellationToken stop)
    {
        var open = (await hands.Do(new LookAround(), stop)).Slots!.Value.FirstOrDefault(slot => slot.Door == "open");
        return open?.Slot.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private static Process Edge(params string[] words) => Process.Start(new ProcessStartInfo("dotnet",
        ["exec", typeof(SiteFile).Assembly.Location, .. words])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
    }) ?? throw new InvalidOperationException("dotnet does not start");

    [GeneratedRegex(@"^  请.*?(?<slot>[0-9]+) 号(门|仓)")]
    private static partial Regex Asked();
}

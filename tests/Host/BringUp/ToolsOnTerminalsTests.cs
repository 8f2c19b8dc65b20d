using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Live;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.BringUp;

/// <summary>The tools as a technician runs them: programs of their own on the pseudo-terminals of a simulated cabinet, and somebody with hands.</summary>
public sealed partial class ToolsOnTerminalsTests : IDisposable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);

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
        var (code, report) = await Commission(hands, slot: 3, patience.Token);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(report);
        Assert.Equal([3], json.RootElement.GetProperty("proved").EnumerateArray().Select(slot => slot.GetInt32()));
        Assert.Equal("YA48240000000777", json.RootElement.GetProperty("slots")[0].GetProperty("pack").GetString());
        var read = SiteFile.Read(site.SiteFile).Settings!;
        Assert.Equal([3], ProvedSite.Of(read, out _).Plan.Slots.Where(slot => slot.Proved).Select(slot => slot.Slot.Value));
        var looks = (await hands.Do(new LookAround(), patience.Token)).Slots!.Value;
        Assert.Equal([3], looks.Where(slot => slot.Pulses > 0).Select(slot => slot.Slot));
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

    /// <summary>Runs the proof of one slot and does what it asks for.</summary>
    private async Task<(int Code, string Report)> Commission(HandsCaller hands, int slot, CancellationToken stop)
    {
        using var edge = Edge("commission", "--site", site.SiteFile, "--by", "Li Lei", "--slot", $"{slot}", "--json");
        while (await edge.StandardError.ReadLineAsync(stop) is { } said)
        {
            if (Asked().Match(said) is not { Success: true } match) continue;
            var at = int.Parse(match.Groups["slot"].Value);
            HandsAct act = said.Contains("关好", StringComparison.Ordinal) ? new CloseDoor(at)
                : said.Contains("取出来", StringComparison.Ordinal) ? new TakePack(at) : new PutPack(at, "YA48240000000777", 40);
            await Task.Delay(300, stop);
            Assert.True((await hands.Do(act, stop)).Ok, said);
        }
        var report = await edge.StandardOutput.ReadToEndAsync(stop);
        await edge.WaitForExitAsync(stop);
        return (edge.ExitCode, report);
    }

    private static Process Edge(params string[] words) => Process.Start(new ProcessStartInfo("dotnet",
        ["exec", typeof(SiteFile).Assembly.Location, .. words])
    {
        RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
    }) ?? throw new InvalidOperationException("dotnet does not start");

    [GeneratedRegex(@"^  请.*?(?<slot>[0-9]+) 号(门|仓)")]
    private static partial Regex Asked();
}

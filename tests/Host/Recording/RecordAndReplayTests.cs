using System.Net;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Slots;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.Replay;

namespace YongAi.Edge.Tests.Host.Recording;

/// <summary>What passed on the lines of a cabinet leads the drivers to the same facts once more.</summary>
public sealed class RecordAndReplayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(null)]
    [InlineData("slot-boards-12.json")]
    [InlineData("mixed-12.json")]
    public async Task A_record_of_a_cabinet_at_work_replays_to_the_same_facts(string? wiredAs)
    {
        using var cabinet = new RecordedCabinet(wiredAs);
        var seen = cabinet.Work(cabinet.In("r.jsonl"), bench =>
        {
            Await(bench, () => Enumerable.Range(1, 11).All(slot => bench.Sight[slot] is { Pack: not null, Door: DoorState.Closed, Charger: false }));
            bench.Perform(new FireLock(new SlotNumber(4)));
            Await(bench, () => bench.Sight[4].Door == DoorState.Open);
            bench.Perform(new ChargeOrder(new SlotNumber(6), TimeSpan.FromSeconds(30)));
            Await(bench, () => bench.Sight[6].Charger == true);
        });
        var replay = cabinet.Replay(cabinet.In("r.jsonl"));
        Assert.Equal((null, 0), (replay.Damage, replay.Lost));
        Assert.Equal(12, replay.Facts.Slots.Count());
        foreach (var slot in replay.Facts.Slots)
            Assert.Equal((seen[slot.Slot].Door, seen[slot.Slot].Present, seen[slot.Slot].Charger, seen[slot.Slot].Pack?.Serial),
                (slot.Door, slot.Present, slot.Charging, slot.Pack?.Serial));
        Assert.Equal(1, replay.Facts.Kinds["LockFired"]);
        Assert.All(replay.Lines.Where(line => line.Name != "scanner"), line => Assert.True(line.Requests is { Recorded: > 2 } asked
            && asked.Same >= asked.Recorded * 9 / 10, $"{line.Name}: {line.Requests}, first {line.First}"));
        await cabinet.End();
    }

    [Fact]
    public async Task A_record_whose_beginning_was_thrown_away_comes_to_the_same_state()
    {
        using var cabinet = new RecordedCabinet();
        var seen = cabinet.Work(cabinet.In("r.jsonl"), bench =>
        {
            Await(bench, () => Enumerable.Range(1, 11).All(slot => bench.Sight[slot] is { Pack: not null, Door: DoorState.Closed }));
            Assert.False(bench.Until(() => false, TimeSpan.FromSeconds(4)).Result);
        });
        var lines = RecordedCabinet.Lines(cabinet.In("r.jsonl"));
        var up = string.Join(',', cabinet.Simulated.Text.Lines.Select(line => $"\"{line.Key}\""));
        var part = lines[0].Replace("\"part\":1,\"up\":[]", $"\"part\":2,\"up\":[{up}]", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(cabinet.In("late.jsonl"), [part, .. lines.Skip(lines.Length / 3)]);
        var replay = cabinet.Replay(cabinet.In("late.jsonl"));
        Assert.Equal(Enumerable.Range(1, 12).Select(slot => (seen[slot].Door, seen[slot].Present, seen[slot].Pack?.Serial)),
            replay.Facts.Slots.Select(slot => (slot.Door ?? default, slot.Present, slot.Pack?.Serial)));
        await cabinet.End();
    }

    [Fact]
    public async Task A_request_that_our_drivers_would_not_make_is_shown_with_theirs()
    {
        using var cabinet = new RecordedCabinet();
        cabinet.Work(cabinet.In("r.jsonl"), bench => Await(bench, () => bench.Sight[3].Pack is not null && bench.Sight[3].Door == DoorState.Closed));
        var lines = RecordedCabinet.Lines(cabinet.In("r.jsonl"));
        var third = lines.Index().Where(line => line.Item.Contains("\"line\":\"pack-3\",\"sent\"", StringComparison.Ordinal)).ElementAt(1).Index;
        lines[third] = lines[third][..lines[third].LastIndexOf(':')] + ":\"DDA5060000FA77\"}";
        await File.WriteAllLinesAsync(cabinet.In("changed.jsonl"), lines);
        var replay = cabinet.Replay(cabinet.In("changed.jsonl"));
        var first = replay.Lines.Single(line => line.Name == "pack-3").First!;
        Assert.Equal("DDA5060000FA77", Convert.ToHexString(first.Recorded!));
        Assert.StartsWith("DDA5", Convert.ToHexString(first.Ours!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_keeps_what_passes_and_lives_on_when_lines_go_away()
    {
        using var cabinet = new RecordedCabinet();
        await using (var edge = EdgeProcess.Start(cabinet.Site))
        {
            await edge.Up();
            await Until(() => cabinet.Ring is [var file] && RecordedCabinet.Lines(file).Count(line => line.Contains("heard", StringComparison.Ordinal)) > 50);
            await cabinet.End();
            await Until(() => RecordedCabinet.Lines(cabinet.Ring[0]).Any(line => line.Contains("\"locks\",\"down\":\"hung up", StringComparison.Ordinal)));
            Assert.Equal(HttpStatusCode.OK, (await edge.Get("/health/live")).Status);
            await edge.Signal("TERM");
            Assert.Equal(0, await edge.Exit());
        }
        var replay = cabinet.Replay(cabinet.Ring);
        Assert.Null(replay.Damage);
        Assert.True(replay.Facts.Kinds["SwitchesRead"] > 1 && replay.Facts.Kinds["PackRead"] > 5);
        Assert.Equal(1, replay.Facts.Kinds["SwitchesSilent"]);
    }

    [Fact]
    public async Task The_command_records_without_the_cabinet_and_the_other_reads_it_in_words()
    {
        using var cabinet = new RecordedCabinet();
        var file = cabinet.In("r.jsonl");
        var answer = await Command.Run("Production", "record", "--site", cabinet.Site.Path, "--out", file, "--seconds", "2", "--lang", "en");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("entries, 0 lost", answer.Out[0], StringComparison.Ordinal);
        Assert.Equal(2, (await Command.Run("Production", "record", "--site", cabinet.Site.Path, "--out", file)).Code);
        var (code, output, errors) = await CabinetProcess.Run("replay", "--site", cabinet.Site.Path, file, "--line", "locks", "--decode");
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("8a80: head=read", output, StringComparison.Ordinal);
        Assert.Contains("slot  1: door Closed, something in it", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_in_use_says_how_to_stop_the_service_and_leaves_no_file()
    {
        using var cabinet = new RecordedCabinet();
        cabinet.Work(cabinet.In("r.jsonl"), bench =>
        {
            Await(bench, () => bench.UpCount == 15);
            var answer = Command.Run("Production", "record", "--site", cabinet.Site.Path, "--out", cabinet.In("x.jsonl"), "--lang", "en").Result;
            Assert.Equal(1, answer.Code);
            Assert.Contains("systemctl stop yongai-edge", answer.Error, StringComparison.Ordinal);
        });
        Assert.False(File.Exists(cabinet.In("x.jsonl")));
        await cabinet.End();
    }

    private static void Await(Workbench bench, Func<bool> isSo) => Assert.True(bench.Until(isSo, Patience).Result, "it was not seen in time");

    private static async Task Until(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo()) await Task.Delay(50, limit.Token);
    }
}

using YongAi.Edge.Control;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Host.Loop;

namespace YongAi.Edge.Tests.Host.Loop;

public sealed class CabinetWorkerTests
{
    [Fact]
    public async Task The_start_is_decided_before_any_line_is_opened()
    {
        var turnsAtFirstLine = new TaskCompletionSource<CabinetView>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cabinet = new WorkedCabinet(onLineStart: it => turnsAtFirstLine.TrySetResult(it.Worker.View));
        cabinet.Worker.Begin();
        var view = await turnsAtFirstLine.Task;
        Assert.Equal("00000000000000b1", view.Cabinet.Ledger.Boot);
        Assert.True(view.Cabinet.Ledger.Position >= 1);
        foreach (var line in cabinet.Lines) await line.Started;
    }

    [Fact]
    public async Task A_line_that_is_up_is_asked_and_one_that_is_lost_says_why()
    {
        await using var cabinet = new WorkedCabinet();
        cabinet.Worker.Begin();
        var locks = await cabinet.Line("locks").Started;
        locks.Up("locks");
        Assert.Equal(0x80, (await cabinet.Line("locks").First)[0]);
        Assert.True((await cabinet.Until(view => view.Lines["locks"].Up)).Lines["locks"].Up);
        Assert.False(cabinet.Worker.View.Lines["chargers"].Up);
        locks.Down("locks", "hung up");
        var lost = await cabinet.Until(view => !view.Lines["locks"].Up);
        Assert.Equal("hung up", lost.Lines["locks"].Why);
    }

    [Fact]
    public async Task Bytes_of_the_scanner_become_a_word_to_the_rider()
    {
        var said = new TaskCompletionSource<Prompt>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cabinet = new WorkedCabinet((errand, _) =>
        {
            if (errand is Say say) said.TrySetResult(say.Prompt);
        });
        cabinet.Worker.Begin();
        var scanner = await cabinet.Line("scanner").Started;
        scanner.Up("scanner");
        scanner.Received("scanner", "a bus ti"u8);
        scanner.Received("scanner", "cket\r"u8);
        var prompt = await said.Task;
        Assert.Equal((PromptKey.Refused, "not-a-code"), (prompt.Key, prompt.Why));
    }

    [Fact]
    public async Task A_nonce_that_was_told_is_open()
    {
        await using var cabinet = new WorkedCabinet();
        cabinet.Worker.Begin();
        cabinet.Worker.Tell(new NonceGiven([.. Enumerable.Range(0, 16).Select(i => (byte)i)]));
        var view = await cabinet.Until(it => it.Cabinet.Image.Nonces.Length == 1);
        Assert.Equal(15, view.Cabinet.Image.Nonces[0].Bytes[15]);
    }

    [Fact]
    public async Task What_is_on_disk_is_published_as_written()
    {
        await using var cabinet = new WorkedCabinet();
        cabinet.Worker.Begin();
        var view = await cabinet.Until(it => it.Written > 0 && it.Written == it.Cabinet.Ledger.Position);
        Assert.Equal(cabinet.Journal.LastWritten, view.Written);
    }

    [Fact]
    public async Task A_fault_in_a_turn_ends_the_loop_and_is_told()
    {
        await using var cabinet = new WorkedCabinet((_, _) => throw new InvariantBroken("the speaker is on fire"));
        cabinet.Worker.Begin();
        var scanner = await cabinet.Line("scanner").Started;
        scanner.Up("scanner");
        scanner.Received("scanner", "anything\r"u8);
        var fault = await Assert.ThrowsAsync<InvariantBroken>(() => cabinet.Worker.Ended);
        Assert.Equal("the speaker is on fire", fault.Message);
    }

    [Fact]
    public async Task A_loop_that_takes_nothing_more_is_a_fault_not_a_silence()
    {
        using var stuck = new ManualResetEventSlim();
        await using var cabinet = new WorkedCabinet(onLineStart: _ => stuck.Wait(TimeSpan.FromSeconds(20)),
            inboxWaitMax: TimeSpan.FromMilliseconds(20));
        cabinet.Worker.Begin();
        await Task.WhenAny(cabinet.Lines.Select(line => line.Started));
        for (var i = 0; i <= CabinetWorker.InboxMax; i++) cabinet.Worker.Tell(new InkFlows());
        var fault = await Assert.ThrowsAsync<InvariantBroken>(() => cabinet.Worker.Ended);
        Assert.Contains("full inbox", fault.Message, StringComparison.Ordinal);
        stuck.Set();
    }

    [Fact]
    public async Task A_stopped_loop_lets_its_lines_go_and_takes_nothing_more()
    {
        await using var cabinet = new WorkedCabinet();
        cabinet.Worker.Begin();
        await cabinet.Line("locks").Started;
        cabinet.Worker.Dispose();
        await cabinet.Worker.Ended;
        Assert.All(cabinet.Lines, line => Assert.True(line.Disposed));
        var position = cabinet.Worker.View.Cabinet.Ledger.Position;
        cabinet.Worker.Tell(new CodeScanned("scanner", "late"));
        Assert.Equal(position, cabinet.Worker.View.Cabinet.Ledger.Position);
    }

    [Fact]
    public async Task Turns_are_counted_by_kind()
    {
        await using var cabinet = new WorkedCabinet();
        cabinet.Worker.Begin();
        await cabinet.Until(view => view.Written > 0);
        var report = cabinet.Recorder.Report();
        Assert.Equal(1, report.Counts["Start"]);
        Assert.True(report.Counts["written"] >= 1);
        Assert.Equal(report.Turns, report.Counts.Values.Sum());
        Assert.Equal("Start", report.Last[0].Kind);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.App;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_cabinet_without_its_lines_lives_is_not_ready_and_says_why()
    {
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder));
        await edge.Up();
        Assert.Equal(HttpStatusCode.OK, (await edge.Get("/health/live")).Status);
        await edge.Until(cabinet => cabinet.GetProperty("lines").EnumerateArray().All(line => line.GetProperty("why").GetString() is not null));
        var (status, ready) = await edge.Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.False(ready.GetProperty("ok").GetBoolean());
        Assert.Equal(15, ready.GetProperty("why").GetArrayLength());
        Assert.All(ready.GetProperty("why").EnumerateArray(), why => Assert.Contains("No such file", why.GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_state_names_cabinet_journal_slots_and_a_nonce_to_answer()
    {
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder));
        await edge.Up();
        var cabinet = await edge.Until(it => it.GetProperty("nonce").ValueKind == JsonValueKind.Object && it.GetProperty("written").GetInt64() > 0);
        Assert.Equal("NB-DEMO-01", cabinet.GetProperty("cabinet").GetString());
        Assert.Matches("^[0-9a-f]{16}$", cabinet.GetProperty("journal").GetString());
        Assert.Matches("^[0-9a-f]{16}$", cabinet.GetProperty("boot").GetString());
        Assert.Equal("assumed", cabinet.GetProperty("clock_trust").GetString());
        Assert.Equal(0, cabinet.GetProperty("outbox").GetInt64());
        Assert.Equal(12, cabinet.GetProperty("slots").GetArrayLength());
        Assert.Equal("unknown", cabinet.GetProperty("slots")[0].GetProperty("door").GetString());
        Assert.StartsWith("YA1N:", cabinet.GetProperty("nonce").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_to_stop_it_ends_with_0_and_starts_again_where_it_was()
    {
        var site = EdgeProcess.Site(folder);
        JsonElement before;
        await using (var first = EdgeProcess.Start(site))
        {
            await first.Up();
            before = await first.Until(it => it.GetProperty("written").GetInt64() >= 1);
            await first.Signal("TERM");
            Assert.Equal(0, await first.Exit());
        }
        await using var second = EdgeProcess.Start(site);
        await second.Up();
        var after = await second.Until(it => it.GetProperty("written").GetInt64() > before.GetProperty("written").GetInt64());
        Assert.Equal(before.GetProperty("journal").GetString(), after.GetProperty("journal").GetString());
        Assert.NotEqual(before.GetProperty("boot").GetString(), after.GetProperty("boot").GetString());
        Assert.Contains("after Asked", second.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "after Killed")]
    [InlineData("watchdog killed 6", "after Watchdog")]
    [InlineData("exit-code exited 1", "after Failed")]
    [InlineData("oom-kill killed 9", "after OutOfMemory")]
    public async Task How_the_last_run_ended_is_its_first_event(string? serviceManager, string said)
    {
        var site = EdgeProcess.Site(folder);
        await using (var first = EdgeProcess.Start(site))
        {
            await first.Up();
            await first.Until(it => it.GetProperty("written").GetInt64() >= 1);
            await first.Signal("KILL");
            await first.Exit();
        }
        if (serviceManager is not null) await File.WriteAllTextAsync(Path.Combine(folder.Path, "data", "last-end"), serviceManager + "\n");
        await using var second = EdgeProcess.Start(site);
        await second.Up();
        await second.Until(it => it.GetProperty("written").GetInt64() >= 2);
        Assert.Contains(said, second.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "data", "last-end")));
    }

    [Fact]
    public async Task A_second_program_at_the_same_journal_ends_and_says_so()
    {
        await using var first = EdgeProcess.Start(EdgeProcess.Site(folder));
        await first.Up();
        await using var second = EdgeProcess.Start(EdgeProcess.Site(folder));
        Assert.Equal(1, await second.Exit());
        Assert.Contains("cannot start", second.Log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await first.Get("/health/live")).Status);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_a_word()
    {
        var site = EdgeProcess.Site(folder);
        await using var first = EdgeProcess.Start(site);
        await first.Up();
        using var elsewhere = new TemporaryFolder();
        var (path, _) = EdgeProcess.Site(elsewhere, it => it["http"] = $"127.0.0.1:{site.Port}");
        await using var second = EdgeProcess.Start((path, site.Port));
        Assert.Equal(1, await second.Exit());
        Assert.Contains("address already in use", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fails_ends_the_whole_program_with_another_code_than_0()
    {
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder));
        await edge.Up();
        await edge.Until(it => it.GetProperty("written").GetInt64() >= 1);
        // The switches of every slot stay silent: the alarm is the next thing to be written.
        using var trace = Tracer(edge.Id);
        Assert.Equal(1, await edge.Exit());
        Assert.Contains("failed: the process ends", edge.Log, StringComparison.Ordinal);
        Assert.Contains("disk I/O error", edge.Log, StringComparison.Ordinal);
        await trace.WaitForExitAsync();
    }

    [Theory]
    [InlineData("Production", "\"clock\": \"assumed\" is refused")]
    [InlineData("Production", "published demo keys")]
    [InlineData("Staging", "published demo keys")]
    public async Task What_belongs_on_a_desk_is_refused_at_a_cabinet_and_nothing_is_started(string environment, string said)
    {
        var site = EdgeProcess.Site(folder);
        var answer = await Command.Run(environment, "run", "--site", site.Path);
        Assert.Equal(2, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [Fact]
    public async Task A_broken_site_starts_nothing()
    {
        var (path, _) = EdgeProcess.Site(folder, it => it["hand_out_from"] = 0);
        var answer = await Command.Run("Development", "run", "--site", path);
        Assert.Equal(2, answer.Code);
        Assert.Contains("hand_out_from", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));
    }

    [Fact]
    public async Task Requests_are_small()
    {
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder));
        await edge.Up();
        using var longHead = new HttpRequestMessage(HttpMethod.Get, "/api/cabinet") { Headers = { { "X-Long", new string('x', 9000) } } };
        using var refused = await edge.Send(longHead);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, refused.StatusCode);
        using var nothing = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/etc/passwd"));
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        using var post = await edge.Send(new HttpRequestMessage(HttpMethod.Post, "/api/cabinet"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    private static Process Tracer(int process)
    {
        try
        {
            return Process.Start("strace", ["-f", "-qq", "-o", "/dev/null", "-p", $"{process}", "-e", "trace=fsync,fdatasync",
                "-e", "inject=fsync,fdatasync:error=EIO"]);
        }
        catch (Win32Exception)
        {
            throw new NotPossibleHere("strace is missing: apt-get install strace");
        }
    }
}

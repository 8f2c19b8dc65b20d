using System.Net;
using System.Text.RegularExpressions;
using YongAi.Edge.Control.Riders;
using YongAi.Edge.Host.Maintenance;
using YongAi.Edge.Host.Site;
using YongAi.Edge.Tests.Host.App;
using YongAi.Edge.Tests.Host.Loop;
using YongAi.Edge.Tests.Host.Site;
using YongAi.Edge.Tests.Simulators;
using YongAi.Simulators.World;

namespace YongAi.Edge.Tests.Host.Maintenance;

/// <summary>What a crew reads on <c>/maintenance</c>, asked for over HTTP.</summary>
public sealed partial class MaintenancePageTests
{
    [Fact]
    public async Task The_program_serves_a_page_that_needs_nothing_from_elsewhere()
    {
        using var folder = new TemporaryFolder();
        await using var edge = EdgeProcess.Start(EdgeProcess.Site(folder));
        await edge.Up();
        using var answer = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/maintenance"));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("default-src 'none'; style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"zh-CN\">", page, StringComparison.Ordinal);
        Assert.Contains("NB-DEMO-01", page, StringComparison.Ordinal);
        Assert.Equal(12, CardOfASlot().Count(page));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("//", AddressesIn(page), StringComparison.Ordinal);
        using var style = await edge.Send(new HttpRequestMessage(HttpMethod.Get, "/maintenance.css"));
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
        using var post = await edge.Send(new HttpRequestMessage(HttpMethod.Post, "/maintenance"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    [Fact]
    public async Task A_quiet_cabinet_says_that_all_is_well_and_how_old_each_reading_is()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        await using var served = await ServedPage.Of(bench);
        var page = await served.Read();
        Assert.Contains("正常服务。", page, StringComparison.Ordinal);
        Assert.Contains("没有告警。", page, StringComparison.Ordinal);
        Assert.Contains("YA48240000000001", Card(page, 1), StringComparison.Ordinal);
        Assert.Contains("满电", Card(page, 1), StringComparison.Ordinal);
        Assert.Matches("27&nbsp;°C <small[^>]*>[0-9.]+ 秒前", Card(page, 1));
        Assert.Contains("没有电池", Card(page, 12), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_pulled_open_puts_its_slot_out_and_the_page_says_why_and_what_to_do()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        bench.Hands.Do(new ForceDoor(4), bench.Now);
        bench.Live(TimeSpan.FromSeconds(3));
        await using var served = await ServedPage.Of(bench);
        var page = await served.Read();
        Assert.Contains("停用", Card(page, 4), StringComparison.Ordinal);
        Assert.Contains("门开着", Card(page, 4), StringComparison.Ordinal);
        Assert.Contains("关好门；", Section(page, "out"), StringComparison.Ordinal);
        Assert.Contains("1 个仓停用", page, StringComparison.Ordinal);
        bench.Live(TimeSpan.FromSeconds(130));
        Assert.Contains("门开着，已超过两分钟。", Section(await served.Read(), "alarms"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hot_pack_is_an_alarm_and_set_apart_and_the_page_says_since_when()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        bench.Hands.Do(new WarmPack(7, 65), bench.Now);
        bench.Live(TimeSpan.FromSeconds(5));
        await using var served = await ServedPage.Of(bench);
        var page = await served.Read();
        Assert.Contains("电池过热", Section(page, "alarms"), StringComparison.Ordinal);
        Assert.Contains("紧急：电池过热。马上按下面的告警处理。", page, StringComparison.Ordinal);
        Assert.Contains("停用", Card(page, 7), StringComparison.Ordinal);
        Assert.Matches("隔离的电池.*YA48240000000007.*过热.*已 [0-9.]+ 秒", Section(page, "out"));
    }

    [Fact]
    public async Task An_alarm_says_how_bad_it_is_and_what_to_do_and_when_it_is_over_the_page_still_knows_it()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        bench.Hands.Do(new ForceDoor(4), bench.Now);
        bench.Live(TimeSpan.FromSeconds(130));
        await using var served = await ServedPage.Of(bench);
        var stands = (await served.Json())["alarms"]!.AsArray().Single(alarm => (string?)alarm!["kind"] == "door-left-open")!;
        Assert.Equal(("major", 4), ((string?)stands["severity"], (int?)stands["slot"]));
        Assert.Equal("去关门；查看仓里的电池还在不在。", (string?)stands["next_chinese"]);
        Assert.Contains("还在", LineOf(await served.Read(), "门长时间没关"), StringComparison.Ordinal);
        bench.Hands.Do(new CloseDoor(4), bench.Now);
        bench.Live(TimeSpan.FromSeconds(20));
        var line = LineOf(await served.Read(), "门长时间没关");
        Assert.Matches("<td>05-01 12:02:[0-9]{2}</td>\\s*<td>05-01 12:02:[0-9]{2}</td>", line);
        var past = (await served.Json())["alarm_history"]!.AsArray().Single(alarm => (string?)alarm!["kind"] == "door-left-open")!;
        Assert.Equal(("major", "assumed"), ((string?)past["severity"], (string?)past["cleared"]!["trust"]));
        Assert.True((double?)past["raised"]!["age_s"] > (double?)past["cleared"]!["age_s"]);
    }

    [Fact]
    public async Task Each_channel_says_what_it_holds_and_what_a_crew_does()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        var goods = new GoodsReport(false, new DateTime(2026, 5, 2, 9, 0, 0), 3, 1, ["0000-7"],
        [
            new ChannelReport("water-1", "water", "矿泉水", "water", 4, new DateOnly(2026, 12, 31), "gives"),
            new ChannelReport("water-2", "water", "矿泉水", "water", 5, new DateOnly(2026, 4, 30), "spoiled"),
            new ChannelReport("mask-1", "mask", "口罩", "mask", 9, null, "out-of-use"),
        ]);
        await using var served = await ServedPage.Of(() => Report(bench) with { Goods = goods });
        var page = await served.Read();
        Assert.Contains("05-02 09:00 开放", page, StringComparison.Ordinal);
        Assert.Contains("3，其中 1 件过期未还", page, StringComparison.Ordinal);
        Assert.Contains("0000-7", page, StringComparison.Ordinal);
        foreach (var channel in goods.Channels) Assert.Contains(GoodsWording.Of(channel.State).Chinese, page, StringComparison.Ordinal);
        Assert.Contains("2026-12-31", page, StringComparison.Ordinal);
        Assert.Equal("out-of-use", (string?)(await served.Json())["goods"]!["channels"]![2]!["state"]);
    }

    [Fact]
    public async Task What_happened_while_nobody_vouched_for_the_clock_has_no_hour()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        var past = new PastAlarmReport("flood", null, "critical", "进水", "flood", new WhenReport(DateTimeOffset.UnixEpoch, "untrusted", 75), null);
        await using var served = await ServedPage.Of(() => Report(bench) with { AlarmHistory = [past] });
        var line = LineOf(await served.Read(), "进水");
        Assert.Contains("1 分 15 秒前", line, StringComparison.Ordinal);
        Assert.DoesNotContain("01-01", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_cap_each_pack_says_why_it_charges_or_waits_and_the_cabinet_what_it_draws()
    {
        using var bench = new RigBench(soc: 40, change: site =>
            site.Replace("\"hand_out_from\"", "\"energy\": " + Capped + ", \"hand_out_from\"", StringComparison.Ordinal));
        bench.Live(TimeSpan.FromSeconds(40));
        await using var served = await ServedPage.Of(bench);
        var (page, json) = (await served.Read(), await served.Json());
        var plans = json["slots"]!.AsArray().Where(slot => slot!["pack"] is not null)
            .ToDictionary(slot => (int)slot!["slot"]!, slot => (string?)slot!["charge_plan"]?["why"]);
        Assert.All(plans, plan => Assert.NotNull(plan.Value));
        var charges = plans.First(plan => plan.Value is "needed" or "cheap").Key;
        var waits = plans.First(plan => plan.Value == "no-power").Key;
        Assert.Contains("充电中", Card(page, charges), StringComparison.Ordinal);
        Assert.Contains("排队：功率或同时充电的数量已用完", Card(page, waits), StringComparison.Ordinal);
        Assert.Contains("700 W，计划用到 679 W", Section(page, "power"), StringComparison.Ordinal);
        Assert.Contains("0.62 元/kWh，12 小时后更低", Section(page, "power"), StringComparison.Ordinal);
        Assert.Equal((700, 1), ((double?)json["power"]!["cap_w"], (int?)json["power"]!["charging"]));
        Assert.InRange((double?)json["power"]!["chargers_w"] ?? 0, 100, 679);
    }

    [Fact]
    public async Task A_charge_that_ended_says_why_and_what_keeps_it_from_going_on()
    {
        using var bench = new RigBench(soc: 40);
        bench.Live(TimeSpan.FromSeconds(40));
        var (charging, _) = bench.View.Cabinet.Ledger.Charging.First();
        bench.Hands.Do(new ForceDoor(charging), bench.Now);
        bench.Live(TimeSpan.FromSeconds(2));
        await using var served = await ServedPage.Of(bench);
        var (card, json) = (Card(await served.Read(), charging), await served.Json());
        var slot = json["slots"]!.AsArray().Single(its => (int)its!["slot"]! == charging)!;
        Assert.Equal(("door-not-closed", "door-not-closed"), ((string?)slot["charge_plan"]!["why"], (string?)slot["charge_end"]!["why"]));
        Assert.Contains("不充：不能确认门已关好", card, StringComparison.Ordinal);
        Assert.DoesNotContain("上次停充", card, StringComparison.Ordinal);
        bench.Hands.Do(new CloseDoor(charging), bench.Now);
        bench.Live(TimeSpan.FromSeconds(15));
        await using var later = await ServedPage.Of(() => Report(bench) is var now ? now with
        {
            Slots = [.. now.Slots.Select(its => its with { Charging = false, ChargePlan = new ChargePlanReport("no-power", 0, null, null) })],
        } : now);
        Assert.Matches("上次停充：不能确认门已关好[^\n]*[0-9]+ 秒前", Card(await later.Read(), charging));
    }

    [Fact]
    public async Task While_the_disk_is_silent_no_old_plan_is_told()
    {
        using var bench = new RigBench(soc: 40);
        bench.Live(TimeSpan.FromSeconds(40));
        var view = bench.View with { Cabinet = bench.View.Cabinet with { Image = bench.View.Cabinet.Image with { InkStalled = true } } };
        await using var served = await ServedPage.Of(() => CabinetReporter.Report(view, view.At, new LoopReport(1, null, null, 0), ServedPage.Linked, "0"));
        var page = await served.Read();
        Assert.Contains("日志写不进磁盘，不开始新的充电", Card(page, 8), StringComparison.Ordinal);
        Assert.DoesNotContain("现在", Card(page, 8), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_swap_under_way_is_told_without_its_rider()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        bench.Live(TimeSpan.FromSeconds(3), bench.Rider("YA48240000009001", 22));
        await using var served = await ServedPage.Of(bench);
        var page = await served.Read();
        Assert.Contains("换电中", Card(page, 12), StringComparison.Ordinal);
        Assert.Contains("放入仓 12", Section(page, "swap"), StringComparison.Ordinal);
        Assert.DoesNotContain("rider-1001", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_whose_pack_line_is_pulled_out_is_uncertain_and_the_page_says_where_to_look()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(20));
        bench.Cabinet.Faults.At("pack-11").Set(Fault.Silent, times: null, value: null);
        bench.Live(TimeSpan.FromSeconds(20));
        await using var served = await ServedPage.Of(bench);
        var page = await served.Read();
        Assert.Contains("说不准", Card(page, 11), StringComparison.Ordinal);
        Assert.Contains("可能插头没插好", Section(page, "out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_loop_is_stuck_the_page_answers_and_says_so()
    {
        using var free = new ManualResetEventSlim();
        await using var cabinet = new WorkedCabinet((errand, _) =>
        {
            if (errand is Say) free.Wait();
        });
        cabinet.Worker.Begin();
        await using var served = await ServedPage.Of(cabinet);
        try
        {
            var scanner = await cabinet.Line("scanner").Started;
            scanner.Up("scanner");
            scanner.Received("scanner", "a bus ticket\r"u8);
            var page = await served.ReadUntil("控制循环停住了");
            Assert.Matches("最后一次更新 [0-9.]+ 秒前", page);
            Assert.Equal(12, CardOfASlot().Count(page));
        }
        finally
        {
            free.Set(); // a loop that stays stuck would hide what failed behind a hang
        }
        await served.ReadUntil("最后一次更新 0.");
    }

    [Fact]
    public async Task What_others_wrote_is_text_and_never_markup()
    {
        using var bench = new RigBench();
        bench.Live(TimeSpan.FromSeconds(5));
        const string evil = "<script>alert('1')</script>\u001b[31m";
        await using var served = await ServedPage.Of(() => CabinetReporter.Report(bench.View, bench.View.At, new LoopReport(1, 2, evil, 0),
            ServedPage.Linked with { Linked = false, Trouble = evil }, evil));
        var page = await served.Read();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.Contains("&lt;script&gt;alert(&#x27;1&#x27;)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reloads_itself_unless_asked_to_hold_still()
    {
        using var bench = new RigBench();
        await using var served = await ServedPage.Of(bench);
        Assert.Contains("http-equiv=\"refresh\"", await served.Read(), StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", await served.Read("?refresh=off"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slots_are_drawn_as_they_lie_on_the_door()
    {
        using var bench = new RigBench();
        await using var across = await ServedPage.Of(bench, new DoorLayout(3, Down: false));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], SlotsOn(await across.Read()));
        await using var down = await ServedPage.Of(bench, new DoorLayout(3, Down: true));
        var page = await down.Read();
        Assert.Equal([1, 5, 9, 2, 6, 10, 3, 7, 11, 4, 8, 12], SlotsOn(page));
        Assert.Contains("class=\"door columns-3\"", page, StringComparison.Ordinal);
        Assert.Equal(["1", "4", "2", "5", "3", null], new DoorLayout(2, Down: true).Rows(["1", "2", "3", "4", "5"]));
    }

    /// <summary>Enough for one charger; a price that falls at midnight.</summary>
    private const string Capped = """
        { "cap_w": 700, "tariff": [ { "months": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "bands": [
          { "from": "00:00", "to": "08:00", "cny": 0.35 }, { "from": "08:00", "to": "24:00", "cny": 0.62 } ] } ] }
        """;

    private static CabinetReport Report(RigBench bench) =>
        CabinetReporter.Report(bench.View, bench.View.At, new LoopReport(1, null, null, 0), ServedPage.Linked, "0", bench.History);

    private static string LineOf(string page, string alarm) =>
        Section(page, "history").Split("</tr>").Single(line => line.Contains(alarm, StringComparison.Ordinal));

    private static IEnumerable<int> SlotsOn(string page) =>
        CardOfASlot().Matches(page).Select(card => int.Parse(card.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));

    private static string Card(string page, int slot) => Between(page, $"<li id=\"slot-{slot}\"", "</li>");

    private static string Section(string page, string id) => Between(page, $"<section id=\"{id}\"", "</section>");

    private static string Between(string page, string begin, string end)
    {
        var from = page.IndexOf(begin, StringComparison.Ordinal);
        Assert.True(from >= 0, $"the page has no {begin}");
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string AddressesIn(string page) => string.Join('\n', Address().Matches(page).Select(it => it.Groups[1].Value));

    [GeneratedRegex("<li id=\"slot-([0-9]+)\"")]
    private static partial Regex CardOfASlot();

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Address();
}

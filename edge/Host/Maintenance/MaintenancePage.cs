using System.Globalization;
using Microsoft.AspNetCore.Html;
using YongAi.Edge.Host.Kiosk;
using static YongAi.Edge.Host.Maintenance.Markup;

namespace YongAi.Edge.Host.Maintenance;

/// <summary>What the page shows beside the report.</summary>
/// <param name="Door">How the slots lie on the door.</param>
/// <param name="UtcOffset">Local time at the site.</param>
/// <param name="Refreshes">False when the reader asked it to hold still.</param>
internal sealed record PageView(Site.DoorLayout Door, TimeSpan UtcOffset, bool Refreshes);

/// <summary>The diagnostics page: one report, drawn. Works without a script; reloads itself every few seconds.</summary>
internal static class MaintenancePage
{
    /// <summary>The page reloads itself this often, seconds.</summary>
    public const int RefreshSeconds = 5;

    /// <summary>So many of the last alarms are on the page.</summary>
    public const int AlarmsShown = 12;

    /// <summary>The loop looks up every second; later than this it is said to be stuck.</summary>
    public static readonly TimeSpan StuckAfter = 3 * Loop.CabinetWorker.LookUpEvery;

    public static string Of(CabinetReport it, PageView view) => Text(Html($"""
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {(view.Refreshes ? Html($"""<meta http-equiv="refresh" content="{RefreshSeconds}">""") : Nothing)}
        <title>{it.Cabinet} 诊断</title>
        <link rel="stylesheet" href="/maintenance.css">
        </head>
        <body>
        <header>
        <h1>{(it.Slots.Any(slot => slot.Fitted.Pack) ? "换电柜" : "服务柜")} {it.Cabinet} <span lang="en">cabinet{(it.Site is { } site ? $" at {site}" : "")}</span></h1>
        {Verdict(it)}
        {Updated(it, view)}
        </header>
        <main>
        <div class="told">
        {Alarms(it)}
        {(it.Slots.IsEmpty ? Nothing : Out(it))}
        {Swap(it)}
        </div>
        {(it.Slots.IsEmpty ? Nothing : Power(it))}
        {(it.Slots.IsEmpty ? Nothing : DoorPicture.Of(it, view.Door))}
        {Goods(it)}
        {Past(it, view)}
        {Figures(it, view)}
        </main>
        <footer>{Both("只读；只在本机可见。", "Read-only; seen on this computer alone.")}</footer>
        </body>
        </html>

        """));

    /// <summary>The one sentence to read first.</summary>
    private static IHtmlContent Verdict(CabinetReport it)
    {
        var (tone, words) = it switch
        {
            _ when Stuck(it) => ("bad", new Words("控制循环停住了，看门狗会重新启动程序。下面停在那一刻，过时的读数不算数。",
                "The control loop is stuck; the watchdog will start the program again. Below is what it last knew; old readings say nothing.")),
            { InkStalled: true } => ("bad", new Words("日志写不进磁盘：不开始新的换电，充电和安全照常。",
                "The journal does not reach the disk: no new swap begins; charging and safety go on.")),
            { Recovering: true } => ("warn", new Words("正在核对重启前没有完成的换电，核对完才服务。",
                "Settling the swap that was open before the restart; service begins after it.")),
            _ when it.Alarms.FirstOrDefault(alarm => alarm.Severity == "critical") is { } worst => ("bad", Critical(CrewWording.Alarm(worst.Kind).Short)),
            _ when Troubles(it) is { Chinese.Length: > 0 } troubles => (it.Alarms.IsEmpty && it.Lines.All(line => line.Up) ? "warn" : "bad",
                new Words($"开着，但有{troubles.Chinese}。", $"It is up, with {troubles.English}.")),
            _ => ("good", new Words("正常服务。", "In service, all is well.")),
        };
        return Html($"""<p class="verdict {tone}" role="status">{Both(words)}</p>""");
    }

    private static Words Critical(Words alarm) =>
        new($"紧急：{alarm.Chinese}。马上按下面的告警处理。", $"Critical: {alarm.English}. Act at once, as the alarm below says.");

    private static Words Troubles(CabinetReport it)
    {
        var (alarms, down, slots) = (it.Alarms.Length, it.Lines.Count(line => !line.Up), it.Slots.Count(slot => !slot.Withdrawn.IsEmpty));
        (int Count, Words Words)[] all =
        [
            (alarms, new($" {alarms} 个告警", $"{alarms} alarm(s)")),
            (down, new($" {down} 条线路没有连上", $"{down} line(s) down")),
            (slots, new($" {slots} 个仓停用", $"{slots} slot(s) out")),
        ];
        var standing = all.Where(it => it.Count > 0).Select(it => it.Words).ToList();
        return new(string.Join("，", standing.Select(it => it.Chinese)), string.Join(", ", standing.Select(it => it.English)));
    }

    private static bool Stuck(CabinetReport it) => it.Loop.BeatAgeS > StuckAfter.TotalSeconds;

    private static IHtmlContent Updated(CabinetReport it, PageView view)
    {
        var age = CrewWording.Age(it.Loop.BeatAgeS);
        var other = view.Refreshes
            ? Html($"""<a href="/maintenance?refresh=off">{Both("停止自动刷新", "stop refreshing")}</a>""")
            : Html($"""<a href="/maintenance">{Both($"每 {RefreshSeconds} 秒自动刷新", $"refresh every {RefreshSeconds} s")}</a>""");
        return Html($"""<p class="small">{Both($"最后一次更新 {age.Chinese}前", $"last update {age.English} ago")} · {other}</p>""");
    }

    private static IHtmlContent Alarms(CabinetReport it) => Section("alarms", "告警", "Alarms", it.Alarms.IsEmpty
        ? Html($"<p>{Both("没有告警。", "None.")}</p>")
        : Html($"<ul>{Each(it.Alarms.OrderBy(alarm => Rank(alarm.Severity)), Alarm)}</ul>"));

    private static IHtmlContent Alarm(AlarmReport alarm) => Because(alarm.Severity == "minor" ? "warn" : "bad", alarm.Slot,
        Html($"""<span class="severity">{Both(CrewWording.SeverityOf(alarm.Severity))}</span> """), CrewWording.Alarm(alarm.Kind), null);

    /// <summary>The worst first.</summary>
    private static int Rank(string severity) => severity switch { "critical" => 0, "major" => 1, _ => 2 };

    /// <summary>Why each slot that serves nobody does so, and what to do.</summary>
    private static IHtmlContent Out(CabinetReport it)
    {
        var reasons = it.Slots.SelectMany(slot => slot.Out.Select(reason => (slot.Slot, Why: CrewWording.WhyOut(reason.Why), reason.AgeS))).ToList();
        // A stuck loop reads no sensor: that is no fault of the slots.
        var doubts = it.Slots.Where(slot => slot.Withdrawn.IsEmpty && !Stuck(it) && it.LockerAt(slot) is null).Select(slot => (slot.Slot, Doubt: CrewWording.Doubt(slot)))
            .Where(pair => pair.Doubt is not null).ToList();
        return Section("out", "停用的仓和原因", "Slots out, and why", reasons.Count + doubts.Count + it.Quarantines.Length == 0
            ? Html($"<p>{Both("没有。", "None.")}</p>")
            : Html($"""
                <ul>
                {Each(reasons, it => Because("warn", it.Slot, Nothing, it.Why, it.AgeS))}
                {Each(it.Quarantines, Apart)}
                {Each(doubts, pair => Html($"""<li class="warn"><strong>{Number(pair.Slot)}</strong> {Both(pair.Doubt!.Value)}</li>"""))}
                </ul>
                """));
    }

    private static IHtmlContent Apart(QuarantineReport pack) =>
        Because("warn", pack.Slot, Html($"{Both("隔离的电池", "pack set apart")} <code>{pack.Pack}</code> "), CrewWording.Quarantine(pack.Why), pack.AgeS);

    private static IHtmlContent Because(string tone, int? slot, IHtmlContent subject, Reason why, double? age) => Html($"""
        <li class="{tone}"><strong>{If(slot, Number)}{subject}{Both(why.Short)}</strong> {If(age, For)}
        <p>{why.What.Chinese}{why.Next.Chinese}</p><p lang="en">{why.What.English} {why.Next.English}</p></li>
        """);

    private static IHtmlContent Number(int slot) => Html($"""<a href="#slot-{slot}">{slot} 号仓</a> """);

    private static IHtmlContent Swap(CabinetReport it) => Section("swap", "换电和待查单", "The swap under way, and cases", Html($"""
        {(it.Swap is { } swap ? Html($"""
            <p>第 {swap.Number} 次换电：{Both(CrewWording.Stage(swap.Stage))}，{For(swap.StageAgeS)}
            {If(swap.InSlot, slot => Html($"· {Both($"放入仓 {slot}", $"in-slot {slot}")} "))}
            {If(swap.OutSlot, slot => Html($"· {Both($"取出仓 {slot}", $"offer-slot {slot}")}"))}</p>
            """) : Html($"<p>{Both("没有人在换电。", "Nobody is swapping.")}</p>"))}
        {(it.Prompt is { } said ? Html($"""<p class="small">{Both("最后对骑手说", "last said")}（{Ago(said.AgeS)}）：“{said.Chinese}” <span lang="en">“{said.English}”</span></p>""") : Nothing)}
        {(it.Cases.IsEmpty ? Html($"<p>{Both("没有待查单。", "No case is open.")}</p>") : Html($"<ul>{Each(it.Cases, Case)}</ul>"))}
        """));

    private static IHtmlContent Case(CaseReport c) => Html($"""
        <li class="{(c.StaffCalled ? "bad" : "warn")}"><strong>{c.Case}</strong> {If(c.InSlot, Number)}{Both(CrewWording.CaseKind(c.Kind))}，{For(c.AgeS)}
        {(c.StaffCalled ? Both("已叫人处理", "people were called") : Both("等骑手再扫码，或等传感器说清", "waits for the rider's next code, or for the sensors"))}</li>
        """);

    private static IHtmlContent Figures(CabinetReport it, PageView view) => Html($"""
        <div class="figures">
        {Cloud(it)}
        {Section("clock", "时钟", "Clock", Html($"""
            <dl>
            {Row("当地时间", "local time", Html($"{Local(it.Time, view.UtcOffset)}"))}
            {Row("可信程度", "trust", Both(CrewWording.ClockTrust(it.ClockTrust)))}
            {Row("误差上限", "error at most", Html($"{it.ClockDriftS:0.0} s"))}
            </dl>
            """))}
        {Section("journal", "日志", "Journal", Html($"""
            <dl>
            {Row("写到", "written through", Html($"{it.Written} / {it.Position}"))}
            {Row("磁盘", "disk", it.InkStalled ? Both("写不进去", "does not answer") : Both("正常", "answers"))}
            {Row("编号", "id", Html($"<code>{it.Journal}</code>"))}
            </dl>
            """))}
        {(it.Sensors.IsEmpty ? Nothing : Section("sensors", "传感器和输出", "Sensors and outputs", Html($"""<ul class="lines">{Each(it.Sensors, Sensor)}</ul>""")))}
        {Section("lines", "线路", "Lines", Html($"""<ul class="lines">{Each(it.Lines, Line)}</ul>"""))}
        {Section("program", "程序", "Program", Html($"""
            <dl>
            {Row("版本", "version", Html($"<code>{it.Version}</code>"))}
            {Row("已运行", "up for", Both(CrewWording.Age(it.UptimeS)))}
            {Row("启动编号", "boot", Html($"<code>{it.Boot}</code>"))}
            {Row("回合", "turns", Html($"{it.Loop.Turns}"))}
            {Row("最慢的回合", "slowest turn", Html($"{it.Loop.SlowestMs:0.0} ms {it.Loop.SlowestKind}"))}
            {Row("最近一次扫码到开门", "last scan to open door", it.ScanToUnlockMs is { } ms ? Html($"{ms:0} ms") : Html($"–"))}
            </dl>
            """))}
        </div>
        """);

    private static IHtmlContent Goods(CabinetReport it) => it.Goods is not { } goods ? Nothing : Section("goods", "物品", "Goods", Html($"""
        <dl class="across">
        {Row("现在", "now", goods switch
        {
            { Open: true } => Both("开放", "open"),
            { OpensAt: { } opens } => Both($"{opens:MM-dd HH:mm} 开放", $"opens {opens:MM-dd HH:mm}"),
            { Open: false } => Both("不开放", "closed"),
            _ => Both("时钟不可信，不发物品", "the clock is not trusted: nothing is handed out"),
        })}
        {Row("借出", "on loan", goods.Overdue == 0 ? Html($"{goods.Loans}") : Both($"{goods.Loans}，其中 {goods.Overdue} 件过期未还", $"{goods.Loans}, {goods.Overdue} of them overdue"))}
        {Row("待清点", "to be counted", goods.Cases.IsEmpty ? Both("没有", "nothing") : Html($"{string.Join(", ", goods.Cases)}"))}
        </dl>
        <table><thead><tr><th>{Both("货道", "channel")}</th><th>{Both("物品", "item")}</th><th>{Both("数量", "count")}</th><th>{Both("最早到期", "first to spoil")}</th><th>{Both("状态", "state")}</th></tr></thead>
        <tbody>{Each(goods.Channels, Channel)}</tbody></table>
        """));

    private static IHtmlContent Channel(ChannelReport channel) => Html($"""
        <tr class="{(GoodsWording.IsTrouble(channel.State) ? "stands" : "over")}"><td><code>{channel.Channel}</code></td><td>{Both(channel.Chinese, channel.English)}</td><td>{channel.Count}</td>
        <td>{(channel.Expires is { } day ? Html($"{day:yyyy-MM-dd}") : Html($"–"))}</td><td>{Both(GoodsWording.Of(channel.State))}</td></tr>
        """);

    private static IHtmlContent Power(CabinetReport it) => it.Power is not { } power ? Nothing : Section("power", "充电和功率", "Charging and power", Html($"""
        <dl class="across">
        {Row("正在充", "charging", Both($"{power.Charging} 个仓，最多 {power.ChargingMax} 个", $"{power.Charging} of at most {power.ChargingMax} slots"))}
        {Row("功率上限", "cap", power.CapW is { } cap
            ? Both($"{cap:0} W，计划用到 {power.PlannedToW:0} W", $"planned up to {power.PlannedToW:0} W") : Both("没有设", "none"))}
        {Row("电表现在", "meter now", power.DrawnW is { } drawn
            ? Html($"""<span class="{(drawn > power.CapW ? "why" : "")}">{drawn:0} W</span>""") : Both("没有读数", "no reading"))}
        {Row("充电器约用", "chargers, about", Html($"{power.ChargersW:0} W"))}
        {Row("电价现在", "price now", Price(power))}
        </dl>
        """));

    private static IHtmlContent Price(PowerReport power) => power switch
    {
        { HasTariff: false } => Both("不分时段", "the same at all hours"),
        { PriceCny: null } => Both("时钟不可信，不分时段", "clock not trusted: no hour counts as cheaper"),
        { PriceCny: { } price, CheaperInH: { } hours } => Html($"""{price:0.00} 元/kWh，{Both($"{hours:0.#} 小时后更低", $"cheaper in {hours:0.#} h")}"""),
        { PriceCny: { } price } => Html($"""{price:0.00} 元/kWh，{Both("一天之内最低", "the lowest within a day")}"""),
    };

    /// <summary>The last alarms; the API has more of them.</summary>
    private static IHtmlContent Past(CabinetReport it, PageView view) => Section("history", "最近的告警", "Alarms of late", it.AlarmHistory.IsEmpty
        ? Html($"<p>{Both("没有记录。", "None is on record.")}</p>")
        : Html($"""
            <table><thead><tr><th>{Both("告警", "alarm")}</th><th>{Both("发生", "raised")}</th><th>{Both("解除", "cleared")}</th></tr></thead>
            <tbody>{Each(it.AlarmHistory.Take(AlarmsShown), alarm => PastAlarm(alarm, view))}</tbody></table>
            {(it.AlarmHistory.Length > AlarmsShown ? Html($"""
                <p class="small">{Both($"更早的见 /api/cabinet（共 {it.AlarmHistory.Length} 条）", $"older ones: /api/cabinet, {it.AlarmHistory.Length} in all")}</p>
                """) : Nothing)}
            """));

    private static IHtmlContent PastAlarm(PastAlarmReport alarm, PageView view) => Html($"""
        <tr class="{(alarm.Cleared is not null ? "over" : "stands")}">
        <td>{If(alarm.Slot, Number)}{Both(alarm.Chinese, alarm.English)} <span class="severity">{Both(CrewWording.SeverityOf(alarm.Severity))}</span></td>
        <td>{(alarm.Raised is { } raised ? At(raised, view) : Both("不记得", "not remembered"))}</td>
        <td>{(alarm.Cleared is { } cleared ? At(cleared, view) : Both("还在", "stands"))}</td></tr>
        """);

    /// <summary>Wall time where somebody vouched for it; else only for how long the cabinet has been running since.</summary>
    private static IHtmlContent At(WhenReport when, PageView view) => when.Trust == "untrusted"
        ? Html($"{Ago(when.AgeS)} {Both("（柜子运行时间，当时时钟不可信）", "of running time; the clock was not trusted")}")
        : Html($"{when.Time.ToOffset(view.UtcOffset).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");

    private static IHtmlContent Cloud(CabinetReport it) => Section("cloud", "云端和发件箱", "Cloud and outbox", Html($"""
        <dl>
        {Row("连接", "link", Html($"{(it.Link.Up ? Both("已连上", "up") : Both("断开", "down"))}，{For(it.Link.AgeS)}"))}
        {(it.Link.Why is { } why ? Row("断开原因", "why", Html($"""<span lang="en">{why}</span>""")) : Nothing)}
        {Row("云端最后一次签名消息", "last signed word of the cloud", it.Link.CloudHeardAgeS is { } age ? Ago(age) : Both("本次启动后还没有", "none since the start"))}
        {Row("按离线规则办", "works by offline rules", it.Offline ? Both("是", "yes") : Both("否", "no"))}
        {Row("还没确认的事件", "events not acknowledged", Html($"{Math.Max(0, it.Position - it.Outbox)}"))}
        {Row("确认到 / 最新", "acknowledged / newest", Html($"{it.Outbox} / {it.Position}"))}
        </dl>
        """));

    private static IHtmlContent Sensor(SensorReport sensor)
    {
        var isKnown = sensor.Active is not null || sensor.Values is not null;
        return Html($"""
            <li class="{(isKnown && sensor.Proved ? "good" : "bad")}"><code>{sensor.Name}</code> {Both(CrewWording.SensorUse(sensor.Use))}{If(sensor.Slot, slot => Html($" {Number(slot)}"))}：{
                Value(sensor)}{(sensor.Proved ? Nothing : Html($" · {Both("未验收", "not proved")}"))}{
                (isKnown || sensor.AgeS is not { } age ? Nothing : Html($"，{Ago(age)}"))}{Tested(sensor)}</li>
            """);
    }

    /// <summary>Numbers with their units read the same in both languages.</summary>
    private static IHtmlContent Value(SensorReport sensor) =>
        CrewWording.SensorValue(sensor) is var said && sensor.Values is null ? Both(said) : Html($"{said.Chinese}");

    private static IHtmlContent Tested(SensorReport sensor) => sensor is not { Test: { } result, TestAgeS: { } age } ? Nothing
        : Html($""" · <span class="{(result == "fails" ? "why" : "small")}">{Both(CrewWording.TestResult(result))}</span>（{Ago(age)}）""");

    private static IHtmlContent Line(LineReport line) => Html($"""
        <li class="{(line.Up ? "good" : "bad")}"><code>{line.Line}</code> {(line.Up ? Both("通", "up") : Both("断", "down"))} {(line.Why is { } why ? Html($"""<span lang="en">{why}</span>""") : Nothing)}</li>
        """);

    private static IHtmlContent Section(string id, string chinese, string english, IHtmlContent body) => Html($"""
        <section id="{id}" aria-labelledby="{id}-h"><h2 id="{id}-h">{Both(chinese, english)}</h2>
        {body}
        </section>
        """);

    private static IHtmlContent Row(string chinese, string english, IHtmlContent value) =>
        Html($"<div><dt>{Both(chinese, english)}</dt><dd>{value}</dd></div>");

    private static IHtmlContent For(double seconds) =>
        CrewWording.Age(seconds) is var age ? Both($"已 {age.Chinese}", $"for {age.English}") : Nothing;

    private static IHtmlContent Ago(double seconds) =>
        CrewWording.Age(seconds) is var age ? Both($"{age.Chinese}前", $"{age.English} ago") : Nothing;

    private static string Local(DateTimeOffset time, TimeSpan offset) =>
        time.ToOffset(offset).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>One thing about a site that no program can see.</summary>
/// <param name="Name">What it is called behind <c>--check</c>.</param>
/// <param name="Row">Row of domain table C.</param>
/// <param name="Ask">What a crew looks at or measures.</param>
public sealed record SiteCheck(string Name, int Row, Words Ask);

/// <summary>
/// What people check once at a site and again after rebuilding it (domain table C rows 28, 29, 31, 32, 34): the list, and the answers that were
/// given, in a file of the data folder. Answers are words of people: nothing here judges them, and a check without one is said to be not checked.
/// </summary>
public static class SiteChecks
{
    /// <summary>Longest answer.</summary>
    public const int AnswerMax = 200;

    private const string File = "commission.checks.json";

    /// <summary>The list.</summary>
    public static ImmutableArray<SiteCheck> All { get; } =
    [
        new("alarm-answer", 28, new("告警 60 秒内有人确认、30 分钟内有人到场；值班电话和上报顺序（运营方、社区、消防）",
            "alarms are acknowledged within 60 s and attended within 30 min: who is on duty, and who is told next (operator, community, fire control)")),
        new("watchdog", 29, new("硬件看门狗：拔掉主机，充电器 2 秒内断电", "hardware watchdog: with the computer unplugged the chargers are off within 2 s")),
        new("steel", 31, new("柜体钢板厚度 ≥1.5 mm", "steel of the body, 1.5 mm at least")),
        new("ip", 31, new("防护等级 IP44 以上", "protection IP44 or better")),
        new("plastics", 31, new("塑料件阻燃 UL94 V-0 或 V-1", "plastics UL94 V-0 or V-1")),
        new("earth", 31, new("接地电阻 ≤0.2 Ω（实测值）", "earth resistance 0.2 ohm at most, as measured")),
        new("slot-separation", 31, new("仓与仓之间有防火隔板，火不会窜仓", "slots are parted so that fire does not spread from one to the next")),
        new("retention", 32, new("存储卡容量够存：事件 180 天，告警、电池归属和人员操作 2 年", "the card holds events of 180 days, and alarms, custody and acts of people of 2 years")),
        new("pavement", 34, new("不占人行道、不占盲道", "it blocks neither pavement nor blind path")),
        new("fire-distance", 34, new("与建筑、出入口的防火间距", "fire distance to buildings and their exits")),
    ];

    /// <summary>Where the answers of a site lie.</summary>
    public static string PathOf(SiteSettings site) => Path.Combine(site.Host.DataFolder, File);

    /// <summary>The answers that were given, by check.</summary>
    /// <exception cref="IOException">The file cannot be read, or is none of ours.</exception>
    public static SortedDictionary<string, string> Answers(SiteSettings site)
    {
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!System.IO.File.Exists(PathOf(site))) return answers;
        try
        {
            if (JsonNode.Parse(System.IO.File.ReadAllText(PathOf(site))) is not JsonObject all) throw new JsonException();
            foreach (var (name, answer) in all) answers[name] = (string?)answer ?? "";
            return answers;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new IOException($"{PathOf(site)} 不是检查记录，请改名保留后重做 / is no record of checks; keep it under another name and check again", wrong);
        }
    }

    /// <summary>Writes down one answer; null when it was, else what is wrong with it.</summary>
    /// <param name="site">The site.</param>
    /// <param name="typed"><c>NAME=VALUE</c>.</param>
    /// <param name="by">Who checked.</param>
    /// <param name="at">When.</param>
    /// <exception cref="IOException">The data folder cannot be written.</exception>
    public static Words? Answer(SiteSettings site, string typed, string by, DateTimeOffset at)
    {
        var cut = typed.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = cut < 0 ? (typed, "") : (typed[..cut].Trim(), typed[(cut + 1)..].Trim());
        if (All.All(check => check.Name != name))
            return new($"没有检查项“{name}”；有：{string.Join("、", All.Select(check => check.Name))}",
                $"there is no check '{name}'; there are: {string.Join(", ", All.Select(check => check.Name))}");
        if (value.Length is 0 or > AnswerMax || value.Any(char.IsControl))
            return new($"“{name}”后面写 =结果，最多 {AnswerMax} 个字符，例如 {name}=0.08", $"'{name}' takes =VALUE, at most {AnswerMax} characters, for example {name}=0.08");
        var answers = Answers(site);
        answers[name] = $"{value} ({by}, {at.ToUniversalTime():yyyy-MM-dd})";
        Directory.CreateDirectory(site.Host.DataFolder);
        var text = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value)));
        System.IO.File.WriteAllText(PathOf(site) + ".next", text.ToJsonString());
        System.IO.File.Move(PathOf(site) + ".next", PathOf(site), overwrite: true);
        return null;
    }

    /// <summary>The list with its answers, a line each.</summary>
    public static IEnumerable<Words> Lines(SiteSettings site)
    {
        var answers = Answers(site);
        foreach (var check in All)
        {
            var answer = answers.GetValueOrDefault(check.Name);
            yield return new($"  {check.Name}：{check.Ask.Chinese}：{answer ?? "未检查"}", $"  {check.Name}: {check.Ask.English}: {answer ?? "not checked"}");
        }
    }
}

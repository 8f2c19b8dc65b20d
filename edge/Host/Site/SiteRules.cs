using System.Text.RegularExpressions;
using YongAi.Edge.Control.Charging;
using YongAi.Edge.Control.Codes;
using YongAi.Edge.Control.Language;
using YongAi.Edge.Control.Packs;

namespace YongAi.Edge.Host.Site;

/// <summary>The parts of the site file that are rules and limits: packs, charging, codes.</summary>
internal static class SiteRules
{
    private const int PatternsMax = 32;
    private const int PatternCharsMax = 200;
    private const int RefusedMax = 1_000;

    public static PackBook Packs(SiteSection site, SiteFaults faults)
    {
        var patterns = ImmutableArray.CreateBuilder<PackPattern>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in site.ItemsOrNone("packs", PatternsMax))
        {
            var pattern = SiteSection.Read(item, faults, section => Pack(section, seen, faults));
            if (pattern is null) continue;
            RefuseOverlap(item, pattern, patterns, faults);
            patterns.Add(pattern);
        }
        return new PackBook(patterns.ToImmutable(), Refused(site, faults));
    }

    /// <summary>Serials of the network that this site does not take all the same.</summary>
    private static ImmutableHashSet<string> Refused(SiteSection site, SiteFaults faults)
    {
        var refused = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var item in site.Items("refused", 0, RefusedMax))
        {
            var serial = SiteSection.TextOf(item, 32, faults);
            if (serial.Length == 0) continue;
            if (!PackId.TryFrom(serial, out _))
                faults.Add(item, "电池序列号是 8 到 32 个字母、数字或横线", "a serial is 8 to 32 letters, digits and hyphens");
            else if (!refused.Add(serial)) faults.Add(item, "这个序列号写了两次，请删去一处", "this serial stands here twice; remove one");
        }
        return refused.ToImmutable();
    }

    // The first pattern that fits decides a pack's class, and with it its volts: which of two it is must not hang on their order.
    private static void RefuseOverlap(SiteNode item, PackPattern pattern, IReadOnlyList<PackPattern> before, SiteFaults faults)
    {
        if (item.Members.FirstOrDefault(member => member.Key == "serial").Value is not { Text.Length: > 0 } at) return;
        for (var n = 0; n < before.Count; n++)
        {
            if (before[n].Class == pattern.Class || Bare(before[n]) == Bare(pattern)) continue;
            var both = SerialSamples.Of(Bare(pattern)).Concat(SerialSamples.Of(Bare(before[n])))
                .FirstOrDefault(serial => pattern.Serial.IsMatch(serial) && before[n].Serial.IsMatch(serial));
            if (both is null) continue;
            faults.Add(at, $"与 packs[{n}].serial 重叠：{both} 两条都符合，类别却不同；请写得更窄",
                $"overlaps packs[{n}].serial: {both} fits both, and their classes differ; make one of them narrower");
        }
    }

    private static string Bare(PackPattern pattern) => pattern.Serial.ToString()[5..^3];

    private static PackPattern Pack(SiteSection section, Dictionary<string, string> seen, SiteFaults faults)
    {
        var serial = Serial(section, seen, faults);
        var name = section.Text("class", 16);
        if (name.Length > 0 && !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            faults.Add(section.Find("class")!, "类别只能用字母、数字、点和横线，例如 48V24Ah",
                "a class is made of letters, digits, dots and hyphens, for example 48V24Ah");
        var cells = section.Whole("cells", 1, 32);
        var range = Range(section, "volts", 1, 200, faults);
        var (least, most) = range ?? (1m, 200m);
        // From 1.5 V (an empty LTO cell) to 4.5 V (above any full lithium cell): beyond, cells or volts are mistyped.
        if (range is not null && section.Find("volts") is { } volts && (least < cells * 1.5m || most > cells * 4.5m))
            faults.Add(volts, $"{cells} 串电芯的电压应在 {cells * 1.5m} 到 {cells * 4.5m} V 之间，请核对 cells 和 volts",
                $"{cells} cells in series lie between {cells * 1.5m} and {cells * 4.5m} V; check cells and volts");
        return new PackPattern(serial, new PackClass(name), cells, new Volts((double)least), new Volts((double)most))
        {
            Holds = section.Find("ah") is null ? null : section.Number("ah", 1m, 500m),
            MostAmps = section.Find("amps") is null ? null : new Amps(section.Number("amps", 1m, 200m)),
            CyclesMost = section.Find("cycles_most") is null ? null : section.WholeOrNone("cycles_most", 1, 100_000),
        };
    }

    private static Regex Serial(SiteSection section, Dictionary<string, string> seen, SiteFaults faults)
    {
        var text = section.Text("serial", PatternCharsMax);
        if (section.Find("serial") is not { } at || text.Length == 0) return Whole("x");
        if (!seen.TryAdd(text, at.Place))
            faults.Add(at, $"与 {seen[text]} 的规则相同，请删去一处", $"the same pattern as {seen[text]}; remove one");
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant); // alone, as what is whole only between our brackets is no pattern
            return Whole(text);
        }
        catch (NotSupportedException)
        {
            faults.Add(at, "不能用前后查找和反向引用，请改写这条规则",
                "look-around and back-references cannot be used; write it without");
        }
        catch (ArgumentException fault)
        {
            faults.Add(at, $"不是合法的正则表达式：{fault.Message}", $"not a regular expression: {fault.Message}");
        }
        return Whole("x");
    }

    /// <summary>The whole serial has to fit; an unbounded search would let a foreign serial carry ours inside.</summary>
    private static Regex Whole(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static ChargeLimits Charging(SiteSection site, StateOfCharge handOutFrom, SiteFaults faults)
    {
        var none = new ChargeLimits(0, TimeSpan.FromSeconds(30), new Celsius(0), new Celsius(45), new StateOfCharge(100),
            new StateOfCharge(95));
        return site.Find("charging") is not { } at ? none
            : SiteSection.Read(at, faults, section => Limits(section, handOutFrom, faults)) ?? none;
    }

    private static ChargeLimits Limits(SiteSection section, StateOfCharge handOutFrom, SiteFaults faults)
    {
        var many = section.Whole("max_charging", 0, 32);
        // Longer than the time a poll round and a slow append take; short enough for a fire (house 12.3).
        var lease = section.Whole("lease_s", 10, 120, 30);
        // 0 to 45 degrees is the charging range of lithium packs; a site may only tighten it (domain 3.3).
        var (cold, hot) = Range(section, "celsius", 0, 45, faults) ?? (0m, 45m);
        var full = section.Whole("full_at", 50, 100, 100);
        var again = section.Whole("again_below", 1, 100, 95);
        if (again > full && section.Node is { } node)
            faults.Add(section.Find("again_below") ?? node, $"again_below（{again}）不能高于 full_at（{full}）",
                $"again_below ({again}) has to be at most full_at ({full})");
        if (handOutFrom.Percent > again)
            faults.Add(section.Find("again_below") ?? section.Node,
                $"again_below（{again}）低于 hand_out_from（{handOutFrom.Percent}）：两者之间的电池既不充电也不发出",
                $"again_below ({again}) is under hand_out_from ({handOutFrom.Percent}): a pack between them neither charges nor is handed out");
        return new ChargeLimits(many, TimeSpan.FromSeconds(lease), new Celsius((double)cold), new Celsius((double)hot),
            new StateOfCharge(full), new StateOfCharge(again));
    }

    public static CodePolicy Codes(SiteSection site, long buildDate, SiteFaults faults)
    {
        var none = site.Word("lists", ["none", "signed"], "signed") == "none";
        CodePolicy With(int lists, int credential, int offline, int allowance) =>
            new(none, TimeSpan.FromDays(lists), TimeSpan.FromDays(credential), TimeSpan.FromMinutes(offline), allowance, buildDate);
        if (!none)
            faults.Warn(site.Find("lists") ?? site.Node, "还没有签名的停用名单：所有码都会在第 9 项被拒。没有名单的站点请写 \"lists\": \"none\"",
                "no signed list has arrived: every code is refused at check 9. A site without lists says \"lists\": \"none\"");
        if (site.Find("codes") is not { } at) return With(7, 7, 15, 60);
        return SiteSection.Read(at, faults, section => With(
            section.Whole("lists_max_age_days", 1, 30, 7),
            section.Whole("credential_days", 1, 7, 7),
            section.Whole("offline_after_min", 1, 1440, 15),
            section.Whole("offline_allowance", 0, 10_000, 60))) ?? With(7, 7, 15, 60);
    }

    private static (decimal Least, decimal Most)? Range(SiteSection section, string key, decimal least, decimal most,
        SiteFaults faults)
    {
        var items = section.Items(key, 2, 2);
        if (items.Length != 2) return null;
        var first = SiteSection.NumberOf(items[0], least, most, faults);
        var second = SiteSection.NumberOf(items[1], least, most, faults);
        if (first is not { } from || second is not { } to) return null;
        if (from < to) return (from, to);
        faults.Add(section.Find(key)!, $"第一个数要小于第二个数，现在是 {from} 和 {to}",
            $"the first number has to be under the second; now they are {from} and {to}");
        return null;
    }
}

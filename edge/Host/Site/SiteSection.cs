using System.Globalization;
using System.Text.RegularExpressions;

namespace YongAi.Edge.Host.Site;

/// <summary>
/// One object of the site file, read key by key. A faulty value is collected as a fault and answered with a harmless one, so
/// that reading goes on and all faults come at once; a file with faults leads to no plan.
/// </summary>
internal sealed partial class SiteSection
{
    private readonly SiteNode node;
    private readonly SiteFaults faults;
    private readonly List<string> known = [];

    private SiteSection(SiteNode node, SiteFaults faults)
    {
        this.node = node;
        this.faults = faults;
    }

    public SiteNode Node => node;

    /// <summary>Reads an object: its keys by <paramref name="read"/>, and what nobody asked for is a fault.</summary>
    public static T? Read<T>(SiteNode at, SiteFaults faults, Func<SiteSection, T> read)
    {
        if (at.Kind != SiteKind.Object)
        {
            faults.Add(at, $"这里要写对象 {{ … }}，现在是{Chinese(at.Kind)}",
                $"an object {{ … }} belongs here, not {English(at.Kind)}");
            return default;
        }
        var section = new SiteSection(at, faults);
        var value = read(section);
        section.RefuseUnknownKeys();
        return value;
    }

    /// <summary>The value of a key, or null when it is not there.</summary>
    public SiteNode? Find(string key)
    {
        if (!known.Contains(key, StringComparer.Ordinal)) known.Add(key);
        foreach (var (name, value) in node.Members)
            if (name == key) return value;
        return null;
    }

    /// <summary>The value of a key that has to be there.</summary>
    public SiteNode? Need(string key)
    {
        var found = Find(key);
        if (found is null)
            faults.Add(Place(key), node.Line, $"缺少“{key}”，请补上", $"'{key}' is missing; add it");
        return found;
    }

    /// <summary>A text that has to be there; empty after a fault.</summary>
    public string Text(string key, int charsMax = 256) => Need(key) is { } at ? TextOf(at, charsMax, faults) : "";

    /// <summary>A text that may be left out.</summary>
    public string? TextOrNone(string key, int charsMax = 256) => Find(key) is { } at ? TextOf(at, charsMax, faults) : null;

    /// <summary>An integer between bounds; without <paramref name="absent"/> it has to be there.</summary>
    public int Whole(string key, int least, int most, int? absent = null)
    {
        var at = absent is null ? Need(key) : Find(key);
        return at is null ? absent ?? least : (int)(WholeOf(at, least, most, faults) ?? absent ?? least);
    }

    /// <summary>An integer that has to be there; null after a fault.</summary>
    public int? WholeOrNone(string key, int least, int most) => Need(key) is { } at ? (int?)WholeOf(at, least, most, faults) : null;

    /// <summary>A number between bounds; without <paramref name="absent"/> it has to be there.</summary>
    public double Number(string key, decimal least, decimal most, decimal? absent = null)
    {
        var at = absent is null ? Need(key) : Find(key);
        return (double)((at is null ? null : NumberOf(at, least, most, faults)) ?? absent ?? least);
    }

    /// <summary>Seconds since 1970 UTC, up to the year 9999.</summary>
    public long Instant(string key) => Need(key) is { } at ? WholeOf(at, 0, 253_402_300_799, faults) ?? 0 : 0;

    public bool Flag(string key, bool absent)
    {
        if (Find(key) is not { } at) return absent;
        if (at.Kind == SiteKind.Boolean) return at.Text == "true";
        faults.Add(at, $"这里要写 true 或 false，现在是{Chinese(at.Kind)}",
            $"true or false belongs here, not {English(at.Kind)}");
        return absent;
    }

    /// <summary>One of a few words; without <paramref name="absent"/> it has to be there.</summary>
    public string Word(string key, string[] words, string? absent = null)
    {
        var at = absent is null ? Need(key) : Find(key);
        if (at is null) return absent ?? words[0];
        var list = string.Join(", ", words);
        if (at.Kind == SiteKind.Text && words.Contains(at.Text, StringComparer.Ordinal)) return at.Text;
        var (chinese, english) = at.Kind == SiteKind.Text ? Near.Hint(at.Text, words) : ("", "");
        faults.Add(at, $"只能写 {list} 之一{chinese}", $"one of {list} belongs here{english}");
        return absent ?? words[0];
    }

    /// <summary>The items of an array, at most <paramref name="itemsMax"/>; none after a fault.</summary>
    public ImmutableArray<SiteNode> Items(string key, int itemsLeast, int itemsMax)
    {
        var at = itemsLeast > 0 ? Need(key) : Find(key);
        if (at is null) return [];
        if (at.Kind != SiteKind.Array)
        {
            faults.Add(at, $"这里要写数组 [ … ]，现在是{Chinese(at.Kind)}",
                $"an array [ … ] belongs here, not {English(at.Kind)}");
            return [];
        }
        if (at.Items.Length >= itemsLeast && at.Items.Length <= itemsMax) return at.Items;
        faults.Add(at, $"这里要有 {itemsLeast} 到 {itemsMax} 项，现在是 {at.Items.Length} 项",
            $"{itemsLeast} to {itemsMax} items belong here, not {at.Items.Length}");
        return [];
    }

    /// <summary>The items of an array that may be left out; one that is written is never empty.</summary>
    public ImmutableArray<SiteNode> ItemsOrNone(string key, int itemsMax) => Find(key) is null ? [] : Items(key, 1, itemsMax);

    public static string TextOf(SiteNode at, int charsMax, SiteFaults faults)
    {
        if (at.Kind != SiteKind.Text)
            faults.Add(at, $"这里要写带引号的文字，现在是{Chinese(at.Kind)}",
                $"text in quotes belongs here, not {English(at.Kind)}");
        else if (at.Text.Length == 0 || at.Text.Length > charsMax)
            faults.Add(at, $"要 1 到 {charsMax} 个字符", $"1 to {charsMax} characters belong here");
        else if (at.Text.Contains('\0', StringComparison.Ordinal))
            faults.Add(at, "不能有 \\u0000 这个字符", "the character \\u0000 belongs in no text");
        else return at.Text;
        return "";
    }

    public static long? WholeOf(SiteNode at, long least, long most, SiteFaults faults)
    {
        if (NumberOf(at, least, most, faults) is not { } number) return null;
        if (number == decimal.Truncate(number)) return (long)number;
        faults.Add(at, "要整数，不带小数", "an integer belongs here, without a fraction");
        return null;
    }

    /// <summary>A number between bounds; null after a fault.</summary>
    public static decimal? NumberOf(SiteNode at, decimal least, decimal most, SiteFaults faults)
    {
        if (at.Kind == SiteKind.Text && WithUnit().Match(at.Text) is { Success: true } match)
            faults.Add(at, $"只写数字：{match.Groups[1].Value}，不带引号，也不带“{match.Groups[2].Value}”；这里的单位是{Unit(at).Chinese}",
                $"write the number alone, {match.Groups[1].Value}, without quotes and without '{match.Groups[2].Value}'; the unit here is {Unit(at).English}");
        else if (at.Kind != SiteKind.Number)
            faults.Add(at, $"这里要写数字（不带引号），现在是{Chinese(at.Kind)}",
                $"a number without quotes belongs here, not {English(at.Kind)}");
        else if (decimal.TryParse(at.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most) return number;
        else faults.Add(at, $"{at.Text} 超出范围，要 {least} 到 {most}{Counted(Unit(at).Chinese, "（单位：", "）")}",
            $"{at.Text} is out of range; {least} to {most} belongs here{Counted(Unit(at).English, " (", ")")}");
        return null;
    }

    private static string Counted(string unit, string before, string after) => unit is "个" or "one" ? "" : before + unit + after;

    // The unit is in the key's own name, or goes without saying: what a number without it is most often mistyped for.
    private static (string Chinese, string English) Unit(SiteNode at)
    {
        var key = at.Place[(at.Place.LastIndexOf('.') + 1)..].Split('[')[0];
        return key switch
        {
            "volts" => ("伏", "volts"),
            "amps" => ("安", "amperes"),
            "celsius" => ("摄氏度", "degrees Celsius"),
            "hand_out_from" or "full_at" or "again_below" => ("百分比", "per cent"),
            "baud" => ("波特", "baud"),
            _ when key.EndsWith("_k_per_min", StringComparison.Ordinal) => ("开每分钟", "kelvin a minute"),
            _ when key.EndsWith("_k", StringComparison.Ordinal) => ("开", "kelvin"),
            _ when key.EndsWith("_celsius", StringComparison.Ordinal) => ("摄氏度", "degrees Celsius"),
            _ when key.EndsWith("_volts", StringComparison.Ordinal) => ("伏", "volts"),
            _ when key.EndsWith("_amps", StringComparison.Ordinal) => ("安", "amperes"),
            _ when key.EndsWith("_percent", StringComparison.Ordinal) => ("百分比", "per cent"),
            _ when key.EndsWith("_ms", StringComparison.Ordinal) => ("毫秒", "milliseconds"),
            _ when key.EndsWith("_s", StringComparison.Ordinal) => ("秒", "seconds"),
            _ when key.EndsWith("_min", StringComparison.Ordinal) => ("分钟", "minutes"),
            _ when key.EndsWith("_days", StringComparison.Ordinal) => ("天", "days"),
            _ => ("个", "one"),
        };
    }

    [GeneratedRegex(@"\A\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([^0-9\s.].*?)\s*\z")]
    private static partial Regex WithUnit();

    private string Place(string key) => node.Place == "$" ? key : $"{node.Place}.{key}";

    private void RefuseUnknownKeys()
    {
        foreach (var (name, value) in node.Members)
        {
            if (known.Contains(name, StringComparer.Ordinal)) continue;
            var list = string.Join(", ", known);
            var missing = known.Where(key => node.Members.All(member => member.Key != key));
            if (Near.Of(name, missing) is { } near)
                faults.Add(value, $"不认识“{name}”，是不是“{near}”？", $"'{name}' is not known here; did you mean '{near}'?");
            else faults.Add(value, $"不认识“{name}”，这里可以写：{list}", $"'{name}' is not known here; known are: {list}");
        }
    }

    public static string Chinese(SiteKind kind) => kind switch
    {
        SiteKind.Object => "对象",
        SiteKind.Array => "数组",
        SiteKind.Text => "文字",
        SiteKind.Number => "数字",
        SiteKind.Boolean => "真假值",
        _ => "空值",
    };

    public static string English(SiteKind kind) => kind switch
    {
        SiteKind.Object => "an object",
        SiteKind.Array => "an array",
        SiteKind.Text => "text",
        SiteKind.Number => "a number",
        SiteKind.Boolean => "true or false",
        _ => "null",
    };
}

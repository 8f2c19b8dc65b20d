using System.Globalization;
using YongAi.Edge.Control.Goods;
using YongAi.Edge.Control.Riders;

namespace YongAi.Edge.Host.Site;

/// <summary>A channel as it is written, with the places that a fault would name.</summary>
/// <param name="Plan">What was read so far.</param>
/// <param name="Node">The channel.</param>
/// <param name="Item">What it holds, or null.</param>
/// <param name="Counter">What counts for it, or null.</param>
/// <param name="Reader">What reads the tags of what comes out, or null.</param>
/// <param name="Sees">Its own board sees whether something comes.</param>
internal sealed record ChannelDraft(ChannelPlan Plan, SiteNode Node, SiteNode? Item, SiteNode? Counter, SiteNode? Reader, bool Sees)
{
    /// <summary>What every channel may say, whatever drives it.</summary>
    public static ChannelDraft Read(SiteSection section, ChannelId channel, bool sees, bool isPlace)
    {
        var (item, counter) = (section.TextOrNone("item", SiteLines.NameCharsMax), section.TextOrNone("counter", SiteLines.NameCharsMax));
        var reader = section.TextOrNone("reader", SiteLines.NameCharsMax);
        return new ChannelDraft(new ChannelPlan(channel, item is null ? null : new ItemId(item))
        {
            Counter = counter is null ? null : new CounterId(counter), Reader = reader is null ? null : new ReaderId(reader), IsPlace = isPlace,
        }, section.Node, section.Find("item"), section.Find("counter"), section.Find("reader"), sees);
    }
}

/// <summary>What sees things pass.</summary>
internal sealed record Senses(ImmutableArray<CounterId> Counters, ImmutableArray<ReaderId> Readers);

/// <summary>Section <c>goods</c>: what is handed out, to whom and when.</summary>
internal static class SiteGoodsPlan
{
    private const int ItemsMax = 32, BinsMax = 8, HoursMax = 14, SpansMax = 4, CalendarMax = 366, CampaignsMax = 16, HotDaysMax = 92, CountMax = 1000;
    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static GoodsPlan Read(SiteSection site, TimeSpan utcOffset, SiteFaults faults)
    {
        var none = GoodsPlan.None with { UtcOffset = utcOffset };
        return site.Find("goods") is not { } at ? none : SiteSection.Read(at, faults, section =>
        {
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            var items = section.Items("items", 1, ItemsMax).Select(item => SiteSection.Read(item, faults, one => Item(one, names, faults))).OfType<ItemPlan>().ToImmutableArray();
            return none with
            {
                Items = items,
                Hours = Hours(section, faults),
                HotDays = [.. section.ItemsOrNone("hot_days", HotDaysMax).Select(day => Date(day, faults)).OfType<DateOnly>()],
                HotFrom = section.Number("hot_from_celsius", 25m, 45m, 35m),
                Campaigns = [.. section.ItemsOrNone("campaigns", CampaignsMax).Select(one => SiteSection.Read(one, faults,
                    its => Campaign(its, names, utcOffset, faults))).OfType<Campaign>()],
            };
        }) ?? none;
    }

    /// <summary>The channels, held against the things and the counters there are.</summary>
    /// <param name="drafts">As written.</param>
    /// <param name="goods">The things.</param>
    /// <param name="senses">The counters and the readers of tags.</param>
    /// <param name="counted">Which counter is whose already.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static ImmutableArray<ChannelPlan> Channels(IEnumerable<ChannelDraft> drafts, GoodsPlan goods, Senses senses, Dictionary<CounterId, string> counted, SiteFaults faults)
    {
        var plans = ImmutableArray.CreateBuilder<ChannelPlan>();
        foreach (var draft in drafts)
        {
            plans.Add(draft.Plan);
            if (draft.Item is { } item) HasItem(item, goods, faults);
            if (draft.Counter is { } counter) HasCounter(counter, draft.Node, senses, counted, faults);
            if (draft.Reader is { } reader) HasReader(reader, senses, faults);
            if (draft is { Item: not null, Sees: false, Counter: null })
                faults.Add(draft.Node, "没有传感器能看见出货：请写 counter（或给货道装 drop_sensor），电机转了不等于货出来了",
                    "no sensor sees what comes out: name a counter (or fit a drop_sensor); a motor that turned is no thing that came");
        }
        return plans.ToImmutable();
    }

    /// <summary>Bins into which lent things come back.</summary>
    public static ImmutableArray<ReturnBin> Bins(SiteSection site, GoodsPlan goods, Senses senses, Dictionary<CounterId, string> counted, SiteNames names, SiteFaults faults)
    {
        var bins = ImmutableArray.CreateBuilder<ReturnBin>();
        foreach (var node in site.Items("return_bins", 0, BinsMax))
            SiteSection.Read(node, faults, section =>
            {
                var bin = new ReturnBin(new ChannelId(names.Read(section)), new ItemId(section.Text("item", SiteLines.NameCharsMax)),
                    new ReaderId(section.Text("reader", SiteLines.NameCharsMax)), new CounterId(section.Text("counter", SiteLines.NameCharsMax)));
                if (section.Find("item") is { } item) HasItem(item, goods, faults);
                if (section.Find("counter") is { } counter) HasCounter(counter, section.Node, senses, counted, faults);
                if (section.Find("reader") is { } reader) HasReader(reader, senses, faults);
                bins.Add(bin);
                return bin;
            });
        return bins.ToImmutable();
    }

    private static void HasItem(SiteNode item, GoodsPlan goods, SiteFaults faults)
    {
        if (goods.Items.Any(one => one.Id.Name == item.Text)) return;
        var (chinese, english) = Near.Hint(item.Text, goods.Items.Select(one => one.Id.Name));
        faults.Add(item, $"goods.items 里没有“{item.Text}”{chinese}", $"there is no '{item.Text}' in goods.items{english}");
    }

    private static void HasCounter(SiteNode counter, SiteNode of, Senses senses, Dictionary<CounterId, string> counted, SiteFaults faults)
    {
        var (chinese, english) = Near.Hint(counter.Text, senses.Counters.Select(one => one.Name));
        if (!senses.Counters.Contains(new CounterId(counter.Text)))
            faults.Add(counter, $"counters 里没有“{counter.Text}”{chinese}", $"there is no '{counter.Text}' in counters{english}");
        else if (!counted.TryAdd(new CounterId(counter.Text), of.Place))
            faults.Add(counter, $"计数器“{counter.Text}”已归 {counted[new CounterId(counter.Text)]}：分不清是哪里的东西",
                $"counter '{counter.Text}' is {counted[new CounterId(counter.Text)]} already: nobody could say where a thing passed");
    }

    private static void HasReader(SiteNode reader, Senses senses, SiteFaults faults)
    {
        if (senses.Readers.Contains(new ReaderId(reader.Text))) return;
        var (chinese, english) = Near.Hint(reader.Text, senses.Readers.Select(one => one.Name));
        faults.Add(reader, $"tag_readers 里没有“{reader.Text}”{chinese}", $"there is no '{reader.Text}' in tag_readers{english}");
    }

    private static ItemPlan Item(SiteSection section, Dictionary<string, string> names, SiteFaults faults)
    {
        var id = section.Text("item", SiteLines.NameCharsMax);
        if (id.Length > 0 && !SiteLines.IsName(id))
            faults.Add(section.Find("item")!, "物品名称只能用小写字母、数字和横线", "an item's name is made of lower-case letters, digits and hyphens");
        else if (id.Length > 0 && !names.TryAdd(id, section.Node.Place))
            faults.Add(section.Find("item")!, $"物品“{id}”与 {names[id]} 重复，请删去一个", $"item '{id}' is {names[id]} already; remove one of them");
        var name = new ItemName(section.Text("zh", 16), section.Text("en", 32));
        var (day, hot) = (section.Whole("per_day", 1, 100, 0), section.Whole("per_hot_day", 1, 100, 0));
        if (day == 0 && hot > 0)
            faults.Add(section.Find("per_hot_day")!, "有 per_hot_day 就要写 per_day", "per_hot_day belongs beside per_day");
        var hours = section.Whole("lent_for_h", 1, 720, 0);
        return new ItemPlan(new ItemId(id), name)
        {
            Quota = day == 0 ? null : new Quota(day) { PerHotDay = hot == 0 ? null : hot },
            LentFor = hours == 0 ? null : TimeSpan.FromHours(hours),
        };
    }

    private static OpeningHours Hours(SiteSection section, SiteFaults faults)
    {
        var week = OpeningHours.Always.Week.ToArray();
        if (section.Find("hours") is not null)
        {
            Array.Fill(week, []);
            foreach (var line in section.Items("hours", 1, HoursMax))
                SiteSection.Read(line, faults, its =>
                {
                    var span = Span(its, faults);
                    var days = its.ItemsOrNone("days", Week.Length);
                    foreach (var day in days.IsEmpty ? [.. Week] : days.Select(one => Day(one, faults)))
                        if (Array.IndexOf(Week, day) is >= 0 and var n) week[n] = week[n].Add(span);
                    return its;
                });
        }
        var special = ImmutableSortedDictionary.CreateBuilder<DateOnly, ImmutableArray<OpenSpan>>();
        foreach (var line in section.ItemsOrNone("calendar", CalendarMax))
            SiteSection.Read(line, faults, its =>
            {
                var day = its.Need("date") is { } at ? Date(at, faults) : null;
                var open = its.Items("open", 0, SpansMax).Select(one => SiteSection.Read(one, faults, span => new Box(Span(span, faults)))).OfType<Box>();
                if (day is { } known) special[known] = [.. open.Select(box => box.Span)];
                return its;
            });
        return new OpeningHours([.. week], special.ToImmutable());
    }

    private sealed record Box(OpenSpan Span);

    private static OpenSpan Span(SiteSection section, SiteFaults faults)
    {
        var span = new OpenSpan(Time(section, "from", faults), Time(section, "to", faults));
        if (section.Find("from") is not null && section.Find("to") is { } to && span.To <= span.From && faults.Faults.All(fault => !fault.Place.StartsWith(section.Node.Place, StringComparison.Ordinal)))
            faults.Add(to, "要晚于 from；跨过零点的分两段写", "it has to be later than 'from'; what goes on after midnight is a span of its own");
        return span;
    }

    private static TimeSpan Time(SiteSection section, string key, SiteFaults faults)
    {
        var text = section.Text(key, 5);
        if (text == "24:00") return TimeSpan.FromHours(24);
        if (TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out var time)) return time;
        if (text.Length > 0) faults.Add(section.Find(key)!, "要写 09:00 这样的时刻，到 24:00 为止", "a time such as 09:00 belongs here, up to 24:00");
        return TimeSpan.Zero;
    }

    private static string Day(SiteNode at, SiteFaults faults)
    {
        if (at.Kind == SiteKind.Text && Week.Contains(at.Text, StringComparer.Ordinal)) return at.Text;
        faults.Add(at, $"只能写 {string.Join(", ", Week)} 之一", $"one of {string.Join(", ", Week)} belongs here");
        return "";
    }

    private static DateOnly? Date(SiteNode at, SiteFaults faults)
    {
        if (at.Kind == SiteKind.Text && DateOnly.TryParseExact(at.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        faults.Add(at, "要写 2026-10-01 这样的日期", "a date such as 2026-10-01 belongs here");
        return null;
    }

    private static Campaign Campaign(SiteSection section, Dictionary<string, string> items, TimeSpan utcOffset, SiteFaults faults)
    {
        var name = section.Text("name", SiteLines.NameCharsMax);
        if (name.Length > 0 && !SiteLines.IsName(name))
            faults.Add(section.Find("name")!, "活动名称只能用小写字母、数字和横线", "a campaign's name is made of lower-case letters, digits and hyphens");
        var item = section.Text("item", SiteLines.NameCharsMax);
        if (item.Length > 0 && !items.ContainsKey(item))
        {
            var (chinese, english) = Near.Hint(item, items.Keys);
            faults.Add(section.Find("item")!, $"goods.items 里没有“{item}”{chinese}", $"there is no '{item}' in goods.items{english}");
        }
        var (from, last) = (section.Need("from") is { } begins ? Date(begins, faults) : null, section.Need("last") is { } ends ? Date(ends, faults) : null);
        if (last < from) faults.Add(section.Find("last")!, "不能早于 from", "it cannot be before 'from'");
        return new Campaign(name, new ItemId(item), Midnight(from, utcOffset), Midnight(last?.AddDays(1), utcOffset),
            section.Whole("budget", 1, 100_000), section.Whole("per_rider", 1, CountMax));
    }

    private static DateTimeOffset Midnight(DateOnly? day, TimeSpan utcOffset) => new((day ?? DateOnly.FromDateTime(DateTime.UnixEpoch)).ToDateTime(TimeOnly.MinValue), utcOffset);
}

namespace YongAi.Edge.Host.Site;

/// <summary>How much the journal may take, and how long what the cloud has stays in it.</summary>
public sealed record StoreLimits
{
    /// <summary>What its rows may take; the file may be larger, for removed rows leave room that later ones use.</summary>
    public long BytesMax { get; init; } = 512L << 20;

    /// <summary>Rows it may hold: at some 25 rows a swap and 300 swaps a day more than half a year.</summary>
    public long RowsMax { get; init; } = 2_000_000;

    /// <summary>How long an acknowledged row stays (domain table C row 32).</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(180);

    /// <summary>How long alarms, custody and crew acts stay (domain table C row 32).</summary>
    public TimeSpan KeepLong { get; init; } = TimeSpan.FromDays(730);

    /// <summary>Reads the section <c>store</c> of a site file; every key may be left out.</summary>
    internal static StoreLimits Read(SiteSection site, SiteFaults faults)
    {
        var usual = new StoreLimits();
        if (site.Find("store") is not { } at) return usual;
        return SiteSection.Read(at, faults, section =>
        {
            var limits = new StoreLimits
            {
                BytesMax = (long)section.Whole("max_mb", 16, 65_536, 512) << 20,
                RowsMax = section.Whole("max_rows", 20_000, 100_000_000, 2_000_000),
                Keep = TimeSpan.FromDays(section.Whole("keep_days", 1, 3650, 180)),
                KeepLong = TimeSpan.FromDays(section.Whole("keep_long_days", 1, 3650, 730)),
            };
            if (limits.KeepLong < limits.Keep)
                faults.Add(section.Node, "keep_long_days 不能比 keep_days 短", "keep_long_days cannot be shorter than keep_days");
            return limits;
        }) ?? usual;
    }
}

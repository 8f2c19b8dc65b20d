using YongAi.Edge.Devices;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Replay;

/// <summary>A whole record, given to the drivers of a site in virtual time.</summary>
public sealed class BusReplay
{
    /// <summary>Between two runs nobody knows how much time went by; the lines are opened anew.</summary>
    private static readonly TimeSpan BetweenRuns = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, LineReplay> lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);
    private readonly string cabinet;
    private readonly string? only;
    private TimeSpan offset;
    private TimeSpan now;

    /// <param name="wiring">The site's.</param>
    /// <param name="cabinet">The site's; a record of another cabinet is refused.</param>
    /// <param name="only">The only line that is replayed; null for all.</param>
    public BusReplay(Wiring wiring, string cabinet, string? only)
    {
        (this.cabinet, this.only) = (cabinet, only);
        foreach (var line in wiring.Lines)
            if (only is null || line.Line.Name == only) lines[line.Line.Name] = new LineReplay(line, Facts);
        if (lines.Count == 0)
            throw new SiteUnusable($"--line {only}: the site's lines are {string.Join(", ", wiring.Lines.Select(line => line.Line.Name))}");
    }

    /// <summary>What the drivers told.</summary>
    public FactTally Facts { get; } = new();

    /// <summary>The lines, by their names.</summary>
    public IEnumerable<LineReplay> Lines => lines.Values.OrderBy(line => line.Name, StringComparer.Ordinal);

    /// <summary>Lines in the record that the site does not have.</summary>
    public IEnumerable<string> Unknown => unknown.Order(StringComparer.Ordinal);

    /// <summary>Moments that the recorder itself lost.</summary>
    public long Lost { get; private set; }

    /// <summary>How much time the record covers.</summary>
    public TimeSpan Covers { get; private set; }

    /// <summary>Where the record is damaged; null when it is sound. What stands before it was replayed.</summary>
    public string? Damage { get; private set; }

    /// <summary>Files that end within a line, as after a power cut.</summary>
    public IReadOnlyList<string> Torn => torn;

    private readonly List<string> torn = [];

    /// <summary>Replays files in the order in which they were written, whatever order they are named in.</summary>
    /// <param name="files">Parts of one record or of several.</param>
    /// <param name="seen">Told of each moment that is replayed.</param>
    public void Run(IEnumerable<string> files, Action<BusMoment> seen)
    {
        var parts = files.Select(file => new BusReader(file)).Select(reader => (Reader: reader, Title: reader.Title()))
            .OrderBy(part => part.Title.Began).ThenBy(part => part.Title.Run, StringComparer.Ordinal).ThenBy(part => part.Title.Part);
        BusTitle? last = null;
        foreach (var (reader, title) in parts)
        {
            if (title.Cabinet != cabinet)
                throw new SiteUnusable($"{reader.File}: is of cabinet {title.Cabinet}, and the site is {cabinet}");
            var begins = last is null || last.Run != title.Run || title.Part != last.Part + 1;
            last = title;
            if (!Read(reader, begins ? title : null, seen)) break;
        }
        foreach (var line in lines.Values) line.Pass(now);
    }

    private bool Read(BusReader reader, BusTitle? begins, Action<BusMoment> seen)
    {
        try
        {
            var isFirst = begins is not null;
            foreach (var moment in reader.Moments())
            {
                if (isFirst) Begin(begins!, moment.At);
                isFirst = false;
                Take(moment with { At = moment.At + offset }, seen);
            }
            if (reader.IsTorn) torn.Add(reader.File);
            return true;
        }
        catch (BusDamaged damaged)
        {
            Damage = damaged.Message;
            return false;
        }
    }

    private void Begin(BusTitle title, TimeSpan first)
    {
        foreach (var line in lines.Values) line.Close(now);
        now += BetweenRuns;
        offset = now - first;
        foreach (var name in title.Up)
            if (lines.TryGetValue(name, out var line)) line.FallIn(first + offset);
    }

    private void Take(BusMoment moment, Action<BusMoment> seen)
    {
        if (moment.At > now)
        {
            Covers += moment.At - now;
            now = moment.At;
        }
        Lost += moment.Lost;
        if (moment.Did == BusDid.Lost) return;
        if (lines.TryGetValue(moment.Line, out var line))
        {
            seen(moment);
            line.Take(moment);
        }
        else if (only is null) unknown.Add(moment.Line);
    }
}

using System.Diagnostics;

namespace YongAi.Edge.Bench;

/// <summary>What a freshly started edge needs while nobody comes: all slots, chargers and packs are polled.</summary>
internal sealed class IdleFigures(Stand stand, Action<string> tell)
{
    private const int LooksPerMinute = 12;
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1) / LooksPerMinute;

    private readonly List<double> pss = [], rss = [], cpu = [], cpuPerMinute = [];
    private readonly JournalUse perMinute = new();

    public async Task<ImmutableArray<Figure>> MeasureAsync(int minutes)
    {
        await stand.StopEdgeAsync();
        stand.StartEdge();
        await stand.QuietAsync();
        for (var minute = 1; minute <= minutes; minute++)
        {
            tell($"idle, minute {minute} of {minutes}");
            await MinuteAsync();
        }
        return
        [
            new("idle: Pss", "MiB", [.. pss]), new("idle: RSS", "MiB", [.. rss]),
            new($"idle: Pss at the end of {minutes} min", "MiB", [pss[^1]]),
            new($"idle: RSS at the end of {minutes} min", "MiB", [rss[^1]]),
            new($"idle: processor time per {LooksEvery.TotalSeconds:0} s", "ms/s", [.. cpu]),
            new("idle: processor time per minute", "ms/s", [.. cpuPerMinute]),
            .. perMinute.Figures("idle minute"),
        ];
    }

    private async Task MinuteAsync()
    {
        var first = await stand.ProcessAsync();
        var last = first;
        for (var look = 0; look < LooksPerMinute; look++)
        {
            await Task.Delay(LooksEvery, stand.Stop);
            var now = await stand.ProcessAsync();
            cpu.Add(now.CpuSince(last));
            pss.Add(ProcessLook.PssMebibytes(stand.Edge));
            rss.Add(ProcessLook.RssMebibytes(stand.Edge));
            last = now;
        }
        cpuPerMinute.Add(last.CpuSince(first));
        perMinute.Add(first, last);
    }
}

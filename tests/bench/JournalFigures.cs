using System.ComponentModel;
using YongAi.Edge.Tests.EndToEnd;

namespace YongAi.Edge.Bench;

/// <summary>What one whole swap costs the disk.</summary>
internal sealed class JournalFigures(Stand stand, Action<string> tell)
{
    public async Task<ImmutableArray<Figure>> MeasureAsync(int swaps)
    {
        var perSwap = new JournalUse();
        using var rider = new Rider(stand);
        for (var swap = 1; swap <= swaps; swap++)
        {
            await stand.QuietAsync();
            var before = await stand.ProcessAsync();
            await SwapAsync(rider);
            perSwap.Add(before, await stand.ProcessAsync());
            tell($"whole swap {swap} of {swaps}");
        }
        return [.. perSwap.Figures("whole swap"), .. await SyncsAsync(rider)];
    }

    private async Task SwapAsync(Rider rider)
    {
        _ = await rider.ScanAsync() ?? throw new TimeoutException("a fresh code opened no door");
        await rider.SwapAsync();
    }

    /// <summary>One more swap, watched by strace, which slows it: how often the edge waits for the disk.</summary>
    private async Task<ImmutableArray<Figure>> SyncsAsync(Rider rider)
    {
        try
        {
            await using var strace = Child.Start("strace", "-f", "-p", $"{stand.Edge.Id}",
                "-e", "trace=fsync,fdatasync");
            await stand.Until(() => Task.FromResult(strace.Words.Contains("attached", StringComparison.Ordinal)),
                "strace to attach");
            await SwapAsync(rider);
            await strace.Signal("INT");
            await strace.Process.WaitForExitAsync(stand.Stop);
            var calls = strace.Words.Split("sync(").Length - 1;
            return [new("whole swap: waits for the disk (fsync, fdatasync)", "calls", [calls])];
        }
        catch (Win32Exception)
        {
            tell("strace is missing (apt-get install strace): waits for the disk are not counted");
            return [];
        }
    }
}

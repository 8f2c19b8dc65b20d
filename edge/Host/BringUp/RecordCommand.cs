using System.Runtime.InteropServices;
using System.Security.Cryptography;
using YongAi.Edge.Host.BringUp.Commissioning;
using YongAi.Edge.Host.Recording;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp;

/// <summary>What <c>record</c> is asked for.</summary>
/// <param name="File">A new file.</param>
/// <param name="For">How long.</param>
/// <param name="English">In English; otherwise Chinese.</param>
internal sealed record RecordOrder(string File, TimeSpan For, bool English);

/// <summary>Asks every board in its round, as the service does, and writes what passes to a file. No lock is fired.</summary>
internal static class RecordCommand
{
    /// <summary>Longest record: an hour of a cabinet of 24 slots is some 30 MB.</summary>
    public const int SecondsMax = 3600;

    public const int SecondsUsual = 60;

    public static async Task<int> RunAsync(SiteSettings site, RecordOrder order, TextWriter output, TextWriter errors,
        CancellationToken stop)
    {
        if (Open(order, errors) is not { } file) return ExitCode.BadInput;
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            asked.Cancel();
        });
        string? trouble = null;
        using var recorder = new BusRecorder(Title(site), new BusFile(file), TimeProvider.System, why => trouble = why);
        using (var bench = new Workbench(site, tap: recorder.Tap))
        {
            await bench.Until(() => asked.IsCancellationRequested || bench.Down.Count + bench.UpCount == site.Host.Ports.Length
                && !bench.Down.Values.Any(IsInUse), Workbench.OpensWithin);
            foreach (var (line, why) in bench.Down) errors.WriteLine(NotOpen(line, why, order.English));
            if (bench.UpCount == 0 || bench.Down.Values.Any(IsInUse))
            {
                await file.DisposeAsync();
                File.Delete(order.File);
                return ExitCode.Failed;
            }
            await bench.Until(() => asked.IsCancellationRequested || recorder.HasFailed, order.For);
        }
        recorder.Dispose();
        if (trouble is not null)
            errors.WriteLine(order.English ? $"the recording ended early: {trouble}" : $"录制提前结束：{trouble}");
        var (kept, lost) = (recorder.Kept, recorder.Lost);
        output.WriteLine(order.English ? $"{order.File}: {kept} entries, {lost} lost; yongai-sim replay reads it"
            : $"{order.File}：{kept} 条，丢失 {lost} 条；用 yongai-sim replay 回放");
        return trouble is null ? ExitCode.Fine : ExitCode.Failed;
    }

    private static BusTitle Title(SiteSettings site) => new(site.Plan.Cabinet, WiringPrint.Of(site),
        RandomNumberGenerator.GetHexString(16, lowercase: true), TimeProvider.System.GetUtcNow());

    private static FileStream? Open(RecordOrder order, TextWriter errors)
    {
        try
        {
            return new FileStream(order.File, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(order.English ? $"--out {order.File} cannot be made: {trouble.Message}"
                : $"--out {order.File} 建不了：{trouble.Message}");
            return null;
        }
    }

    private static bool IsInUse(string why) => why.Contains("in use by another program", StringComparison.Ordinal);

    private static string NotOpen(string line, string why, bool english) => (IsInUse(why), english) switch
    {
        (true, true) => $"line '{line}' is in use, probably by the edge service. Stop it for the recording: systemctl stop yongai-edge, "
            + "and start it again afterwards; or let the service itself record: \"bus_record_mb\" in the site file",
        (true, false) => $"线路“{line}”正被柜端服务占用。先停服务再录制：systemctl stop yongai-edge，录完再 systemctl start yongai-edge；"
            + "也可以在配置文件里写 \"bus_record_mb\"，让服务自己录",
        (false, true) => $"line '{line}' cannot be opened: {why}",
        _ => $"线路“{line}”打不开：{why}",
    };
}

using System.Text;
using YongAi.Edge.Control;
using YongAi.Edge.Host;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>
/// The files that say how the last run ended, whatever is in them. Judged: an answer as the page of systemd.exec(5) has it,
/// and both files ready for the next start.
/// </summary>
public sealed class LastEndTarget : FuzzTarget
{
    private const string KernelBoot = "3f1c6a52-7b1e-4c1d-9d55-0d2f0a6f6a11";
    private static readonly string[] Good =
        ["watchdog killed TERM", "oom-kill killed KILL", "exit-code exited 1", "signal killed SEGV", "core-dump dumped ABRT",
            "timeout killed KILL", "success exited 0"];
    private static readonly FrameShape Shape = new([0x20, 0x0A, 0x00, 0xFF, 0xEF, 0xC3]);

    private readonly WorkFolder folder = new();
    private readonly ImmutableArray<byte[]> texts = [.. Good.Select(Encoding.UTF8.GetBytes)];
    private readonly Func<string, string, LastEnd> take;

    /// <param name="take">Another reader, for the test that the judge bites; the edge's own when left out.</param>
    public LastEndTarget(Func<string, string, LastEnd>? take = null) => this.take = take ?? LastRun.Take;

    public override string Name => "last-end";

    /// <summary>A text of 8 KB, twice; our own number.</summary>
    public override long AllocatedMax => 64 * 1024;

    public override HostileInput Draw(Chance chance) => chance.OneIn(8)
        ? new HostileBytes(chance.Among(texts), Genuine: true)
            : new HostileBytes(Mutator.Spoil(chance, chance.Among(texts), texts, Shape));

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var bytes = ((HostileBytes)input).Bytes;
        var (end, boot) = (folder.PathOf(LastRun.EndFile), folder.PathOf(LastRun.BootFile));
        File.WriteAllBytes(end, bytes);
        File.WriteAllBytes(boot, bytes.Length % 2 == 0 ? bytes : Encoding.UTF8.GetBytes(KernelBoot));
        meter.Begin();
        var said = take(folder.Path, KernelBoot);
        meter.End();
        if (File.Exists(end) || File.ReadAllText(boot).Trim() != KernelBoot)
            throw new FuzzFinding("the files are not ready for the next start");
        var expected = Expected(bytes);
        if (expected is { } only && said != only) throw new FuzzFinding($"said {said}, which is {only}");
        return said == LastEnd.Unknown ? Outcome.Rejected("unknown") : Outcome.Accepted;
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    /// <summary>The meaning of a word that stands alone or before a blank; null where the file is as good as empty.</summary>
    private static LastEnd? Expected(byte[] bytes)
    {
        var text = new StreamReader(new MemoryStream(bytes)).ReadToEnd().Trim();
        if (text.Length == 0) return null;
        var word = text.Split(' ')[0];
        return word.Length > 20 ? LastEnd.Unknown : word switch
        {
            "watchdog" => LastEnd.Watchdog, "oom-kill" => LastEnd.OutOfMemory, "exit-code" => LastEnd.Failed, "success" =>
                LastEnd.Asked,
            "signal" or "core-dump" or "timeout" => LastEnd.Killed, _ => LastEnd.Unknown,
        };
    }
}

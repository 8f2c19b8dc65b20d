using System.Globalization;
using System.Text;
using System.Text.Json;
using YongAi.Simulators.Site;

namespace YongAi.Simulators.Replay;

/// <summary>Reads one file of a record, as <c>yongai-edge record</c> and the ring of <c>bus_record_mb</c> write it.</summary>
/// <param name="file">Its path.</param>
public sealed class BusReader(string file)
{
    /// <summary>The form that is read here.</summary>
    public const int Version = 1;

    /// <summary>Longest line: one reading of a port is 4096 bytes, two digits each.</summary>
    private const int LineMax = 16 * 1024;

    private static readonly TimeSpan Latest = TimeSpan.FromDays(3650);

    /// <summary>The path.</summary>
    public string File => file;

    /// <summary>The file ends within a line, as after a power cut: that line is left out.</summary>
    public bool IsTorn { get; private set; }

    /// <exception cref="SiteUnusable">It is no such file.</exception>
    public BusTitle Title()
    {
        try
        {
            var first = Lines().FirstOrDefault() ?? throw new SiteUnusable($"{file}: is empty");
            using var json = JsonDocument.Parse(first);
            var at = json.RootElement;
            if (at.GetProperty("yongai_bus").GetInt32() is var version && version != Version)
                throw new SiteUnusable($"{file}: is of version {version}; this program reads version {Version}");
            return new BusTitle(Text(at, "cabinet"), Text(at, "run"), at.GetProperty("began").GetDateTimeOffset(),
                at.GetProperty("part").GetInt32(), [.. at.GetProperty("up").EnumerateArray().Select(line => line.GetString() ?? "")]);
        }
        catch (Exception e) when (IsOfForm(e) || e is BusDamaged)
        {
            throw new SiteUnusable($"{file}: line 1 is not the first line of a record of the bus");
        }
    }

    /// <summary>All that happened, in the order of the file.</summary>
    /// <exception cref="BusDamaged">A line is none; what stood before it was given.</exception>
    public IEnumerable<BusMoment> Moments()
    {
        var number = 0L;
        foreach (var line in Lines())
            if (++number > 1) yield return Moment(line, number);
    }

    private BusMoment Moment(string line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var at = TimeSpan.FromTicks((long)(root.GetProperty("at").GetDecimal() * TimeSpan.TicksPerSecond));
            if (at < TimeSpan.Zero || at > Latest) throw new FormatException();
            if (root.TryGetProperty("lost", out var lost)) return new BusMoment(at, "", BusDid.Lost, [], lost.GetInt64());
            var name = Text(root, "line");
            if (root.TryGetProperty("sent", out var sent)) return new BusMoment(at, name, BusDid.Sent, Bytes(sent));
            if (root.TryGetProperty("heard", out var heard)) return new BusMoment(at, name, BusDid.Heard, Bytes(heard));
            if (root.TryGetProperty("up", out _)) return new BusMoment(at, name, BusDid.Up, []);
            if (root.TryGetProperty("down", out _)) return new BusMoment(at, name, BusDid.Down, []);
        }
        catch (Exception e) when (IsOfForm(e))
        {
            throw new BusDamaged(file, number, $"is not what was written: {Shown(line)}");
        }
        throw new BusDamaged(file, number, $"says neither sent, heard, up, down nor lost: {Shown(line)}");
    }

    /// <summary>Whole lines; what stands behind the last end of a line is torn.</summary>
    private IEnumerable<string> Lines()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var (buffer, held, number) = (new byte[LineMax], 0, 0L);
        IsTorn = false;
        while (true)
        {
            var end = Array.IndexOf(buffer, (byte)'\n', 0, held);
            if (end >= 0)
            {
                number++;
                yield return Encoding.UTF8.GetString(buffer, 0, end);
                held -= end + 1;
                buffer.AsSpan(end + 1, held).CopyTo(buffer);
                continue;
            }
            if (held == LineMax && buffer.AsSpan().ContainsAnyExcept((byte)0))
                throw new BusDamaged(file, number + 1, $"is longer than {LineMax} bytes");
            if (held == LineMax) held = 1; // A power cut can leave zeros where the last lines were to be.
            var count = stream.Read(buffer, held, LineMax - held);
            IsTorn = count == 0 && held > 0;
            if (count == 0) yield break;
            held += count;
        }
    }

    private static bool IsOfForm(Exception e) =>
        e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException;

    private static string Text(JsonElement at, string name) => at.GetProperty(name).GetString() ?? throw new FormatException();

    private static byte[] Bytes(JsonElement hex) => Convert.FromHexString(hex.GetString() ?? "");

    private static string Shown(string line)
    {
        var shown = string.Concat(line.Take(60).Select(c => char.IsControl(c)
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
        return line.Length > 60 ? shown + " …" : shown;
    }
}

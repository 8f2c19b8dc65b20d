using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>One reading question to one address.</summary>
/// <param name="Family">Who would answer: a name of the decoder's tables, or <see cref="Modbus"/> for whoever speaks that.</param>
/// <param name="Protocol">The decoder's table by which its answer is read.</param>
/// <param name="Address">Who is asked; null where the family has no address.</param>
/// <param name="Question">The bytes.</param>
public sealed record Probe(string Family, string Protocol, int? Address, ImmutableArray<byte> Question)
{
    /// <summary>Boards of any make that speak Modbus RTU: which, their registers say.</summary>
    public const string Modbus = "modbus";

    /// <summary>A small board thinks for 20 to 60 ms (hardware 10); more is waited for where it is asked again. Our own number.</summary>
    public static readonly TimeSpan Usually = TimeSpan.FromMilliseconds(100);

    /// <summary>How long its first byte is waited for after the question has left.</summary>
    public TimeSpan Wait { get; init; } = Usually;

    /// <summary>Asked so often as long as nobody answers: what sleeps or is out of step loses the first frame (hardware 2.1).</summary>
    public int Tries { get; init; } = 1;

    /// <summary>Without a check in the frames, an answer counts only when the same one comes twice (hardware 1.5).</summary>
    public bool CountsTwiceOnly => Protocol == "winnsen";
}

/// <summary>All questions at one speed, in their order; those of one family stand together.</summary>
/// <param name="Baud">Bits per second.</param>
/// <param name="Format">The bits of one character.</param>
/// <param name="Probes">The questions.</param>
public sealed record Pass(int Baud, LineFormat Format, ImmutableArray<Probe> Probes)
{
    private const int BitsPerByte = 11;

    /// <summary>How long so many bytes are on the wire.</summary>
    public TimeSpan Lasts(int bytes) => TimeSpan.FromSeconds(bytes * BitsPerByte / (double)Baud);

    /// <summary>The longest that the questions take when nobody answers.</summary>
    public TimeSpan Silent => TimeSpan.FromTicks(Probes.Sum(probe => (probe.Wait + Lasts(probe.Question.Length)).Ticks * probe.Tries));
}

using YongAi.Edge.Devices;

namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>What a line will be asked, in which order, and how long that takes at most.</summary>
/// <param name="Passes">One for each speed and format.</param>
public sealed record ProbePlan(ImmutableArray<Pass> Passes)
{
    /// <summary>The usual speeds of the field, the most usual first (hardware 0).</summary>
    public static readonly ImmutableArray<int> Bauds = [9600, 19200, 115200, 57600, 38400, 4800, 2400];

    /// <summary>Before and after the questions of a speed, so long is only listened: a board that asks by itself does so within. Our own number.</summary>
    public static readonly TimeSpan Listens = TimeSpan.FromMilliseconds(600);

    /// <summary>Opening a port may reset boards; answers may be long; boards found are asked again: at most so much more. Our own number.</summary>
    public static readonly TimeSpan MorePerPass = TimeSpan.FromSeconds(12);

    private const int UsualBaud = 9600, HighestAddress = 255;

    /// <summary>When nobody has anything to say: listening and waiting, to the end.</summary>
    public TimeSpan Silent => TimeSpan.FromTicks(Passes.Sum(pass => (pass.Silent + 2 * Listens).Ticks));

    /// <summary>After this time nothing more is asked, whatever was heard.</summary>
    public TimeSpan AtMost => Silent + Passes.Length * MorePerPass;

    /// <summary>The plan of the command: every usual speed, or one.</summary>
    public static ProbePlan For(int? baud) => For(baud is { } only ? [only] : [.. Bauds], HighestAddress);

    /// <param name="bauds">Speeds in their order.</param>
    /// <param name="upTo">The highest address that is asked; fewer make it short.</param>
    public static ProbePlan For(ImmutableArray<int> bauds, int upTo)
    {
        var passes = ImmutableArray.CreateBuilder<Pass>();
        foreach (var baud in bauds)
        {
            passes.Add(new Pass(baud, LineFormat.Bits8N1, [.. FirstTwice([.. Questions.Packs, .. Questions.Addressed(upTo)])]));
            if (baud == UsualBaud) passes.Add(new Pass(baud, LineFormat.Bits8E1, [.. Questions.EvenPacks]));
        }
        return new ProbePlan(passes.ToImmutable());
    }

    /// <summary>A board may be busy with the bytes of another family: the first question of each is asked twice.</summary>
    private static IEnumerable<Probe> FirstTwice(ImmutableArray<Probe> probes) =>
        probes.Select((probe, at) => at == 0 || probes[at - 1].Family != probe.Family ? probe with { Tries = 2 } : probe);
}

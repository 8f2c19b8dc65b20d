namespace YongAi.Edge.Host.BringUp.Doctoring;

/// <summary>A line at one speed, for questions.</summary>
public interface IProbedLine : IDisposable
{
    /// <summary>Writes a question and hears what comes: the first byte within the wait, the rest until it is quiet.</summary>
    byte[] Ask(Probe probe, TimeSpan wait);

    /// <summary>Only listens.</summary>
    byte[] Listen(TimeSpan time);

    /// <summary>It hung up or failed: what is asked now is not heard.</summary>
    bool IsGone { get; }
}

/// <summary>What a line was asked and what it said.</summary>
/// <param name="Passes">Speed by speed, as far as it came.</param>
/// <param name="NotOpen">Why the line cannot be opened; null when it was.</param>
public sealed record LineRecord(ImmutableArray<PassRecord> Passes, string? NotOpen)
{
    /// <summary>Speeds that the adapter does not take, which were passed over.</summary>
    public ImmutableArray<int> Refused { get; init; } = [];

    /// <summary>The time was over before all was asked.</summary>
    public bool IsCut { get; init; }

    /// <summary>The line was there and went away.</summary>
    public bool IsGone { get; init; }
}

/// <summary>Opens a line at the speed of a pass; null and the reason when it cannot be had.</summary>
/// <param name="pass">Speed and format.</param>
/// <param name="why">Why not.</param>
public delegate IProbedLine? OpenLine(Pass pass, out string why);

/// <summary>Asks a line by its plan: who answers is asked again and for more, and a speed that was answered is the last one.</summary>
/// <param name="plan">What to ask.</param>
/// <param name="open">Opens the line.</param>
/// <param name="elapsed">Time since the beginning.</param>
public sealed class LineDoctor(ProbePlan plan, OpenLine open, Func<TimeSpan> elapsed)
{
    /// <summary>Who answered, or seemed to, is asked so often again. Our own number.</summary>
    public const int AgainTimes = 4;

    /// <summary>Boards take up to 300 ms in the drivers of others (hardware 1.1).</summary>
    public static readonly TimeSpan Patient = TimeSpan.FromMilliseconds(300);

    /// <summary>Boards are polled every 0.5 to 2 s, by the site files' own figures.</summary>
    public static readonly TimeSpan AsksAgainWithin = TimeSpan.FromSeconds(2.5);

    /// <summary>An answer may belong to one of so many questions before: boards of others took up to 300 ms. Our own number.</summary>
    private const int LateMax = 4;

    /// <summary>Most suspects of one speed: where everything is strange, it is the line and no board.</summary>
    private const int SuspectsMax = 4;

    /// <summary>Goes on after a family has answered, and after a speed was answered.</summary>
    public bool All { get; init; }

    /// <summary>Told before each speed.</summary>
    public Action<Pass> Begins { get; init; } = _ => { };

    private bool IsOver => elapsed() >= plan.AtMost;

    /// <summary>To the end of the plan, or of its time.</summary>
    public LineRecord Examine()
    {
        var passes = ImmutableArray.CreateBuilder<PassRecord>();
        var refused = ImmutableArray.CreateBuilder<int>();
        string? notOpen = null;
        var isGone = false;
        foreach (var pass in plan.Passes)
        {
            if (IsOver) break;
            Begins(pass);
            using var line = open(pass, out var why);
            if (line is null)
            {
                notOpen ??= why;
                refused.Add(pass.Baud);
                // One speed may be beyond an adapter; a line that is not to be had is so at every speed, and one that was open is gone.
                if (why.Contains("does not", StringComparison.Ordinal)) continue;
                isGone = passes.Count > 0;
                break;
            }
            passes.Add(Examine(pass, line));
            isGone = line.IsGone;
            // Two who ask at a time spoil each other's frames: whoever is on the line already has it.
            if (isGone || IsAskedByAnother(passes[^1].Before)) break;
            if (!All && passes[^1].Confirmed.Any(confirmed => confirmed.Again.Any(asked => asked.IsAnswered))) break;
        }
        return new LineRecord(passes.ToImmutable(), passes.Count > 0 ? null : notOpen) { Refused = refused.ToImmutable(), IsCut = IsOver, IsGone = isGone };
    }

    private static bool IsAskedByAnother(ImmutableArray<byte> before) =>
        Unasked.Of(before.AsSpan()).Kind is UnaskedKind.OfAnother or UnaskedKind.Answer or UnaskedKind.VendingMaster;

    private PassRecord Examine(Pass pass, IProbedLine line)
    {
        ImmutableArray<byte> before = [.. line.Listen(ProbePlan.Listens)];
        // One frame may be the last word to a program that was just stopped; a master asks again within its rhythm.
        if (IsAskedByAnother(before)) before = [.. line.Listen(AsksAgainWithin)];
        if (IsAskedByAnother(before)) return new PassRecord(pass, before, [], [], []);
        var exchanges = ImmutableArray.CreateBuilder<Exchange>();
        string? speaks = null;
        ImmutableArray<Probe> last = [];
        foreach (var probe in pass.Probes)
        {
            if (IsOver || line.IsGone) break;
            // One line speaks one protocol: when a family has answered, only its other addresses are of interest.
            if (!All && speaks is not null && speaks != probe.Family) continue;
            for (var turn = 0; turn < probe.Tries && !IsOver; turn++)
            {
                exchanges.Add(Hearing.Of(probe, last, line.Ask(probe, probe.Wait)));
                last = [probe, .. last.Take(LateMax - 1)];
                if (exchanges[^1].Late is { } late) speaks = late.Family;
                if (!exchanges[^1].IsAnswered) continue;
                if (!probe.CountsTwiceOnly) speaks = probe.Family;
                break;
            }
        }
        var confirmed = Suspects(exchanges).Select(suspect => Confirm(suspect, line)).ToImmutableArray();
        return new PassRecord(pass, before, exchanges.ToImmutable(), confirmed, [.. line.Listen(ProbePlan.Listens)]);
    }

    /// <summary>Who answered in time or late; and, where they are few, addresses at which something came that is no frame.</summary>
    public static ImmutableArray<Probe> Suspects(IReadOnlyCollection<Exchange> exchanges)
    {
        var answered = exchanges.Where(exchange => exchange.IsAnswered).Select(exchange => exchange.Probe)
            .Concat(exchanges.Select(exchange => exchange.Late).OfType<Probe>());
        var strange = exchanges.Where(exchange => exchange.IsStrange).Select(exchange => exchange.Probe).ToArray();
        return [.. answered.Concat(strange.Length <= SuspectsMax ? strange : []).DistinctBy(probe => (probe.Family, probe.Address))];
    }

    private Confirmed Confirm(Probe suspect, IProbedLine line)
    {
        var again = ImmutableArray.CreateBuilder<Exchange>();
        for (var turn = 0; turn < AgainTimes && !IsOver; turn++) again.Add(Hearing.Of(suspect, [], line.Ask(suspect, Patient)));
        var more = ImmutableArray.CreateBuilder<Exchange>();
        if (again.Any(asked => asked.IsAnswered))
            foreach (var question in Questions.MoreOf(suspect))
                if (!IsOver) more.Add(Hearing.Of(question, [], line.Ask(question, Patient)));
        return new Confirmed(suspect, again.ToImmutable(), more.ToImmutable());
    }
}

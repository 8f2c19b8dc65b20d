using System.Diagnostics;

namespace YongAi.Simulators.Fuzz;

/// <summary>One target, fed with so many inputs of one seed.</summary>
public sealed class FuzzRun
{
    /// <summary>
    /// The last stop only, where one input never comes back: work is bounded by counts in the targets. So long, because a
    /// busy machine is no fault of the code; our own number.
    /// </summary>
    public static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(120);

    /// <summary>From so many inputs on, none believed or none refused says that the fuzzer misses what it aims at.</summary>
    public const int SuspectFrom = 1000;

    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(100);

    private readonly FuzzTarget target;
    private readonly int seed;
    private readonly Chance chance = new();
    private readonly Meter meter = new();
    private readonly SortedDictionary<string, long> refused = new(StringComparer.Ordinal);
    private long number, accepted, inputs, largest;
    private HostileInput? current;
    private string? finding;

    private FuzzRun(FuzzTarget target, int seed) => (this.target, this.seed) = (target, seed);

    /// <summary>Feeds inputs <paramref name="from"/> and on; ends at the first finding.</summary>
    /// <param name="target">What is fed.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="from">Number of the first input.</param>
    /// <param name="count">How many.</param>
    /// <param name="stop">Ends it early.</param>
    public static FuzzReport Of(FuzzTarget target, int seed, long from, long count, CancellationToken stop) =>
        Of(target, seed, from, count, stop, HangAfter);

    /// <summary>The same with another last stop.</summary>
    public static FuzzReport Of(FuzzTarget target, int seed, long from, long count, CancellationToken stop, TimeSpan hangAfter)
    {
        var run = new FuzzRun(target, seed);
        var clock = Stopwatch.StartNew();
        var feeder = new Thread(() => run.Feed(from, count, stop), maxStackSize: 0) { IsBackground = true };
        feeder.Start();
        run.Watch(feeder, hangAfter);
        stop.ThrowIfCancellationRequested();
        return run.Report(from, clock.Elapsed);
    }

    private void Feed(long from, long count, CancellationToken stop)
    {
        if ((finding = Caught(target.WarmUp)) is not null) return;
        // The session that the first input belongs to is lived through from its beginning.
        for (number = from - from % target.SessionLength; number < from + count && !stop.IsCancellationRequested; number++)
            if ((finding = Caught(() => One(counted: number >= from))) is not null) return;
    }

    private void One(bool counted)
    {
        if (number % target.SessionLength == 0)
            target.Begin(chance.Begin(seed, target.Name + " session", number / target.SessionLength));
        current = target.Draw(chance.Begin(seed, target.Name, number));
        meter.Clear();
        Count(target.Try(current, meter), counted);
        if (meter.Bytes > target.AllocatedMax)
            throw new FuzzFinding($"{meter.Bytes} bytes were allocated, at most {target.AllocatedMax} may be");
        if ((number + 1) % target.SessionLength == 0) target.End();
    }

    private static string? Caught(Action feed)
    {
        try
        {
            feed();
            return null;
        }
        catch (FuzzFinding found)
        {
            return found.Message;
        }
        catch (Exception crash)
        {
            return $"{crash.GetType().Name}: {crash.Message}\n{crash.StackTrace}";
        }
    }

    private void Count(Outcome outcome, bool counted)
    {
        if (outcome.Refused is { } why && current!.Genuine) throw new FuzzFinding($"a genuine input was refused: {why}");
        if (!counted) return;
        inputs++;
        largest = Math.Max(largest, meter.Bytes);
        if (outcome.Refused is not { } reason) accepted++;
        else refused[reason] = refused.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Looks are counted, not seconds: a program that was halted as a whole has not hung.</summary>
    private void Watch(Thread feeder, TimeSpan hangAfter)
    {
        var (seen, looks) = (-1L, 0);
        while (!feeder.Join(LooksEvery))
        {
            var at = Volatile.Read(ref number);
            (seen, looks) = (at, at == seen ? looks + 1 : 0);
            if (looks * LooksEvery <= hangAfter) continue;
            finding = $"no end within {hangAfter.TotalSeconds:0} s";
            return;
        }
    }

    private FuzzReport Report(long from, TimeSpan took) =>
        new(target.Name, seed, from, inputs, accepted, refused.ToImmutableSortedDictionary(),
        largest, target.AllocatedMax, took, target.Note,
        finding is null ? null : new FuzzFault(number, current?.Shown ?? "", finding));
}

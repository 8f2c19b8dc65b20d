namespace YongAi.Simulators.Fuzz;

/// <summary>An input that may be anything, as a person sees it when it broke something.</summary>
/// <param name="Genuine">It is a valid one, unchanged: refusing it is as wrong as believing a false one.</param>
public abstract record HostileInput(bool Genuine)
{
    /// <summary>The whole of it, in one line.</summary>
    public abstract string Shown { get; }
}

/// <summary>Bytes as they come from a line, a topic or a file.</summary>
public sealed record HostileBytes(byte[] Bytes, bool Genuine = false) : HostileInput(Genuine)
{
    public override string Shown => Convert.ToHexString(Bytes);
}

/// <summary>A text as a scanner or a person gives it; shown with its control characters spelled.</summary>
public sealed record HostileText(string Text, bool Genuine = false) : HostileInput(Genuine)
{
    public override string Shown => string.Concat(Text.Select(c => c is >= ' ' and <= '~' and not '\\' ? c.ToString()
        : $@"\u{(int)c:x4}"));
}

/// <summary>What became of an input: believed, or refused for a reason.</summary>
/// <param name="Refused">Null when it was believed.</param>
public readonly record struct Outcome(string? Refused)
{
    public static Outcome Accepted => default;

    public static Outcome Rejected(string reason) => new(reason);
}

/// <summary>Something false was believed, something true refused, or a bound was passed.</summary>
public sealed class FuzzFinding(string message) : Exception(message);

/// <summary>What the code under test allocates, without what draws and judges its input.</summary>
public sealed class Meter
{
    private long began;

    /// <summary>Allocated since <see cref="Clear"/>, in bytes.</summary>
    public long Bytes { get; private set; }

    public void Clear() => Bytes = 0;

    /// <summary>The code under test begins.</summary>
    public void Begin() => began = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>The code under test has ended, or hands over to the judge.</summary>
    public void End() => Bytes += GC.GetAllocatedBytesForCurrentThread() - began;

    /// <summary>What was allocated elsewhere, for example on the threads of a server.</summary>
    public void Add(long bytes) => Bytes += bytes;
}

/// <summary>One thing that reads what comes from outside, with the judge of what it makes of it.</summary>
public abstract class FuzzTarget : IDisposable
{
    /// <summary>Its name in <see cref="FuzzCatalogue"/>.</summary>
    public abstract string Name { get; }

    /// <summary>No single input lets the code under test allocate more, in bytes.</summary>
    public abstract long AllocatedMax { get; }

    /// <summary>
    /// Inputs that one machine is fed with, one after the other. Whatever it remembers, it remembers of these only: an input
    /// is repeated by repeating its session up to it.
    /// </summary>
    public virtual int SessionLength => 1;

    /// <summary>What is made once and for all is made before anything is counted.</summary>
    public virtual void WarmUp() { }

    /// <summary>A session begins: everything is new.</summary>
    public virtual void Begin(Chance chance) { }

    /// <summary>Draws the next input of the session.</summary>
    public abstract HostileInput Draw(Chance chance);

    /// <summary>Feeds the code under test and judges what comes out.</summary>
    /// <exception cref="FuzzFinding">It is wrong.</exception>
    public abstract Outcome Try(HostileInput input, Meter meter);

    /// <summary>A session has had all its inputs: what must hold in the end is judged.</summary>
    public virtual void End() { }

    /// <summary>Something worth a line in the report; empty when there is nothing.</summary>
    public virtual string Note => "";

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

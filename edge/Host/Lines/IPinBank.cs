namespace YongAi.Edge.Host.Lines;

/// <summary>Pins of one chip that come and go with it: levels in, levels out, and whether it is there.</summary>
public interface IPinBank : IDisposable
{
    /// <summary>The bank's name in the site file, for example <c>board</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Drives outputs: those in the mask to the level in their place, counted as the pins were given. Dropped while the bank is down: outputs
    /// start idle when it comes up, and who drives them says again what they ought to be.
    /// </summary>
    void Drive(ulong levels, ulong mask);

    /// <summary>Takes the pins, now and again for ever until it is disposed of, and tells the sink. Called once.</summary>
    void Start(IPinEvents sink);
}

/// <summary>Who hears what pins say. Called on the bank's own thread; returns at once.</summary>
public interface IPinEvents
{
    /// <summary>The pins are ours; outputs are idle.</summary>
    void Up(string bank);

    /// <summary>The pins are gone or were never there; told once until they are up again.</summary>
    void Down(string bank, string why);

    /// <summary>
    /// The levels as they are now, read after an edge and otherwise every <see cref="LinuxPins.ReadEvery"/>: bit n is the n-th pin, 1 when
    /// active. Outputs are told as the chip reads them back.
    /// </summary>
    void Read(string bank, ulong levels);

    /// <summary>Edges are hints: they tell that a level was there for a while, and when by the kernel's monotonic clock.</summary>
    void Edge(string bank, PinEdge edge);
}

/// <summary>One edge of one pin.</summary>
/// <param name="Pin">Counted from 0 as the pins were given.</param>
/// <param name="Rising">It became active.</param>
/// <param name="At">The kernel's monotonic clock, ns.</param>
/// <param name="Lost">So many edges of this pin were lost before it, for the kernel's queue was full.</param>
public readonly record struct PinEdge(int Pin, bool Rising, long At, uint Lost);
